// Sends an answer again to a contact whom it did not reach, because an engineer asked for it.
import type { Tx } from '../db/client.ts'
import { findComment } from '../db/comments.ts'
import { findContact, findEngineer } from '../db/people.ts'
import { findCommentFiles, findFailedAnswer } from '../db/room-answers.ts'
import { Refusal } from '../domain/errors.ts'
import type { Ticket } from '../domain/ticket.ts'
import { say } from '../texts/render.ts'
import { wordComment } from './announce-comment.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'

/** Pressed twice, it is sent once. @returns the contact's name. @throws Refusal `stale-button` when it did not fail, or belongs elsewhere. */
export async function retryAnswer(tx: Tx, desk: Desk, ticket: Ticket, outboxId: bigint): Promise<string> {
  const failed = await findFailedAnswer(tx, outboxId)
  const comment = failed === null || failed.ticketId !== ticket.id ? null : await findComment(tx, failed.commentId)
  if (failed === null || comment === null || comment.internal) throw new Refusal('stale-button')
  const contact = await findContact(tx, failed.contactId, desk.defaultLanguage)
  const author = comment.engineerId === null ? null : await findEngineer(tx, comment.engineerId, desk.defaultLanguage)
  if (contact === null) throw new Refusal('stale-button')
  const news = { ticket, body: comment.body, internal: false, sensitive: comment.sensitive }
  await notify(tx, desk, {
    kind: 'ticket.comment',
    dedup: `ticket.comment:${comment.id}:again:${outboxId}`,
    about: { ticketId: ticket.id, commentId: comment.id },
    recipients: [contact],
    text: (language) => wordComment(language, news, author?.name ?? ''),
    attachmentIds: comment.sensitive ? [] : await findCommentFiles(tx, comment.id),
    fileCaption: (language) => say(language, 'files-caption', { number: String(ticket.number) }),
  })
  return contact.name
}
