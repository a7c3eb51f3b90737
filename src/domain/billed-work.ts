// The work that charges are counted from, in the order it was done, each entry with the terms its ticket had then.
import type { BilledEntry, BilledTicket, BillingFacts } from './billing-facts.ts'
import type { Catalogue } from './catalogue.ts'
import type { TicketId } from './ids.ts'
import { cutEntry, type Piece } from './worked-pieces.ts'

/** The terms of a ticket for a time: those it was opened under (D8), then each better plan that helped it. */
export interface TermsSpan {
  readonly ticketId: TicketId
  /** 0: those it was opened under. */
  readonly place: number
  readonly from: Date
  readonly catalogue: string
  /** A plan's printed name, or that of a state without one. */
  readonly plan: string
}

export interface Work {
  readonly ticket: BilledTicket
  readonly terms: TermsSpan
  readonly catalogue: Catalogue
  readonly entry: BilledEntry
  /** In order; cut by working hours where an after-hours price makes a difference. */
  readonly pieces: readonly Piece[]
  /** Its end lies outside of what is counted. */
  readonly isCut: boolean
}

/** @param until what begins then or later is left out, also of an entry that is under way. */
export function worksOf(facts: BillingFacts, until: Date): readonly Work[] {
  const tickets = new Map(facts.tickets.map((ticket) => [ticket.id, ticket]))
  const entries = facts.entries.filter(({ startedAt }) => startedAt < until).sort(inOrder)
  return entries.flatMap((entry) => {
    const ticket = tickets.get(entry.ticketId)
    const terms = ticket === undefined ? undefined : termsAt(ticket, entry.startedAt)
    const catalogue = terms === undefined ? undefined : facts.catalogues.get(terms.catalogue)
    if (ticket === undefined || terms === undefined || catalogue === undefined) return []
    const calendar = catalogue.rates['after-hours'] === undefined ? null : facts.calendarOf(catalogue)
    const isCut = entry.startedAt.getTime() + entry.seconds * 1000 > until.getTime()
    return [{ ticket, terms, catalogue, entry, pieces: cutEntry(entry, calendar, until), isCut }]
  })
}

/** In order; those that begin before `until`. */
export function spansOf(ticket: BilledTicket, until: Date): readonly TermsSpan[] {
  const opened = { from: ticket.openedAt, catalogue: ticket.catalogue, plan: ticket.plan }
  const better = ticket.betterPlans.filter(({ from }) => from < until)
  return [opened, ...better].map((span, place) => ({ ...span, ticketId: ticket.id, place }))
}

/**
 * Reading: work counts under the plan that the ticket had when the work began. A better plan covers what is done from then on, as
 * the client is told, and leaves what was done before as it was agreed.
 */
function termsAt(ticket: BilledTicket, at: Date): TermsSpan | undefined {
  const spans = spansOf(ticket, new Date(at.getTime() + 1))
  return spans.at(-1)
}

/** A correction stands where the entry stood that it takes the place of. */
function inOrder(a: BilledEntry, b: BilledEntry): number {
  return a.startedAt.getTime() - b.startedAt.getTime() || (a.originId < b.originId ? -1 : 1)
}
