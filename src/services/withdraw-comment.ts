// "Not this one": a comment that the desk put on the wrong ticket is taken off it. It stays in the history, unseen.

import { detachFiles } from '../db/attachments.ts'
import type { Tx } from '../db/client.ts'
import { findComment, markCommentWithdrawn } from '../db/comments.ts'
import { findEngineer, findEngineers } from '../db/people.ts'
import { addTicketEvent, lockTicket } from '../db/tickets.ts'
import { Refusal } from '../domain/errors.ts'
import type { AttachmentId, CommentId } from '../domain/ids.ts'
import type { Contact } from '../domain/party.ts'
import type { Ticket } from '../domain/ticket.ts'
import { say } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { keepHistory } from './keep-clocks.ts'
import { notify } from './notify.ts'
import { findRoom, sayInRoom } from './tell-room.ts'
import { unsayInRoom } from './unsay-in-room.ts'

export interface Withdrawn {
  readonly number: number
  readonly body: string
  readonly attachmentIds: readonly AttachmentId[]
}

/** @throws Refusal `stale-button` for a comment that is not theirs, or was taken back already. */
export async function withdrawComment(tx: Tx, desk: Desk, by: Contact, id: CommentId): Promise<Withdrawn> {
  const found = await findComment(tx, id)
  if (found === null || found.contactId !== by.id) throw new Refusal('stale-button')
  const ticket = await lockTicket(tx, found.ticketId)
  const comment = await findComment(tx, id)
  if (ticket === null || comment === null || comment.withdrawn) throw new Refusal('stale-button')
  await markCommentWithdrawn(tx, id)
  const attachmentIds = await detachFiles(tx, id)
  await addTicketEvent(tx, ticket.id, { kind: 'comment-withdrawn', at: tx.now, by, data: { commentId: id } })
  await keepHistory(tx, desk, ticket, [{ kind: 'comment-withdrawn', at: tx.now, commentId: id }])
  const assignee = ticket.assigneeId === null ? null : await findEngineer(tx, ticket.assigneeId, desk.defaultLanguage)
  await notify(tx, desk, {
    kind: 'ticket.comment',
    dedup: `ticket.comment-withdrawn:${id}`,
    about: { ticketId: ticket.id, commentId: id },
    recipients: assignee === null ? await findEngineers(tx, desk.defaultLanguage) : [assignee],
    text: (language) => say(language, 'notice-comment-withdrawn', { number: String(ticket.number), author: by.name }),
  })
  await tellRoomWithdrawn(tx, desk, ticket, { id, author: by.name })
  return { number: ticket.number, body: comment.body, attachmentIds }
}

/** Who has read it in the room is told; what nobody has seen is gone without a word. */
async function tellRoomWithdrawn(
  tx: Tx,
  desk: Desk,
  ticket: Ticket,
  { id, author }: { readonly id: CommentId; readonly author: string },
): Promise<void> {
  if (!(await unsayInRoom(tx, desk, ticket, id))) return
  const room = await findRoom(tx, desk, ticket)
  if (room === null) return
  const text = say(desk.defaultLanguage, 'room-withdrawn', { author })
  await sayInRoom(tx, desk, ticket, room, { kind: 'room.withdrawn', dedup: id, text })
}
