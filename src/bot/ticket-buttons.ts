// Presses on the buttons of notices and lists about a ticket: "t:<number>:<action>". Old buttons stay harmless: each press
// is checked against the ticket as it is now.
import { Refusal } from '../domain/errors.ts'
import { type CommentId, type EngineerId, isId, type ServerId } from '../domain/ids.ts'
import { priorities } from '../domain/priority.ts'
import { acknowledgeBlocker } from '../services/acknowledge-blocker.ts'
import { assignTicket } from '../services/assign-ticket.ts'
import { changePriority } from '../services/change-priority.ts'
import { changeServer } from '../services/change-server.ts'
import { changeStatus } from '../services/change-status.ts'
import { getTicketFor } from '../services/find-ticket.ts'
import { withdrawComment } from '../services/withdraw-comment.ts'
import { sayText } from '../texts/render.ts'
import { beginDraft, type ClientTurn } from './draft.ts'
import type { EngineerTurn } from './engineer-message.ts'
import { pressGive } from './give-button.ts'
import { askTime, pressSpent } from './log-buttons.ts'
import { pressAgree } from './price-agreement.ts'
import { pressAgreeTo, pressEstimate } from './scope-agreement.ts'
import { showTicket } from './show-ticket.ts'
import { pressTerms } from './terms-press.ts'
import { reply, type Turn } from './turn.ts'

/** @throws Refusal `ticket-not-found`, `not-allowed`, `already-taken`, `stale-button`. */
export async function pressTicket(turn: Turn, number: number, action: string): Promise<void> {
  const { tx, desk, party } = turn
  const ticket = await getTicketFor(tx, party, number)
  if (party.kind === 'stranger') throw new Refusal('not-allowed')
  const about = { ticketId: ticket.id }
  const [verb, value = ''] = action.split(':', 2)
  switch (verb) {
    case 'show':
      return showTicket(turn, ticket)
    case 'take': {
      if (party.kind !== 'engineer') throw new Refusal('not-allowed')
      await assignTicket(tx, desk, { ticketId: ticket.id, engineerId: party.id, by: party, onlyIfFree: true })
      return reply(turn, 'engineer-taken', { number: String(number), summary: ticket.summary }, about)
    }
    case 'give': {
      if (party.kind !== 'engineer' || !isId(value)) throw new Refusal('stale-button')
      return pressGive(turn as EngineerTurn, ticket, value as EngineerId)
    }
    case 'have': {
      if (party.kind !== 'engineer') throw new Refusal('not-allowed')
      await acknowledgeBlocker(tx, desk, ticket.id, party)
      return reply(turn, 'blocker-yours', { number: String(number), summary: ticket.summary }, about)
    }
    case 'log': {
      if (party.kind !== 'engineer') throw new Refusal('not-allowed')
      return askTime(turn as EngineerTurn, ticket)
    }
    case 'spent': {
      if (party.kind !== 'engineer') throw new Refusal('not-allowed')
      return pressSpent(turn as EngineerTurn, ticket, value)
    }
    case 'answer': {
      if (party.kind !== 'engineer') throw new Refusal('not-allowed')
      turn.conversation.currentTicket = { id: ticket.id, at: tx.now }
      turn.conversation.dialogue = { kind: 'answering', ticketId: ticket.id, number }
      return reply(turn, 'engineer-answer-ask', { number: String(number), summary: ticket.summary }, about)
    }
    case 's': {
      const server = await changeServer(tx, desk, {
        ticket,
        serverId: value === 'unrelated' ? null : (value as ServerId),
        by: party,
      })
      return reply(
        turn,
        'ticket-server-set',
        { number: String(number), server: server ?? sayText(party.language, 'server-none') },
        about,
      )
    }
    case 'p': {
      const priority = priorities.find((name) => name === value)
      if (priority === undefined) throw new Refusal('stale-button')
      await changePriority(tx, desk, { ticketId: ticket.id, priority, by: party })
      return reply(
        turn,
        'ticket-priority-set',
        { number: String(number), priority: sayText(party.language, `priority-${priority}`) },
        about,
      )
    }
    case 'agree':
      return pressAgree(turn, ticket, value)
    case 'agree-to':
      return pressAgreeTo(turn, ticket, value)
    case 'terms':
      return pressTerms(turn, ticket, value)
    case 'estimate': {
      if (party.kind !== 'engineer') throw new Refusal('not-allowed')
      return pressEstimate(turn as EngineerTurn, ticket, value)
    }
    case 'close':
      await changeStatus(tx, desk, { ticketId: ticket.id, status: 'closed', by: party })
      return reply(turn, 'ticket-closed', { number: String(number) }, about)
    case 'reopen':
      await changeStatus(tx, desk, { ticketId: ticket.id, status: 'open', by: party })
      return reply(turn, 'ticket-reopened', { number: String(number) }, about)
    default:
      throw new Refusal('stale-button')
  }
}

/** "Not this one": the comment leaves the ticket, and its text becomes a draft that asks where it belongs. */
export async function pressNotThis(turn: ClientTurn, commentId: string): Promise<void> {
  const { tx, desk, party, conversation } = turn
  const withdrawn = await withdrawComment(tx, desk, party, commentId as CommentId)
  conversation.currentTicket = null
  reply(turn, 'follow-up-withdrawn', { number: String(withdrawn.number) })
  if (conversation.dialogue?.kind === 'draft') return
  await beginDraft(turn, { part: { text: withdrawn.body, sources: [commentId] }, attachmentIds: withdrawn.attachmentIds })
}
