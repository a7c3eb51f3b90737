// What a company's charges are counted from, with the catalogues and the working hours of this desk.
import { loadBilling } from '../db/billing-facts.ts'
import { findCalendarDays } from '../db/calendar-days.ts'
import type { Tx } from '../db/client.ts'
import type { BillingFacts } from '../domain/billing-facts.ts'
import type { BusinessCalendar } from '../domain/business-calendar.ts'
import type { Catalogue } from '../domain/catalogue.ts'
import type { CompanyId, TicketId } from '../domain/ids.ts'
import type { Desk } from './desk.ts'

export interface CompanyBilling {
  readonly facts: BillingFacts
  readonly ticketNumbers: ReadonlyMap<TicketId, number>
  /** Those that are there no more; what is of them is left out, because nobody knows its prices. */
  readonly unknownCatalogues: readonly string[]
}

export async function loadBillingFacts(tx: Tx, desk: Desk, companyId: CompanyId): Promise<CompanyBilling> {
  const { byName } = desk.catalogues
  const stored = await loadBilling(tx, companyId, packetNames(desk))
  const calendars = new Map<Catalogue, BusinessCalendar>()
  const terms = [...stored.tickets, ...stored.tickets.flatMap(({ betterPlans }) => betterPlans)]
  const named = new Set(terms.map(({ catalogue }) => catalogue))
  for (const name of named) {
    const catalogue = byName.get(name)
    if (catalogue !== undefined) calendars.set(catalogue, desk.calendars(catalogue, await findCalendarDays(tx, name)))
  }
  const facts: BillingFacts = {
    ...stored,
    catalogues: byName,
    calendarOf: (catalogue) => calendars.get(catalogue) ?? desk.calendars(catalogue, []),
  }
  const unknownCatalogues = [...named, ...stored.subscriptions.map(({ catalogue }) => catalogue)].filter(
    (name) => !byName.has(name),
  )
  return { facts, unknownCatalogues, ticketNumbers: new Map(stored.tickets.map(({ id, number }) => [id, number])) }
}

function packetNames({ catalogues }: Desk): readonly string[] {
  return [...catalogues.byName.values()].flatMap(({ name, plans }) =>
    plans.filter(({ quotas }) => quotas !== null).map((plan) => `${name}|${plan.name}`),
  )
}
