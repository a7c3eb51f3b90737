import { expect, test } from 'vitest'
import { readLoggedWork } from '../../src/domain/logged-work.ts'

/** Monday, 15:30 in Vilnius. */
const now = new Date('2026-11-23T13:30:00Z')
const usual = { kind: 'support', level: 1, startedAt: null, note: null }

test.each([
  ['1h', { ...usual, seconds: 3600 }],
  ['1h the trunk', { ...usual, seconds: 3600, note: 'the trunk' }],
  ['1h bug', { ...usual, seconds: 3600, kind: 'bug' }],
  ['1h bug in the parser', { ...usual, seconds: 3600, kind: 'bug', note: 'in the parser' }],
  ['1h klaida, L3: skaičiuoklė', { ...usual, seconds: 3600, kind: 'bug', level: 3, note: 'skaičiuoklė' }],
  ['1h training l2', { ...usual, seconds: 3600, kind: 'training', level: 2 }],
  ['1h from 14:00', { ...usual, seconds: 3600, startedAt: new Date('2026-11-23T12:00:00Z') }],
  ['1h nuo 9:05 L3', { ...usual, seconds: 3600, level: 3, startedAt: new Date('2026-11-23T07:05:00Z') }],
  ['20 from 23:30 a Blocker', { ...usual, seconds: 1200, startedAt: new Date('2026-11-22T21:30:00Z'), note: 'a Blocker' }],
  ['1h bugs and L33', { ...usual, seconds: 3600, note: 'bugs and L33' }],
  ['1h from the beginning', { ...usual, seconds: 3600, note: 'from the beginning' }],
  ['1h from 25:00', { ...usual, seconds: 3600, note: 'from 25:00' }],
])('"%s"', (words, expected) => {
  expect(readLoggedWork(words, now)).toEqual(expected)
})

test('words without a time, and times of more than a day, are asked back', () => {
  expect(readLoggedWork('the trunk', now)).toEqual({ fault: 'none' })
  expect(readLoggedWork('25h the trunk', now)).toEqual({ fault: 'long' })
  expect(readLoggedWork('24h the trunk', now)).toMatchObject({ seconds: 86_400 })
})
