// Public holidays by local date, as the law has them, with their names. The library is asked once per year. Nothing here
// knows weekdays' hours or what a company adds.
import Holidays from 'date-holidays'
import type { Day } from './day.ts'
import type { Language } from './language.ts'

export type HolidayNames = Readonly<Record<Language, string>>
export type HolidaysOfYear = ReadonlyMap<Day, HolidayNames>

/**
 * The first Sundays of May and June are public holidays by law; the library knows them as observances (RULES 6). No
 * substitute days: a holiday on a Saturday frees no Monday.
 */
const alsoPublic = ['1st sunday in May', '1st sunday in June']

/** @returns the holidays of a year; each year is read from the library once. */
export function createPublicHolidays(country: 'LT'): (year: number) => HolidaysOfYear {
  const library = new Holidays(country)
  const known = new Map<number, HolidaysOfYear>()
  return (year) => {
    const days = known.get(year) ?? readYear(library, year)
    known.set(year, days)
    return days
  }
}

function readYear(library: Holidays, year: number): HolidaysOfYear {
  const lithuanian = new Map(library.getHolidays(year, 'lt').map(({ date, rule, name }) => [date + rule, name]))
  const days = new Map<Day, HolidayNames>()
  for (const { date, rule, type, substitute, name } of library.getHolidays(year, 'en')) {
    const day = date.slice(0, 10)
    const isPublic = (type === 'public' && substitute !== true) || alsoPublic.includes(rule)
    if (isPublic && !days.has(day)) days.set(day, { en: name, lt: lithuanian.get(date + rule) ?? name })
  }
  return days
}
