import { expect, test } from 'vitest'
import { lastDayOfPeriod } from '../../src/domain/plan-period.ts'

test.each([
  ['2026-01-01', 3, '2026-03-31'],
  ['2026-11-15', 1, '2026-12-14'],
  ['2026-11-23', 12, '2027-11-22'],
  ['2026-12-01', 24, '2028-11-30'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-01-29', 1, '2026-02-28'],
  ['2026-02-28', 1, '2026-03-27'],
])('from %s on, %i months last until %s', (startsOn, months, endsOn) => {
  expect(lastDayOfPeriod(startsOn, months)).toBe(endsOn)
})
