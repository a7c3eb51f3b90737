// Takes in a client company from the vendor's CRM, and its later changes.

import type { Tx } from '../db/client.ts'
import { type CompanyRow, findCompany, findCompanyByExternalId, insertCompany, updateCompany } from '../db/companies.ts'
import { addAudit } from '../db/identities.ts'
import { lockValues } from '../db/value-lock.ts'
import { type Actor, nameActor } from '../domain/actor.ts'
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
export async function changeCompany(
  tx: Tx,
  id: CompanyId,
  change: Partial<CompanyFields>,
  by: Actor = { kind: 'api' },
): Promise<CompanyRow> {
  const before = await findCompany(tx, id)
  if (before === null) throw new Refusal('not-found')
  await requireFreeExternalId(tx, change.externalId ?? null, id)
  const after = await updateCompany(tx, id, change)
  await recordAddresses(tx, by, before, after)
  return after
}

/** Where notices go is in the audit, with what it was before: whoever turns them to another address takes them away. */
async function recordAddresses(tx: Tx, by: Actor, before: CompanyRow, after: CompanyRow): Promise<void> {
  const sides = (row: CompanyRow) => ({ emails: row.emails.join(', '), requestEmail: row.requestEmail ?? '' })
  const [was, is] = [sides(before), sides(after)]
  const changed = (['emails', 'requestEmail'] as const).filter((field) => was[field] !== is[field])
  if (changed.length === 0) return
  const data = Object.fromEntries(changed.map((field) => [field, `${was[field]} -> ${is[field]}`]))
  await addAudit(tx, { actor: nameActor(by), action: 'change-addresses', subject: `company:${after.id}`, data })
}

async function requireFreeExternalId(tx: Tx, externalId: string | null, self: CompanyId | null): Promise<void> {
  if (externalId === null) return
  await lockValues(tx, [`company:${externalId}`])
  const holder = await findCompanyByExternalId(tx, externalId)
  if (holder !== null && holder.id !== self) throw new Refusal('conflict', { reason: 'external-id-taken' }, 'externalId')
}
