// The rota against a calendar on the wall: weeks, nights, clock changes, swaps; and against a clock that walks by the minute.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EngineerId } from '../../src/domain/ids.ts'
import {
  coverageGaps,
  nextChange,
  type OnCallRule,
  type OnCallSwap,
  onCallAt,
  type Rota,
  rotaBetween,
  swapFault,
} from '../../src/domain/on-call.ts'

const petras = 'petras' as EngineerId
const asta = 'asta' as EngineerId
const everyDay = [1, 2, 3, 4, 5, 6, 7]

function rule(engineerId: EngineerId, changes: Partial<OnCallRule> = {}): OnCallRule {
  const hours = { fromMinute: 8 * 60, toMinute: 8 * 60 }
  return { engineerId, rung: 1, weekdays: everyDay, ...hours, everyWeeks: 1, startsOn: '2026-11-01', endsOn: null, ...changes }
}

function swap(engineerId: EngineerId, from: string, to: string): OnCallSwap {
  return { engineerId, rung: 1, startsAt: new Date(from), endsAt: new Date(to) }
}

const rota = (rules: readonly OnCallRule[], swaps: readonly OnCallSwap[] = []): Rota => ({ rules, swaps })
const at = (instant: string) => new Date(instant)
const who = (of: Rota, instant: string) => onCallAt(of, 1, at(instant))

describe('a rule', () => {
  test.each([
    ['the minute before it begins', '2026-11-23T15:59:59+02:00', null],
    ['when it begins', '2026-11-23T16:00:00+02:00', petras],
    ['after midnight', '2026-11-24T03:00:00+02:00', petras],
    ['just before it ends', '2026-11-24T07:59:59+02:00', petras],
    ['when it ends', '2026-11-24T08:00:00+02:00', null],
    ['on a weekday that is not its own', '2026-11-24T17:00:00+02:00', null],
  ])('for Monday 16:00 to 08:00, %s', (_title, instant, expected) => {
    const nights = rota([rule(petras, { weekdays: [1], fromMinute: 16 * 60, toMinute: 8 * 60 })])
    expect(who(nights, instant)).toBe(expected)
  })

  test('for every second week is counted from the ISO week it starts in, whatever the weekday', () => {
    const weeks = rota([
      rule(petras, { everyWeeks: 2, startsOn: '2026-11-25' }),
      rule(asta, { everyWeeks: 2, startsOn: '2026-11-30' }),
    ])
    expect(who(weeks, '2026-11-24T12:00:00+02:00')).toBeNull()
    expect(who(weeks, '2026-11-25T12:00:00+02:00')).toBe(petras)
    expect(who(weeks, '2026-11-29T23:00:00+02:00')).toBe(petras)
    expect(who(weeks, '2026-11-30T07:59:00+02:00')).toBe(petras)
    expect(who(weeks, '2026-11-30T08:00:00+02:00')).toBe(asta)
    expect(who(weeks, '2026-12-07T08:00:00+02:00')).toBe(petras)
    expect(who(weeks, '2027-01-04T12:00:00+02:00')).toBe(petras)
    expect(who(weeks, '2027-01-11T12:00:00+02:00')).toBe(asta)
  })

  test('ends with the shift that begins on its last day', () => {
    const ending = rota([rule(petras, { fromMinute: 20 * 60, toMinute: 6 * 60, endsOn: '2026-11-27' })])
    expect(who(ending, '2026-11-28T05:59:00+02:00')).toBe(petras)
    expect(who(ending, '2026-11-28T21:00:00+02:00')).toBeNull()
  })

  test('from 0:00 to 24:00 is one whole day, and from 0:00 to 0:00 as well', () => {
    for (const toMinute of [1440, 0]) {
      const sunday = rota([rule(petras, { weekdays: [7], fromMinute: 0, toMinute })])
      const days = rotaBetween(sunday, 1, at('2026-11-28T00:00:00+02:00'), at('2026-12-01T00:00:00+02:00'))
      expect(days.map(({ from, engineerId }) => [from.toISOString(), engineerId])).toEqual([
        ['2026-11-27T22:00:00.000Z', null],
        ['2026-11-28T22:00:00.000Z', petras],
        ['2026-11-29T22:00:00.000Z', null],
      ])
    }
  })

  test('of two that claim the same hours the newer one holds; the other rung has people of its own', () => {
    const two = rota([rule(petras), rule(asta, { weekdays: [1] }), rule(petras, { rung: 2 })])
    expect(who(two, '2026-11-23T12:00:00+02:00')).toBe(asta)
    expect(who(two, '2026-11-24T12:00:00+02:00')).toBe(petras)
    expect(onCallAt(two, 2, at('2026-11-23T12:00:00+02:00'))).toBe(petras)
  })
})

describe('the clock change', () => {
  test('in autumn: a night lasts an hour longer, and the hour that comes twice has one boundary, its first', () => {
    const nights = rota([
      rule(petras, { fromMinute: 22 * 60, toMinute: 3 * 60 + 30, startsOn: '2026-10-01' }),
      rule(asta, { fromMinute: 3 * 60 + 30, toMinute: 22 * 60, startsOn: '2026-10-01' }),
    ])
    const night = rotaBetween(nights, 1, at('2026-10-24T12:00:00Z'), at('2026-10-25T12:00:00Z'))
    // 03:30 summer time is 00:30 UTC; the second 03:30, an hour later, changes nothing.
    expect(night.map(({ from, engineerId }) => [from.toISOString(), engineerId])).toEqual([
      ['2026-10-24T12:00:00.000Z', asta],
      ['2026-10-24T19:00:00.000Z', petras],
      ['2026-10-25T00:30:00.000Z', asta],
    ])
  })

  test('in spring: a boundary in the hour that is left out is the change itself, and a shift inside it is none', () => {
    const nights = rota([
      rule(petras, { fromMinute: 0, toMinute: 3 * 60 + 15, startsOn: '2027-03-01' }),
      rule(asta, { fromMinute: 3 * 60 + 15, toMinute: 3 * 60 + 45, startsOn: '2027-03-01' }),
      rule(petras, { fromMinute: 3 * 60 + 45, toMinute: 24 * 60, startsOn: '2027-03-01' }),
    ])
    const day = rotaBetween(nights, 1, at('2027-03-28T00:00:00Z'), at('2027-03-28T12:00:00Z'))
    expect(day.map(({ engineerId }) => engineerId)).toEqual([petras])
    const before = rotaBetween(nights, 1, at('2027-03-27T00:00:00Z'), at('2027-03-27T12:00:00Z'))
    expect(before.map(({ engineerId }) => engineerId)).toEqual([petras, asta, petras])
  })
})

describe('a swap', () => {
  const week = rota(
    [rule(petras)],
    [swap(asta, '2026-11-28T16:00:00Z', '2026-11-29T06:00:00Z'), swap(petras, '2026-11-28T20:00:00Z', '2026-11-28T22:00:00Z')],
  )

  test('goes before every rule, and a newer one before an older one', () => {
    expect(who(week, '2026-11-28T15:59:59Z')).toBe(petras)
    expect(who(week, '2026-11-28T16:00:00Z')).toBe(asta)
    expect(who(week, '2026-11-28T21:00:00Z')).toBe(petras)
    expect(who(week, '2026-11-28T22:00:00Z')).toBe(asta)
    expect(who(week, '2026-11-29T06:00:00Z')).toBe(petras)
  })

  test('shows as the next change, with who comes then', () => {
    expect(nextChange(week, 1, at('2026-11-23T09:00:00Z'))).toEqual({ at: at('2026-11-28T16:00:00Z'), engineerId: asta })
    expect(nextChange(week, 1, at('2026-11-29T06:00:00Z'))).toBeNull()
  })

  test.each([
    ['that ends before it begins', '2026-11-28T16:00:00Z', '2026-11-28T15:00:00Z', 'reversed'],
    ['of no length', '2026-11-28T16:00:00Z', '2026-11-28T16:00:00Z', 'reversed'],
    ['that is over', '2026-11-20T16:00:00Z', '2026-11-21T16:00:00Z', 'past'],
    ['of half a year', '2026-11-28T16:00:00Z', '2027-05-28T16:00:00Z', 'too-long'],
    ['that has begun', '2026-11-20T16:00:00Z', '2026-11-28T16:00:00Z', null],
  ])('%s', (_title, from, to, fault) => {
    expect(swapFault(at(from), at(to), at('2026-11-23T09:00:00Z'))).toBe(fault)
  })
})

describe('what lies ahead', () => {
  test('gaps are the hours in which nobody is first', () => {
    const workdays = rota([rule(petras, { weekdays: [1, 2, 3, 4], fromMinute: 8 * 60, toMinute: 8 * 60 })])
    const gaps = coverageGaps(workdays, at('2026-11-23T12:00:00+02:00'), at('2026-12-07T12:00:00+02:00'))
    expect(gaps.map(({ from, to }) => [from.toISOString(), to.toISOString()])).toEqual([
      ['2026-11-27T06:00:00.000Z', '2026-11-30T06:00:00.000Z'],
      ['2026-12-04T06:00:00.000Z', '2026-12-07T06:00:00.000Z'],
    ])
  })

  test('a rule that starts in half a year, or comes round once a year, is found; an empty rota never changes', () => {
    const later = rota([rule(petras, { startsOn: '2027-05-03', everyWeeks: 52, weekdays: [1] })])
    expect(nextChange(later, 1, at('2026-11-23T12:00:00Z'))?.at).toEqual(at('2027-05-03T05:00:00Z'))
    expect(nextChange(later, 1, at('2027-05-05T12:00:00Z'))?.at).toEqual(at('2028-05-01T05:00:00Z'))
    expect(nextChange(rota([]), 1, at('2026-11-23T12:00:00Z'))).toBeNull()
  })
})

/** Days around each clock change, a year's end, and an ordinary week. */
const begins = ['2026-10-22', '2027-03-25', '2026-12-29', '2026-11-23']

const anyRule = fc.record({
  engineerId: fc.constantFrom(petras, asta),
  rung: fc.constant(1 as const),
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  fromMinute: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
  toMinute: fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15),
  everyWeeks: fc.integer({ min: 1, max: 3 }),
  startsOn: fc.constantFrom('2026-10-01', '2026-10-24', '2026-12-30', '2027-03-27'),
  endsOn: fc.constantFrom(null, '2026-10-25', '2027-01-02', '2027-03-28'),
})

const wall = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Vilnius',
  dateStyle: 'short',
  timeStyle: 'short',
  hourCycle: 'h23',
})

/** Walks by the quarter of an hour: a shift begins when the wall first shows its time or a later one, and ends likewise. */
function walk(rules: readonly OnCallRule[], from: Date, quarters: number): (EngineerId | null)[] {
  const readings: { readonly day: string; readonly minute: number; readonly weekday: number; readonly week: number }[] = []
  const start = from.getTime() - 2 * 86_400_000
  for (let n = 0; n < quarters + 2 * 96; n++) {
    const [day = '', time = ''] = wall.format(start + n * 900_000).split(', ')
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    const date = new Date(`${day}T00:00:00Z`)
    const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay()
    readings.push({ day, minute: hour * 60 + minute, weekday, week: mondayOf(day) })
  }
  const days = [...new Set(readings.map(({ day }) => day))]
  const firstAt = (day: string, minute: number) => {
    const found = readings.findIndex((reading) => (reading.day === day ? reading.minute >= minute : reading.day > day))
    return found < 0 ? readings.length : found
  }
  const holders = new Array<EngineerId | null>(readings.length).fill(null)
  for (const each of rules) {
    for (const [n, day] of days.entries()) {
      const reading = readings.find((other) => other.day === day)
      if (reading === undefined || day < each.startsOn || (each.endsOn !== null && day > each.endsOn)) continue
      const weeks = (reading.week - mondayOf(each.startsOn)) / (7 * 86_400_000)
      if (!each.weekdays.includes(reading.weekday) || weeks % each.everyWeeks !== 0) continue
      const endDay = each.toMinute <= each.fromMinute ? (days[n + 1] ?? '9999') : day
      holders.fill(each.engineerId, firstAt(day, each.fromMinute), firstAt(endDay, each.toMinute))
    }
  }
  return holders.slice(2 * 96)
}

function mondayOf(day: string): number {
  const date = new Date(`${day}T00:00:00Z`)
  return date.getTime() - ((date.getUTCDay() + 6) % 7) * 86_400_000
}

test('any rules give at every quarter of an hour what walking along the wall clock gives', () => {
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 4 }), fc.constantFrom(...begins), (rules, begin) => {
      const from = at(`${begin}T00:00:00+02:00`)
      const quarters = 5 * 96
      const walked = walk(rules, from, quarters)
      const asked = Array.from({ length: quarters }, (_, n) => onCallAt(rota(rules), 1, new Date(from.getTime() + n * 900_000)))
      expect(asked).toEqual(walked)
    }),
    { numRuns: 40 },
  )
})

test('stretches lie end to end, neighbours differ, and each says what asking at any of its instants says', () => {
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 4 }), fc.constantFrom(...begins), fc.nat(100), (rules, begin, share) => {
      const [from, to] = [at(`${begin}T00:00:00Z`), new Date(at(`${begin}T00:00:00Z`).getTime() + 10 * 86_400_000)]
      const stretches = rotaBetween(rota(rules), 1, from, to)
      expect([stretches[0]?.from, stretches.at(-1)?.to]).toEqual([from, to])
      for (const [n, stretch] of stretches.entries()) {
        const next = stretches[n + 1]
        if (next !== undefined) expect([next.from, next.engineerId === stretch.engineerId]).toEqual([stretch.to, false])
        const length = stretch.to.getTime() - stretch.from.getTime()
        const inside = new Date(stretch.from.getTime() + Math.floor(((length - 1) * share) / 100))
        expect(onCallAt(rota(rules), 1, inside)).toBe(stretch.engineerId)
      }
    }),
    { numRuns: 100 },
  )
})
