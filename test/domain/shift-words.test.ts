// How people write when they will be on call, and what is said back when it cannot be read.
import { expect, test } from 'vitest'
import { readShift } from '../../src/domain/shift-words.ts'

/** A Wednesday, 11:00 in Vilnius. */
const now = new Date('2026-11-25T09:00:00Z')

test.each([
  ['asta sat 18:00 sun 08:00', 'asta', '2026-11-28T16:00:00.000Z', '2026-11-29T06:00:00.000Z'],
  ['Asta Vaitkutė šeštadienį 18:00 sekmadienį 08:00', 'Asta Vaitkutė', '2026-11-28T16:00:00.000Z', '2026-11-29T06:00:00.000Z'],
  ['me 18:00 8:00', 'me', '2026-11-25T16:00:00.000Z', '2026-11-26T06:00:00.000Z'],
  ['me now 24:00', 'me', '2026-11-25T09:00:00.000Z', '2026-11-25T22:00:00.000Z'],
  ['aš nuo dabar iki rytoj 09:00', 'aš', '2026-11-25T09:00:00.000Z', '2026-11-26T07:00:00.000Z'],
  ['me today 18:00 until tomorrow 08:00', 'me', '2026-11-25T16:00:00.000Z', '2026-11-26T06:00:00.000Z'],
  ['petras 2026-12-24 08:00 - 2026-12-27 08:00', 'petras', '2026-12-24T06:00:00.000Z', '2026-12-27T06:00:00.000Z'],
  ['petras 24.12 08:00 27.12 08:00', 'petras', '2026-12-24T06:00:00.000Z', '2026-12-27T06:00:00.000Z'],
  ['petras 31.12 20:00 1.1 08:00', 'petras', '2026-12-31T18:00:00.000Z', '2027-01-01T06:00:00.000Z'],
  ['petras wed 08:00 wed 08:00', 'petras', '2026-11-25T06:00:00.000Z', '2026-12-02T06:00:00.000Z'],
  ['petras wednesday 12:00 18:00', 'petras', '2026-11-25T10:00:00.000Z', '2026-11-25T16:00:00.000Z'],
  ['sat 18:00 sun 08:00', '', '2026-11-28T16:00:00.000Z', '2026-11-29T06:00:00.000Z'],
  // Summer time begins in the night: the same hours by the wall, one less to be awake.
  ['asta 2027-03-27 20:00 08:00', 'asta', '2027-03-27T18:00:00.000Z', '2027-03-28T05:00:00.000Z'],
])('“%s”', (words, name, from, to) => {
  expect(readShift(words, now)).toEqual({ name, rung: 1, from: new Date(from), to: new Date(to) })
})

test('a 2 behind the times means the second on call', () => {
  expect(readShift('asta sat 18:00 sun 08:00 2', now)).toMatchObject({ rung: 2 })
  expect(readShift('asta sat 18:00 sun 08:00 1', now)).toMatchObject({ rung: 1 })
})

test.each([
  ['a name without times', 'asta', 'form', ''],
  ['one time only', 'asta sat 18:00', 'form', ''],
  ['a day without a time', 'asta sat', 'form', ''],
  ['words behind the times', 'asta sat 18:00 sun 08:00 please', 'form', 'please'],
  ['a rung that does not exist', 'asta sat 18:00 sun 08:00 3', 'form', '3'],
  ['a word where a time belongs', 'asta sat evening', 'time', 'evening'],
  ['a time that does not exist', 'asta sat 25:00 sun 08:00', 'time', '25:00'],
  ['a date that does not exist', 'asta 2026-02-30 18:00 2026-03-01 08:00', 'day', '2026-02-30'],
  ['a date that no year has', 'asta 31.11 18:00 1.12 08:00', 'day', '31.11'],
])('%s is named: “%s”', (_title, words, fault, word) => {
  expect(readShift(words, now)).toEqual({ fault, word })
})
