// The client's buttons under proposed terms: "t:<number>:terms:<yes|no>.<id>".
import { Refusal } from '../domain/errors.ts'
import type { Ticket } from '../domain/ticket.ts'
import { decideWork } from '../services/decide-work.ts'
import { reply, type Turn } from './turn.ts'

/** @throws Refusal `not-allowed` for engineers, `stale-button`. */
export async function pressTerms(turn: Turn, ticket: Ticket, value: string): Promise<void> {
  const { tx, desk, party } = turn
  if (party.kind !== 'contact') throw new Refusal('not-allowed')
  const [, answer, id = ''] = /^(yes|no)\.([0-9a-f-]{36})$/.exec(value) ?? []
  if (answer === undefined) throw new Refusal('stale-button')
  const agrees = answer === 'yes'
  const { again } = await decideWork(tx, desk, { ticketId: ticket.id, id, by: party, agrees })
  const number = String(ticket.number)
  // What was agreed comes as a notice, with the calendar file.
  if (!agrees) return reply(turn, 'terms-declined', { number }, { ticketId: ticket.id })
  reply(turn, again ? 'terms-agreed-before' : 'terms-thanks', { number }, { ticketId: ticket.id })
}
