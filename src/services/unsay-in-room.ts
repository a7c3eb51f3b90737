// A comment was taken back: out of the ticket's room goes what the desk said there of it, and a message that somebody wrote there
// themselves gets a sign.
import type { Tx } from '../db/client.ts'
import { findComment } from '../db/comments.ts'
import { type QueuedContent, queueMessages, replaceQueued } from '../db/outbox.ts'
import { findMessagesWritten } from '../db/room-answers.ts'
import { dropUnsaid, findSaidInRoom, type SaidComment } from '../db/said-comments.ts'
import { getTicketNames } from '../db/ticket-names.ts'
import type { CommentId } from '../domain/ids.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Desk } from './desk.ts'
import { markOf } from './room-marks.ts'
import { freeUrgency, showInRoom, urgencyOf } from './show-in-room.ts'
import { wordDescription, wordNews } from './tell-room.ts'

/** The comment is marked as withdrawn already. @returns whether it stood in the room. */
export async function unsayInRoom(tx: Tx, desk: Desk, ticket: Ticket, commentId: CommentId): Promise<boolean> {
  const group = desk.staffGroup
  const room = await showInRoom(tx, desk, ticket.id)
  if (group === undefined || room === null) return false
  const said = await findSaidInRoom(tx, ticket.id, { room: room.conversationId, commentId })
  for (const copy of said) await unsay(tx, desk, ticket, copy)
  const written = await findMessagesWritten(tx, commentId)
  await queueMessages(
    tx,
    written.map((message) => markOf(group, { ...message, mark: 'removed', dedup: commentId })),
  )
  return written.length > 0 || said.some(({ saidAt }) => saidAt !== null)
}

/** A message that tells other comments too is worded anew without this one. */
async function unsay(tx: Tx, desk: Desk, ticket: Ticket, said: SaidComment): Promise<void> {
  const { dedupKey, conversationId, channel } = said
  const text = said.files ? null : await wordRest(tx, desk, ticket, said)
  if (said.saidAt === null) {
    const settled = text === null ? dropUnsaid(tx, dedupKey, 'removed') : replaceQueued(tx, dedupKey, { type: 'text', text })
    if (await settled) return
  }
  const content: QueuedContent = text === null ? { type: 'delete' } : { type: 'edit', whole: true, text }
  const urgency = text === null ? freeUrgency : urgencyOf(ticket, 'message')
  const message = {
    conversationId,
    channel,
    kind: 'room.unsaid',
    dedupKey: `removed:${dedupKey}:${tx.now.getTime()}`,
    push: false,
  }
  await queueMessages(tx, [{ ...message, editsKey: dedupKey, urgency, ticketId: ticket.id, content }])
}

/** What is left of the message; null: nothing. */
async function wordRest(tx: Tx, desk: Desk, ticket: Ticket, said: SaidComment): Promise<RichText | null> {
  const { company } = await getTicketNames(tx, ticket.id)
  const texts: RichText[] = said.alsoDescription ? [await wordDescription(tx, desk, ticket)] : []
  for (const id of said.comments) {
    const comment = await findComment(tx, id)
    if (comment === null || comment.withdrawn) continue
    const byContact = comment.contactId !== null
    const author = byContact ? `${comment.authorName}, ${company}` : comment.authorName
    texts.push(wordNews(desk.defaultLanguage, { ...comment, author, byContact }))
  }
  return texts.length === 0 ? null : join(texts, '\n\n')
}
