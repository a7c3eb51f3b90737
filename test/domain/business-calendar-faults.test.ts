import { describe, expect, test } from 'vitest'
import { createBusinessCalendar } from '../../src/domain/business-calendar.ts'
import type { DayExceptions, OpeningHours, Window } from '../../src/domain/opening-hours.ts'
import { findHoursFaults, HoursError } from '../../src/domain/opening-hours-faults.ts'
import { always, kolmisoft, legacy } from './business-calendar-naive.ts'

function window(opens: string, closes: string): Window {
  return { opens, closes }
}

/** What is said of Vilnius hours with these windows on Sundays. */
function saidOfSunday(...sunday: Window[]): string[] {
  return findHoursFaults({ ...kolmisoft, weekly: { sunday } }).map(({ path, words }) => `${path.join('.')}: ${words}`)
}

describe('opening hours are refused', () => {
  test.each([
    [
      'a window that ends before it begins',
      [window('18:00', '08:00')],
      'weekly.sunday.0.closes: closes at 08:00, not after it opens at 18:00',
    ],
    [
      'a window without length',
      [window('08:00', '08:00')],
      'weekly.sunday.0.closes: closes at 08:00, not after it opens at 08:00',
    ],
    [
      'overlapping windows',
      [window('08:00', '13:00'), window('12:00', '18:00')],
      'weekly.sunday.1.opens: opens at 12:00, before 13:00 ends the one before it',
    ],
    [
      'windows out of order',
      [window('13:00', '18:00'), window('08:00', '12:00')],
      'weekly.sunday.1.opens: opens at 08:00, before 18:00 ends the one before it',
    ],
    ['a time without its zero', [window('8:00', '18:00')], 'weekly.sunday.0.opens: "8:00" is no time of day ("08:00")'],
    [
      'a minute that does not exist',
      [window('08:00', '17:60')],
      'weekly.sunday.0.closes: "17:60" is no time of day ("18:00", at most "24:00")',
    ],
    [
      'a day longer than itself',
      [window('08:00', '24:01')],
      'weekly.sunday.0.closes: "24:01" is no time of day ("18:00", at most "24:00")',
    ],
    ['a day that begins at its end', [window('24:00', '24:00')], 'weekly.sunday.0.opens: "24:00" is no time of day ("08:00")'],
    ['no hours at all', [], 'weekly: no weekday has opening hours: no deadline would ever come'],
    [
      'an opening that the spring change leaves out',
      [window('03:30', '12:00')],
      'weekly.sunday.0.opens: 03:30 does not exist on 2003-03-30, when the clocks of Europe/Vilnius change',
    ],
    [
      'a closing that the spring change leaves out',
      [window('00:00', '03:00')],
      'weekly.sunday.0.closes: 03:00 does not exist on 2003-03-30, when the clocks of Europe/Vilnius change',
    ],
  ])('%s', (_title, windows, said) => {
    expect(saidOfSunday(...windows)).toEqual([said])
  })

  test.each(['Europe/Vilnus', '', 'local', 'system', 'default', 'UTC+25', 'Vilnius'])('the time zone "%s"', (timeZone) => {
    expect(findHoursFaults({ ...kolmisoft, timeZone }).map(({ path }) => path)).toEqual([['timeZone']])
  })

  test('all faults at once, each with its place', () => {
    const hours: OpeningHours = {
      timeZone: 'Mars/Olympus',
      weekly: { monday: [window('9', '18:00')], friday: [window('09:00', '12:00'), window('11:00', '10:00')] },
      holidays: null,
    }
    expect(findHoursFaults(hours).map(({ path }) => path.join('.'))).toEqual([
      'weekly.monday.0.opens',
      'weekly.friday.1.closes',
      'weekly.friday.1.opens',
      'timeZone',
    ])
  })
})

test('hours that pass over a clock change, or begin when it is done, are sound', () => {
  expect(saidOfSunday(window('00:00', '24:00'))).toEqual([])
  expect(saidOfSunday(window('04:00', '05:00'))).toEqual([])
  expect(saidOfSunday(window('02:00', '02:59'))).toEqual([])
  expect(findHoursFaults({ ...legacy, weekly: { sunday: [window('03:00', '03:30')] } })).toEqual([])
  expect([findHoursFaults(kolmisoft), findHoursFaults(legacy)]).toEqual([[], []])
})

describe('days of a company are refused', () => {
  test.each<[string, DayExceptions, string]>([
    [
      'a date that does not exist',
      [{ on: '2026-02-30', windows: [] }],
      'exceptions[0].on: "2026-02-30" is no date that exists ("2026-12-31")',
    ],
    [
      'a date that is no date',
      [{ on: '24 Dec', windows: [] }],
      'exceptions[0].on: "24 Dec" is no date that exists ("2026-12-31")',
    ],
    [
      'a date outside of the calendar',
      [{ on: '1999-12-31', windows: [] }],
      'exceptions[0].on: 1999-12-31 is outside of the calendar (2000 to 2099)',
    ],
    [
      'a date twice',
      [
        { on: '2026-12-23', windows: [] },
        { on: '2026-12-23', windows: [] },
      ],
      'exceptions[1].on: 2026-12-23 is named twice',
    ],
    [
      'special hours that end before they begin',
      [{ on: '2026-12-23', windows: [window('12:00', '10:00')] }],
      'exceptions[0].windows[0].closes: closes at 10:00, not after it opens at 12:00',
    ],
    [
      'special hours from a time that comes twice',
      [{ on: '2026-10-25', windows: [window('03:15', '12:00')] }],
      'exceptions[0].windows[0].opens: 03:15 comes twice on 2026-10-25, when the clocks of Europe/Vilnius change',
    ],
  ])('%s', (_title, exceptions, said) => {
    expect(refusalOf(() => createBusinessCalendar(always(kolmisoft), exceptions))).toBe(said)
  })

  test('the same special hours on any other Sunday are sound', () => {
    const calendar = createBusinessCalendar(always(kolmisoft), [{ on: '2026-10-18', windows: [window('03:15', '12:00')] }])
    expect(calendar.windowsOn('2026-10-18')).toHaveLength(1)
  })
})

describe('versions of hours are refused', () => {
  test.each([
    ['none', [], 'versions: a calendar needs opening hours'],
    [
      'a first one with a date',
      [{ from: '2026-01-01', hours: legacy }],
      'versions[0].from: the first hours hold from the beginning: null instead of a date',
    ],
    [
      'a later one without',
      [...always(legacy), { from: null, hours: kolmisoft }],
      'versions[1].from: "" is no date that exists ("2026-12-31")',
    ],
    [
      'dates out of order',
      [...always(legacy), { from: '2026-02-01', hours: kolmisoft }, { from: '2026-02-01', hours: legacy }],
      'versions[2].from: 2026-02-01 is not later than the version before it',
    ],
    [
      'hours that begin before the last ones have ended',
      [...always(legacy), { from: '2026-02-03', hours: { ...kolmisoft, timeZone: 'Pacific/Auckland' } }],
      'versions[1].from: on 2026-02-03 these hours begin before those of the version before have ended',
    ],
  ])('%s', (_title, versions, said) => {
    expect(refusalOf(() => createBusinessCalendar(versions))).toBe(said)
  })
})

/** What is said to whoever wrote faulty hours. */
function refusalOf(make: () => unknown): string | null {
  try {
    make()
    return null
  } catch (error) {
    if (error instanceof HoursError) return error.message
    throw error
  }
}
