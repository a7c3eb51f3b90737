// Closing days and special hours of single dates, as an operator enters them. They hold for deadlines that are counted from
// then on; clocks that run keep the due time they were given.
import { deleteCalendarDay, findCalendarDays, saveCalendarDay } from '../db/calendar-days.ts'
import type { Tx } from '../db/client.ts'
import type { Catalogue } from '../domain/catalogue.ts'
import type { Day } from '../domain/day.ts'
import { toDayNumber, weekdayOf } from '../domain/day-number.ts'
import type { Window } from '../domain/opening-hours.ts'
import { findCalendarFaults, HoursError } from '../domain/opening-hours-faults.ts'
import type { HolidayNames } from '../domain/public-holidays.ts'
import type { Desk } from './desk.ts'
import { findCalendar } from './find-calendar.ts'

/** What the desk does on a date. */
export interface CalendarDay {
  readonly day: Day
  /** None: closed. */
  readonly windows: readonly Window[]
  /** An operator entered it; else it is as the week and the holidays have it. */
  readonly special: boolean
  /** Null: no public holiday, or one with special hours. */
  readonly holiday: HolidayNames | null
}

/** @throws HoursError for a date that is none, or is outside of the calendar's years. */
export async function readCalendarDay(tx: Tx, desk: Desk, catalogue: Catalogue, day: Day): Promise<CalendarDay> {
  requireSound(catalogue, day, [])
  const special = (await findCalendarDays(tx, catalogue.name)).find(({ on }) => on === day)
  if (special !== undefined) return { day, windows: special.windows, special: true, holiday: null }
  const [off] = (await findCalendar(tx, desk, catalogue)).holidaysBetween(day, day)
  const usual = catalogue.hours.weekly[weekdayOf(toDayNumber(day) ?? 0)] ?? []
  return { day, windows: off === undefined ? usual : [], special: false, holiday: off?.names ?? null }
}

/**
 * Gives a date hours of its own; no windows close it. Said again, it is replaced.
 * @throws HoursError naming everything that is wrong with it; then nothing is stored.
 */
export async function setCalendarDay(
  tx: Tx,
  desk: Desk,
  catalogue: Catalogue,
  day: Day,
  windows: readonly Window[],
): Promise<CalendarDay> {
  requireSound(catalogue, day, windows)
  await saveCalendarDay(tx, catalogue.name, { on: day, windows })
  return readCalendarDay(tx, desk, catalogue, day)
}

/** The date is as any other again. Harmless where it was. @throws HoursError as `readCalendarDay` does. */
export async function clearCalendarDay(tx: Tx, desk: Desk, catalogue: Catalogue, day: Day): Promise<CalendarDay> {
  requireSound(catalogue, day, [])
  await deleteCalendarDay(tx, catalogue.name, day)
  return readCalendarDay(tx, desk, catalogue, day)
}

/** Paths of the faults begin below the exception: ["on"], ["windows", 0, "opens"]. */
function requireSound(catalogue: Catalogue, day: Day, windows: readonly Window[]): void {
  const faults = findCalendarFaults([{ from: null, hours: catalogue.hours }], [{ on: day, windows }])
  const own = faults.filter(({ path }) => path[0] === 'exceptions')
  if (own.length > 0) throw new HoursError(own.map(({ path, words }) => ({ path: path.slice(2), words })))
}
