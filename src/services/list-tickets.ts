// Lists of tickets: a company's, and the engineers' queue.

import type { Tx } from '../db/client.ts'
import { findQueue, type QueuedTicket } from '../db/queue.ts'
import { findEndedTickets, findOpenTickets } from '../db/tickets.ts'
import type { CompanyId } from '../domain/ids.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { TimeLeft } from '../domain/time-left.ts'
import type { Desk } from './desk.ts'
import { findTimeLeft } from './find-time-left.ts'

export interface CompanyTickets {
  readonly open: readonly Ticket[]
  readonly ended: readonly Ticket[]
}

/** The company's open tickets, latest activity first, and its last few ended ones. */
export async function listCompanyTickets(tx: Tx, companyId: CompanyId): Promise<CompanyTickets> {
  return { open: await findOpenTickets(tx, companyId, 20), ended: await findEndedTickets(tx, companyId, 5) }
}

/** Numbers of the company's open tickets, latest activity first. */
export async function listOpenNumbers(tx: Tx, companyId: CompanyId, limit: number): Promise<readonly number[]> {
  return (await findOpenTickets(tx, companyId, limit)).map((ticket) => ticket.number)
}

/** The desk's open tickets in solving order, with what is due on each. */
export async function listQueue(
  tx: Tx,
  desk: Desk,
): Promise<readonly (Omit<QueuedTicket, 'due'> & { readonly due: TimeLeft | null })[]> {
  const listed = []
  for (const ticket of await findQueue(tx, 30)) listed.push({ ...ticket, due: await findTimeLeft(tx, desk, ticket.due) })
  return listed
}
