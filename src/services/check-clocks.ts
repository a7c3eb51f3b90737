// Counts clocks again from the history of their tickets, and compares them with what is stored. Tells of every difference and
// mends none: which of the two is right is for a person to find out.
import { isDeepStrictEqual } from 'node:util'
import type { Database, Tx } from '../db/client.ts'
import { findKeptTicketIds, type KeptTicket, readKeptTickets } from '../db/clock-history.ts'
import { solvingOrder } from '../domain/catalogue.ts'
import { applyEvents, toClockEvents } from '../domain/clock-events.ts'
import type { Log } from '../domain/log.ts'
import type { TicketClocks } from '../domain/sla.ts'
import type { Desk } from './desk.ts'
import { findCalendars } from './keep-clocks.ts'

export interface ClockCheck {
  readonly tickets: number
  /** Tickets whose stored clocks are not what their history says. */
  readonly differences: number
}

/** Of the open tickets, and of the newest. */
const mostTickets = 5000
const atOnce = 100
/** Enough to find out what is wrong; the count tells how much is. */
const mostTold = 50

/** Reads only. Each batch is a transaction of its own. */
export async function checkClocks(deps: {
  readonly database: Database
  readonly desk: Desk
  readonly log: Log
}): Promise<ClockCheck> {
  const { database, desk, log } = deps
  const ids = await database.statements((tx) => findKeptTicketIds(tx, mostTickets))
  let tickets = 0
  let differences = 0
  for (let from = 0; from < ids.length; from += atOnce) {
    const batch = ids.slice(from, from + atOnce)
    const checked = await database.statements((tx) => checkBatch(tx, desk, batch))
    tickets += checked.length
    for (const { ticketNumber, fault } of checked) {
      if (fault === null) continue
      differences += 1
      if (differences <= mostTold) log.error({ ticketNumber, fault }, 'the clocks of a ticket are not what its history says')
    }
  }
  return { tickets, differences }
}

async function checkBatch(tx: Tx, desk: Desk, ids: Parameters<typeof readKeptTickets>[1]) {
  const kept = await readKeptTickets(tx, ids)
  const planTerms = kept.flatMap(({ history }) => history.flatMap((entry) => ('terms' in entry ? [entry.terms] : [])))
  const calendarOf = await findCalendars(tx, desk, planTerms)
  return kept.map((ticket) => ({ ticketNumber: ticket.number, fault: compare(ticket, calendarOf) }))
}

/** @returns what differs, in words for an operator, or null */
function compare(ticket: KeptTicket, calendarOf: Parameters<typeof applyEvents>[2]): string | null {
  let counted: TicketClocks | null
  try {
    counted = applyEvents(null, ticket.history.flatMap(toClockEvents), calendarOf)
  } catch (error) {
    return `cannot be counted: ${String(error)}`
  }
  if (counted === null) return 'it has no history'
  const { terms, clocks, ...rest } = counted
  const stored = new Map(ticket.clocks.map((clock) => [`${clock.state.kind} ${clock.state.cycle}`, clock]))
  for (const clock of clocks) {
    const name = `${clock.kind} ${clock.cycle}`
    const found = stored.get(name)
    if (!isDeepStrictEqual(found?.state, clock)) return name
    if (instant(found?.dueAt) !== clock.dueAt || instant(found?.stoppedAt) !== clock.stoppedAt) return `${name}, its columns`
  }
  if (stored.size !== clocks.length) return 'clocks that nothing started'
  if (!isDeepStrictEqual(ticket.terms, terms)) return 'terms'
  const running = clocks.filter((clock) => clock.stoppedAt === null)
  if (!isDeepStrictEqual(ticket.state, { ...rest, clocks: running })) return 'state'
  if (ticket.solvingOrder !== solvingOrder(terms, counted.priority)) return 'solving order'
  const due = running.flatMap(({ kind, dueAt }) => (kind === 'resolution' || dueAt === null ? [] : [dueAt]))
  return (ticket.dueAt?.getTime() ?? Number.POSITIVE_INFINITY) === Math.min(...due) ? null : 'due time'
}

function instant(text: string | null | undefined): number | null {
  return text == null ? null : new Date(text).getTime()
}
