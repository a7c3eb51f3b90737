// The calendar's answers found the slow and plain way, day by day with luxon and a hand-written list of holidays: what the
// fast ones are held against, in tests and in the bench. Shares nothing with the calendar but the shape of its data.
import { DateTime } from 'luxon'
import type { DayExceptions, HoursVersion, OpeningHours, Weekday, Window } from '../../src/domain/opening-hours.ts'

const eightToSix: readonly Window[] = [{ opens: '08:00', closes: '18:00' }]
const nineToSix: readonly Window[] = [{ opens: '09:00', closes: '18:00' }]

/** Monday to Friday. */
function workingWeek(windows: readonly Window[]): OpeningHours['weekly'] {
  return { monday: windows, tuesday: windows, wednesday: windows, thursday: windows, friday: windows }
}

export const kolmisoft: OpeningHours = { timeZone: 'Europe/Vilnius', weekly: workingWeek(eightToSix), holidays: 'LT' }
export const legacy: OpeningHours = { timeZone: 'UTC+2', weekly: workingWeek(nineToSix), holidays: null }

/** Hours that always held. */
export function always(hours: OpeningHours): HoursVersion[] {
  return [{ from: null, hours }]
}

/** Western Easter Sunday, by Gauss's rule as Meeus gives it. */
function easterSunday(year: number): DateTime {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return DateTime.utc(year, Math.floor(f / 31), (f % 31) + 1)
}

/** Whether a date is a public holiday in Lithuania by the law of 2020 and later. */
export function isLithuanianHoliday(day: string): boolean {
  const date = DateTime.fromISO(day, { zone: 'utc' })
  const fixed = '01-01 02-16 03-11 05-01 06-24 07-06 08-15 11-01 11-02 12-24 12-25 12-26'
  const sinceEaster = date.diff(easterSunday(date.year), 'days').days
  const isFirstSunday = date.weekday === 7 && date.day <= 7 && (date.month === 5 || date.month === 6)
  return fixed.includes(day.slice(5)) || sinceEaster === 0 || sinceEaster === 1 || isFirstSunday
}

/** The windows of a date as pairs of instants. */
function spansOn(date: DateTime, versions: readonly HoursVersion[], exceptions: DayExceptions): [number, number][] {
  const day = date.toISODate() ?? ''
  const hours = versions.findLast(({ from }) => from === null || from <= day)?.hours ?? kolmisoft
  const weekday = date.setLocale('en').weekdayLong?.toLowerCase() as Weekday
  const usual = hours.holidays === 'LT' && isLithuanianHoliday(day) ? [] : (hours.weekly[weekday] ?? [])
  const windows = exceptions.find(({ on }) => on === day)?.windows ?? usual
  const tomorrow = date.plus({ days: 1 }).toISODate()
  const instant = (time: string) => (time === '24:00' ? `${tomorrow}T00:00` : `${day}T${time}`)
  const toMillis = (time: string) => DateTime.fromISO(instant(time), { zone: hours.timeZone }).toMillis()
  return windows.map(({ opens, closes }) => [toMillis(opens), toMillis(closes)])
}

/** The date in UTC on the day before an instant: no zone's date is earlier. */
function dayBefore(instant: Date): DateTime {
  return DateTime.fromJSDate(instant, { zone: 'utc' }).startOf('day').minus({ days: 1 })
}

export function naiveOpenMilliseconds(
  versions: readonly HoursVersion[],
  exceptions: DayExceptions,
  from: Date,
  to: Date,
): number {
  let sum = 0
  for (let date = dayBefore(from); date.toMillis() <= to.getTime() + 86_400_000; date = date.plus({ days: 1 })) {
    for (const [opens, closes] of spansOn(date, versions, exceptions))
      sum += Math.max(0, Math.min(closes, to.getTime()) - Math.max(opens, from.getTime()))
  }
  return sum
}

/** @param milliseconds above 0 */
export function naiveAdd(versions: readonly HoursVersion[], exceptions: DayExceptions, from: Date, milliseconds: number): Date {
  let left = milliseconds
  for (let date = dayBefore(from); ; date = date.plus({ days: 1 })) {
    for (const [opens, closes] of spansOn(date, versions, exceptions)) {
      const start = Math.max(opens, from.getTime())
      if (closes - start >= left) return new Date(start + left)
      left -= Math.max(0, closes - start)
    }
  }
}
