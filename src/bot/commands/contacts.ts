// /contacts [a part of a name]: a main user keeps the company's contacts and notice addresses.
import { listContacts } from '../../services/manage-contacts.ts'
import { sayCard } from '../card.ts'
import type { Command } from '../command.ts'
import { shownContacts, wordContactList } from '../contact-pages.ts'
import { reply } from '../turn.ts'

export const contactsCommand: Command = {
  name: 'contacts',
  async run(turn, words) {
    const { party, tx } = turn
    if (party.kind !== 'contact') return
    const word = words.slice(0, 100)
    const list = await listContacts(tx, party, word, shownContacts)
    if (list.contacts.length === 0) return reply(turn, 'contacts-nobody', { word })
    sayCard(turn, 'contacts', wordContactList(party.language, list))
  },
}
