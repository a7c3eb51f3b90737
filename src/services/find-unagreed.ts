// Whether time that was logged just now costs something that nobody agreed to: it would not be charged.
import type { Tx } from '../db/client.ts'
import { countThrough, type Unagreed } from '../domain/billing.ts'
import { dayAt } from '../domain/day.ts'
import { monthOf } from '../domain/desk-month.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { TimeEntry } from '../domain/time-entry.ts'
import type { Desk } from './desk.ts'
import { loadBillingFacts } from './load-billing-facts.ts'

/** What is not agreed, in order; mostly nothing. */
export async function findUnagreed(
  tx: Tx,
  desk: Desk,
  ticket: Pick<Ticket, 'companyId'>,
  entry: Pick<TimeEntry, 'id' | 'kind'>,
): Promise<readonly Unagreed[]> {
  if (entry.kind === 'bug') return []
  const { facts } = await loadBillingFacts(tx, desk, ticket.companyId)
  return countThrough(facts, monthOf(dayAt(tx.now))).unagreed.filter(({ entryId }) => entryId === entry.id)
}
