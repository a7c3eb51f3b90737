// What a company is charged: a month as it is known now, and what no invoice has billed yet; each line with the reason in the
// company's language.
import { findBilledParts } from '../db/billed-lines.ts'
import { findBilledCompany } from '../db/billing-facts.ts'
import type { Tx } from '../db/client.ts'
import { keepPrices } from '../domain/billed-price.ts'
import { chargesOf, countThrough } from '../domain/billing.ts'
import { type Charge, differenceOf, joinParts, totalsOf } from '../domain/charge.ts'
import type { Month } from '../domain/desk-month.ts'
import { Refusal } from '../domain/errors.ts'
import type { CompanyId } from '../domain/ids.ts'
import { chooseLanguage, type Language } from '../domain/language.ts'
import { sayCharge } from '../texts/charge-words.ts'
import type { Desk } from './desk.ts'
import { type CompanyBilling, loadBillingFacts } from './load-billing-facts.ts'

export interface ChargeLine extends Charge {
  readonly ticketNumber: number | null
  readonly description: string
}

export interface MonthCharges {
  readonly lines: readonly ChargeLine[]
  readonly totals: ReturnType<typeof totalsOf>
}

/** Billed or not. @throws Refusal `not-found`; `conflict` when a catalogue is gone. */
export async function chargesOfMonth(tx: Tx, desk: Desk, companyId: CompanyId, month: Month): Promise<MonthCharges> {
  const language = await findLanguage(tx, desk, companyId)
  const billing = await loadWhole(tx, desk, companyId)
  const charges = chargesOf(billing.facts, month)
  return { lines: toLines(charges, billing, language), totals: totalsOf(charges) }
}

/**
 * What has not been billed up to the end of a month, in one currency: all that is charged, without what invoices billed. What was
 * billed and is charged no more comes as a credit. Lock the company (`lockCompany`) first when it is to be billed.
 * @throws Refusal `not-found`; `conflict` when a catalogue is gone.
 */
export async function unbilledThrough(
  tx: Tx,
  desk: Desk,
  companyId: CompanyId,
  { month, currency }: { readonly month: Month; readonly currency: string },
): Promise<readonly ChargeLine[]> {
  const language = await findLanguage(tx, desk, companyId)
  const billed = joinParts(await findBilledParts(tx, companyId, currency))
  const billing = await loadWhole(tx, desk, companyId)
  const all = countThrough(billing.facts, month).charges.filter((charge) => charge.currency === currency)
  return toLines(differenceOf(keepPrices(all, billed), billed), billing, language)
}

/** @throws Refusal `conflict` when a catalogue is gone: what was billed by it would look like charged no more. */
async function loadWhole(tx: Tx, desk: Desk, companyId: CompanyId): Promise<CompanyBilling> {
  const billing = await loadBillingFacts(tx, desk, companyId)
  const [catalogue] = billing.unknownCatalogues
  if (catalogue !== undefined) throw new Refusal('conflict', { reason: 'catalogue-gone', catalogue })
  return billing
}

async function findLanguage(tx: Tx, desk: Desk, companyId: CompanyId): Promise<Language> {
  const company = await findBilledCompany(tx, companyId)
  if (company === null) throw new Refusal('not-found')
  return chooseLanguage([company.language], desk.defaultLanguage)
}

/** Plans and allowances first, then ticket by ticket. */
function toLines(charges: readonly Charge[], { ticketNumbers }: CompanyBilling, language: Language): readonly ChargeLine[] {
  return charges
    .map((charge) => {
      const ticketNumber = charge.ticketId === null ? null : (ticketNumbers.get(charge.ticketId) ?? null)
      return { ...charge, ticketNumber, description: sayCharge(language, charge, ticketNumber) }
    })
    .sort((a, b) => (a.ticketNumber ?? 0) - (b.ticketNumber ?? 0))
}
