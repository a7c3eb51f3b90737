// A main user's new contact: made, shown, and with the link to hand over.
import type { ContactId } from '../domain/ids.ts'
import { addContact, issueContactCode } from '../services/manage-contacts.ts'
import { sayCard } from './card.ts'
import { wordContact } from './contact-pages.ts'
import type { ClientTurn } from './draft.ts'
import { reply } from './turn.ts'

/** @throws Refusal `conflict` when somebody else has the id. */
export async function welcomeContact(turn: ClientTurn, name: string, telegramId: string | null): Promise<void> {
  const contact = await addContact(turn.tx, turn.party, { name, telegramId })
  reply(turn, 'contact-added', { name })
  await sayContactCode(turn, contact.id, name)
  sayCard(turn, 'contacts', wordContact(turn.party.language, contact))
}

/** A link that connects the contact's chat, or the bare code where no messenger offers links. */
export async function sayContactCode(turn: ClientTurn, id: ContactId, name: string): Promise<void> {
  const { code, links } = await issueContactCode(turn.tx, turn.desk, turn.party, id)
  reply(turn, 'contact-code', { name, link: Object.values(links).join('\n') || code })
}
