// What is wrong with opening hours, closing days and special hours, said so that whoever wrote them finds the place. Faults are
// values with a path; whether they stop the start or become an answer to a request is the caller's affair.
import type { Day } from './day.ts'
import { dayMilliseconds, fromDayNumber, toDayNumber, weekdayOf } from './day-number.ts'
import { type ClockChange, createClockReader, type LocalClock, type YearRange } from './local-clock.ts'
import { type DayExceptions, type HoursVersion, type OpeningHours, toMinutes, type Window, weekdays } from './opening-hours.ts'

/** The years a calendar answers for unless told otherwise. */
export const calendarYears: YearRange = { firstYear: 2000, lastYear: 2099 }

export interface HoursFault {
  /** The way to the value: ["weekly", "sunday", 0, "opens"]. */
  readonly path: readonly (string | number)[]
  readonly words: string
}

/** Thrown where faulty hours would be made a calendar of. */
export class HoursError extends Error {
  readonly faults: readonly HoursFault[]

  constructor(faults: readonly HoursFault[]) {
    super(faults.map(({ path, words }) => `${sayPath(path)}: ${words}`).join('\n'))
    this.name = 'HoursError'
    this.faults = faults
  }
}

/** The faults of one week's hours, as a catalogue has them; empty when they are sound. Paths begin below the hours. */
export function findHoursFaults(hours: OpeningHours, years = calendarYears): HoursFault[] {
  const faults = findCalendarFaults([{ from: null, hours }], [], years)
  return faults.map(({ path, words }) => ({ path: path.slice(3), words }))
}

/** Knows the time zones for the years in question. */
type ReadClock = (timeZone: string) => LocalClock | null

/** The faults of all that a calendar is made of. Paths begin with "versions" or "exceptions". */
export function findCalendarFaults(
  versions: readonly HoursVersion[],
  exceptions: DayExceptions,
  years = calendarYears,
  readClock: ReadClock = createClockReader(years),
): HoursFault[] {
  const faults = [...versionFaults(versions, years, readClock), ...exceptionFaults(exceptions, years)]
  return faults.length > 0 ? faults : clockChangeFaults(versions, exceptions, readClock)
}

function versionFaults(versions: readonly HoursVersion[], years: YearRange, readClock: ReadClock): HoursFault[] {
  if (versions.length === 0) return [{ path: ['versions'], words: 'a calendar needs opening hours' }]
  const faults: HoursFault[] = []
  for (const [n, { from, hours }] of versions.entries()) {
    const path = ['versions', n]
    const words = n === 0 ? firstFault(from) : dateFault(from ?? '', years)
    if (words !== null) faults.push({ path: [...path, 'from'], words })
    else if (n > 1 && (versions[n - 1]?.from ?? '') >= (from ?? ''))
      faults.push({ path: [...path, 'from'], words: `${from} is not later than the version before it` })
    faults.push(...weekFaults([...path, 'hours'], hours, readClock))
  }
  return faults
}

function firstFault(from: Day | null): string | null {
  return from === null ? null : 'the first hours hold from the beginning: null instead of a date'
}

function dateFault(day: Day, years: YearRange): string | null {
  if (toDayNumber(day) === null) return `"${day}" is no date that exists ("2026-12-31")`
  const year = Number(day.slice(0, 4))
  const isWithin = years.firstYear <= year && year <= years.lastYear
  return isWithin ? null : `${day} is outside of the calendar (${years.firstYear} to ${years.lastYear})`
}

function weekFaults(path: HoursFault['path'], hours: OpeningHours, readClock: ReadClock): HoursFault[] {
  const faults = weekdays.flatMap((day) => windowFaults([...path, 'weekly', day], hours.weekly[day] ?? []))
  if (weekdays.every((day) => (hours.weekly[day] ?? []).length === 0))
    faults.push({ path: [...path, 'weekly'], words: 'no weekday has opening hours: no deadline would ever come' })
  if (readClock(hours.timeZone) === null) {
    const words = `"${hours.timeZone}" is no time zone (a name such as "Europe/Vilnius" or a fixed offset such as "UTC+2")`
    faults.push({ path: [...path, 'timeZone'], words })
  }
  return faults
}

function exceptionFaults(exceptions: DayExceptions, years: YearRange): HoursFault[] {
  const faults: HoursFault[] = []
  const seen = new Set<Day>()
  for (const [n, { on, windows }] of exceptions.entries()) {
    const words = seen.has(on) ? `${on} is named twice` : dateFault(on, years)
    if (words !== null) faults.push({ path: ['exceptions', n, 'on'], words })
    seen.add(on)
    faults.push(...windowFaults(['exceptions', n, 'windows'], windows))
  }
  return faults
}

function windowFaults(path: HoursFault['path'], windows: readonly Window[]): HoursFault[] {
  const faults: HoursFault[] = []
  let before: Window | undefined
  for (const [n, window] of windows.entries()) {
    const opens = window.opens === '24:00' ? null : toMinutes(window.opens)
    const closes = toMinutes(window.closes)
    if (opens === null) faults.push({ path: [...path, n, 'opens'], words: `"${window.opens}" is no time of day ("08:00")` })
    if (closes === null)
      faults.push({ path: [...path, n, 'closes'], words: `"${window.closes}" is no time of day ("18:00", at most "24:00")` })
    if (opens !== null && closes !== null && closes <= opens)
      faults.push({ path: [...path, n, 'closes'], words: `closes at ${window.closes}, not after it opens at ${window.opens}` })
    const closedBefore = before === undefined ? null : toMinutes(before.closes)
    if (opens !== null && closedBefore !== null && opens < closedBefore)
      faults.push({
        path: [...path, n, 'opens'],
        words: `opens at ${window.opens}, before ${before?.closes} ends the one before it`,
      })
    before = window
  }
  return faults
}

/** Opening and closing times that fall into an hour that a clock change leaves out or repeats; each place once. */
function clockChangeFaults(versions: readonly HoursVersion[], exceptions: DayExceptions, readClock: ReadClock): HoursFault[] {
  const faults = new Map<string, HoursFault>()
  const special = new Map(exceptions.map(({ on, windows }, n) => [on, { path: ['exceptions', n, 'windows'], windows }]))
  for (const [n, { from, hours }] of versions.entries()) {
    const until = versions[n + 1]?.from ?? '9999-99-99'
    for (const change of readClock(hours.timeZone)?.changes ?? []) {
      for (const dayNumber of daysAround(change)) {
        const day = fromDayNumber(dayNumber)
        if (day < (from ?? '') || day >= until) continue
        const weekday = weekdayOf(dayNumber)
        const usual = { path: ['versions', n, 'hours', 'weekly', weekday], windows: hours.weekly[weekday] ?? [] }
        for (const fault of boundaryFaults(special.get(day) ?? usual, dayNumber, change, hours.timeZone))
          if (!faults.has(sayPath(fault.path))) faults.set(sayPath(fault.path), fault)
      }
    }
  }
  return [...faults.values()]
}

/** The local days whose times of day, 24:00 included, can fall into a change. */
function daysAround(change: ClockChange): number[] {
  const { from, until } = localSpan(change)
  const first = Math.floor(from / dayMilliseconds) - 1
  return Array.from({ length: Math.floor(until / dayMilliseconds) - first + 1 }, (_, n) => first + n)
}

/** The local times that a change leaves out or repeats. */
function localSpan({ at, before, after }: ClockChange): { from: number; until: number } {
  return { from: at + Math.min(before, after), until: at + Math.max(before, after) }
}

function boundaryFaults(
  { path, windows }: { path: HoursFault['path']; windows: readonly Window[] },
  dayNumber: number,
  change: ClockChange,
  timeZone: string,
): HoursFault[] {
  const { from, until } = localSpan(change)
  const happens = change.after > change.before ? 'does not exist' : 'comes twice'
  const faults: HoursFault[] = []
  for (const [n, window] of windows.entries()) {
    for (const key of ['opens', 'closes'] as const) {
      const local = dayNumber * dayMilliseconds + (toMinutes(window[key]) ?? 0) * 60_000
      const words = `${window[key]} ${happens} on ${fromDayNumber(dayNumber)}, when the clocks of ${timeZone} change`
      if (from <= local && local < until) faults.push({ path: [...path, n, key], words })
    }
  }
  return faults
}

/** "versions[0].hours.weekly.monday[1].opens" */
function sayPath(path: HoursFault['path']): string {
  return path.map((step, n) => (typeof step === 'number' ? `[${step}]` : n === 0 ? step : `.${step}`)).join('')
}
