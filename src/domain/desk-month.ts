// Calendar months of the vendor's own zone, in which quotas return, allowances are counted and invoices are made (RULES 4, D12).
import { type Day, dayAt } from './day.ts'
import { toDayNumber } from './day-number.ts'
import { deskInstant } from './desk-time.ts'
import { calendarYears } from './opening-hours-faults.ts'

/** "2026-11". */
export type Month = string

export function monthAt(instant: Date): Month {
  return dayAt(instant).slice(0, 7)
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

/** Whether a text is a month that the calendars know. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) && isCalendarDay(text)
}

/** Whether a day (or month) is of a year that the calendars know. */
export function isCalendarDay(day: Day): boolean {
  const year = Number(day.slice(0, 4))
  return calendarYears.firstYear <= year && year <= calendarYears.lastYear
}

/** The month that comes so many months later; earlier, when it is below 0. */
export function addMonths(month: Month, count: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7)
}

/** The instant at which a month begins on the wall of the vendor's zone. */
export function monthStart(month: Month): Date {
  return new Date(deskInstant(toDayNumber(`${month}-01`) ?? Number.NaN, 0))
}

export function lastDayOfMonth(month: Month): Day {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

/** All months from the first to the last, both included; none when the last is earlier. */
export function monthsBetween(first: Month, last: Month): readonly Month[] {
  const months: Month[] = []
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month)
  return months
}
