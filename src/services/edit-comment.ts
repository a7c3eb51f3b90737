// An edited message changes its comment; what it said before is kept as a version. A description that was edited after the
// ticket was opened stays as it was read, and the new text is added as a comment. A "thanks" that is more now starts a clock.

import type { Tx } from '../db/client.ts'
import { findComment, replaceCommentBody } from '../db/comments.ts'
import { addTicketEvent, lockTicket } from '../db/tickets.ts'
import type { MessageSubject } from '../domain/conversation.ts'
import { isThanks } from '../domain/is-thanks.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import { isEnded } from '../domain/ticket.ts'
import { addComment } from './add-comment.ts'
import { announceEdit } from './announce-edit.ts'
import type { Desk } from './desk.ts'
import { keepHistory } from './keep-clocks.ts'

export interface EditComment {
  readonly subject: MessageSubject
  readonly by: Contact | Engineer
  readonly body: string
  /** The edit itself, so that a repeat changes nothing. */
  readonly key: string
}

/** Changes nothing for somebody else's comment, an unchanged text, or an ended ticket's description. */
export async function editComment(tx: Tx, desk: Desk, edit: EditComment): Promise<void> {
  const { subject, by } = edit
  const body = edit.body.trim()
  const ticket = await lockTicket(tx, subject.ticketId)
  if (ticket === null || body === '') return
  if (subject.commentId === null) {
    if (by.kind !== 'contact' || by.companyId !== ticket.companyId || isEnded(ticket) || ticket.description.includes(body)) return
    await addComment(tx, desk, { ticketId: ticket.id, author: { contactId: by.id }, body, sourceKey: `edit:${edit.key}` })
    return
  }
  const comment = await findComment(tx, subject.commentId)
  if (comment === null || comment.withdrawn || (comment.contactId ?? comment.engineerId) !== by.id || comment.body === body)
    return
  await replaceCommentBody(tx, comment, body)
  if (!comment.needsAnswer && !isThanks(body)) {
    const changed = { kind: 'needs-answer', at: tx.now } as const
    await addTicketEvent(tx, ticket.id, { ...changed, by, data: { commentId: comment.id } })
    await keepHistory(tx, desk, ticket, [{ ...changed, commentId: comment.id }])
  }
  await announceEdit(tx, desk, { ticket, before: comment, body, author: by, key: edit.key })
}
