import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { type BusinessCalendar, createBusinessCalendar } from '../../src/domain/business-calendar.ts'
import { type OpeningHours, openingDayMilliseconds } from '../../src/domain/opening-hours.ts'
import { always, isLithuanianHoliday, kolmisoft, legacy } from './business-calendar-naive.ts'

const hour = 3_600_000
const desk = createBusinessCalendar(always(kolmisoft))

/** "2026-12-23 17:30" on a wall in Vilnius. */
function vilnius(time: string): Date {
  const moment = DateTime.fromSQL(time, { zone: 'Europe/Vilnius' })
  if (!moment.isValid) throw new Error(`${time}: ${moment.invalidExplanation}`)
  return moment.toJSDate()
}

function onTheWall(instant: Date): string {
  return DateTime.fromJSDate(instant, { zone: 'Europe/Vilnius' }).toFormat('ccc yyyy-MM-dd HH:mm')
}

function deadline(calendar: BusinessCalendar, from: string, minutes: number): string {
  return onTheWall(calendar.add(vilnius(from), minutes * 60_000))
}

describe('a deadline of so many working minutes', () => {
  test.each([
    ['inside one day', '2026-11-24 10:00', 120, 'Tue 2026-11-24 12:00'],
    ['over a night', '2026-11-24 17:30', 120, 'Wed 2026-11-25 09:30'],
    ['over a weekend', '2026-11-20 17:30', 120, 'Mon 2026-11-23 09:30'],
    ['exactly at closing stays there', '2026-11-20 17:00', 60, 'Fri 2026-11-20 18:00'],
    ['a full day ends at its closing', '2026-11-23 08:00', 600, 'Mon 2026-11-23 18:00'],
    ['a minute more is the next morning', '2026-11-23 08:00', 601, 'Tue 2026-11-24 08:01'],
    ['a start at closing time counts from the next opening', '2026-11-20 18:00', 1, 'Mon 2026-11-23 08:01'],
    ['a start at the opening instant counts from it', '2026-11-23 08:00', 1, 'Mon 2026-11-23 08:01'],
    ['a start before opening', '2026-11-23 03:12', 10, 'Mon 2026-11-23 08:10'],
    ['a start on a Saturday', '2026-11-21 12:00', 120, 'Mon 2026-11-23 10:00'],
    ['nothing while closed is the next opening', '2026-11-21 12:00', 0, 'Mon 2026-11-23 08:00'],
    ['nothing while open is now', '2026-11-23 12:34', 0, 'Mon 2026-11-23 12:34'],
    ['nothing at closing time stays there', '2026-11-20 18:00', 0, 'Fri 2026-11-20 18:00'],
    ['over New Year', '2026-12-31 17:00', 120, 'Mon 2027-01-04 09:00'],
    ['over 16 February', '2026-02-13 17:00', 120, 'Tue 2026-02-17 09:00'],
    ['over 11 March', '2026-03-10 17:00', 120, 'Thu 2026-03-12 09:00'],
    ['over Easter Monday', '2026-04-03 17:30', 60, 'Tue 2026-04-07 08:30'],
    ['over 1 May', '2026-04-30 17:00', 120, 'Mon 2026-05-04 09:00'],
    ['over 24 June', '2026-06-23 17:00', 120, 'Thu 2026-06-25 09:00'],
    ['over 6 July', '2026-07-03 17:30', 60, 'Tue 2026-07-07 08:30'],
    ['over 15 August', '2025-08-14 17:00', 120, 'Mon 2025-08-18 09:00'],
    ['a holiday on a Saturday frees no Monday', '2026-08-14 17:00', 120, 'Mon 2026-08-17 09:00'],
    ['over 1 and 2 November', '2026-10-30 17:00', 120, 'Tue 2026-11-03 09:00'],
    ['over Christmas', '2026-12-23 17:30', 120, 'Mon 2026-12-28 09:30'],
    ['the day before a holiday is a full one', '2026-12-23 17:00', 60, 'Wed 2026-12-23 18:00'],
    ['over the clock change in spring', '2026-03-27 17:00', 120, 'Mon 2026-03-30 09:00'],
    ['over the clock change in autumn', '2026-10-23 17:00', 120, 'Mon 2026-10-26 09:00'],
    ['over 29 February', '2028-02-28 17:00', 660, 'Tue 2028-02-29 18:00'],
    ['over both ends of a year', '2025-12-22 10:00', 250 * 600, 'Tue 2026-12-22 10:00'],
  ])('%s', (_title, from, minutes, expected) => {
    expect(deadline(desk, from, minutes)).toBe(expected)
  })

  test('keeps seconds and milliseconds', () => {
    const lastMoment = new Date(vilnius('2026-11-20 18:00').getTime() - 1)
    expect(desk.add(lastMoment, 1)).toEqual(vilnius('2026-11-20 18:00'))
    expect(desk.add(lastMoment, 2).getTime()).toBe(vilnius('2026-11-23 08:00').getTime() + 1)
  })

  test('reads the clock on the wall on both sides of a clock change', () => {
    const friday = { spring: '2026-03-27T15:00:00.000Z', autumn: '2026-10-23T14:00:00.000Z' }
    expect(desk.add(new Date(friday.spring), 2 * hour).toISOString()).toBe('2026-03-30T06:00:00.000Z')
    expect(desk.add(new Date(friday.autumn), 2 * hour).toISOString()).toBe('2026-10-26T07:00:00.000Z')
  })

  test('three working days from Tuesday 10:00 are Friday 10:00', () => {
    expect(onTheWall(desk.add(vilnius('2026-11-24 10:00'), 3 * openingDayMilliseconds(kolmisoft)))).toBe('Fri 2026-11-27 10:00')
  })
})

describe('open time between two instants', () => {
  test.each([
    ['inside a day', '2026-11-24 10:00', '2026-11-24 12:00', 2],
    ['over a night', '2026-11-24 17:00', '2026-11-25 09:00', 2],
    ['none over a weekend', '2026-11-20 18:00', '2026-11-23 08:00', 0],
    ['none at one instant', '2026-11-24 10:00', '2026-11-24 10:00', 0],
    ['a week of fifty hours', '2026-11-16 00:00', '2026-11-23 00:00', 50],
    ['the week of the spring change has its fifty too', '2026-03-23 00:00', '2026-03-30 00:00', 50],
    ['a year of 251 working days', '2026-01-01 00:00', '2027-01-01 00:00', 2510],
  ])('%s', (_title, from, to, hours) => {
    expect(desk.openMilliseconds(vilnius(from), vilnius(to))).toBe(hours * hour)
  })
})

test('a desk is open from the opening instant to just before the closing one', () => {
  const closing = vilnius('2026-11-20 18:00').getTime()
  const opening = vilnius('2026-11-23 08:00').getTime()
  const instants = [closing - 1, closing, opening - 1, opening].map((instant) => new Date(instant))
  expect(instants.map((at) => desk.isOpen(at))).toEqual([true, false, false, true])
  expect(instants.map((at) => desk.nextOpening(at).getTime())).toEqual([closing - 1, opening, opening, opening])
  expect(instants.map((at) => onTheWall(desk.nextClosing(at)))).toEqual([
    'Fri 2026-11-20 18:00',
    'Mon 2026-11-23 18:00',
    'Mon 2026-11-23 18:00',
    'Mon 2026-11-23 18:00',
  ])
})

test('the legacy desk keeps UTC+2 all year and works on holidays', () => {
  const calendar = createBusinessCalendar(always(legacy))
  expect(calendar.windowsOn('2026-12-25')).toEqual([
    { opensAt: new Date('2026-12-25T07:00:00Z'), closesAt: new Date('2026-12-25T16:00:00Z') },
  ])
  expect(deadline(calendar, '2026-07-06 09:00', 60)).toBe('Mon 2026-07-06 11:00')
  expect(calendar.holidaysBetween('2026-01-01', '2026-12-31')).toEqual([])
})

test('the holidays of a year are the law’s sixteen days, with their names', () => {
  const found = desk.holidaysBetween('2026-01-01', '2026-12-31')
  expect(found.map(({ on }) => on.slice(5)).join(' ')).toBe(
    '01-01 02-16 03-11 04-05 04-06 05-01 05-03 06-07 06-24 07-06 08-15 11-01 11-02 12-24 12-25 12-26',
  )
  expect(found[4]?.names).toEqual({ en: 'Easter Monday', lt: 'Velykų pirmadienis' })
  expect(found.every(({ names }) => names !== null && names.en !== '' && names.lt !== '')).toBe(true)
})

test('the holidays of every year agree with the law counted by hand', () => {
  const days = desk.holidaysBetween('2020-01-01', '2045-12-31').map(({ on }) => on)
  const byHand: string[] = []
  for (let date = DateTime.utc(2020, 1, 1); date.year <= 2045; date = date.plus({ days: 1 })) {
    const day = date.toISODate()
    if (day !== null && isLithuanianHoliday(day)) byHand.push(day)
  }
  expect(days).toEqual(byHand)
})

test('a desk that works on Sundays is closed on the first ones of May and June', () => {
  const hours: OpeningHours = { ...kolmisoft, weekly: { sunday: [{ opens: '10:00', closes: '12:00' }] } }
  const calendar = createBusinessCalendar(always(hours))
  const sundays = ['2026-04-26', '2026-05-03', '2026-05-10', '2026-05-31', '2026-06-07', '2026-06-14']
  expect(sundays.map((day) => calendar.windowsOn(day).length)).toEqual([1, 0, 1, 1, 0, 1])
})

describe('several windows a day', () => {
  const night = [
    { opens: '00:00', closes: '06:00' },
    { opens: '12:00', closes: '13:30' },
    { opens: '22:00', closes: '24:00' },
  ]
  const calendar = createBusinessCalendar(
    always({ timeZone: 'Europe/Vilnius', weekly: { monday: night, tuesday: night }, holidays: null }),
  )

  test('add up, and are left out between', () => {
    expect(deadline(calendar, '2026-11-23 12:00', 90)).toBe('Mon 2026-11-23 13:30')
    expect(deadline(calendar, '2026-11-23 12:00', 91)).toBe('Mon 2026-11-23 22:01')
  })

  test('that meet at midnight are one: the desk closes once', () => {
    expect(onTheWall(calendar.nextClosing(vilnius('2026-11-23 22:00')))).toBe('Tue 2026-11-24 06:00')
    expect(calendar.isOpen(vilnius('2026-11-24 00:00'))).toBe(true)
    expect(
      calendar
        .windowsOn('2026-11-23')
        .map(({ closesAt }) => onTheWall(closesAt))
        .at(-1),
    ).toBe('Tue 2026-11-24 00:00')
  })

  test('that end with the day close at midnight', () => {
    expect(onTheWall(calendar.nextClosing(vilnius('2026-11-24 22:00')))).toBe('Wed 2026-11-25 00:00')
    expect(deadline(calendar, '2026-11-24 22:00', 120)).toBe('Wed 2026-11-25 00:00')
  })
})

test('a Sunday that is open around the clock has 23 hours in spring and 25 in autumn', () => {
  const sunday = { ...kolmisoft, weekly: { sunday: [{ opens: '00:00', closes: '24:00' }] } }
  const calendar = createBusinessCalendar(always(sunday))
  expect(calendar.openMilliseconds(vilnius('2026-03-29 00:00'), vilnius('2026-03-30 00:00'))).toBe(23 * hour)
  expect(calendar.openMilliseconds(vilnius('2026-10-25 00:00'), vilnius('2026-10-26 00:00'))).toBe(25 * hour)
})

describe('a company’s own days', () => {
  const calendar = createBusinessCalendar(always(kolmisoft), [
    { on: '2026-11-27', windows: [] },
    { on: '2026-11-28', windows: [{ opens: '10:00', closes: '11:00' }] },
    { on: '2026-12-24', windows: [{ opens: '08:00', closes: '12:00' }] },
    { on: '2026-12-25', windows: [] },
  ])

  test('a closing day is left out, and special hours count on a Saturday and on a holiday', () => {
    expect(deadline(calendar, '2026-11-26 17:00', 90)).toBe('Sat 2026-11-28 10:30')
    expect(deadline(calendar, '2026-12-23 17:00', 300)).toBe('Thu 2026-12-24 12:00')
  })

  test('closing days are listed with the holidays, a holiday with special hours is not', () => {
    expect(calendar.holidaysBetween('2026-11-20', '2026-12-26')).toEqual([
      { on: '2026-11-27', names: null },
      { on: '2026-12-25', names: { en: 'Christmas Day', lt: 'Šv. Kalėdos' } },
      { on: '2026-12-26', names: { en: 'Boxing Day', lt: '2. Kalėdų diena' } },
    ])
  })
})

describe('hours that change from a date on', () => {
  const calendar = createBusinessCalendar([
    { from: null, hours: legacy },
    { from: '2026-07-01', hours: kolmisoft },
  ])

  test('hold before it and after it in their own time zones', () => {
    expect(calendar.windowsOn('2026-06-30')[0]?.closesAt.toISOString()).toBe('2026-06-30T16:00:00.000Z')
    expect(calendar.windowsOn('2026-07-01')[0]?.opensAt.toISOString()).toBe('2026-07-01T05:00:00.000Z')
    expect(deadline(calendar, '2026-06-30 18:00', 90)).toBe('Wed 2026-07-01 08:30')
  })

  test('the old ones knew no holidays, the new ones do', () => {
    expect(calendar.holidaysBetween('2026-06-01', '2026-07-31').map(({ on }) => on)).toEqual(['2026-07-06'])
  })

  test('the date of an instant is that of the hours in force', () => {
    expect(calendar.dayOf(new Date('2026-06-29T21:30:00Z'))).toBe('2026-06-29')
    expect(calendar.dayOf(new Date('2026-07-29T21:30:00Z'))).toBe('2026-07-30')
  })
})

describe('the edge of the calendar', () => {
  const years = { firstYear: 2026, lastYear: 2027 }
  const calendar = createBusinessCalendar(always(kolmisoft), [], years)

  test.each<[string, () => unknown]>([
    ['a start before it', () => calendar.add(vilnius('2025-12-31 12:00'), 1)],
    ['an end after it', () => calendar.openMilliseconds(vilnius('2027-12-31 12:00'), vilnius('2028-01-02 12:00'))],
    ['a deadline after it', () => calendar.add(vilnius('2027-12-31 12:00'), 7 * hour)],
    ['an opening after it', () => calendar.nextOpening(vilnius('2027-12-31 20:00'))],
    ['a closing after it', () => calendar.nextClosing(vilnius('2027-12-31 20:00'))],
    ['a date after it', () => calendar.windowsOn('2028-01-01')],
    ['a date that does not exist', () => calendar.windowsOn('2027-02-29')],
    ['holidays backwards', () => calendar.holidaysBetween('2027-02-02', '2027-02-01')],
    ['open time backwards', () => calendar.openMilliseconds(vilnius('2027-02-02 12:00'), vilnius('2027-02-02 11:59'))],
    ['less than nothing', () => calendar.add(vilnius('2027-02-02 12:00'), -1)],
    ['half a millisecond', () => calendar.add(vilnius('2027-02-02 12:00'), 0.5)],
    ['for ever', () => calendar.add(vilnius('2027-02-02 12:00'), Number.POSITIVE_INFINITY)],
    ['no instant', () => calendar.isOpen(new Date(Number.NaN))],
    ['the date of a far instant', () => calendar.dayOf(vilnius('2028-02-01 12:00'))],
  ])('%s is refused', (_title, ask) => {
    expect(ask).toThrow(RangeError)
  })

  test('the last moments inside are answered', () => {
    expect(deadline(calendar, '2027-12-31 12:00', 360)).toBe('Fri 2027-12-31 18:00')
    expect(calendar.openMilliseconds(vilnius('2026-01-01 00:00'), vilnius('2028-01-01 00:00'))).toBe((251 + 252) * 10 * hour)
    expect(calendar.isOpen(vilnius('2028-01-01 00:00'))).toBe(false)
  })

  test('far ahead is inside unless told otherwise', () => {
    expect(deadline(desk, '2026-11-24 10:00', 60 * 250 * 600)).toMatch(/^\w+ 2086-/)
  })
})

test('a working day is as long as most days of the week are', () => {
  const long = [{ opens: '08:00', closes: '18:00' }]
  const split = [
    { opens: '09:00', closes: '12:00' },
    { opens: '13:00', closes: '24:00' },
  ]
  const week = (weekly: OpeningHours['weekly']) => openingDayMilliseconds({ ...kolmisoft, weekly }) / hour
  expect(week({ monday: long, tuesday: split, wednesday: long })).toBe(10)
  expect(week({ monday: long, tuesday: split })).toBe(14)
  expect(week({ saturday: split })).toBe(14)
})
