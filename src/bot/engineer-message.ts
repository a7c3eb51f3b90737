// What an engineer writes in their private chat: a reply to a ticket's message answers the client; anything else is asked
// back, because nothing must reach a client by accident.

import { findMessageSubject } from '../db/conversations.ts'
import type { InboundText } from '../domain/channel.ts'
import type { Engineer } from '../domain/party.ts'
import type { Ticket } from '../domain/ticket.ts'
import { addComment } from '../services/add-comment.ts'
import { addLateFiles } from '../services/add-late-files.ts'
import { countReachable } from '../services/count-reachable.ts'
import { findTicketById, followMerge } from '../services/find-ticket-by-id.ts'
import { albumSource, type Content, takeContent } from './inbound-content.ts'
import { reply, type Turn } from './turn.ts'

export interface EngineerTurn extends Turn {
  readonly party: Engineer & Turn['party']
}

export async function handleEngineerMessage(
  turn: EngineerTurn & Turn<InboundText>,
  messageIds: readonly string[],
): Promise<void> {
  const { message, conversation, tx } = turn
  const content = await takeContent(turn, messageIds)
  if (message.albumId !== undefined) {
    const subject = await findMessageSubject(tx, conversation.id, albumSource(message.albumId))
    if (subject !== null) return addLateFiles(tx, turn.desk, { subject, by: turn.party, attachmentIds: content.attachmentIds })
  }
  const ticket = await ticketMeant(turn)
  if (ticket === null) return reply(turn, 'engineer-hint')
  const sourceKey = `${conversation.id}:${message.albumId === undefined ? message.messageId : albumSource(message.albumId)}`
  await answerClient(turn, ticket, content, sourceKey)
}

async function ticketMeant(turn: EngineerTurn & Turn<InboundText>): Promise<Ticket | null> {
  const { message, conversation, tx, party } = turn
  const { dialogue } = conversation
  if (message.replyTo !== undefined) {
    const subject = await findMessageSubject(tx, conversation.id, message.replyTo)
    if (subject !== null) return findTicketById(tx, party, subject.ticketId)
  }
  if (dialogue?.kind !== 'answering') return null
  conversation.dialogue = null
  return findTicketById(tx, party, dialogue.ticketId)
}

/** A public comment; the engineer is told at once when nobody on the client's side can be reached in a chat. */
export async function answerClient(turn: EngineerTurn, found: Ticket, content: Content, sourceKey: string): Promise<void> {
  const { tx, desk, party, conversation } = turn
  const ticket = await followMerge(tx, found)
  const number = String(ticket.number)
  const comment = await addComment(tx, desk, {
    ticketId: ticket.id,
    author: { engineerId: party.id },
    body: content.part.text,
    attachmentIds: content.attachmentIds,
    sourceKey,
    sources: { conversationId: conversation.id, externalIds: content.part.sources },
  })
  const about = { ticketId: ticket.id, commentId: comment.id }
  const reachable = await countReachable(tx, desk, ticket.id)
  if (reachable.connected === 0) reply(turn, 'engineer-answer-nobody', { number }, about)
  else if (reachable.usable === 0) reply(turn, 'engineer-answer-blocked', { number }, about)
  // In a ticket's room the answer itself stands there, and what does not arrive is told.
  else if (turn.message.private) reply(turn, 'engineer-answer-sent', { number, count: reachable.usable }, about)
}
