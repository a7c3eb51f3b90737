// Finds a ticket for somebody: engineers see all, contacts their company's. An unknown number and another company's are
// refused alike, by the same statement, in the same time.

import type { Tx } from '../db/client.ts'
import { findTicket } from '../db/tickets.ts'
import { Refusal } from '../domain/errors.ts'
import type { Party } from '../domain/party.ts'
import { may } from '../domain/permissions.ts'
import type { Ticket } from '../domain/ticket.ts'

/** Null for every number that this party may not see. */
export async function findTicketFor(tx: Tx, party: Party, number: number): Promise<Ticket | null> {
  if (!Number.isInteger(number) || number < 1 || number > 2 ** 31 - 1) return null
  if (party.kind === 'stranger' || !may(party, 'read-ticket')) return null
  return party.kind === 'engineer' ? findTicket(tx, number) : findTicket(tx, number, party.companyId)
}

/** @throws Refusal `ticket-not-found`. */
export async function getTicketFor(tx: Tx, party: Party, number: number): Promise<Ticket> {
  const ticket = await findTicketFor(tx, party, number)
  if (ticket === null) throw new Refusal('ticket-not-found', { number: String(number) })
  return ticket
}
