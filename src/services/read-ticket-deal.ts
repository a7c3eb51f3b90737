// What a ticket costs its client and what was agreed about it, and by when they are answered.
import type { Tx } from '../db/client.ts'
import { type Consent, findTicketDeal } from '../db/consents.ts'
import type { OpeningHours } from '../domain/opening-hours.ts'
import { type PlanTerms, planOf } from '../domain/plan-terms.ts'
import type { Ticket } from '../domain/ticket.ts'
import { priceUnder, type WorkPrice } from '../domain/work-price.ts'
import type { Desk } from './desk.ts'
import { findCatalogue } from './find-calendar.ts'

export type TicketCost =
  /** By a plan; or the ticket is from before plans, and nothing is asked. */
  | { readonly kind: 'covered' }
  | { readonly kind: 'agreed'; readonly price: WorkPrice; readonly consent: Consent }
  | { readonly kind: 'asked'; readonly price: WorkPrice }
  /** No price is fixed. */
  | { readonly kind: 'case-by-case' }

export interface TicketDeal {
  /** Null: no plan. */
  readonly plan: string | null
  readonly cost: TicketCost
  /** When the client's next answer is due; null when nothing is promised, or all is answered. */
  readonly dueAt: Date | null
}

export async function readTicketDeal(tx: Tx, desk: Desk, ticket: Pick<Ticket, 'id'>): Promise<TicketDeal> {
  const { terms, dueAt, consent } = await findTicketDeal(tx, ticket.id)
  if (terms === null) return { plan: null, cost: { kind: 'covered' }, dueAt }
  const price = priceUnder(findCatalogue(desk, terms.catalogue), terms)
  return { plan: planOf(terms), cost: toCost(price, consent), dueAt }
}

/** What the ticket's own terms promise for each priority; null for a ticket from before plans. */
export async function findTicketPromises(
  tx: Tx,
  desk: Desk,
  ticket: Pick<Ticket, 'id'>,
): Promise<{ readonly terms: PlanTerms; readonly hours: OpeningHours } | null> {
  const { terms } = await findTicketDeal(tx, ticket.id)
  return terms === null ? null : { terms, hours: findCatalogue(desk, terms.catalogue).hours }
}

function toCost(price: ReturnType<typeof priceUnder>, consent: Consent | null): TicketCost {
  if (price === 'covered') return { kind: 'covered' }
  if (price === null) return { kind: 'case-by-case' }
  if (consent === null) return { kind: 'asked', price }
  // What was shown then counts, whatever the catalogue says today.
  return { kind: 'agreed', price: { ...price, cents: consent.cents, currency: consent.currency }, consent }
}
