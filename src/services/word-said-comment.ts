// The text of a message that tells comments, worded anew from what they say now: for an edit, and when one of them is taken back.
import type { Tx } from '../db/client.ts'
import { findComment } from '../db/comments.ts'
import { findContact, findEngineer } from '../db/people.ts'
import type { SaidComment } from '../db/said-comments.ts'
import { getTicketNames } from '../db/ticket-names.ts'
import type { Language } from '../domain/language.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import type { Ticket } from '../domain/ticket.ts'
import { answerButtons, wordComment } from './announce-comment.ts'
import type { Desk } from './desk.ts'

export interface SaidWords {
  readonly language: Language
  /** Null when there is nothing left to tell. */
  readonly text: RichText | null
  readonly buttons?: ReturnType<typeof answerButtons>
}

/** Null when the person is not there any more: what they were told stays as it is. */
export async function wordSaidComment(tx: Tx, desk: Desk, ticket: Ticket, said: SaidComment): Promise<SaidWords | null> {
  const language = await findLanguage(tx, desk, said)
  if (language === null) return null
  const toStaff = said.contactId === null
  const { company } = toStaff ? await getTicketNames(tx, ticket.id) : { company: '' }
  const texts: RichText[] = []
  let answerable = false
  for (const id of said.comments) {
    const comment = await findComment(tx, id)
    if (comment === null || comment.withdrawn) continue
    answerable ||= !comment.internal
    const author = toStaff && comment.contactId !== null ? `${comment.authorName}, ${company}` : comment.authorName
    texts.push(wordComment(language, { ...comment, ticket }, author))
  }
  const buttons = toStaff && said.engineerId !== null && answerable ? { buttons: answerButtons(language, ticket.number) } : {}
  return { language, text: texts.length === 0 ? null : join(texts, '\n\n'), ...buttons }
}

async function findLanguage(tx: Tx, desk: Desk, { contactId, engineerId }: SaidComment): Promise<Language | null> {
  if (contactId !== null) return (await findContact(tx, contactId, desk.defaultLanguage))?.language ?? null
  if (engineerId !== null) return (await findEngineer(tx, engineerId, desk.defaultLanguage))?.language ?? null
  return desk.defaultLanguage
}
