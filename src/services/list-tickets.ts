// Lists of tickets: a company's, and the engineers' queue.

import type { Tx } from '../db/client.ts'
import { findEngineers } from '../db/people.ts'
import { findQueue, type QueuedTicket } from '../db/queue.ts'
import { findEndedTickets, findOpenTickets } from '../db/tickets.ts'
import type { CompanyId, EngineerId } from '../domain/ids.ts'
import type { Candidate } from '../domain/suggest-engineer.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { TimeLeft } from '../domain/time-left.ts'
import type { Desk } from './desk.ts'
import { findTimeLeft } from './find-time-left.ts'
import { findSuggestions } from './suggest-assignee.ts'

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

export interface ListedTicket extends Omit<QueuedTicket, 'due'> {
  readonly due: TimeLeft | null
  /** Who has it is away. */
  readonly isHolderAway: boolean
  /** Who could take it, while nobody who is there has it; null: nobody, or it is had. */
  readonly suggested: Candidate | null
}

/**
 * The desk's open tickets, or one engineer's, in solving order, with what is due on each, and who could take those that nobody
 * has.
 */
export async function listQueue(tx: Tx, desk: Desk, assigneeId?: EngineerId): Promise<readonly ListedTicket[]> {
  const away = new Set((await findEngineers(tx, desk.defaultLanguage)).filter(({ isAway }) => isAway).map(({ id }) => id))
  const isAway = ({ assigneeId }: QueuedTicket) => assigneeId !== null && away.has(assigneeId)
  const queue = await findQueue(tx, 30, assigneeId)
  const suggestions = await findSuggestions(
    tx,
    queue.filter((ticket) => ticket.assigneeId === null || isAway(ticket)),
  )
  const listed: ListedTicket[] = []
  for (const ticket of queue) {
    const { due } = await findTimeLeft(tx, desk, ticket.due)
    listed.push({ ...ticket, due, isHolderAway: isAway(ticket), suggested: suggestions.get(ticket.number) ?? null })
  }
  return listed
}
