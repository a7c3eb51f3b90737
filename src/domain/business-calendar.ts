// The one function of working time that every deadline comes from (RULES 6, "Clocks"): how much open time lies between two
// instants, and when so much will have passed. Pure: no clock of its own, the same answers under any process time zone.
// Plain clock time (Blockers under a plan) is no calendar: it is elapsed time.
import type { Day } from './day.ts'
import { fromDayNumber, toDayNumber } from './day-number.ts'
import type { YearRange } from './local-clock.ts'
import { createOpeningDays } from './opening-days.ts'
import type { DayExceptions, HoursVersion } from './opening-hours.ts'
import { calendarYears } from './opening-hours-faults.ts'
import { createOpeningTable } from './opening-table.ts'
import type { HolidayNames } from './public-holidays.ts'

/** A window of one date as instants: open at the first, closed at the second. */
export interface OpenWindow {
  readonly opensAt: Date
  readonly closesAt: Date
}

/** A date that is closed whatever weekday it is. */
export interface DayOff {
  readonly on: Day
  /** Null: the company's own closing day. */
  readonly names: HolidayNames | null
}

/** Windows are half-open: open at the opening instant, closed at the closing one. Exact to the millisecond. */
export interface BusinessCalendar {
  /** @throws RangeError when `to` is before `from`, or one of them is outside of the calendar's years. */
  openMilliseconds(from: Date, to: Date): number
  /**
   * When so much open time has passed. A start while closed counts from the next opening; a deadline that lands exactly on a
   * closing time stays there, also when nothing is added to it.
   * @param milliseconds whole, at least 0
   * @throws RangeError for any other, and when start or answer are outside of the calendar's years.
   */
  add(from: Date, milliseconds: number): Date
  isOpen(at: Date): boolean
  /** The instant itself while open. @throws RangeError when the calendar's years end before. */
  nextOpening(at: Date): Date
  /** The end of the window that is open, else of the next one: always later than `at`. Touching windows close once. */
  nextClosing(at: Date): Date
  /** The date on the calendar's own wall at an instant. */
  dayOf(at: Date): Day
  /** The windows of a date in order, none for a closed one. @throws RangeError for a date that does not exist or is outside. */
  windowsOn(day: Day): readonly OpenWindow[]
  /** Public holidays and the company's closing days, both ends included; a holiday with special hours is none. */
  holidaysBetween(from: Day, to: Day): readonly DayOff[]
}

/**
 * @param versions hours in the order they come into force, the first from null
 * @param exceptions closing days and special hours of single dates; they go before weekdays and holidays
 * @param years what the calendar answers for; it costs by the years that were asked for
 * @throws HoursError naming every fault of the data.
 */
export function createBusinessCalendar(
  versions: readonly HoursVersion[],
  exceptions: DayExceptions = [],
  years: YearRange = calendarYears,
): BusinessCalendar {
  const days = createOpeningDays(versions, exceptions, years)
  const table = createOpeningTable(days)

  function requireDay(day: Day): number {
    const dayNumber = toDayNumber(day)
    const year = Number(day.slice(0, 4))
    if (dayNumber === null || year < years.firstYear || year > years.lastYear)
      throw new RangeError(`${day} is no date of the calendar (${years.firstYear} to ${years.lastYear})`)
    return dayNumber
  }

  return {
    openMilliseconds: (from, to) => table.between(from.getTime(), to.getTime()),
    add(from, milliseconds) {
      if (!(Number.isSafeInteger(milliseconds) && milliseconds >= 0))
        throw new RangeError(`${milliseconds} is no whole number of milliseconds from 0 on`)
      return new Date(table.after(from.getTime(), milliseconds))
    },
    isOpen: (at) => table.isOpen(at.getTime()),
    nextOpening: (at) => new Date(table.nextOpening(at.getTime())),
    nextClosing: (at) => new Date(table.nextClosing(at.getTime())),
    dayOf(at) {
      days.requireWithin(at.getTime())
      return fromDayNumber(days.dayNumberAt(at.getTime()))
    },
    windowsOn(day) {
      const spans = days.spansOn(requireDay(day))
      return spans.map(({ opens, closes }) => ({ opensAt: new Date(opens), closesAt: new Date(closes) }))
    },
    holidaysBetween(from, to) {
      const found: DayOff[] = []
      const last = requireDay(to)
      if (requireDay(from) > last) throw new RangeError(`${to} is before ${from}`)
      for (let day = requireDay(from); day <= last; day++) {
        const off = days.dayOff(day)
        if (off !== undefined) found.push({ on: fromDayNumber(day), names: off.names })
      }
      return found
    },
  }
}
