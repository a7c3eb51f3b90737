// The page of /settings and the presses on it: "e:<card>:<verb>:<value>". Switches name what they switch to.
import type { OutboundButton } from '../domain/channel.ts'
import { Refusal } from '../domain/errors.ts'
import { languages } from '../domain/language.ts'
import { groupsFor, noticeGroups, toSwitchable } from '../domain/notice-choice.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import { may } from '../domain/permissions.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import { changeSettings, type Setting } from '../services/change-settings.ts'
import { say, sayText } from '../texts/render.ts'
import { type Card, changeCard } from './card.ts'
import { switchLabel, wordSwitch } from './notice-switch.ts'
import type { Turn } from './turn.ts'

export function wordSettings(person: Contact | Engineer): (card: string) => Card {
  const { language, mutedNotices } = person
  const groups = groupsFor(person)
  const text = join(
    [
      join([
        say(language, 'settings-title'),
        say(language, 'settings-language', { language: sayText(language, `language-${language}`) }),
      ]),
      join([say(language, 'settings-told'), ...groups.map((group) => wordSwitch(language, group, mutedNotices))]),
      ...wordCurrent(person),
    ],
    '\n\n',
  )
  const button = (label: string, verb: string, value: string) => (card: string) => ({ label, data: `e:${card}:${verb}:${value}` })
  const rows: readonly (readonly ((card: string) => OutboundButton)[])[] = [
    languages
      .filter((other) => other !== language)
      .map((other) => button(sayText(other, `language-${other}`), 'language', other)),
    ...groups
      .filter((group) => !noticeGroups[group].fixed)
      .map((group) => {
        const off = mutedNotices.includes(group)
        return [button(switchLabel(language, group, off), off ? 'on' : 'off', group)]
      }),
    ...(person.kind === 'contact' && may(person, 'open-ticket')
      ? [
          person.currentTicket
            ? [button(sayText(language, 'button-settings-current-on'), 'current', 'off')]
            : [button(sayText(language, 'button-settings-current-off'), 'current', 'on')],
        ]
      : []),
  ]
  return (card) => ({ text, buttons: rows.map((row) => row.map((make) => make(card))) })
}

function wordCurrent(person: Contact | Engineer): readonly RichText[] {
  if (person.kind !== 'contact' || !may(person, 'open-ticket')) return []
  return [say(person.language, person.currentTicket ? 'settings-current-on' : 'settings-current-off')]
}

/** @throws Refusal `stale-button` for what cannot be chosen. */
export async function pressSettings(turn: Turn, card: string, action: string): Promise<void> {
  const { tx, desk, party } = turn
  if (party.kind === 'stranger' || !/^[a-z0-9]{1,12}$/.test(card)) throw new Refusal('stale-button')
  const setting = readSetting(party, action)
  if (setting === null) throw new Refusal('stale-button')
  changeCard(turn, 'settings', card, wordSettings(await changeSettings(tx, desk, party, setting)))
}

function readSetting(person: Contact | Engineer, action: string): Setting | null {
  const [verb, value = ''] = action.split(':', 2)
  switch (verb) {
    case 'language': {
      const language = languages.find((name) => name === value)
      return language === undefined ? null : { language }
    }
    case 'on':
    case 'off': {
      const group = toSwitchable(person, value)
      return group === null ? null : { group, on: verb === 'on' }
    }
    case 'current':
      return may(person, 'open-ticket') && (value === 'on' || value === 'off') ? { currentTicket: value === 'on' } : null
    default:
      return null
  }
}
