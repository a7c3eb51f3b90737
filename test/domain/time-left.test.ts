// What is left of a promise is told in the time it was made in.
import { expect, test } from 'vitest'
import { timeLeft } from '../../src/domain/time-left.ts'
import { calendar, vilnius } from '../support/sla-examples.ts'

const left = (time: 'working' | 'plain', dueAt: string, now: string) => {
  const told = timeLeft({ kind: 'first-response', dueAt: vilnius(dueAt), time }, vilnius(now), calendar)
  return `${told.isOverdue ? 'over by' : 'left'} ${told.milliseconds / 60_000}`
}

test.each([
  ['working', 'Mon 23 Nov 09:30', 'Fri 20 Nov 17:30', 'left 120'],
  ['plain', 'Mon 23 Nov 09:30', 'Mon 23 Nov 01:30', 'left 480'],
  ['working', 'Fri 20 Nov 17:30', 'Mon 23 Nov 08:45', 'over by 75'],
  ['plain', 'Sat 21 Nov 23:30', 'Sun 22 Nov 01:00', 'over by 90'],
  ['working', 'Mon 23 Nov 09:30', 'Mon 23 Nov 09:30', 'left 0'],
] as const)('%s time, due %s, seen %s: %s minutes', (time, dueAt, now, told) => {
  expect(left(time, dueAt, now)).toBe(told)
})
