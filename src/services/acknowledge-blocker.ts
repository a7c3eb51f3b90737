// "I have it": an engineer acknowledges the call for a Blocker, by the button or by answering. A ticket without an assignee
// becomes theirs; then taking it ends the call (assign-ticket.ts).
import { findBlockerCall } from '../db/blocker-calls.ts'
import type { Tx } from '../db/client.ts'
import { findEngineer } from '../db/people.ts'
import { lockTicket } from '../db/tickets.ts'
import { Refusal } from '../domain/errors.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Engineer } from '../domain/party.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import { assignTicket } from './assign-ticket.ts'
import type { Desk } from './desk.ts'
import { endCallFor } from './end-blocker-call.ts'
import { showInRoom } from './show-in-room.ts'

/**
 * The button. Pressed again by whoever has it, it changes nothing.
 * @throws Refusal `ticket-not-found`, `ticket-ended`, `already-taken` (with the name of who acknowledged it, or has the ticket).
 */
export async function acknowledgeBlocker(tx: Tx, desk: Desk, ticketId: TicketId, by: Engineer): Promise<Ticket> {
  const ticket = await lockTicket(tx, ticketId)
  if (ticket === null) throw new Refusal('ticket-not-found')
  const number = String(ticket.number)
  if (isEnded(ticket)) throw new Refusal('ticket-ended', { number })
  const call = await findBlockerCall(tx, ticketId)
  if (call !== null && call.nextAt !== null) return acknowledge(tx, desk, ticket, by)
  if (call === null || call.acknowledgedBy === null)
    return assignTicket(tx, desk, { ticketId, engineerId: by.id, by, onlyIfFree: true })
  if (call.acknowledgedBy === by.id) return ticket
  const holder = await findEngineer(tx, call.acknowledgedBy, desk.defaultLanguage)
  if (holder !== null) throw new Refusal('already-taken', { number, engineer: holder.name })
  return assignTicket(tx, desk, { ticketId, engineerId: by.id, by, onlyIfFree: true })
}

/**
 * A public answer to a locked ticket says that somebody has it. @param at when it is dated back; it is not before the last event
 * @returns the ticket, theirs from now on if it was nobody's
 */
export async function acknowledgeByAnswer(tx: Tx, desk: Desk, ticket: Ticket, by: Engineer, at?: Date): Promise<Ticket> {
  if (ticket.priority !== 'blocker' || isEnded(ticket)) return ticket
  const call = await findBlockerCall(tx, ticket.id)
  return call === null || call.nextAt === null ? ticket : acknowledge(tx, desk, ticket, by, at)
}

async function acknowledge(tx: Tx, desk: Desk, ticket: Ticket, by: Engineer, at?: Date): Promise<Ticket> {
  if (ticket.assigneeId === null)
    return assignTicket(tx, desk, { ticketId: ticket.id, engineerId: by.id, by, ...(at === undefined ? {} : { at }) })
  await endCallFor(tx, desk, ticket, by.id, at ?? tx.now)
  await showInRoom(tx, desk, ticket.id)
  return ticket
}
