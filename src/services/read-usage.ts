// What a company has used of its quotas and allowances today.
import type { Tx } from '../db/client.ts'
import { dayAt } from '../domain/day.ts'
import type { CompanyId } from '../domain/ids.ts'
import { usageOn } from '../domain/usage.ts'
import type { Usage } from '../domain/usage-level.ts'
import type { Desk } from './desk.ts'
import { loadBillingFacts } from './load-billing-facts.ts'

export async function readUsage(tx: Tx, desk: Desk, companyId: CompanyId): Promise<readonly Usage[]> {
  const { facts } = await loadBillingFacts(tx, desk, companyId)
  return usageOn(facts, dayAt(tx.now))
}
