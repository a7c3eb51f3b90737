// The servers of a company.
import type { CompanyId, ServerId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

export interface ServerChoice {
  readonly id: ServerId
  readonly name: string
  readonly product: string | null
  readonly version: string | null
}

/** The one of the company's latest ticket first, then by name. */
export async function findServerChoices(tx: Tx, companyId: CompanyId, limit: number): Promise<readonly ServerChoice[]> {
  return tx.sql.$queryRaw<ServerChoice[]>`
    SELECT s."id"::text, s."name", s."product", s."version" FROM "server" s WHERE s."company_id" = ${companyId}::uuid
    ORDER BY (SELECT MAX(t."number") FROM "ticket" t WHERE t."server_id" = s."id") DESC NULLS LAST, s."name" LIMIT ${limit}`
}
