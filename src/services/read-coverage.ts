// What work on a ticket would cost from now on, and whether the client has agreed to it: what engineers see before they start, and what
// a client is asked to agree to. It comes from the same count as invoices.
import { loadBilledTicket } from '../db/billing-facts.ts'
import type { Tx } from '../db/client.ts'
import { type ConsentKind, findConsents } from '../db/consents.ts'
import { countThrough } from '../domain/billing.ts'
import type { BillingFacts } from '../domain/billing-facts.ts'
import { type Catalogue, findPlan } from '../domain/catalogue.ts'
import { coverageAt, hoursAround } from '../domain/coverage.ts'
import { dayAt } from '../domain/day.ts'
import { monthOf } from '../domain/desk-month.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { WorkLevel } from '../domain/time-entry.ts'
import type { WorkPrice } from '../domain/work-price.ts'
import type { Desk } from './desk.ts'
import { findCalendar, findCatalogue } from './find-calendar.ts'
import { loadBillingFacts } from './load-billing-facts.ts'

export type CoverageScope = 'in-hours' | 'after-hours' | 'support' | 'development'

export interface CoverageLine {
  readonly scope: CoverageScope
  readonly state: 'covered' | 'agreed' | 'ask'
  /** Null: covered, or nothing is fixed. */
  readonly price: WorkPrice | null
  /** What the client would agree to. */
  readonly consent: ConsentKind
}

export interface TicketCoverage {
  /** Null: no plan. */
  readonly plan: string | null
  readonly lines: readonly CoverageLine[]
  /** The line that holds at this moment; of two levels, the first. */
  readonly now: CoverageScope
}

/** Null for a ticket from before plans: nothing is asked for on it. */
export async function readCoverage(tx: Tx, desk: Desk, ticket: Pick<Ticket, 'id' | 'companyId'>): Promise<TicketCoverage | null> {
  const billed = await loadBilledTicket(tx, ticket.id)
  if (billed === null) return null
  const last = billed.betterPlans.findLast(({ from }) => from <= tx.now) ?? billed
  const catalogue = findCatalogue(desk, last.catalogue)
  const plan = findPlan(catalogue, last.plan)
  const state = catalogue.withoutPlan.find(({ name }) => name === last.plan) ?? catalogue.withoutPlan[0]
  const byRequest = plan === null ? state?.rate === null : plan.quotas !== null
  const calendar = await findCalendar(tx, desk, catalogue)
  // A plan without quotas covers by the hours alone: nothing else of the company matters.
  const all = plan === null || byRequest ? (await loadBillingFacts(tx, desk, ticket.companyId)).facts : null
  const facts: BillingFacts = {
    ...{ subscriptions: [], allowances: [], entries: [], catalogues: desk.catalogues.byName, ...all },
    tickets: [...(all?.tickets ?? []).filter(({ id }) => id !== billed.id), billed],
    calendarOf: all?.calendarOf ?? (() => calendar),
  }
  const at = (scope: CoverageScope, when: Date, level: WorkLevel) =>
    lineOf(tx, { facts, catalogue, ticket, state: state?.rate ?? 'hourly' }, { scope, when, level })
  const name = plan?.name ?? null
  if (byRequest)
    return { plan: name, now: 'support', lines: [await at('support', tx.now, 1), await at('development', tx.now, 3)] }
  const { open, closed } = hoursAround(calendar, tx.now)
  return {
    plan: name,
    now: open <= tx.now ? 'in-hours' : 'after-hours',
    lines: [await at('in-hours', open, 1), await at('after-hours', closed, 1)],
  }
}

async function lineOf(
  tx: Tx,
  about: {
    readonly facts: BillingFacts
    readonly catalogue: Catalogue
    readonly ticket: Pick<Ticket, 'id'>
    readonly state: string
  },
  asked: { readonly scope: CoverageScope; readonly when: Date; readonly level: WorkLevel },
): Promise<CoverageLine> {
  const { facts, catalogue, ticket } = about
  const { scope, when, level } = asked
  const { state, cost } = coverageAt(facts, { ticketId: ticket.id, at: when, level })
  if (cost !== 'incident') {
    const consent = cost === 'afterHours' ? 'after-hours' : 'billable'
    const rate =
      cost === null ? undefined : catalogue.rates[cost === 'afterHours' ? 'after-hours' : hourlyKey(catalogue, about.state)]
    const price = rate?.by === 'hour' ? ({ per: 'hour', cents: rate.cents, currency: catalogue.currency } as const) : null
    return { scope, state, price, consent }
  }
  const price = catalogue.incidents?.[level === 3 ? 'development' : 'support']
  const begun = countThrough(facts, monthOf(dayAt(when))).charges.filter(
    (charge) => charge.kind === 'incident' && charge.ticketId === ticket.id,
  ).length
  const consent: ConsentKind = begun === 0 ? 'billable' : `incident-${begun + 1}`
  const agreed = state === 'ask' && begun > 0 && (await findConsents(tx, ticket.id)).has(consent)
  return {
    ...{ scope, consent, state: agreed ? 'agreed' : state },
    price: price === undefined ? null : { per: 'request', cents: price.cents, currency: catalogue.currency },
  }
}

function hourlyKey(catalogue: Catalogue, key: string): 'hourly' {
  return (key in catalogue.rates ? key : 'hourly') as 'hourly'
}
