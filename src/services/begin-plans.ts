// A plan that was bought ahead helps the tickets that are open on its first day, from the beginning of that day.
import { findBegunPlans } from '../db/begun-plans.ts'
import type { Database } from '../db/client.ts'
import { dayAt } from '../domain/day.ts'
import { toDayNumber } from '../domain/day-number.ts'
import { deskInstant } from '../domain/desk-time.ts'
import { applyBetterPlan } from './apply-better-plan.ts'
import type { Desk } from './desk.ts'

/** The service may have been down for so long and still miss none. */
const lookBackMilliseconds = 7 * 24 * 3600 * 1000

/** To be called hourly; a repeat changes nothing. A company is a transaction of its own. */
export async function beginPlans({ database, desk }: { readonly database: Database; readonly desk: Desk }): Promise<void> {
  const begun = await database.statements((tx) =>
    findBegunPlans(tx, { from: dayAt(new Date(tx.now.getTime() - lookBackMilliseconds)), to: dayAt(tx.now) }),
  )
  for (const { companyId, startsOn } of begun) {
    const beginning = new Date(deskInstant(toDayNumber(startsOn) ?? 0, 0))
    await database.transaction((tx) => applyBetterPlan(tx, desk, companyId, beginning))
  }
}
