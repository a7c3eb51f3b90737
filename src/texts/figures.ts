// Months, short days and shares as reports say them. Instants come in; nothing here knows the clock.
import { deskZone } from '../domain/day.ts'
import type { Language } from '../domain/language.ts'
import type { Month } from '../domain/report-period.ts'

const locales: Record<Language, string> = { en: 'en-GB', lt: 'lt' }

/** "November 2026", "2026 m. lapkritis". */
export function sayMonth(language: Language, month: Month): string {
  const named = new Intl.DateTimeFormat(locales[language], { year: 'numeric', month: 'long', timeZone: 'UTC' })
  return named.format(new Date(`${month}-01T00:00:00Z`))
}

/** The day of the desk's wall clock as narrow as it gets: "23 Nov", "11-23". */
export function sayShortDay(language: Language, instant: Date): string {
  const month = language === 'lt' ? '2-digit' : 'short'
  const day = language === 'lt' ? '2-digit' : 'numeric'
  return new Intl.DateTimeFormat(locales[language], { month, day, timeZone: deskZone }).format(instant)
}

/** "97.5 %", cut after the first decimal: what is not all is never said to be 100 %. */
export function sayShare(language: Language, part: number): string {
  const tenths = Math.floor(part * 1000 + 1e-9) / 10
  return `${new Intl.NumberFormat(locales[language]).format(tenths)}\u00a0%`
}
