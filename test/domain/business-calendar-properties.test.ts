// What must hold for any hours, any instants and any amounts, and that the calendar agrees with two slower ways to count.
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { type BusinessCalendar, createBusinessCalendar } from '../../src/domain/business-calendar.ts'
import {
  type DayExceptions,
  type HoursVersion,
  type OpeningHours,
  type Window,
  weekdays,
} from '../../src/domain/opening-hours.ts'
import { findCalendarFaults } from '../../src/domain/opening-hours-faults.ts'
import { always, isLithuanianHoliday, kolmisoft, naiveAdd, naiveOpenMilliseconds } from './business-calendar-naive.ts'

// A quarter of an hour a week is the least that is open: eighty hours of it last more than six years.
const years = { firstYear: 2024, lastYear: 2036 }
const instants = fc.date({ min: new Date('2025-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true })
const amounts = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 40 * 3_600_000 }))

/** One to three windows, in order, now and then touching, on full quarters of an hour. */
const windowsOfADay: fc.Arbitrary<Window[]> = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 6 }), fc.boolean())
  .map(([quarters, areTouching]) => {
    const times = quarters.sort((a, b) => a - b).map(sayQuarter)
    const step = areTouching ? 1 : 2
    const windows: Window[] = []
    for (let n = 0; n + 1 < times.length; n += step) windows.push({ opens: times[n] ?? '', closes: times[n + 1] ?? '' })
    return windows
  })

function sayQuarter(quarter: number): string {
  return `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`
}

const zones = ['Europe/Vilnius', 'UTC+2', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Auckland']

const hours: fc.Arbitrary<OpeningHours> = fc.record({
  timeZone: fc.constantFrom(...zones),
  weekly: fc
    .tuple(windowsOfADay, fc.dictionary(fc.constantFrom(...weekdays), windowsOfADay, { maxKeys: 5 }))
    .map(([monday, others]) => ({ monday, ...others })),
  holidays: fc.constantFrom('LT' as const, null),
})

const days = fc.integer({ min: 0, max: 1094 }).map((n) => DateTime.utc(2025, 1, 1).plus({ days: n }).toISODate() ?? '')

interface Data {
  readonly versions: readonly HoursVersion[]
  readonly exceptions: DayExceptions
}

const soundData: fc.Arbitrary<Data> = fc
  .record({
    versions: fc.tuple(hours, fc.option(fc.record({ from: days, hours }))).map(([first, later]): HoursVersion[] => {
      const second = later === null ? [] : [{ from: later.from, hours: { ...later.hours, timeZone: first.timeZone } }]
      return [{ from: null, hours: first }, ...second]
    }),
    exceptions: fc.uniqueArray(fc.record({ on: days, windows: fc.oneof(fc.constant([]), windowsOfADay) }), {
      selector: ({ on }) => on,
      maxLength: 6,
    }),
  })
  .filter(({ versions, exceptions }) => findCalendarFaults(versions, exceptions, years).length === 0)

function create({ versions, exceptions }: Data): BusinessCalendar {
  return createBusinessCalendar(versions, exceptions, years)
}

// Making a calendar costs more than asking it: each run of the tests draws some anew and asks them all it wants to know.
const drawn = fc.sample(soundData, 30)
const calendars = new Map<Data, BusinessCalendar>()
const anyData = fc.constantFrom(...drawn)

function calendarOf(data: Data): BusinessCalendar {
  const calendar = calendars.get(data) ?? create(data)
  calendars.set(data, calendar)
  return calendar
}

test('what was added has passed by then, and no sooner', () => {
  fc.assert(
    fc.property(anyData, instants, amounts, (data, start, amount) => {
      const calendar = calendarOf(data)
      const due = calendar.add(start, amount)
      expect(calendar.openMilliseconds(start, due)).toBe(amount)
      if (amount > 0) expect(calendar.openMilliseconds(start, new Date(due.getTime() - 1))).toBe(amount - 1)
    }),
    { numRuns: 400 },
  )
})

test('adding in two steps is adding at once, and more is never sooner', () => {
  fc.assert(
    fc.property(anyData, instants, amounts, amounts, (data, start, first, second) => {
      const calendar = calendarOf(data)
      const atOnce = calendar.add(start, first + second)
      expect(calendar.add(calendar.add(start, first), second)).toEqual(atOnce)
      expect(atOnce.getTime()).toBeGreaterThanOrEqual(calendar.add(start, first).getTime())
    }),
    { numRuns: 400 },
  )
})

test('open time adds up, and never exceeds the time that passes', () => {
  fc.assert(
    fc.property(anyData, fc.tuple(instants, instants, instants), (data, times) => {
      const calendar = calendarOf(data)
      const [a, b, c] = times.sort((x, y) => x.getTime() - y.getTime()) as [Date, Date, Date]
      const [first, second] = [calendar.openMilliseconds(a, b), calendar.openMilliseconds(b, c)]
      expect(calendar.openMilliseconds(a, c)).toBe(first + second)
      expect(first).toBeGreaterThanOrEqual(0)
      expect(first).toBeLessThanOrEqual(b.getTime() - a.getTime())
    }),
    { numRuns: 400 },
  )
})

test('whoever writes earlier is never due later', () => {
  fc.assert(
    fc.property(anyData, instants, instants, amounts, (data, one, other, amount) => {
      const calendar = calendarOf(data)
      const [early, late] = one <= other ? [one, other] : [other, one]
      expect(calendar.add(early, amount).getTime()).toBeLessThanOrEqual(calendar.add(late, amount).getTime())
    }),
    { numRuns: 400 },
  )
})

test('opening and closing instants are where open begins and ends', () => {
  fc.assert(
    fc.property(anyData, instants, (data, at) => {
      const calendar = calendarOf(data)
      const [opening, closing] = [calendar.nextOpening(at), calendar.nextClosing(at)]
      expect(calendar.isOpen(at)).toBe(opening.getTime() === at.getTime())
      expect([calendar.isOpen(opening), calendar.isOpen(closing)]).toEqual([true, false])
      expect(calendar.openMilliseconds(at, opening)).toBe(0)
      expect(calendar.openMilliseconds(at, closing)).toBe(closing.getTime() - opening.getTime())
    }),
    { numRuns: 400 },
  )
})

test('what was asked before changes no answer', () => {
  fc.assert(
    fc.property(anyData, fc.array(instants, { maxLength: 4 }), instants, amounts, (data, before, at, amount) => {
      const [asked, fresh] = [calendarOf(data), create(data)]
      for (const other of before) asked.add(other, 1)
      const answers = (calendar: BusinessCalendar) => [
        calendar.add(at, amount),
        calendar.add(at, 0),
        calendar.isOpen(at),
        calendar.nextOpening(at),
        calendar.nextClosing(at),
      ]
      expect(answers(asked)).toEqual(answers(fresh))
    }),
    { numRuns: 20 },
  )
})

test.each(['2026-06-01', '2027-06-01'])(
  'a deadline on the last instant of a year stays there, also when %s was asked for first',
  (asked) => {
    const untilMidnight = { ...kolmisoft, weekly: { thursday: [{ opens: '20:00', closes: '24:00' }] } }
    const calendar = createBusinessCalendar(always(untilMidnight), [], years)
    const newYear = new Date('2026-12-31T22:00:00Z')
    calendar.isOpen(new Date(asked))
    expect(calendar.add(newYear, 0)).toEqual(newYear)
  },
)

test('any hours agree with a count day by day', () => {
  fc.assert(
    fc.property(anyData, instants, fc.integer({ min: 1, max: 100 * 3_600_000 }), (data, start, amount) => {
      const calendar = calendarOf(data)
      const end = new Date(start.getTime() + 3 * amount)
      const counted = naiveOpenMilliseconds(data.versions, data.exceptions, start, end)
      expect(calendar.openMilliseconds(start, end)).toBe(counted)
      if (counted > 0) expect(calendar.add(start, counted)).toEqual(naiveAdd(data.versions, data.exceptions, start, counted))
    }),
    { numRuns: 100 },
  )
})

/** A walker from minute to minute over weeks with Easter, both clock changes, and the end of a year. */
test.each([
  ['in spring', '2026-03-23', 21],
  ['in autumn', '2026-10-19', 21],
  ['over New Year', '2026-12-21', 18],
])('the default desk agrees with a count minute by minute %s', (_title, monday, length) => {
  const calendar = createBusinessCalendar(always(kolmisoft))
  const begin = Date.parse(`${monday}T00:00:00Z`)
  const minutes = length * 1440
  const isOpen = Array.from({ length: minutes }, (_, minute) => isDeskOpen(begin + minute * 60_000))
  const times = fc.integer({ min: 0, max: minutes * 60_000 - 1 })
  fc.assert(
    fc.property(times, times, (one, other) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)]
      let walked = 0
      for (let minute = Math.floor(from / 60_000); minute * 60_000 < to; minute++) {
        const [start, end] = [Math.max(from, minute * 60_000), Math.min(to, (minute + 1) * 60_000)]
        if (isOpen[minute]) walked += end - start
      }
      expect(calendar.openMilliseconds(new Date(begin + from), new Date(begin + to))).toBe(walked)
    }),
    { numRuns: 200 },
  )
})

/** Asks the wall in Vilnius. */
function isDeskOpen(instant: number): boolean {
  const wall = DateTime.fromMillis(instant, { zone: 'Europe/Vilnius' })
  return wall.weekday <= 5 && wall.hour >= 8 && wall.hour < 18 && !isLithuanianHoliday(wall.toISODate() ?? '')
}
