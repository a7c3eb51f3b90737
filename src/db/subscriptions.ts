// Subscriptions: which plan a company has on which days of the desk's wall clock, both ends included.
import type { Day } from '../domain/day.ts'
import type { CompanyId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

export interface PlanOnDay {
  readonly licence: boolean
  /** Null: no active plan. */
  readonly catalogue: string | null
  readonly plan: string | null
  readonly endsOn: Day | null
}

/** The company's licence, and its plan on a day. */
export async function findPlanOn(tx: Tx, companyId: CompanyId, day: Day): Promise<PlanOnDay> {
  const [row] = await tx.sql.$queryRaw<PlanOnDay[]>`
    SELECT o.licence, s.catalogue, s.plan, to_char(s.ends_on, 'YYYY-MM-DD') AS "endsOn"
    FROM company o LEFT JOIN LATERAL (
      SELECT catalogue, plan, ends_on FROM subscription
      WHERE company_id = o.id AND extends_id IS NULL AND starts_on <= ${day}::date AND (ends_on IS NULL OR ends_on >= ${day}::date)
      ORDER BY starts_on DESC LIMIT 1
    ) s ON true
    WHERE o.id = ${companyId}::uuid`
  return row ?? { licence: false, catalogue: null, plan: null, endsOn: null }
}
