// What so much time costs by the hour. Seconds are summed over the ticket first, what is below a full minute is dropped, and full
// hours are rounded once (RULES D1, D4); where full hours are not stated, the price goes by the minute (D11).
import type { Rate } from './catalogue.ts'
import { toThree } from './charge.ts'

export type HourlyRate = Omit<Extract<Rate, { by: 'hour' }>, 'words'>

export interface BilledTime {
  /** Whole minutes that are charged. */
  readonly minutes: number
  /** Hours as an invoice shows them. */
  readonly quantity: number
  readonly amountCents: number
}

/** @param seconds of a ticket, all at this price. */
export function billTime(seconds: number, { cents, billed }: HourlyRate): BilledTime {
  const minutes = Math.floor(seconds / 60)
  if (billed === 'full-hours') {
    const hours = Math.ceil(minutes / 60)
    return { minutes, quantity: hours, amountCents: hours * cents }
  }
  return { minutes, quantity: toThree(minutes / 60), amountCents: Math.floor((minutes * cents + 30) / 60) }
}
