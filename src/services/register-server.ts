// Takes in a server of a company, so that its contacts can say which one a ticket is about.

import type { Tx } from '../db/client.ts'
import { findCompany, findServerByName, insertServer, type ServerRow } from '../db/companies.ts'
import { lockValues } from '../db/value-lock.ts'
import { Refusal } from '../domain/errors.ts'
import type { CompanyId } from '../domain/ids.ts'

export interface ServerFields {
  readonly companyId: CompanyId
  /** Unique within the company: it is what the chat's button says. */
  readonly name: string
  readonly product: string | null
  readonly version: string | null
}

/** @throws Refusal `not-found` for the company; `conflict`, naming `name`. */
export async function registerServer(tx: Tx, fields: ServerFields): Promise<ServerRow> {
  if ((await findCompany(tx, fields.companyId)) === null) throw new Refusal('not-found')
  await lockValues(tx, [`server:${fields.companyId}:${fields.name}`])
  if ((await findServerByName(tx, fields.companyId, fields.name)) !== null) {
    throw new Refusal('conflict', { reason: 'server-name-taken' }, 'name')
  }
  return insertServer(tx, fields)
}
