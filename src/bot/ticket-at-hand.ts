// Which ticket an engineer has at hand: the one whose message they reply to, the one they are answering, or the one they looked at
// a few minutes ago.
import { findMessageSubject } from '../db/conversations.ts'
import type { InboundText } from '../domain/channel.ts'
import { currentTicketOf } from '../domain/conversation.ts'
import type { Ticket } from '../domain/ticket.ts'
import { findTicketById } from '../services/find-ticket-by-id.ts'
import type { EngineerTurn } from './engineer-message.ts'
import type { Turn } from './turn.ts'

export async function findTicketAtHand(turn: EngineerTurn & Turn<InboundText>): Promise<Ticket | null> {
  const { tx, party, conversation, message } = turn
  if (message.replyTo !== undefined) {
    const subject = await findMessageSubject(tx, conversation.id, message.replyTo)
    if (subject !== null) return findTicketById(tx, party, subject.ticketId)
  }
  if (conversation.dialogue?.kind === 'answering') return findTicketById(tx, party, conversation.dialogue.ticketId)
  const current = currentTicketOf(conversation, tx.now)
  return current === null ? null : findTicketById(tx, party, current)
}
