// How long a plan that is sold by the period lasts. Days only; what a packet's months hold is billing's business.
import type { Day } from './day.ts'

/**
 * The last day of so many months from a first day: of one month from 15 November, 14 December. Where the month that follows
 * is too short, its last day. RULES D12 gives a packet's calendar months their full quota, so its days need no widening.
 */
export function lastDayOfPeriod(startsOn: Day, months: number): Day {
  const [year = 0, month = 1, day = 1] = startsOn.split('-').map(Number)
  // The day before the first of the month after the last one: that month's length.
  const length = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day - 1, length))).toISOString().slice(0, 10)
}
