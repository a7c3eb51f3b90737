// Moves a ticket's clocks by what has just happened to it, in the transaction in which it happens.
import type { Tx } from '../db/client.ts'
import { type ClockRow, loadClocks, saveClocks } from '../db/sla-clocks.ts'
import { solvingOrder } from '../domain/catalogue.ts'
import { applyEvents, type HistoryEntry, toClockEvents } from '../domain/clock-events.ts'
import type { PlanTerms } from '../domain/plan-terms.ts'
import type { ClockEvent, TicketClocks } from '../domain/sla.ts'
import type { SlaClock } from '../domain/sla-clock.ts'
import type { ClockCalendar } from '../domain/sla-meter.ts'
import { nextWarning } from '../domain/sla-warnings.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Desk } from './desk.ts'
import { findCalendar, findCatalogue } from './find-calendar.ts'

/** The same for entries as they go onto the ticket's history, of which some move no clock. */
export function keepHistory(tx: Tx, desk: Desk, ticket: Pick<Ticket, 'id'>, entries: readonly HistoryEntry[]) {
  return keepClocks(tx, desk, ticket, entries.flatMap(toClockEvents))
}

/**
 * Applies events to the clocks of a ticket that is locked, or was made in this transaction (then the first is `opened`). At
 * most two statements, none without events.
 * @returns where the clocks stand, without those that were stopped before; null for a ticket from before plans, which has none.
 */
export async function keepClocks(
  tx: Tx,
  desk: Desk,
  ticket: Pick<Ticket, 'id'>,
  events: readonly ClockEvent[],
): Promise<TicketClocks | null> {
  if (events.length === 0) return null
  const isNew = events[0]?.kind === 'opened'
  const before = isNew ? null : await loadClocks(tx, ticket.id)
  if (before === null && !isNew) return null
  const calendarOf = await findCalendars(tx, desk, [
    ...(before === null ? [] : [before.terms]),
    ...events.flatMap((event) => ('terms' in event ? [event.terms] : [])),
  ])
  const state = applyEvents(before, events, calendarOf)
  if (state === null) return null
  const calendar = calendarOf(state.terms)
  const changed = state.clocks.filter((clock) => before?.clocks.includes(clock) !== true)
  const rows = changed.map((clock): ClockRow => ({ clock, lookAgainAt: lookAgainAt(clock, tx.now, calendar) }))
  await saveClocks(tx, ticket.id, { state, rows, solvingOrder: solvingOrder(state.terms, state.priority) })
  return state
}

/** The calendars that these terms are counted on, asked for by the terms. */
export async function findCalendars(
  tx: Tx,
  desk: Desk,
  terms: readonly PlanTerms[],
): Promise<(terms: PlanTerms) => ClockCalendar> {
  const found = new Map<string, ClockCalendar>()
  for (const { catalogue } of terms)
    if (!found.has(catalogue)) found.set(catalogue, await findCalendar(tx, desk, findCatalogue(desk, catalogue)))
  return ({ catalogue }) => {
    const calendar = found.get(catalogue)
    if (calendar === undefined) throw new Error(`the calendar of ${catalogue} was not asked for`)
    return calendar
  }
}

/** Whatever was sent already: a look too many finds nothing to send, and costs less than reading here what was. */
function lookAgainAt(clock: SlaClock, now: Date, calendar: ClockCalendar): Date | null {
  const { send, lookAgainAt } = nextWarning(clock, { sent: [], now }, calendar)
  return send === null ? lookAgainAt : now
}
