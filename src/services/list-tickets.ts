// Lists of tickets: a company's, and the engineers' queue.

import type { Tx } from '../db/client.ts'
import { findEndedTickets, findOpenTickets, findQueue } from '../db/tickets.ts'
import type { CompanyId } from '../domain/ids.ts'
import type { Ticket } from '../domain/ticket.ts'

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

/** The desk's open tickets in solving order. */
export async function listQueue(tx: Tx) {
  return findQueue(tx, 30)
}
