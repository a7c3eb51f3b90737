// Takes in a client company from the vendor's CRM, and its later changes.

import type { Tx } from '../db/client.ts'
import { type CompanyRow, findCompany, findCompanyByExternalId, insertCompany, updateCompany } from '../db/companies.ts'
import { lockValues } from '../db/value-lock.ts'
import { Refusal } from '../domain/errors.ts'
import type { CompanyId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'

export interface CompanyFields {
  readonly name: string
  /** The CRM's own id; unique. */
  readonly externalId: string | null
  /** At most four (RULES 4). */
  readonly emails: string[]
  /** For development requests only (RULES 4). */
  readonly requestEmail: string | null
  readonly language: Language | null
  /** Holds a licence, for catalogues that serve licence holders without a plan before others. */
  readonly licence: boolean
}

/** @throws Refusal `conflict`, naming `externalId`, when another company has it. */
export async function registerCompany(tx: Tx, fields: CompanyFields): Promise<CompanyRow> {
  await requireFreeExternalId(tx, fields.externalId, null)
  return insertCompany(tx, fields)
}

/** @throws Refusal `not-found`; `conflict`, naming `externalId`. */
export async function changeCompany(tx: Tx, id: CompanyId, change: Partial<CompanyFields>): Promise<CompanyRow> {
  if ((await findCompany(tx, id)) === null) throw new Refusal('not-found')
  await requireFreeExternalId(tx, change.externalId ?? null, id)
  return updateCompany(tx, id, change)
}

async function requireFreeExternalId(tx: Tx, externalId: string | null, self: CompanyId | null): Promise<void> {
  if (externalId === null) return
  await lockValues(tx, [`company:${externalId}`])
  const holder = await findCompanyByExternalId(tx, externalId)
  if (holder !== null && holder.id !== self) throw new Refusal('conflict', { reason: 'external-id-taken' }, 'externalId')
}
