// Local dates as numbers, days since 1970-01-01, so that a calendar can count them without any zone.
import type { Day } from './day.ts'
import { type Weekday, weekdays } from './opening-hours.ts'

export const dayMilliseconds = 86_400_000

/** Null when there is no such date ("2026-02-30", "26-2-3"). */
export function toDayNumber(day: Day): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return null
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const exists = Number.isFinite(midnight) && new Date(midnight).toISOString().startsWith(day)
  return exists ? midnight / dayMilliseconds : null
}

export function fromDayNumber(dayNumber: number): Day {
  return new Date(dayNumber * dayMilliseconds).toISOString().slice(0, 10)
}

/** The number of 1 January. */
export function firstDayOf(year: number): number {
  return Date.UTC(year, 0, 1) / dayMilliseconds
}

export function weekdayOf(dayNumber: number): Weekday {
  // 1970-01-01 was a Thursday; the remainder of a day before it is below 0.
  return weekdays[((dayNumber % 7) + 10) % 7] ?? 'monday'
}
