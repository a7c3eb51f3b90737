// Gives a ticket a file that came through the API: to its description, with a new comment of whoever sends it, or to a
// comment that is there already.

import { attachFiles } from '../db/attachments.ts'
import type { Tx } from '../db/client.ts'
import { type CommentRow, findComment } from '../db/comments.ts'
import { findContact, findEngineer } from '../db/people.ts'
import { type GivenFile, insertStoredFile } from '../db/stored-files.ts'
import { lockTicket } from '../db/tickets.ts'
import { Refusal } from '../domain/errors.ts'
import { type AttachmentId, type CommentId, type ContactId, type EngineerId, isId, type TicketId } from '../domain/ids.ts'
import { addComment } from './add-comment.ts'
import { addLateFiles } from './add-late-files.ts'
import type { Desk } from './desk.ts'

export interface AttachFile {
  readonly ticketId: TicketId
  readonly file: GivenFile
  /** Null: nobody in particular; the file then belongs to the ticket's description and nobody is told. */
  readonly author: { readonly contactId: ContactId } | { readonly engineerId: EngineerId } | null
  /** What the author says with it, may be empty; or the id of a comment of this ticket, which then gets the file. */
  readonly comment: string
  readonly internal: boolean
}

/** A file in its place. */
export interface Attached {
  readonly id: AttachmentId
  readonly commentId: CommentId | null
  readonly internal: boolean
}

/**
 * An engineer's file that is not internal goes to the client's chat, with the comment, or after it.
 * @throws Refusal as `addComment`; `ticket-not-found`; `invalid` for a text that nobody says, and for an author whose the
 *   comment is not.
 */
export async function attachFile(tx: Tx, desk: Desk, request: AttachFile): Promise<Attached> {
  const { ticketId, author, internal } = request
  if ((await lockTicket(tx, ticketId)) === null) throw new Refusal('ticket-not-found')
  const existing = await findNamedComment(tx, request)
  if (existing !== null) return attachToComment(tx, desk, request, existing)
  if (author === null && request.comment.trim() !== '')
    throw new Refusal('invalid', { reason: 'comment-without-author' }, 'author')
  const id = await insertStoredFile(tx, request.file)
  if (author === null) {
    await attachFiles(tx, [id], { ticketId, commentId: null, internal })
    return { id, commentId: null, internal }
  }
  const comment = await addComment(tx, desk, { ticketId, author, body: request.comment, internal, attachmentIds: [id] })
  return { id, commentId: comment.id, internal }
}

/** The comment of this ticket that the request names; null when it names none, or one that was taken back. */
async function findNamedComment(tx: Tx, { comment, ticketId }: AttachFile): Promise<CommentRow | null> {
  const id = comment.trim().toLowerCase()
  const found = isId(id) ? await findComment(tx, id as CommentId) : null
  return found !== null && found.ticketId === ticketId && !found.withdrawn ? found : null
}

async function attachToComment(tx: Tx, desk: Desk, request: AttachFile, comment: CommentRow): Promise<Attached> {
  const { author } = request
  const named = author === null ? null : 'contactId' in author ? author.contactId : author.engineerId
  if (named !== null && named !== (comment.contactId ?? comment.engineerId))
    throw new Refusal('invalid', { reason: 'comment-of-another' }, 'author')
  const by =
    comment.engineerId === null
      ? await findContact(tx, comment.contactId ?? '', desk.defaultLanguage)
      : await findEngineer(tx, comment.engineerId, desk.defaultLanguage)
  if (by === null) throw new Refusal('invalid', { reason: 'unknown-author' }, 'comment')
  const id = await insertStoredFile(tx, request.file)
  const internal = comment.internal || request.internal
  const subject = { ticketId: comment.ticketId, commentId: comment.id }
  await addLateFiles(tx, desk, { subject, by, attachmentIds: [id], internal })
  return { id, commentId: comment.id, internal }
}
