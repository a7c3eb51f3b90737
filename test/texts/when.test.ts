import { expect, test } from 'vitest'
import { sayDay, sayWeekday, sayWhen, sayWhenAt } from '../../src/texts/when.ts'

test('a near instant has its weekday, day and time, in the desk’s time zone', () => {
  const instant = new Date('2026-11-23T08:00:00Z')
  expect(sayWhen('en', instant)).toBe('Mon 23 Nov 10:00')
  expect(sayWhen('lt', instant)).toBe('lapkričio 23 d., pr. 10:00')
})

test('the day changes at midnight in Vilnius, in winter and in summer time', () => {
  expect(sayWhen('en', new Date('2026-01-01T22:30:00Z'))).toBe('Fri 2 Jan 00:30')
  expect(sayWhen('en', new Date('2026-07-01T21:30:00Z'))).toBe('Thu 2 Jul 00:30')
  expect(sayDay('lt', new Date('2026-07-01T21:30:00Z'))).toBe('2026 m. liepos 2 d.')
})

test('another time zone can be asked for', () => {
  expect(sayWhen('en', new Date('2026-11-23T08:00:00Z'), 'UTC')).toBe('Mon 23 Nov 08:00')
})

test('a day has its year', () => {
  expect(sayDay('en', '2026-11-30')).toBe('30 November 2026')
  expect(sayDay('lt', '2026-11-30')).toBe('2026 m. lapkričio 30 d.')
})

test('a due date is the same day in every time zone', () => {
  expect(sayDay('en', '2026-01-01', 'America/Los_Angeles')).toBe('1 January 2026')
  expect(sayDay('en', '2026-01-01', 'Pacific/Kiritimati')).toBe('1 January 2026')
})

test('every month and weekday has its Lithuanian name', () => {
  const months = Array.from({ length: 12 }, (_, month) => sayWhen('lt', new Date(Date.UTC(2026, month, 10, 8))).split(' ')[0])
  expect(new Set(months).size).toBe(12)
  const weekdays = Array.from({ length: 7 }, (_, day) => sayWhen('lt', new Date(Date.UTC(2026, 10, 23 + day, 8))).slice(-9, -6))
  expect(weekdays).toEqual(['pr.', 'an.', 'tr.', 'kt.', 'pn.', 'št.', 'sk.'])
})

test('a time names the place whose clock shows it, and the reader’s own clock first where it shows another time', () => {
  const instant = new Date('2026-11-24T08:30:00Z')
  expect(sayWhenAt('en', instant, null)).toBe('Tue 24 Nov 10:30 (Vilnius)')
  expect(sayWhenAt('en', instant, 'Europe/Warsaw')).toBe('Tue 24 Nov 09:30 (Warsaw), Tue 24 Nov 10:30 (Vilnius)')
  expect(sayWhenAt('lt', instant, 'America/New_York')).toBe(
    'lapkričio 24 d., an. 03:30 (New York), lapkričio 24 d., an. 10:30 (Vilnius)',
  )
  expect(sayWhenAt('en', instant, 'Europe/Helsinki')).toBe('Tue 24 Nov 10:30 (Helsinki)')
})

test('weekdays have their names', () => {
  expect([sayWeekday('en', 'monday'), sayWeekday('en', 'sunday')]).toEqual(['Monday', 'Sunday'])
  expect([sayWeekday('lt', 'monday'), sayWeekday('lt', 'sunday')]).toEqual(['pirmadienis', 'sekmadienis'])
})
