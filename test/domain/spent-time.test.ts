import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSpentTime } from '../../src/domain/spent-time.ts'

const minutes = (count: number) => count * 60

test.each([
  ['1h30m', 90],
  ['1h 30m', 90],
  ['1h30', 90],
  ['1 h 30 min', 90],
  ['1 val. 30 min.', 90],
  ['2 valandos 5 minutės', 125],
  ['1:30', 90],
  ['0:05', 5],
  ['90', 90],
  ['90m', 90],
  ['45 min', 45],
  ['45 minučių', 45],
  ['1.5h', 90],
  ['1,5 val', 90],
  ['0,25h', 15],
  ['3H', 180],
  ['0', 0],
])('"%s" is %d minutes', (text, expected) => {
  expect(readSpentTime(text)).toEqual({ seconds: minutes(expected), rest: '' })
})

test.each([
  ['1h30m fixed the trunk', 90, 'fixed the trunk'],
  ['90, the trunk', 90, 'the trunk'],
  ['2h 3 trunks tested', 120, '3 trunks tested'],
  ['15 min: 5060 was closed', 15, '5060 was closed'],
  ['1:30 call with Jonas', 90, 'call with Jonas'],
  ['30 hours were too many', 1800, 'were too many'],
])('of "%s" the rest is the note', (text, expected, rest) => {
  expect(readSpentTime(text)).toEqual({ seconds: minutes(expected), rest })
})

test.each(['', 'two hours', 'h', '5060x', '1:75', '-30', '1h30mm', 'v2.1'])('"%s" is no time', (text) => {
  expect(readSpentTime(text)).toBeNull()
})

test('whatever is said in hours and minutes is read as it was meant', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 59 }), (hours, rest) => {
      for (const text of [`${hours}h${rest}m`, `${hours} h ${rest} min`, `${hours}:${String(rest).padStart(2, '0')}`])
        expect(readSpentTime(`${text} note`)).toEqual({ seconds: minutes(hours * 60 + rest), rest: 'note' })
    }),
  )
})
