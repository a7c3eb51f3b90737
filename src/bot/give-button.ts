// "t:<number>:give:<engineer>": the suggestion of who takes a ticket, accepted by whoever is suggested, by an admin, or by the
// engineer who hands it over.
import type { EngineerId } from '../domain/ids.ts'
import type { Ticket } from '../domain/ticket.ts'
import { acceptSuggestion } from '../services/suggest-assignee.ts'
import type { EngineerTurn } from './engineer-message.ts'
import { reply } from './turn.ts'

/** @throws Refusal `not-allowed`, `ticket-ended`, `already-taken`, `engineer-away`, `stale-button`. */
export async function pressGive(turn: EngineerTurn, ticket: Ticket, engineerId: EngineerId): Promise<void> {
  const { tx, desk, party } = turn
  const { engineer } = await acceptSuggestion(tx, desk, { ticketId: ticket.id, engineerId, by: party })
  const values = { number: String(ticket.number), summary: ticket.summary }
  if (engineer.id === party.id) reply(turn, 'engineer-taken', values, { ticketId: ticket.id })
  else reply(turn, 'engineer-given', { ...values, engineer: engineer.name }, { ticketId: ticket.id })
}
