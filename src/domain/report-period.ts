// The spans of time that reports are about: days, months and weeks of the desk's wall clock (Vilnius), as half-open intervals
// of instants. Pure; what is counted in them is desk-report.ts.
import { DateTime } from 'luxon'
import { type Day, deskZone } from './day.ts'

/** From `from` until just before `to`. */
export interface Period {
  readonly from: Date
  readonly to: Date
}

/** "2026-11". */
export type Month = string

/** When a day of the desk begins. */
export function startOfDay(day: Day): Date {
  return DateTime.fromISO(day, { zone: deskZone }).startOf('day').toJSDate()
}

/** When the day after it begins. */
export function endOfDay(day: Day): Date {
  return DateTime.fromISO(day, { zone: deskZone }).plus({ days: 1 }).startOf('day').toJSDate()
}

/** The month of the desk at an instant. */
export function monthAt(instant: Date): Month {
  return at(instant).toFormat('yyyy-MM')
}

/** Null when there is no such month ("2026-13"), or it is not one of 1970 to 2999. */
export function periodOfMonth(month: string): Period | null {
  const begin = /^(19[7-9]|2\d\d)\d-\d\d$/.test(month) ? DateTime.fromISO(`${month}-01`, { zone: deskZone }) : null
  if (begin === null || !begin.isValid) return null
  return { from: begin.toJSDate(), to: begin.plus({ months: 1 }).toJSDate() }
}

/** The months that a period touches, in order. */
export function monthsOf({ from, to }: Period): readonly (Period & { readonly month: Month })[] {
  const months = []
  for (let begin = at(from).startOf('month'); begin.toJSDate() < to; begin = begin.plus({ months: 1 })) {
    months.push({ month: begin.toFormat('yyyy-MM'), from: begin.toJSDate(), to: begin.plus({ months: 1 }).toJSDate() })
  }
  return months
}

/** The last so many weeks, Monday to Sunday, of which the final one holds the last moment before `end`. */
export function weeksUntil(end: Date, count: number): readonly Period[] {
  const last = at(new Date(end.getTime() - 1)).startOf('week')
  return Array.from({ length: count }, (_, index) => {
    const begin = last.minus({ weeks: count - 1 - index })
    return { from: begin.toJSDate(), to: begin.plus({ weeks: 1 }).toJSDate() }
  })
}

function at(instant: Date): DateTime {
  return DateTime.fromJSDate(instant, { zone: deskZone })
}
