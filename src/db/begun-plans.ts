// Companies whose plan has just begun: tickets that were open before may be helped by it.
import type { Day } from '../domain/day.ts'
import type { CompanyId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

/** Subscriptions whose first day is one of these, both ends included, the earliest first. */
export async function findBegunPlans(
  tx: Tx,
  days: { readonly from: Day; readonly to: Day },
): Promise<readonly { readonly companyId: CompanyId; readonly startsOn: Day }[]> {
  return tx.sql.$queryRaw<{ companyId: CompanyId; startsOn: Day }[]>`
    SELECT company_id::text AS "companyId", to_char(starts_on, 'YYYY-MM-DD') AS "startsOn" FROM subscription
    WHERE starts_on BETWEEN ${days.from}::date AND ${days.to}::date ORDER BY starts_on, id`
}
