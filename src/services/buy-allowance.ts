// Prepaid time for a company: a quantity each month, or once, at a fixed price; and how much of it is used (RULES 4).
import { type AllowanceKey, findAllowances, insertAllowance } from '../db/allowances.ts'
import type { Tx } from '../db/client.ts'
import type { Page, PageRequest } from '../db/page.ts'
import { findSubscriptionsWithin, lockCompany } from '../db/subscriptions.ts'
import { type AllowanceUse, allowanceUse } from '../domain/billing.ts'
import type { Allowance } from '../domain/billing-facts.ts'
import { type Day, dayAt } from '../domain/day.ts'
import { monthOf } from '../domain/desk-month.ts'
import { Refusal } from '../domain/errors.ts'
import type { CompanyId } from '../domain/ids.ts'
import type { Desk } from './desk.ts'
import { loadBillingFacts } from './load-billing-facts.ts'

export type UsedAllowance = Allowance & AllowanceUse

/**
 * Reading: its currency is that of the desk's own catalogue, or of another that the company has a subscription of while the
 * allowance holds. Time is time: it covers work by the hour whatever the currency of that work.
 * @throws Refusal `not-found` for the company; `invalid`, naming `currency`.
 */
export async function buyAllowance(
  tx: Tx,
  desk: Desk,
  companyId: CompanyId,
  allowance: Omit<Allowance, 'id'>,
): Promise<UsedAllowance> {
  if (!(await lockCompany(tx, companyId))) throw new Refusal('not-found')
  const currencies = await findCurrencies(tx, desk, companyId, allowance)
  if (!currencies.includes(allowance.currency)) {
    const values = { reason: 'allowance-currency', currencies: currencies.join(', ') }
    throw new Refusal('invalid', values, 'currency')
  }
  const bought = await insertAllowance(tx, companyId, allowance)
  const { facts } = await loadBillingFacts(tx, desk, companyId)
  return { ...bought, ...allowanceUse(facts, dayAt(tx.now))(bought) }
}

async function findCurrencies(
  tx: Tx,
  desk: Desk,
  companyId: CompanyId,
  { startsOn, endsOn }: Pick<Allowance, 'startsOn' | 'endsOn'>,
): Promise<readonly string[]> {
  const { standard, byName } = desk.catalogues
  const held = await findSubscriptionsWithin(tx, companyId, { startsOn: `${monthOf(startsOn)}-01`, endsOn })
  const catalogues = held.flatMap(({ catalogue }) => byName.get(catalogue) ?? [])
  return [...new Set([standard, ...catalogues].map(({ currency }) => currency))]
}

/** With what was used of each when a day ended. */
export async function listAllowances(
  tx: Tx,
  desk: Desk,
  companyId: CompanyId,
  { on, page }: { readonly on: Day; readonly page: PageRequest<AllowanceKey> },
): Promise<Page<UsedAllowance, AllowanceKey>> {
  const found = await findAllowances(tx, companyId, page)
  const { facts } = await loadBillingFacts(tx, desk, companyId)
  const useOf = allowanceUse(facts, on)
  return { ...found, items: found.items.map((allowance) => ({ ...allowance, ...useOf(allowance) })) }
}
