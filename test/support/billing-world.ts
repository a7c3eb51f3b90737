// A company's books written in a few words, for tests of what it is charged: tickets, time, plans and allowances as they come, with
// the shipped catalogues and their real calendars.
import { readCatalogues } from '../../src/catalogue-files.ts'
import type { Allowance, BilledEntry, BilledSubscription, BilledTicket, BillingFacts } from '../../src/domain/billing-facts.ts'
import { createCalendars } from '../../src/domain/calendars.ts'
import type { TicketId } from '../../src/domain/ids.ts'

const { byName } = readCatalogues(undefined)
const calendars = createCalendars()

export interface BillingWorld {
  readonly facts: BillingFacts
  /** @returns its id. Without a plan, and nothing agreed, unless told. */
  ticket(more?: Partial<BilledTicket>): TicketId
  /** @returns its id. An hour of support at level 1, unless told. */
  work(ticket: TicketId, startedAt: string, more?: Partial<BilledEntry>): string
  subscription(plan: string, startsOn: string, more?: Partial<BilledSubscription>): string
  allowance(more?: Partial<Allowance>): string
}

export function createBillingWorld(catalogue = 'kolmisoft'): BillingWorld {
  const tickets: BilledTicket[] = []
  const entries: BilledEntry[] = []
  const subscriptions: BilledSubscription[] = []
  const allowances: Allowance[] = []
  let last = 0
  const next = (what: string) => `${what}${String(++last).padStart(4, '0')}`
  return {
    facts: { tickets, entries, subscriptions, allowances, catalogues: byName, calendarOf: (one) => calendars(one, []) },
    ticket(more = {}) {
      const id = next('t') as TicketId
      const openedAt = more.openedAt ?? new Date('2026-01-05T08:00:00Z')
      const agreed = { billableAgreed: false, afterHoursAgreed: false, betterPlans: [], isDuplicate: false }
      tickets.push({
        ...{ id, openedAt, catalogue, plan: 'none', ...agreed, priorities: [{ from: openedAt, priority: 'medium' }] },
        ...more,
      })
      return id
    },
    work(ticketId, startedAt, more = {}) {
      const id = next('e')
      const work = { seconds: 3600, level: 1, kind: 'support', task: null, quantity: null } as const
      const consent = { afterHoursAgreed: null, billableAgreed: null }
      entries.push({ id, originId: id, ticketId, startedAt: new Date(startedAt), ...work, ...consent, ...more })
      return id
    },
    subscription(plan, startsOn, more = {}) {
      const id = next('s')
      subscriptions.push({ id, catalogue, plan, startsOn, endsOn: null, boughtOn: startsOn, extendsId: null, ...more })
      return id
    },
    allowance(more = {}) {
      const id = next('a')
      const usual = { name: 'Flat rate', secondsPerMonth: 36_000, priceCents: 50_000, currency: 'EUR' }
      const days = { startsOn: '2026-01-01', endsOn: null, boughtOn: more.startsOn ?? '2026-01-01' }
      allowances.push({ id, ...usual, roundBySeconds: 1, connectionFeeCents: 0, noExpiration: false, ...days, ...more })
      return id
    },
  }
}
