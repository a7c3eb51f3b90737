// A contact as an administrator sees it, with a switch for each right.
import type { ContactId } from '../../domain/ids.ts'
import type { Language } from '../../domain/language.ts'
import { join, type RichText } from '../../domain/rich-text.ts'
import { type ContactCard, readContact } from '../../services/read-records.ts'
import { say, sayText } from '../../texts/render.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { replyWith } from '../turn.ts'
import { cutLabel, wordField } from './card-words.ts'

/** @throws Refusal `not-found`. */
export async function showContact(turn: EngineerTurn, id: ContactId): Promise<void> {
  const card = await readContact(turn.tx, id)
  const { contact, company } = card
  const { language } = turn.party
  const button = (label: string, action: string) => ({ label, data: `a:${id}:${action}` })
  const toggle = (right: 'main' | 'login' | 'invoices', has: boolean) =>
    button(`${has ? '✓' : '○'} ${sayText(language, `record-right-${right}`)}`, `ct.${right}.${has ? 'off' : 'on'}`)
  const rights = [
    [toggle('login', contact.loginAccess), toggle('main', contact.mainUser), toggle('invoices', contact.invoices)],
    [button(sayText(language, 'button-link-code'), 'ct.code'), button(sayText(language, 'button-change'), 'ct.edit')],
    [button(sayText(language, 'button-deactivate'), 'ct.off')],
  ]
  const back = { label: cutLabel(company.name), data: `a:${company.id}:co` }
  const revive = [[button(sayText(language, 'button-activate'), 'ct.on')]]
  replyWith(turn, wordContact(language, card), { buttons: [...(contact.active ? rights : revive), [back]] })
}

function wordContact(language: Language, { contact, company, connected }: ContactCard): RichText {
  const { name, email, telegramId, whatsapp, timeZone } = contact
  const state = contact.active ? (connected ? 'record-connected' : 'record-not-connected') : 'record-inactive'
  return join([
    say(language, 'record-contact', { name, company: company.name }),
    say(language, state),
    ...wordField(language, 'email', email),
    ...wordField(language, 'telegramId', telegramId),
    ...wordField(language, 'whatsapp', whatsapp),
    ...wordField(language, 'language', contact.language),
    ...wordField(language, 'timeZone', timeZone),
  ])
}
