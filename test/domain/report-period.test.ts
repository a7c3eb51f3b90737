// Days, weeks and months of the desk's wall clock in Vilnius, also where the clock is changed.
import { describe, expect, test } from 'vitest'
import { endOfDay, monthAt, monthsOf, periodOfMonth, startOfDay, weeksUntil } from '../../src/domain/report-period.ts'

const hour = 3_600_000

describe('days', () => {
  test.each([
    ['in winter', '2026-11-23', '2026-11-22T22:00:00.000Z', 24],
    ['in summer', '2026-07-01', '2026-06-30T21:00:00.000Z', 24],
    ['when the clock goes forward', '2026-03-29', '2026-03-28T22:00:00.000Z', 23],
    ['when the clock goes back', '2026-10-25', '2026-10-24T21:00:00.000Z', 25],
  ])('%s a day begins at midnight in Vilnius, and ends where the next one begins', (_when, day, begins, hours) => {
    expect(startOfDay(day).toISOString()).toBe(begins)
    expect((endOfDay(day).getTime() - startOfDay(day).getTime()) / hour).toBe(hours)
  })
})

describe('months', () => {
  test('an hour before midnight in Vilnius belongs to the old month, whatever UTC says', () => {
    expect(monthAt(new Date('2026-10-31T21:59:59Z'))).toBe('2026-10')
    expect(monthAt(new Date('2026-10-31T22:00:00Z'))).toBe('2026-11')
  })

  test('a month goes from midnight to midnight, over the change of the clock', () => {
    expect(periodOfMonth('2026-10')).toEqual({ from: new Date('2026-09-30T21:00:00Z'), to: new Date('2026-10-31T22:00:00Z') })
    expect(periodOfMonth('2026-12')?.to).toEqual(new Date('2026-12-31T22:00:00Z'))
  })

  test.each(['2026-13', '2026-00', '2026-1', '2026', 'november', '1969-12', '3000-01', '2026-11-01', ''])(
    '“%s” is none',
    (given) => {
      expect(periodOfMonth(given)).toBeNull()
    },
  )

  test('those of a period are all that it touches', () => {
    const months = monthsOf({ from: new Date('2026-11-15T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') })
    expect(months.map(({ month }) => month)).toEqual(['2026-11', '2026-12', '2027-01'])
    const exact = periodOfMonth('2026-11')
    expect(exact === null ? [] : monthsOf(exact).map(({ month }) => month)).toEqual(['2026-11'])
  })
})

describe('weeks', () => {
  test('go from Monday to Monday and follow each other without a gap', () => {
    const weeks = weeksUntil(new Date('2026-11-23T09:00:00Z'), 5)
    expect(weeks.map(({ from }) => from.toISOString())).toEqual([
      '2026-10-25T22:00:00.000Z',
      '2026-11-01T22:00:00.000Z',
      '2026-11-08T22:00:00.000Z',
      '2026-11-15T22:00:00.000Z',
      '2026-11-22T22:00:00.000Z',
    ])
    for (const [index, { to }] of weeks.slice(0, -1).entries()) expect(to).toEqual(weeks[index + 1]?.from)
  })

  test('an end on a Monday at midnight belongs to the week before', () => {
    const [last] = weeksUntil(new Date('2026-11-22T22:00:00Z'), 1)
    expect(last?.from.toISOString()).toBe('2026-11-15T22:00:00.000Z')
  })
})
