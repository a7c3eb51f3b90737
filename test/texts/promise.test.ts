import { expect, test } from 'vitest'
import type { OpeningHours } from '../../src/domain/opening-hours.ts'
import { sayPromise } from '../../src/texts/promise.ts'

const day = [{ opens: '08:00', closes: '18:00' }]
const hours: OpeningHours = { timeZone: 'Europe/Vilnius', weekly: { monday: day, tuesday: day }, holidays: null }

test.each([
  ['working', 7200, 'in 2 working h', 'per 2 darbo val.'],
  ['working', 1800, 'in 30 working min', 'per 30 darbo min.'],
  ['working', 5400, 'in 90 working min', 'per 90 darbo min.'],
  ['working', 36_000, 'in 1 working day', 'per 1 darbo dieną'],
  ['working', 108_000, 'in 3 working days', 'per 3 darbo dienas'],
  ['working', 360_000, 'in 10 working days', 'per 10 darbo dienų'],
  ['working', 43_200, 'in 12 working h', 'per 12 darbo val.'],
  ['plain', 7200, 'in 2 h, 24/7', 'per 2 val., 24/7'],
  ['plain', 36_000, 'in 10 h, 24/7', 'per 10 val., 24/7'],
  ['plain', 61, 'in 2 min, 24/7', 'per 2 min., 24/7'],
  ['plain', 0, 'at once', 'iškart'],
] as const)('%s time of %i seconds is promised "%s"', (time, guaranteedSeconds, english, lithuanian) => {
  const promise = { time, guaranteedSeconds, averageSeconds: null, resolutionSeconds: null }
  expect([sayPromise('en', promise, hours), sayPromise('lt', promise, hours)]).toEqual([english, lithuanian])
})
