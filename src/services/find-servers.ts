// The servers a ticket can be about, as a draft offers them.
import type { Tx } from '../db/client.ts'
import { once } from '../db/once.ts'
import { findServerChoices, type ServerChoice } from '../db/servers.ts'
import type { CompanyId } from '../domain/ids.ts'

export type { ServerChoice } from '../db/servers.ts'

/** More than fit on a card. */
const most = 12

/** The company's servers, the one of its latest ticket first, then by name. */
export async function findServers(tx: Tx, companyId: CompanyId): Promise<readonly ServerChoice[]> {
  return once(tx, `servers of ${companyId}`, () => findServerChoices(tx, companyId, most))
}
