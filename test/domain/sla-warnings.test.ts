// The ladder of warnings, in Vilnius time (RULES 6, Clocks).
import { describe, expect, test } from 'vitest'
import { type ClockEvent, foldClocks } from '../../src/domain/sla.ts'
import type { ClockKind, SlaClock } from '../../src/domain/sla-clock.ts'
import { nextWarning, type WarningLevel, warningTimes } from '../../src/domain/sla-warnings.ts'
import { at, calendar, inVilnius, noPlan, premium, steps, vilnius } from '../support/sla-examples.ts'

const monday = at('Mon 23 Nov 10:00', { kind: 'opened', priority: 'high', terms: premium })
const blocker = at('Sat 21 Nov 23:30', { kind: 'opened', priority: 'blocker', terms: premium })

function clockAfter(events: readonly ClockEvent[], kind: ClockKind = 'first-response'): SlaClock {
  const clock = foldClocks(events, calendar).clocks.findLast((one) => one.kind === kind)
  if (clock === undefined) throw new Error(`there is no ${kind}`)
  return clock
}

function ladder(events: readonly ClockEvent[], kind: ClockKind = 'first-response'): string[] {
  return warningTimes(clockAfter(events, kind), calendar).map(({ level, at }) => `${level} ${inVilnius(at)}`)
}

/** What is sent at a time, and when to look again. */
function ask(clock: SlaClock, time: string, sent: readonly WarningLevel[] = []): string {
  const { send, lookAgainAt } = nextWarning(clock, { sent, now: vilnius(time) }, calendar)
  return `${send?.level ?? 'nothing'}, again ${lookAgainAt === null ? 'never' : inVilnius(lookAgainAt)}`
}

describe('the ladder', () => {
  test.each<[string, readonly ClockEvent[], ClockKind, readonly string[]]>([
    [
      'climbs from the average over a half and three quarters to the deadline',
      [monday],
      'first-response',
      ['average Mon 23 Nov 10:25', 'half Mon 23 Nov 11:00', 'three-quarters Mon 23 Nov 11:30', 'due Mon 23 Nov 12:00'],
    ],
    [
      'of an ordinary ticket leaves nights and weekends out',
      [at('Fri 20 Nov 17:20', { kind: 'opened', priority: 'low', terms: premium })],
      'first-response',
      ['average Fri 20 Nov 17:45', 'half Mon 23 Nov 08:20', 'three-quarters Mon 23 Nov 08:50', 'due Mon 23 Nov 09:20'],
    ],
    [
      'of a Blocker is climbed at night',
      [blocker],
      'first-response',
      ['average Sat 21 Nov 23:55', 'half Sun 22 Nov 00:30', 'three-quarters Sun 22 Nov 01:00', 'due Sun 22 Nov 01:30'],
    ],
    [
      'has the average where it falls among the others',
      [at('Mon 23 Nov 08:00', { kind: 'opened', priority: 'medium', terms: steps })],
      'first-response',
      ['half Mon 23 Nov 10:00', 'average Mon 23 Nov 11:00', 'three-quarters Mon 23 Nov 11:00', 'due Mon 23 Nov 12:00'],
    ],
    [
      'has no average beyond the deadline',
      [at('Mon 23 Nov 08:00', { kind: 'opened', priority: 'blocker', terms: steps })],
      'first-response',
      ['half Mon 23 Nov 08:00', 'three-quarters Mon 23 Nov 08:00', 'due Mon 23 Nov 08:00'],
    ],
    [
      'of a resolution knows no average',
      [at('Mon 23 Nov 08:00', { kind: 'opened', priority: 'medium', terms: steps })],
      'resolution',
      ['half Mon 23 Nov 18:00', 'three-quarters Tue 24 Nov 13:00', 'due Tue 24 Nov 18:00'],
    ],
    [
      'stands where the raise put the deadline',
      [
        at('Fri 20 Nov 17:30', { kind: 'opened', priority: 'high', terms: premium }),
        at('Sat 21 Nov 03:00', { kind: 'priority', priority: 'blocker' }),
      ],
      'first-response',
      ['average Sat 21 Nov 03:00', 'half Sat 21 Nov 03:30', 'three-quarters Sat 21 Nov 04:00', 'due Sat 21 Nov 04:30'],
    ],
    [
      'is climbed to the end by a clock that is overdue when it is raised',
      [monday, at('Mon 23 Nov 15:00', { kind: 'priority', priority: 'blocker' })],
      'first-response',
      ['average Mon 23 Nov 12:00', 'half Mon 23 Nov 12:00', 'three-quarters Mon 23 Nov 12:00', 'due Mon 23 Nov 12:00'],
    ],
  ])('%s', (_title, events, kind, expected) => expect(ladder(events, kind)).toEqual(expected))

  test.each<[string, readonly ClockEvent[], ClockKind]>([
    ['a clock that stopped', [monday, at('Mon 23 Nov 10:05', { kind: 'answered' })], 'first-response'],
    [
      'a resolution that waits for the client',
      [at('Mon 23 Nov 08:00', { kind: 'opened', priority: 'high', terms: steps }), at('Mon 23 Nov 09:00', { kind: 'waiting' })],
      'resolution',
    ],
    [
      'a breached resolution that waits for the client',
      [at('Mon 23 Nov 08:00', { kind: 'opened', priority: 'high', terms: steps }), at('Wed 25 Nov 09:00', { kind: 'waiting' })],
      'resolution',
    ],
    [
      'a ticket without a plan',
      [at('Mon 23 Nov 10:00', { kind: 'opened', priority: 'blocker', terms: noPlan })],
      'first-response',
    ],
  ])('%s warns of nothing', (_title, events, kind) => {
    const clock = clockAfter(events, kind)
    expect(warningTimes(clock, calendar)).toEqual([])
    expect(ask(clock, 'Thu 26 Nov 12:00')).toBe('nothing, again never')
  })
})

describe('asked at a time', () => {
  const clock = clockAfter([monday])
  const friday = clockAfter([at('Fri 20 Nov 16:00', { kind: 'opened', priority: 'high', terms: premium })])
  test.each<[string, SlaClock, string, readonly WarningLevel[], string]>([
    ['nothing before the average', clock, 'Mon 23 Nov 10:24:59', [], 'nothing, again Mon 23 Nov 10:25'],
    ['the average on its instant', clock, 'Mon 23 Nov 10:25', [], 'average, again Mon 23 Nov 11:00'],
    ['nothing twice', clock, 'Mon 23 Nov 10:26', ['average'], 'nothing, again Mon 23 Nov 11:00'],
    ['only the highest after downtime', clock, 'Mon 23 Nov 11:45', [], 'three-quarters, again Mon 23 Nov 12:00'],
    ['nothing below what was sent', clock, 'Mon 23 Nov 11:45', ['three-quarters'], 'nothing, again Mon 23 Nov 12:00'],
    ['the deadline', clock, 'Mon 23 Nov 12:00', ['average', 'half'], 'due, again Mon 23 Nov 13:00'],
    ['hour by hour after it', clock, 'Mon 23 Nov 14:00', ['due', 'overdue-1'], 'overdue-2, again Mon 23 Nov 15:00'],
    ['the latest hour only, after downtime', clock, 'Mon 23 Nov 16:59', ['due'], 'overdue-4, again Mon 23 Nov 17:00'],
    ['a deadline on closing time at the next opening', friday, 'Fri 20 Nov 18:00', ['half'], 'nothing, again Mon 23 Nov 08:00'],
    ['nothing on a Saturday', friday, 'Sat 21 Nov 12:00', ['half'], 'nothing, again Mon 23 Nov 08:00'],
    ['what was held back, once open', friday, 'Mon 23 Nov 08:00', ['half'], 'due, again Mon 23 Nov 09:00'],
    [
      'an hour that ends on closing time in the morning',
      clock,
      'Mon 23 Nov 17:30',
      ['overdue-5'],
      'nothing, again Tue 24 Nov 08:00',
    ],
    [
      'a Blocker’s hours through the night',
      clockAfter([blocker]),
      'Sun 22 Nov 03:40',
      ['due'],
      'overdue-2, again Sun 22 Nov 04:30',
    ],
    [
      'a Blocker promised at once, at once',
      clockAfter([at('Sat 21 Nov 23:30', { kind: 'opened', priority: 'blocker', terms: steps })]),
      'Sat 21 Nov 23:30',
      [],
      'due, again Sun 22 Nov 00:30',
    ],
    [
      'no level again after a lower priority moved the deadline',
      clockAfter([
        at('Mon 23 Nov 08:00', { kind: 'opened', priority: 'high', terms: steps }),
        at('Mon 23 Nov 10:30', { kind: 'priority', priority: 'medium' }),
      ]),
      'Mon 23 Nov 12:00',
      ['due', 'overdue-1'],
      'nothing, again Mon 23 Nov 14:00',
    ],
  ])('%s', (_title, asked, time, sent, expected) => expect(ask(asked, time, sent)).toBe(expected))
})
