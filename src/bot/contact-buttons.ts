// Presses on a main user's pages of contacts: "k:<contact or all>:<verb>:<value>:<card>". Switches name what they switch to, so
// that a second press changes nothing.
import { Refusal } from '../domain/errors.ts'
import { type ContactId, isId } from '../domain/ids.ts'
import { toSwitchable } from '../domain/notice-choice.ts'
import type { ContactChange } from '../services/change-person.ts'
import { changeOwnContact, listContacts, readContact, switchNotices } from '../services/manage-contacts.ts'
import { type Card, changeCard } from './card.ts'
import { shownContacts, wordContact, wordContactList, wordNotices, wordRemoval } from './contact-pages.ts'
import { askAboutContacts, type ContactAsked } from './contact-question.ts'
import type { ClientTurn } from './draft.ts'
import { reply } from './turn.ts'
import { sayContactCode, welcomeContact } from './welcome-contact.ts'

/** @throws Refusal `stale-button` for somebody removed, and for another company's; `last-main-user`. */
export async function pressContacts(turn: ClientTurn, id: string, action: string): Promise<void> {
  const [verb = '', value = '', card = ''] = action.split(':')
  if (!/^[a-z0-9]{1,12}$/.test(card)) throw new Refusal('stale-button')
  try {
    if (id === 'all') return await pressAll(turn, verb, card)
    if (!isId(id)) throw new Refusal('stale-button')
    await pressOne(turn, id as ContactId, { verb, value, card })
  } catch (error) {
    throw error instanceof Refusal && (error.code === 'not-found' || error.code === 'not-allowed')
      ? new Refusal('stale-button')
      : error
  }
}

async function pressAll(turn: ClientTurn, verb: string, card: string): Promise<void> {
  const { tx, party } = turn
  switch (verb) {
    case 'list':
      return changeCard(turn, 'contacts', card, wordContactList(party.language, await listContacts(tx, party, '', shownContacts)))
    case 'add':
      return askAboutContacts(turn, { asks: 'new-name' })
    case 'no-id': {
      const { dialogue } = turn.conversation
      if (dialogue?.kind !== 'contact-question' || dialogue.asks !== 'new-id' || dialogue.id !== card)
        throw new Refusal('stale-button')
      turn.conversation.dialogue = null
      return welcomeContact(turn, dialogue.name ?? '', null)
    }
    case 'emails':
    case 'request':
      return askAboutContacts(turn, { asks: verb })
    default:
      throw new Refusal('stale-button')
  }
}

interface PressOne {
  readonly verb: string
  readonly value: string
  readonly card: string
}

async function pressOne(turn: ClientTurn, id: ContactId, { verb, value, card }: PressOne): Promise<void> {
  const { tx, desk, party } = turn
  const { language } = party
  const contact = await readContact(tx, party, id)
  const show = (make: (key: string) => Card) => changeCard(turn, 'contacts', card, make)
  const right = rightSwitches[verb]
  if (right !== undefined && isSwitch(value)) {
    const changed = await changeOwnContact(tx, desk, party, id, right(value === 'on'))
    return show(wordContact(language, changed ?? contact))
  }
  switch (verb) {
    case 'show':
      return show(wordContact(language, contact))
    case 'notices':
      return show(wordNotices(language, contact, party))
    case 'on':
    case 'off': {
      const group = toSwitchable({ ...party, ...contact }, value)
      if (group === null) throw new Refusal('stale-button')
      return show(
        wordNotices(language, (await switchNotices(tx, desk, party, id, { group, on: verb === 'on' })) ?? contact, party),
      )
    }
    case 'code':
      return sayContactCode(turn, id, contact.name)
    case 'remove':
      return show(wordRemoval(language, contact))
    case 'remove-yes':
      await changeOwnContact(tx, desk, party, id, { active: false })
      reply(turn, 'contact-removed', { name: contact.name })
      return id === party.id ? undefined : show(wordContactList(language, await listContacts(tx, party, '', shownContacts)))
    default:
      if (!isAsked(verb)) throw new Refusal('stale-button')
      return askAboutContacts(turn, { asks: verb, contactId: id, name: contact.name })
  }
}

const rightSwitches: Readonly<Record<string, ((on: boolean) => ContactChange) | undefined>> = {
  login: (on) => ({ loginAccess: on }),
  invoices: (on) => ({ invoices: on }),
  main: (on) => ({ mainUser: on }),
}

function isSwitch(value: string): boolean {
  return value === 'on' || value === 'off'
}

function isAsked(verb: string): verb is Extract<ContactAsked, 'name' | 'telegram' | 'email'> {
  return verb === 'name' || verb === 'telegram' || verb === 'email'
}
