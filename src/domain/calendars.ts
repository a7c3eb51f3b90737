// The desk's calendars: one for each catalogue, with the dates that an operator has closed or given other hours. Making one is
// slow and asking it is fast, so those that were made are kept.
import { type BusinessCalendar, createBusinessCalendar } from './business-calendar.ts'
import type { Catalogue } from './catalogue.ts'
import type { DayExceptions } from './opening-hours.ts'

export type Calendars = (catalogue: Catalogue, exceptions: DayExceptions) => BusinessCalendar

/** More sets of exceptions than are in use at once: while some are being entered, older sets are still asked about. */
const mostKept = 6

export function createCalendars(): Calendars {
  const kept = new Map<string, BusinessCalendar>()
  return (catalogue, exceptions) => {
    const key = JSON.stringify([catalogue.name, exceptions])
    const calendar = kept.get(key) ?? createBusinessCalendar([{ from: null, hours: catalogue.hours }], exceptions)
    kept.delete(key)
    kept.set(key, calendar)
    if (kept.size > mostKept) kept.delete(kept.keys().next().value as string)
    return calendar
  }
}
