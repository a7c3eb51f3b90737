// What work costs a company that has no plan, as it is told before the work starts (RULES 3). What is charged in the end, and
// what is free (bugs), is billing's business.
import { type Catalogue, type PlanlessState, planlessState } from './catalogue.ts'
import { type PlanTerms, planOf } from './plan-terms.ts'

/** `request`: by the incident, each up to the time that the catalogue says. */
export interface WorkPrice {
  readonly per: 'hour' | 'request'
  readonly cents: number
  readonly currency: string
}

/** Null: no price is fixed, it is agreed case by case. */
export function workPrice(catalogue: Catalogue, state: PlanlessState): WorkPrice | null {
  const { currency, incidents } = catalogue
  if (state.rate === null) return incidents === null ? null : { per: 'request', cents: incidents.support.cents, currency }
  const rate = catalogue.rates[state.rate]
  if (rate === undefined || rate.by === 'request') return null
  return { per: rate.by === 'hour' ? 'hour' : 'request', cents: rate.cents, currency }
}

/** What work costs under terms: "covered" by a plan, else a price or none that is fixed. */
export function priceUnder(catalogue: Catalogue, terms: PlanTerms): WorkPrice | 'covered' | null {
  if (planOf(terms) !== null) return 'covered'
  const state = catalogue.withoutPlan.find(({ name }) => name === terms.plan) ?? planlessState(catalogue, false)
  return workPrice(catalogue, state)
}
