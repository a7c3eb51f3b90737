// Asks a main user for a word about the company's contacts; the next message is the answer (contact-answer.ts).
import type { ContactQuestion } from '../domain/conversation.ts'
import { sayText } from '../texts/render.ts'
import type { ClientTurn } from './draft.ts'
import { reply } from './turn.ts'

export type ContactAsked = ContactQuestion['asks']

/** An unfinished ticket is not thrown away for a question: its text would be lost. */
export function askAboutContacts(
  turn: ClientTurn,
  question: Omit<Partial<ContactQuestion>, 'kind'> & Pick<ContactQuestion, 'asks'>,
): void {
  const { dialogue } = turn.conversation
  if (dialogue?.kind === 'draft' || dialogue?.kind === 'reopen') {
    reply(turn, 'contacts-unfinished')
    return
  }
  turn.conversation.dialogue = { id: turn.key, contactId: null, name: null, ...question, kind: 'contact-question' }
  const values = { name: question.name ?? '' }
  if (question.asks !== 'new-id') {
    reply(turn, questionKeys[question.asks], values)
    return
  }
  const without = { label: sayText(turn.party.language, 'button-contacts-no-id'), data: `k:all:no-id::${turn.key}` }
  reply(turn, 'contact-ask-id', values, { buttons: [[without]] })
}

const questionKeys = {
  'new-name': 'contact-ask-name',
  name: 'contact-ask-rename',
  telegram: 'contact-ask-telegram',
  email: 'contact-ask-email',
  emails: 'contacts-ask-emails',
  request: 'contacts-ask-request',
} as const satisfies Record<Exclude<ContactAsked, 'new-id'>, string>
