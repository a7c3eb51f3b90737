// What the next minute of work on a ticket would be: covered, agreed, or to be asked about first. The engineer's side of charging; it is
// asked of the same count that invoices come from, by adding that minute to it.
import { countThrough } from './billing.ts'
import type { BilledEntry, BillingFacts } from './billing-facts.ts'
import type { BusinessCalendar } from './business-calendar.ts'
import { dayAt } from './day.ts'
import { monthOf } from './desk-month.ts'
import type { TicketId } from './ids.ts'
import type { WorkLevel } from './time-entry.ts'

export type Coverage = 'covered' | 'agreed' | 'ask'

/** What it costs where it is not covered. */
export type CostKind = 'hourly' | 'afterHours' | 'incident'

export interface MinuteOfWork {
  readonly state: Coverage
  /** Null: covered. */
  readonly cost: CostKind | null
}

const minuteId = 'the minute that is asked about'

/**
 * @param at when it is worked; the ticket must have been opened by then
 */
export function coverageAt(
  facts: BillingFacts,
  work: { readonly ticketId: TicketId; readonly at: Date; readonly level: WorkLevel },
): MinuteOfWork {
  const entry: BilledEntry = {
    ...{ id: minuteId, originId: minuteId, ticketId: work.ticketId, startedAt: work.at, seconds: 60, level: work.level },
    ...{ kind: 'support', task: null, quantity: null, afterHoursAgreed: null, billableAgreed: null },
  }
  const count = countThrough({ ...facts, entries: [...facts.entries, entry] }, monthOf(dayAt(work.at)))
  const unagreed = count.unagreed.find(({ entryId }) => entryId === minuteId)
  if (unagreed !== undefined) return { state: 'ask', cost: toCost(unagreed.kind) }
  const charge = count.charges.find(({ kind, entries }) => kind !== 'connectionFee' && entries.includes(minuteId))
  return charge === undefined ? { state: 'covered', cost: null } : { state: 'agreed', cost: toCost(charge.kind) }
}

function toCost(kind: string): CostKind {
  return kind === 'afterHours' || kind === 'incident' ? kind : 'hourly'
}

/** The nearest instants from now on that lie within, and outside of, the working hours. */
export function hoursAround(calendar: BusinessCalendar, now: Date): { readonly open: Date; readonly closed: Date } {
  const isOpen = calendar.isOpen(now)
  return { open: isOpen ? now : calendar.nextOpening(now), closed: isOpen ? calendar.nextClosing(now) : now }
}
