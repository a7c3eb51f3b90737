// Companies whose use of quotas and allowances has changed: noted by whoever logs time or opens a ticket, emptied by the sweep. Rows
// are only added, so that nobody waits for anybody.
import type { CompanyId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

export async function noteUsage(tx: Tx, companyId: CompanyId): Promise<void> {
  await tx.sql.$executeRaw`INSERT INTO usage_look (company_id) VALUES (${companyId}::uuid)`
}

export async function findNotedUsage(tx: Tx, limit: number): Promise<readonly CompanyId[]> {
  const rows = await tx.sql.$queryRaw<{ companyId: CompanyId }[]>`
    SELECT company_id::text AS "companyId" FROM usage_look ORDER BY id LIMIT ${limit}`
  return [...new Set(rows.map(({ companyId }) => companyId))]
}

/** @returns false when there was none, or somebody else holds them all. */
export async function takeNotedUsage(tx: Tx, companyId: CompanyId): Promise<boolean> {
  const taken = await tx.sql.$executeRaw`
    DELETE FROM usage_look WHERE id = ANY(ARRAY(
      SELECT id FROM usage_look WHERE company_id = ${companyId}::uuid FOR UPDATE SKIP LOCKED))`
  return taken > 0
}
