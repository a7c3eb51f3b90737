// What is promised to a company at an instant: its active plan's terms, or those of a company without a plan.
import type { Tx } from '../db/client.ts'
import { findPlanOn } from '../db/subscriptions.ts'
import { type Catalogue, findPlan, type Plan, termsOf } from '../domain/catalogue.ts'
import { type Day, dayAt } from '../domain/day.ts'
import type { CompanyId } from '../domain/ids.ts'
import type { PlanTerms } from '../domain/plan-terms.ts'
import type { Desk } from './desk.ts'
import { findCatalogue } from './find-calendar.ts'

export interface CompanyTerms {
  readonly catalogue: Catalogue
  /** Null: no active plan. */
  readonly plan: Plan | null
  /** The plan's last day; null: no end, or no plan. */
  readonly endsOn: Day | null
  readonly licence: boolean
  readonly terms: PlanTerms
}

/** Days are those of the vendor's wall clock. */
export async function findTerms(tx: Tx, desk: Desk, companyId: CompanyId, at: Date): Promise<CompanyTerms> {
  const found = await findPlanOn(tx, companyId, dayAt(at))
  const catalogue = findCatalogue(desk, found.catalogue)
  const plan = found.plan === null ? null : findPlan(catalogue, found.plan)
  const { licence, endsOn } = found
  return { catalogue, plan, endsOn: plan === null ? null : endsOn, licence, terms: termsOf(catalogue, plan, licence) }
}
