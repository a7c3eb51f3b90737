// What the sweep does about hours and money: each part finds what is due by itself, and a fault in one leaves the others alone.
import type { Database } from '../db/client.ts'
import type { Log } from '../domain/log.ts'
import type { Desk } from './desk.ts'
import { remindOfInvoices } from './remind-of-invoices.ts'
import { remindOfRenewals } from './remind-of-renewals.ts'
import { warnOfUsage } from './warn-of-usage.ts'

export interface RemindDeps {
  readonly database: Database
  readonly desk: Desk
  readonly log: Log
}

export async function remindOfMoney(deps: RemindDeps): Promise<void> {
  await remindOfInvoices(deps)
  await remindOfRenewals(deps)
  await warnOfUsage(deps)
}
