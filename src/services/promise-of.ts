// What is promised to a company now, with the calendar it is counted on: for the draft's buttons, the receipt, and whatever else
// tells a client when they will be answered. The clocks of a ticket count by the same functions (keep-clocks.ts).
import type { Tx } from '../db/client.ts'
import type { BusinessCalendar } from '../domain/business-calendar.ts'
import type { CompanyId } from '../domain/ids.ts'
import type { ResponsePromise } from '../domain/plan-terms.ts'
import { later } from '../domain/sla-meter.ts'
import type { Desk } from './desk.ts'
import { findCalendar } from './find-calendar.ts'
import { type CompanyTerms, findTerms } from './find-terms.ts'

export interface CompanyPromise extends CompanyTerms {
  readonly calendar: BusinessCalendar
}

export async function findPromise(tx: Tx, desk: Desk, companyId: CompanyId): Promise<CompanyPromise> {
  const found = await findTerms(tx, desk, companyId, tx.now)
  return { ...found, calendar: await findCalendar(tx, desk, found.catalogue) }
}

/** When a response that is asked for at `from` is due. */
export function dueOf(promise: ResponsePromise, from: Date, calendar: BusinessCalendar): Date {
  return new Date(later(promise.time, from.getTime(), promise.guaranteedSeconds * 1000, calendar))
}
