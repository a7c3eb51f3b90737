// What a card says is left stays true until the next step, and the next step comes when it is said.
import { expect, test } from 'vitest'
import { coarseTime } from '../../src/domain/coarse-time.ts'
import { timeLeft } from '../../src/domain/time-left.ts'
import { calendar, vilnius } from '../support/sla-examples.ts'

type Time = 'working' | 'plain'

function coarse(time: Time, dueAt: Date, now: Date) {
  const left = timeLeft({ kind: 'first-response', dueAt, time }, now, calendar)
  return { exact: left, ...coarseTime(left, time, now, calendar) }
}

test.each([
  ['working', 'Mon 23 Nov 09:30', 'Fri 20 Nov 15:40', 'left 4 h', 'Fri 20 Nov 16:30'],
  ['working', 'Mon 23 Nov 09:30', 'Fri 20 Nov 17:10', 'left 3 h', 'Fri 20 Nov 17:30'],
  ['working', 'Mon 23 Nov 09:30', 'Mon 23 Nov 08:45', 'left 1 h', 'Mon 23 Nov 09:30'],
  ['working', 'Fri 20 Nov 17:30', 'Sat 21 Nov 12:00', 'over by 0 h', 'Mon 23 Nov 08:30'],
  ['plain', 'Mon 23 Nov 09:30', 'Sun 22 Nov 19:00', 'left 16 h', 'Sun 22 Nov 21:30'],
  ['plain', 'Mon 23 Nov 09:30', 'Sat 21 Nov 09:00', 'left 72 h', 'Sat 21 Nov 09:30'],
  ['plain', 'Sat 21 Nov 23:30', 'Sun 22 Nov 01:00', 'over by 1 h', 'Sun 22 Nov 01:30'],
] as const)('%s time, due %s, seen %s: %s, until %s', (time, dueAt, now, told, until) => {
  const { isOverdue, milliseconds, changesAt } = coarse(time, vilnius(dueAt), vilnius(now))
  expect(`${isOverdue ? 'over by' : 'left'} ${milliseconds / 3_600_000} h`).toBe(told)
  expect(Math.abs(changesAt.getTime() - vilnius(until).getTime())).toBeLessThanOrEqual(1)
})

test.each(['working', 'plain'] as const)(
  'in %s time each step says something new, and never that there is more time than there is',
  (time) => {
    const dueAt = vilnius('Wed 25 Nov 10:00')
    let now = vilnius('Fri 20 Nov 16:07')
    let before = coarse(time, dueAt, now)
    let steps = 0
    while (now < vilnius('Fri 27 Nov 10:00')) {
      now = before.changesAt
      const just = coarse(time, dueAt, new Date(now.getTime() - 2))
      expect([just.isOverdue, just.milliseconds]).toEqual([before.isOverdue, before.milliseconds])
      const next = coarse(time, dueAt, now)
      const [less, more] = [next.milliseconds, next.exact.milliseconds].sort((a, b) => a - b)
      expect(next.isOverdue ? less : more).toBe(next.milliseconds)
      expect([next.isOverdue, next.milliseconds]).not.toEqual([before.isOverdue, before.milliseconds])
      before = next
      steps += 1
    }
    expect(steps).toBeGreaterThan(15)
  },
)
