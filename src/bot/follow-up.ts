// A follow-up: what somebody of the client's side writes about a ticket that exists.

import type { ReopenQuestion } from '../domain/conversation.ts'
import { canReopen, isEnded, type Ticket } from '../domain/ticket.ts'
import { addComment } from '../services/add-comment.ts'
import { followMerge } from '../services/find-ticket-by-id.ts'
import { sayText } from '../texts/render.ts'
import { beginDraft, type ClientTurn } from './draft.ts'
import type { Content } from './inbound-content.ts'
import { reply } from './turn.ts'

export interface FollowUpOptions {
  /** How the ticket was found. "current" was a conclusion of ours: it is shown, and can be taken back. */
  readonly via: 'number' | 'reply' | 'room' | 'current'
  readonly sourceKey: string
}

/**
 * Adds the content to the ticket. An ended one is asked about first: reopen, or new; after 14 days a new ticket that
 * refers to it is begun. What is for a duplicate goes to the ticket that it was merged into.
 */
export async function followUp(turn: ClientTurn, found: Ticket, content: Content, options: FollowUpOptions): Promise<void> {
  const { tx, desk, party, conversation } = turn
  const ticket = await followMerge(tx, found)
  const number = String(ticket.number)
  if (isEnded(ticket)) return followUpEnded(turn, ticket, content)
  const comment = await addComment(tx, desk, {
    ticketId: ticket.id,
    author: { contactId: party.id },
    body: content.part.text,
    attachmentIds: content.attachmentIds,
    sourceKey: options.sourceKey,
    sources: { conversationId: conversation.id, externalIds: content.part.sources },
  })
  conversation.currentTicket = { id: ticket.id, at: tx.now }
  const about = { ticketId: ticket.id, commentId: comment.id }
  if (options.via === 'current') {
    const notThis = { label: sayText(party.language, 'button-not-this'), data: `n:${comment.id}` }
    reply(turn, 'follow-up-current', { number }, { ...about, buttons: [[notThis]] })
  } else {
    reply(turn, 'follow-up-added', { number, summary: ticket.summary }, about)
  }
}

async function followUpEnded(turn: ClientTurn, ticket: Ticket, content: Content): Promise<void> {
  const number = String(ticket.number)
  if (!canReopen(ticket, turn.tx.now)) {
    reply(turn, 'follow-up-too-old', { number }, { ticketId: ticket.id })
    return beginDraft(turn, content, { refersTo: ticket.id })
  }
  const question: ReopenQuestion = {
    kind: 'reopen',
    id: turn.key,
    ticketId: ticket.id,
    number: ticket.number,
    parts: [content.part],
    attachmentIds: content.attachmentIds,
    reminded: false,
  }
  turn.conversation.dialogue = question
  askReopen(turn, question, ticket)
}

export function askReopen(turn: ClientTurn, question: ReopenQuestion, ticket: Ticket): void {
  const { language } = turn.party
  const values = { number: String(ticket.number), status: sayText(language, `status-${ticket.status}`), summary: ticket.summary }
  reply(turn, 'follow-up-ended', values, {
    ticketId: ticket.id,
    buttons: [
      [{ label: sayText(language, 'button-reopen', { number: values.number }), data: `r:${question.id}:reopen` }],
      [{ label: sayText(language, 'button-new-ticket'), data: `r:${question.id}:new` }],
      [{ label: sayText(language, 'button-cancel'), data: `r:${question.id}:cancel` }],
    ],
  })
}
