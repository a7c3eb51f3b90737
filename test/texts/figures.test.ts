// Months, short days and shares in both languages.
import { expect, test } from 'vitest'
import { sayMonth, sayShare, sayShortDay } from '../../src/texts/figures.ts'

test('a month is named with its year', () => {
  expect(sayMonth('en', '2026-11')).toBe('November 2026')
  expect(sayMonth('lt', '2026-11')).toBe('2026 m. lapkritis')
})

test('a short day is that of Vilnius', () => {
  expect(sayShortDay('en', new Date('2026-11-22T22:00:00Z'))).toBe('23 Nov')
  expect(sayShortDay('lt', new Date('2026-11-22T22:00:00Z'))).toBe('11-23')
})

test.each([
  [1, '100'],
  [0, '0'],
  [0.975, '97.5'],
  [2 / 3, '66.6'],
  [0.9999, '99.9'],
  [0.57, '57'],
])('of %d is said as %s %%: all is never said when it was not all', (part, said) => {
  expect(sayShare('en', part)).toBe(`${said}\u00a0%`)
  expect(sayShare('lt', part)).toBe(`${said.replace('.', ',')}\u00a0%`)
})
