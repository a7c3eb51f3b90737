// Gives a ticket a file that came through the API: to its description, or with a comment of whoever sends it.

import { attachFiles } from '../db/attachments.ts'
import type { Tx } from '../db/client.ts'
import { type GivenFile, insertStoredFile } from '../db/stored-files.ts'
import { lockTicket } from '../db/tickets.ts'
import { Refusal } from '../domain/errors.ts'
import type { AttachmentId, CommentId, ContactId, EngineerId, TicketId } from '../domain/ids.ts'
import { addComment } from './add-comment.ts'
import type { Desk } from './desk.ts'

export interface AttachFile {
  readonly ticketId: TicketId
  readonly file: GivenFile
  /** Null: nobody in particular; the file then belongs to the ticket's description and nobody is told. */
  readonly author: { readonly contactId: ContactId } | { readonly engineerId: EngineerId } | null
  /** What the author says with it; may be empty. */
  readonly comment: string
  readonly internal: boolean
}

/**
 * An engineer's file that is not internal goes to the client's chat, with the comment.
 * @throws Refusal as `addComment`; `ticket-not-found`.
 */
export async function attachFile(
  tx: Tx,
  desk: Desk,
  request: AttachFile,
): Promise<{ readonly id: AttachmentId; readonly commentId: CommentId | null }> {
  const { ticketId, author, internal } = request
  if ((await lockTicket(tx, ticketId)) === null) throw new Refusal('ticket-not-found')
  const id = await insertStoredFile(tx, request.file)
  if (author === null) {
    await attachFiles(tx, [id], { ticketId, commentId: null, internal })
    return { id, commentId: null }
  }
  const comment = await addComment(tx, desk, { ticketId, author, body: request.comment, internal, attachmentIds: [id] })
  return { id, commentId: comment.id }
}
