// The servers a ticket can be about.

import type { Tx } from '../db/client.ts'
import type { CompanyId, ServerId } from '../domain/ids.ts'

export interface ServerChoice {
  readonly id: ServerId
  readonly name: string
}

/** The company's servers, the one of its latest ticket first, then by name. */
export async function findServers(tx: Tx, companyId: CompanyId): Promise<readonly ServerChoice[]> {
  return tx.sql.$queryRaw<ServerChoice[]>`
    SELECT s."id"::text, s."name" FROM "server" s WHERE s."company_id" = ${companyId}::uuid
    ORDER BY (SELECT MAX(t."number") FROM "ticket" t WHERE t."server_id" = s."id") DESC NULLS LAST, s."name" LIMIT 12`
}
