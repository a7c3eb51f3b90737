// What each local date is to a calendar: its opening windows as instants, its beginning, whether it is a day off. Versions,
// holidays and exceptions meet here; adding up is opening-table.ts.
import { dayMilliseconds, firstDayOf, fromDayNumber, toDayNumber, weekdayOf } from './day-number.ts'
import { createClockReader, type LocalClock, type YearRange } from './local-clock.ts'
import { type DayExceptions, type HoursVersion, type OpeningHours, toMinutes, type Window } from './opening-hours.ts'
import { findCalendarFaults, HoursError } from './opening-hours-faults.ts'
import { createPublicHolidays, type HolidayNames } from './public-holidays.ts'

/** Milliseconds since 1970, the closing one not included. */
export interface Span {
  readonly opens: number
  readonly closes: number
}

/** Days are numbers, see day-number.ts. */
export interface OpeningDays {
  readonly years: YearRange
  /** In order, without overlaps, within the day. */
  spansOn(dayNumber: number): readonly Span[]
  /** The local midnight a day begins with. */
  startOf(dayNumber: number): number
  dayNumberAt(instant: number): number
  /** @throws RangeError for an instant outside of the years, and for what is no instant. */
  requireWithin(instant: number): void
  /** Closed by the law (its names) or by the company (no names); undefined for any other day, special hours included. */
  dayOff(dayNumber: number): { readonly names: HolidayNames | null } | undefined
}

interface Version {
  readonly from: number
  readonly hours: OpeningHours
  readonly clock: LocalClock
}

/** @throws HoursError naming every fault of the data. */
export function createOpeningDays(given: readonly HoursVersion[], exceptions: DayExceptions, years: YearRange): OpeningDays {
  const readClock = createClockReader(years)
  const faults = findCalendarFaults(given, exceptions, years, readClock)
  if (faults.length > 0) throw new HoursError(faults)
  const versions = readVersions(given, years, readClock)
  const special = new Map(exceptions.map(({ on, windows }) => [toDayNumber(on), windows]))
  const holidays = given.some(({ hours }) => hours.holidays !== null) ? createPublicHolidays('LT') : null

  function versionOn(dayNumber: number): Version {
    return versions.findLast(({ from }) => from <= dayNumber) ?? (versions[0] as Version)
  }
  function holidayOn(dayNumber: number): HolidayNames | undefined {
    if (holidays === null || versionOn(dayNumber).hours.holidays === null) return undefined
    const day = fromDayNumber(dayNumber)
    return holidays(Number(day.slice(0, 4))).get(day)
  }
  function windowsOn(dayNumber: number): readonly Window[] {
    const exception = special.get(dayNumber)
    if (exception !== undefined) return exception
    const windows = versionOn(dayNumber).hours.weekly[weekdayOf(dayNumber)] ?? []
    return windows.length > 0 && holidayOn(dayNumber) !== undefined ? [] : windows
  }
  function startOf(dayNumber: number): number {
    return versionOn(dayNumber).clock.toInstant(dayNumber * dayMilliseconds)
  }
  function spansOn(dayNumber: number): Span[] {
    const { clock } = versionOn(dayNumber)
    const toInstant = (time: string) => clock.toInstant(dayNumber * dayMilliseconds + (toMinutes(time) ?? 0) * 60_000)
    return windowsOn(dayNumber).map(({ opens, closes }) => ({ opens: toInstant(opens), closes: toInstant(closes) }))
  }
  const earliest = startOf(firstDayOf(years.firstYear))
  const latest = startOf(firstDayOf(years.lastYear + 1))
  const days: OpeningDays = {
    years,
    spansOn,
    startOf,
    dayNumberAt(instant) {
      // No zone is more than a day away from UTC.
      const near = Math.floor(instant / dayMilliseconds)
      return [near + 1, near].find((dayNumber) => startOf(dayNumber) <= instant) ?? near - 1
    },
    requireWithin(instant) {
      if (instant >= earliest && instant <= latest) return
      const said = Number.isNaN(instant) ? 'an invalid date' : new Date(instant).toISOString()
      throw new RangeError(`${said} is outside of the calendar (${years.firstYear} to ${years.lastYear})`)
    },
    dayOff(dayNumber) {
      const exception = special.get(dayNumber)
      const names = holidayOn(dayNumber)
      if (exception !== undefined && exception.length > 0) return undefined
      return exception === undefined && names === undefined ? undefined : { names: names ?? null }
    },
  }
  requireOrder(days, given)
  return days
}

function readVersions(
  given: readonly HoursVersion[],
  years: YearRange,
  readClock: (timeZone: string) => LocalClock | null,
): Version[] {
  return given.map(({ from, hours }) => {
    const clock = readClock(hours.timeZone)
    if (clock === null) throw new RangeError(`no time zone: ${hours.timeZone}`)
    return { from: from === null ? firstDayOf(years.firstYear) - 1 : (toDayNumber(from) ?? 0), hours, clock }
  })
}

/** A version in another time zone may begin before the last day of the one before has ended; their windows must not meet. */
function requireOrder(days: OpeningDays, versions: readonly HoursVersion[]): void {
  for (const [n, { from }] of versions.entries()) {
    if (from === null) continue
    const first = toDayNumber(from) ?? 0
    const lastClosing = Math.max(...[first - 2, first - 1].flatMap((day) => days.spansOn(day).map(({ closes }) => closes)))
    if (lastClosing <= days.startOf(first)) continue
    const words = `on ${from} these hours begin before those of the version before have ended`
    throw new HoursError([{ path: ['versions', n, 'from'], words }])
  }
}
