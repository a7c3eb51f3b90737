// How long a plan that is sold by the period lasts. Days only; what a packet's months hold is billing's business.
import type { Day } from './day.ts'
import { fromDayNumber, toDayNumber } from './day-number.ts'

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

/** The first day of the n-th of such periods, from 0. */
export function firstDayOfPeriod(startsOn: Day, months: number, period: number): Day {
  if (period === 0) return startsOn
  return fromDayNumber((toDayNumber(lastDayOfPeriod(startsOn, months * period)) ?? Number.NaN) + 1)
}

/** Which of such periods a day lies in, from 0, also for days before the first. */
export function periodOf(startsOn: Day, months: number, day: Day): number {
  const [startYear = 0, startMonth = 0] = startsOn.split('-').map(Number)
  const [year = 0, month = 0] = day.split('-').map(Number)
  // At most one too many: a period may begin later in its month.
  const atMost = Math.max(0, Math.floor(((year - startYear) * 12 + month - startMonth) / months))
  return atMost > 0 && day < firstDayOfPeriod(startsOn, months, atMost) ? atMost - 1 : atMost
}
