// Takes in a client company from the vendor's CRM, and its later changes.

import type { Tx } from '../db/client.ts'
import { type CompanyRow, findCompanyByExternalId, insertCompany, lockCompany, updateCompany } from '../db/companies.ts'
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

/** The company as invoices name it, and its tax. */
export interface BuyerFields {
  /** Null: `name`. */
  readonly legalName: string | null
  readonly registrationCode: string | null
  readonly vatCode: string | null
  readonly address: string | null
  /** Thousandths; null: invoices show no VAT. */
  readonly vatRate: number | null
  /** Why there is none; never beside a rate above 0. */
  readonly vatExemption: string | null
}

const unknownBuyer: BuyerFields = {
  legalName: null,
  registrationCode: null,
  vatCode: null,
  address: null,
  vatRate: null,
  vatExemption: null,
}

/** @throws Refusal `conflict`, naming `externalId`, when another company has it; `invalid`, naming `vatExemption`. */
export async function registerCompany(tx: Tx, fields: CompanyFields & Partial<BuyerFields>): Promise<CompanyRow> {
  const company = { ...unknownBuyer, ...fields }
  requireOneTax(company, 'vatExemption')
  await requireFreeExternalId(tx, fields.externalId, null)
  return insertCompany(tx, company)
}

/** @throws Refusal `not-found`; `conflict`, naming `externalId`; `invalid`, naming `vatExemption` or `vatRate`. */
export async function changeCompany(
  tx: Tx,
  id: CompanyId,
  change: Partial<CompanyFields & BuyerFields>,
  by: Actor = { kind: 'api' },
): Promise<CompanyRow> {
  const before = await lockCompany(tx, id)
  if (before === null) throw new Refusal('not-found')
  requireOneTax({ ...before, ...change }, change.vatExemption == null ? 'vatRate' : 'vatExemption')
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

/** Tax that is charged and the reason why none is exclude each other. */
function requireOneTax({ vatRate, vatExemption }: Pick<BuyerFields, 'vatRate' | 'vatExemption'>, field: string): void {
  if (vatRate !== null && vatRate > 0 && vatExemption !== null)
    throw new Refusal('invalid', { reason: 'vat-and-exemption' }, field)
}

async function requireFreeExternalId(tx: Tx, externalId: string | null, self: CompanyId | null): Promise<void> {
  if (externalId === null) return
  await lockValues(tx, [`company:${externalId}`])
  const holder = await findCompanyByExternalId(tx, externalId)
  if (holder !== null && holder.id !== self) throw new Refusal('conflict', { reason: 'external-id-taken' }, 'externalId')
}
