// Durations as people read them.
import { expect, test } from 'vitest'
import { sayDuration } from '../../src/texts/duration.ts'

test.each([
  [0, '0 min', '0 min.'],
  [59_999, '0 min', '0 min.'],
  [25 * 60_000, '25 min', '25 min.'],
  [2 * 3_600_000, '2 h', '2 val.'],
  [3_600_000 + 60_000, '1 h 1 min', '1 val. 1 min.'],
  [30 * 3_600_000, '30 h', '30 val.'],
])('%i ms are “%s” and „%s“', (milliseconds, english, lithuanian) => {
  expect(sayDuration('en', milliseconds)).toBe(english)
  expect(sayDuration('lt', milliseconds)).toBe(lithuanian)
})
