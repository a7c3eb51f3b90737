// A part of an album that arrived after the album was taken in: its file joins the same comment or description.

import { attachFiles } from '../db/attachments.ts'
import type { Tx } from '../db/client.ts'
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
}

/** Those who were told of the comment get the file, too. */
export async function addLateFiles(tx: Tx, desk: Desk, late: LateFiles): Promise<void> {
  const { ticketId, commentId } = late.subject
  await attachFiles(tx, late.attachmentIds, { ticketId, commentId, internal: false })
  const ticket = await findTicketRow(tx, ticketId)
  const [first] = late.attachmentIds
  if (ticket === null || first === undefined) return
  await announceComment(tx, desk, {
    ticket,
    commentId,
    dedup: `late:${first}`,
    author: late.by,
    body: '',
    internal: false,
    sensitive: false,
    attachmentIds: late.attachmentIds,
  })
}
