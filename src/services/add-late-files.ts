// A file that came after its comment or description was taken in: a late part of an album, or one that the API attaches to
// a comment that is there. It joins it.

import { attachFiles } from '../db/attachments.ts'
import type { Tx } from '../db/client.ts'
import { findComment } from '../db/comments.ts'
import { findTicketRow } from '../db/tickets.ts'
import type { MessageSubject } from '../domain/conversation.ts'
import type { AttachmentId } from '../domain/ids.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import { announceComment } from './announce-comment.ts'
import type { Desk } from './desk.ts'

export interface LateFiles {
  readonly subject: MessageSubject
  readonly by: Contact | Engineer
  readonly attachmentIds: readonly AttachmentId[]
  /** For engineers only. The files of an internal comment always are. */
  readonly internal?: boolean
}

/** Those who were told of the comment get the file, too. A sensitive comment's file stays on the ticket. */
export async function addLateFiles(tx: Tx, desk: Desk, late: LateFiles): Promise<void> {
  const { ticketId, commentId } = late.subject
  const comment = commentId === null ? null : await findComment(tx, commentId)
  const internal = comment?.internal === true || late.internal === true
  await attachFiles(tx, late.attachmentIds, { ticketId, commentId, internal })
  const ticket = await findTicketRow(tx, ticketId)
  const [first] = late.attachmentIds
  if (ticket === null || first === undefined) return
  await announceComment(tx, desk, {
    ticket,
    commentId,
    dedup: `late:${first}`,
    author: late.by,
    body: '',
    internal,
    sensitive: comment?.sensitive === true,
    attachmentIds: late.attachmentIds,
  })
}
