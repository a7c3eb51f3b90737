// What the sweep does about hours and money: each part finds what is due by itself, and a fault in one leaves the others alone.
import { remindOfInvoices } from './remind-of-invoices.ts'
import { remindOfRenewals } from './remind-of-renewals.ts'
import type { WarnDeps } from './warn-due-clocks.ts'
import { warnOfUsage } from './warn-of-usage.ts'

export async function remindOfMoney(deps: WarnDeps): Promise<void> {
  await remindOfInvoices(deps)
  await remindOfRenewals(deps)
  await warnOfUsage(deps)
}
