// All opening windows of a calendar in one row with running totals, and the one question every answer rests on: how much open
// time has passed by an instant, and at which instant so much has. The row begins with the first year asked for and grows by
// whole years as later or earlier ones are asked for; that changes no answer.
import { firstDayOf } from './day-number.ts'
import type { OpeningDays } from './opening-days.ts'

/** Milliseconds since 1970 throughout. */
export interface OpeningTable {
  /** Open milliseconds between two instants, the second not before the first. */
  between(from: number, to: number): number
  /**
   * The earliest instant by which so much open time has passed since `from`. For nothing it is `from`, or the next opening; a
   * closing instant stays, because a deadline may lie on it.
   */
  after(from: number, amount: number): number
  isOpen(instant: number): boolean
  /** The instant itself while open. */
  nextOpening(instant: number): number
  /** Later than the instant; touching windows close once. */
  nextClosing(instant: number): number
}

/** Every function of it throws a RangeError for instants outside of the calendar's years, and for answers that would be. */
export function createOpeningTable(days: OpeningDays): OpeningTable {
  const { firstYear, lastYear } = days.years
  // Window n is opens[n] to closes[n]; totals[n] is the open time of all windows before it.
  let opens: number[] = []
  let closes: number[] = []
  let totals: number[] = []
  let total = 0
  let first = 0
  let next = 0
  let coveredFrom = Number.NaN
  let coveredUntil = Number.NaN

  function addYear(): void {
    const end = firstDayOf(next + 1)
    for (let day = firstDayOf(next); day < end; day++) {
      for (const span of days.spansOn(day)) addWindow(span.opens, span.closes)
    }
    next += 1
    coveredUntil = days.startOf(end)
  }
  function addWindow(open: number, close: number): void {
    if (closes.at(-1) === open) closes[closes.length - 1] = close
    else {
      opens.push(open)
      closes.push(close)
      totals.push(total)
    }
    total += close - open
  }
  function beginWith(year: number): void {
    const end = Math.max(next, year + 1)
    opens = []
    closes = []
    totals = []
    total = 0
    first = next = year
    coveredFrom = days.startOf(firstDayOf(year))
    while (next < end) addYear()
  }
  function cover(instant: number): void {
    if (instant >= coveredFrom && instant < coveredUntil) return
    days.requireWithin(instant)
    const year = Math.min(Math.max(new Date(instant).getUTCFullYear(), firstYear), lastYear)
    if (next === 0) beginWith(year)
    // Local midnight may lie in another year of UTC.
    while (instant < coveredFrom) beginWith(Math.min(year, first - 1))
    while (instant >= coveredUntil && next <= lastYear) addYear()
  }
  function grow(): void {
    if (next > lastYear) throw new RangeError(`the answer is outside of the calendar (${firstYear} to ${lastYear})`)
    addYear()
  }
  /** W(t): open time up to an instant the table covers, counted from where the table begins. */
  function openUntil(instant: number): number {
    const n = lastUpTo(opens, instant)
    if (n < 0) return 0
    return (totals[n] as number) + Math.min(instant, closes[n] as number) - (opens[n] as number)
  }

  function nextOpening(instant: number): number {
    cover(instant)
    const n = lastUpTo(opens, instant)
    if (n >= 0 && instant < (closes[n] as number)) return instant
    while (n + 1 >= opens.length) grow()
    return opens[n + 1] as number
  }
  function startAt(instant: number): number {
    cover(instant)
    // A window of the year before may close with the very instant the table begins with.
    if (instant === coveredFrom && first > firstYear) beginWith(first - 1)
    return instant === closes[lastUpTo(opens, instant)] ? instant : nextOpening(instant)
  }

  return {
    between(from, to) {
      cover(from)
      cover(to)
      if (from > to) throw new RangeError('the end is before the start')
      return openUntil(to) - openUntil(from)
    },
    after(from, amount) {
      if (amount === 0) return startAt(from)
      cover(from)
      const target = openUntil(from) + amount
      while (target > total) grow()
      // The last window that begins with less than the target, so that a deadline may be a closing instant.
      const n = lastUpTo(totals, target - 1)
      return (opens[n] as number) + target - (totals[n] as number)
    },
    isOpen(instant) {
      cover(instant)
      const n = lastUpTo(opens, instant)
      return n >= 0 && instant < (closes[n] as number)
    },
    nextOpening,
    nextClosing(instant) {
      cover(instant)
      let n = lastUpTo(opens, instant)
      if (n < 0 || instant >= (closes[n] as number)) n += 1
      // A window that lasts until the table's end may go on in the next year.
      while (n >= opens.length || closes[n] === coveredUntil) grow()
      return closes[n] as number
    },
  }
}

/** The place of the last of rising values that is at most `limit`; -1 when none is. */
function lastUpTo(values: readonly number[], limit: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}
