// Every transition of a ticket's clocks, in Vilnius time (RULES 3; RULES 6, Clocks).
import { describe, expect, test } from 'vitest'
import type { PlanTerms } from '../../src/domain/plan-terms.ts'
import { type ClockEvent, foldClocks } from '../../src/domain/sla.ts'
import { type ClockKind, outcomeAt, type SlaClock } from '../../src/domain/sla-clock.ts'
import { usedAt } from '../../src/domain/sla-meter.ts'
import { at, calendar, enterprise, inVilnius, noPlan, premium, steps, vilnius } from '../support/sla-examples.ts'

/** A clock in a line, as a support lead would note it. */
function tell(clock: SlaClock): string {
  const when = (word: string, instant: number | null) => (instant === null ? '' : ` ${word} ${inVilnius(instant)}`)
  const pause = clock.stoppedAt === null ? when('paused', clock.pausedAt) : ''
  const end = when('stopped', clock.stoppedAt) + (clock.outcome === null ? '' : ` ${clock.outcome}`)
  return `${clock.cycle}:${when('from', clock.startedAt)}${when('due', clock.dueAt)}${pause}${end}`
}

function clocksOf(kind: ClockKind, events: readonly ClockEvent[]): string[] {
  return foldClocks(events, calendar)
    .clocks.filter((clock) => clock.kind === kind)
    .map(tell)
}

type Row = readonly [title: string, events: readonly ClockEvent[], clocks: readonly string[]]

const mondayTen = at('Mon 23 Nov 10:00', { kind: 'opened', priority: 'high', terms: premium })
const answeredTwenty = at('Mon 23 Nov 10:20', { kind: 'answered' })

function message(time: string, messageId: string, needsAnswer = true): ClockEvent {
  return at(time, { kind: 'client-message', messageId, needsAnswer })
}

const atOnce: PlanTerms = {
  ...steps,
  promises: {
    ...steps.promises,
    high: { time: 'working', guaranteedSeconds: 0, averageSeconds: null, resolutionSeconds: null },
  },
}

describe('first response', () => {
  const rows: Row[] = [
    ['is due after two working hours', [mondayTen], ['1: from Mon 23 Nov 10:00 due Mon 23 Nov 12:00']],
    [
      'is kept when the answer comes on the very deadline',
      [mondayTen, at('Mon 23 Nov 12:00', { kind: 'answered' })],
      ['1: from Mon 23 Nov 10:00 due Mon 23 Nov 12:00 stopped Mon 23 Nov 12:00 kept'],
    ],
    [
      'is breached a second later',
      [mondayTen, at('Mon 23 Nov 12:00:01', { kind: 'answered' })],
      ['1: from Mon 23 Nov 10:00 due Mon 23 Nov 12:00 stopped Mon 23 Nov 12:00:01 breached'],
    ],
    [
      'of Friday 17:30 before a holiday Monday is due on Tuesday',
      [at('Fri 30 Oct 17:30', { kind: 'opened', priority: 'medium', terms: premium })],
      ['1: from Fri 30 Oct 17:30 due Tue 3 Nov 09:30'],
    ],
    [
      'of a weekend counts from Monday’s opening',
      [at('Sat 21 Nov 12:00', { kind: 'opened', priority: 'high', terms: premium })],
      ['1: from Sat 21 Nov 12:00 due Mon 23 Nov 10:00'],
    ],
    [
      'of the closing instant counts from the next opening',
      [at('Mon 23 Nov 18:00', { kind: 'opened', priority: 'high', terms: premium })],
      ['1: from Mon 23 Nov 18:00 due Tue 24 Nov 10:00'],
    ],
    [
      'that falls due on closing time stays there',
      [at('Mon 23 Nov 16:00', { kind: 'opened', priority: 'low', terms: premium })],
      ['1: from Mon 23 Nov 16:00 due Mon 23 Nov 18:00'],
    ],
    [
      'of a Blocker runs by the wall’s clock, day and night',
      [at('Sat 21 Nov 23:30', { kind: 'opened', priority: 'blocker', terms: premium })],
      ['1: from Sat 21 Nov 23:30 due Sun 22 Nov 01:30'],
    ],
    [
      'of a Blocker takes two real hours in the night that loses one',
      [at('Sun 29 Mar 02:30', { kind: 'opened', priority: 'blocker', terms: premium })],
      ['1: from Sun 29 Mar 02:30 due Sun 29 Mar 05:30'],
    ],
    [
      'of a Blocker without a plan is not promised, and neither kept nor breached',
      [at('Sat 21 Nov 23:30', { kind: 'opened', priority: 'blocker', terms: noPlan }), mondayAnswer()],
      ['1: from Sat 21 Nov 23:30 stopped Mon 23 Nov 08:10'],
    ],
    [
      'promised at once is due at once, for a Blocker',
      [at('Sat 21 Nov 23:30', { kind: 'opened', priority: 'blocker', terms: steps })],
      ['1: from Sat 21 Nov 23:30 due Sat 21 Nov 23:30'],
    ],
    [
      'promised at once in working time is due on the next opening',
      [at('Fri 20 Nov 18:00', { kind: 'opened', priority: 'high', terms: atOnce })],
      ['1: from Fri 20 Nov 18:00 due Mon 23 Nov 08:00'],
    ],
    [
      'stops when the ticket is resolved without a word, judged by the time',
      [mondayTen, at('Mon 23 Nov 13:00', { kind: 'resolved' })],
      ['1: from Mon 23 Nov 10:00 due Mon 23 Nov 12:00 stopped Mon 23 Nov 13:00 breached'],
    ],
    [
      'does not pause while the ticket waits for the client',
      [mondayTen, at('Mon 23 Nov 11:00', { kind: 'waiting' }), message('Mon 23 Nov 15:00', 'a')],
      ['1: from Mon 23 Nov 10:00 due Mon 23 Nov 12:00'],
    ],
    [
      'is given once: the second answer changes nothing',
      [mondayTen, answeredTwenty, at('Mon 23 Nov 13:00', { kind: 'answered' })],
      ['1: from Mon 23 Nov 10:00 due Mon 23 Nov 12:00 stopped Mon 23 Nov 10:20 kept'],
    ],
  ]
  test.each(rows)('%s', (_title, events, clocks) => expect(clocksOf('first-response', events)).toEqual(clocks))

  function mondayAnswer(): ClockEvent {
    return at('Mon 23 Nov 08:10', { kind: 'answered' })
  }
})

describe('next response', () => {
  const asked = [mondayTen, answeredTwenty, message('Mon 23 Nov 11:00', 'a'), message('Mon 23 Nov 11:30', 'b')]
  const rows: Row[] = [
    ['starts nothing before the first response is given', [mondayTen, message('Mon 23 Nov 10:10', 'a')], []],
    [
      'counts from the oldest unanswered message to the next public answer',
      [...asked, at('Mon 23 Nov 12:45', { kind: 'answered' })],
      ['1: from Mon 23 Nov 11:00 due Mon 23 Nov 13:00 stopped Mon 23 Nov 12:45 kept'],
    ],
    [
      'begins a new cycle with the next message after the answer',
      [...asked, at('Mon 23 Nov 13:30', { kind: 'answered' }), message('Mon 23 Nov 17:00', 'c')],
      [
        '1: from Mon 23 Nov 11:00 due Mon 23 Nov 13:00 stopped Mon 23 Nov 13:30 breached',
        '2: from Mon 23 Nov 17:00 due Tue 24 Nov 09:00',
      ],
    ],
    ['is not asked for by "thanks"', [mondayTen, answeredTwenty, message('Mon 23 Nov 11:00', 'a', false)], []],
    [
      'is cancelled when its message needs no answer after all, late as it may be',
      [...asked.slice(0, 3), at('Mon 23 Nov 15:00', { kind: 'no-answer-needed', messageId: 'a' })],
      ['1: from Mon 23 Nov 11:00 due Mon 23 Nov 13:00 stopped Mon 23 Nov 15:00 cancelled'],
    ],
    [
      'passes to the next unanswered message, counted from that one’s own time',
      [...asked, at('Mon 23 Nov 12:00', { kind: 'no-answer-needed', messageId: 'a' })],
      [
        '1: from Mon 23 Nov 11:00 due Mon 23 Nov 13:00 stopped Mon 23 Nov 12:00 cancelled',
        '2: from Mon 23 Nov 11:30 due Mon 23 Nov 13:30',
      ],
    ],
    [
      'passed on has lived through what changed since its message',
      [
        at('Sun 22 Nov 10:00', { kind: 'opened', priority: 'high', terms: premium }),
        at('Sun 22 Nov 10:00', { kind: 'answered' }),
        message('Sun 22 Nov 11:00', 'a'),
        message('Sun 22 Nov 12:00', 'b'),
        at('Sun 22 Nov 13:00', { kind: 'priority', priority: 'blocker' }),
        at('Sun 22 Nov 13:30', { kind: 'no-answer-needed', messageId: 'a' }),
      ],
      [
        '1: from Sun 22 Nov 11:00 due Sun 22 Nov 15:00 stopped Sun 22 Nov 13:30 cancelled',
        '2: from Sun 22 Nov 12:00 due Sun 22 Nov 15:00',
      ],
    ],
    [
      'passes over what was answered before',
      [
        ...asked,
        at('Mon 23 Nov 12:00', { kind: 'answered' }),
        message('Mon 23 Nov 14:00', 'c'),
        message('Mon 23 Nov 14:10', 'd'),
        message('Mon 23 Nov 14:20', 'e'),
        at('Mon 23 Nov 14:30', { kind: 'no-answer-needed', messageId: 'c' }),
      ],
      [
        '1: from Mon 23 Nov 11:00 due Mon 23 Nov 13:00 stopped Mon 23 Nov 12:00 kept',
        '2: from Mon 23 Nov 14:00 due Mon 23 Nov 16:00 stopped Mon 23 Nov 14:30 cancelled',
        '3: from Mon 23 Nov 14:10 due Mon 23 Nov 16:10',
      ],
    ],
    [
      'is over when all that was asked since the last answer needs none',
      [
        ...asked,
        at('Mon 23 Nov 12:00', { kind: 'answered' }),
        message('Mon 23 Nov 14:00', 'c'),
        at('Mon 23 Nov 14:30', { kind: 'no-answer-needed', messageId: 'c' }),
      ],
      [
        '1: from Mon 23 Nov 11:00 due Mon 23 Nov 13:00 stopped Mon 23 Nov 12:00 kept',
        '2: from Mon 23 Nov 14:00 due Mon 23 Nov 16:00 stopped Mon 23 Nov 14:30 cancelled',
      ],
    ],
    [
      'is not touched when a message behind the oldest needs no answer',
      [
        ...asked,
        at('Mon 23 Nov 12:00', { kind: 'no-answer-needed', messageId: 'b' }),
        at('Mon 23 Nov 12:10', { kind: 'no-answer-needed', messageId: 'a' }),
      ],
      ['1: from Mon 23 Nov 11:00 due Mon 23 Nov 13:00 stopped Mon 23 Nov 12:10 cancelled'],
    ],
    [
      'stays as it was once answered, whatever is marked later',
      [
        ...asked,
        at('Mon 23 Nov 13:30', { kind: 'answered' }),
        at('Mon 23 Nov 14:00', { kind: 'no-answer-needed', messageId: 'a' }),
        at('Mon 23 Nov 14:00', { kind: 'priority', priority: 'blocker' }),
      ],
      ['1: from Mon 23 Nov 11:00 due Mon 23 Nov 13:00 stopped Mon 23 Nov 13:30 breached'],
    ],
    [
      'stops when the ticket is closed; what is written to an ended ticket starts nothing',
      [...asked, at('Mon 23 Nov 12:00', { kind: 'closed' }), message('Mon 23 Nov 12:30', 'c')],
      ['1: from Mon 23 Nov 11:00 due Mon 23 Nov 13:00 stopped Mon 23 Nov 12:00 kept'],
    ],
    [
      'is owed to a client who reopens, from the reopening on',
      [
        mondayTen,
        at('Mon 23 Nov 11:00', { kind: 'resolved' }),
        at('Tue 24 Nov 09:00', { kind: 'reopened', byClient: true }),
        message('Tue 24 Nov 09:05', 'a'),
        at('Tue 24 Nov 09:10', { kind: 'no-answer-needed', messageId: 'a' }),
      ],
      ['1: from Tue 24 Nov 09:00 due Tue 24 Nov 11:00'],
    ],
    [
      'is owed to nobody when an engineer reopens, until the client writes',
      [
        mondayTen,
        at('Mon 23 Nov 11:00', { kind: 'resolved' }),
        at('Tue 24 Nov 09:00', { kind: 'reopened', byClient: false }),
        message('Tue 24 Nov 12:00', 'a'),
      ],
      ['1: from Tue 24 Nov 12:00 due Tue 24 Nov 14:00'],
    ],
  ]
  test.each(rows)('%s', (_title, events, clocks) => expect(clocksOf('next-response', events)).toEqual(clocks))
})

describe('resolution', () => {
  const opened = at('Mon 23 Nov 10:00', { kind: 'opened', priority: 'high', terms: steps })
  const waiting = at('Mon 23 Nov 12:00', { kind: 'waiting' })
  const rows: Row[] = [
    ['is measured where it is not promised', [mondayTen], ['1: from Mon 23 Nov 10:00']],
    ['is due where a catalogue promises it', [opened], ['1: from Mon 23 Nov 10:00 due Tue 24 Nov 10:00']],
    ['has no due time while the client is waited for', [opened, waiting], ['1: from Mon 23 Nov 10:00 paused Mon 23 Nov 12:00']],
    [
      'goes on with any message of the client, "thanks" too',
      [opened, waiting, message('Tue 24 Nov 09:00', 'a', false)],
      ['1: from Mon 23 Nov 10:00 due Tue 24 Nov 17:00'],
    ],
    [
      'goes on when the desk ends the wait by hand',
      [opened, waiting, at('Mon 23 Nov 13:00', { kind: 'waiting-ended' })],
      ['1: from Mon 23 Nov 10:00 due Tue 24 Nov 11:00'],
    ],
    [
      'that was breached before the wait stays breached',
      [opened, at('Tue 24 Nov 10:01', { kind: 'waiting' }), message('Wed 25 Nov 09:00', 'a'), resolved('Wed 25 Nov 10:00')],
      ['1: from Mon 23 Nov 10:00 due Tue 24 Nov 10:00 stopped Wed 25 Nov 10:00 breached'],
    ],
    [
      'paused on the very deadline is kept',
      [opened, at('Tue 24 Nov 10:00', { kind: 'waiting' }), resolved('Wed 25 Nov 10:00')],
      ['1: from Mon 23 Nov 10:00 due Wed 25 Nov 10:00 stopped Wed 25 Nov 10:00 kept'],
    ],
    [
      'that ends in a wait is judged as if the wait had ended with it',
      [opened, waiting, resolved('Wed 25 Nov 09:00'), at('Thu 26 Nov 09:00', { kind: 'closed' })],
      ['1: from Mon 23 Nov 10:00 due Wed 25 Nov 17:00 stopped Wed 25 Nov 09:00 kept'],
    ],
    [
      'begins anew with a reopened ticket, whole',
      [opened, resolved('Mon 23 Nov 15:00'), at('Wed 25 Nov 09:00', { kind: 'reopened', byClient: false })],
      [
        '1: from Mon 23 Nov 10:00 due Tue 24 Nov 10:00 stopped Mon 23 Nov 15:00 kept',
        '2: from Wed 25 Nov 09:00 due Thu 26 Nov 09:00',
      ],
    ],
    [
      'raised in a wait is due sooner after it',
      [
        opened,
        waiting,
        at('Mon 23 Nov 13:00', { kind: 'priority', priority: 'blocker' }),
        at('Mon 23 Nov 20:00', { kind: 'waiting-ended' }),
      ],
      ['1: from Mon 23 Nov 10:00 due Mon 23 Nov 22:00'],
    ],
    [
      'raised by a plan that promises none keeps what was promised',
      [opened, at('Mon 23 Nov 11:00', { kind: 'plan', terms: { ...enterprise, catalogue: 'steps', order: -1 } })],
      ['1: from Mon 23 Nov 10:00 due Tue 24 Nov 10:00'],
    ],
    [
      'waits for nobody once it has ended',
      [opened, resolved('Mon 23 Nov 11:00'), waiting],
      ['1: from Mon 23 Nov 10:00 due Tue 24 Nov 10:00 stopped Mon 23 Nov 11:00 kept'],
    ],
  ]
  test.each(rows)('%s', (_title, events, clocks) => expect(clocksOf('resolution', events)).toEqual(clocks))

  function resolved(time: string): ClockEvent {
    return at(time, { kind: 'resolved' })
  }
})

describe('a higher priority', () => {
  test.each<Row>([
    [
      'to Blocker goes on by the wall’s clock with the used half hour carried over',
      [
        at('Fri 20 Nov 17:30', { kind: 'opened', priority: 'high', terms: premium }),
        at('Sat 21 Nov 03:00', { kind: 'priority', priority: 'blocker' }),
      ],
      ['1: from Fri 20 Nov 17:30 due Sat 21 Nov 04:30'],
    ],
    [
      'never moves a deadline to a later time, near as it is',
      [mondayTen, at('Mon 23 Nov 11:55', { kind: 'priority', priority: 'blocker' })],
      ['1: from Mon 23 Nov 10:00 due Mon 23 Nov 12:00'],
    ],
    [
      'leaves the plan’s average to act when the used time is beyond the new promise',
      [
        at('Mon 23 Nov 10:00', { kind: 'opened', priority: 'low', terms: steps }),
        at('Tue 24 Nov 12:00', { kind: 'priority', priority: 'medium' }),
      ],
      ['1: from Mon 23 Nov 10:00 due Tue 24 Nov 15:00'],
    ],
    [
      'is due now where no average is named',
      [
        at('Mon 23 Nov 10:00', { kind: 'opened', priority: 'low', terms: steps }),
        at('Tue 24 Nov 12:00', { kind: 'priority', priority: 'high' }),
      ],
      ['1: from Mon 23 Nov 10:00 due Tue 24 Nov 12:00'],
    ],
    [
      'does not mend what was breached',
      [
        mondayTen,
        at('Mon 23 Nov 13:00', { kind: 'priority', priority: 'blocker' }),
        at('Mon 23 Nov 13:05', { kind: 'answered' }),
      ],
      ['1: from Mon 23 Nov 10:00 due Mon 23 Nov 12:00 stopped Mon 23 Nov 13:05 breached'],
    ],
    [
      'that is none changes nothing',
      [mondayTen, at('Mon 23 Nov 11:00', { kind: 'priority', priority: 'high' })],
      ['1: from Mon 23 Nov 10:00 due Mon 23 Nov 12:00'],
    ],
    [
      'of a ticket without a plan promises nothing',
      [
        at('Mon 23 Nov 10:00', { kind: 'opened', priority: 'low', terms: noPlan }),
        at('Mon 23 Nov 11:00', { kind: 'priority', priority: 'blocker' }),
      ],
      ['1: from Mon 23 Nov 10:00'],
    ],
  ])('%s', (_title, events, clocks) => expect(clocksOf('first-response', events)).toEqual(clocks))
})

describe('a lower priority', () => {
  const saturday = at('Sat 21 Nov 03:00', { kind: 'opened', priority: 'blocker', terms: premium })
  test.each<Row>([
    [
      'gives the due time under the new terms with the used hour carried over',
      [saturday, at('Sat 21 Nov 04:00', { kind: 'priority', priority: 'medium' })],
      ['1: from Sat 21 Nov 03:00 due Mon 23 Nov 09:00'],
    ],
    [
      'does not mend a breach where as much is promised',
      [saturday, at('Sat 21 Nov 06:00', { kind: 'priority', priority: 'medium' }), at('Sat 21 Nov 06:00', { kind: 'answered' })],
      ['1: from Sat 21 Nov 03:00 due Sat 21 Nov 05:00 stopped Sat 21 Nov 06:00 breached'],
    ],
    [
      'judges by the longer promise that was due all along',
      [
        at('Mon 23 Nov 10:00', { kind: 'opened', priority: 'high', terms: steps }),
        at('Mon 23 Nov 12:00', { kind: 'priority', priority: 'medium' }),
        at('Mon 23 Nov 13:30', { kind: 'answered' }),
      ],
      ['1: from Mon 23 Nov 10:00 due Mon 23 Nov 14:00 stopped Mon 23 Nov 13:30 kept'],
    ],
    [
      'after a raise carries both stretches of time',
      [
        at('Fri 20 Nov 17:30', { kind: 'opened', priority: 'high', terms: premium }),
        at('Sat 21 Nov 03:00', { kind: 'priority', priority: 'blocker' }),
        at('Sat 21 Nov 03:15', { kind: 'priority', priority: 'low' }),
      ],
      ['1: from Fri 20 Nov 17:30 due Mon 23 Nov 09:15'],
    ],
  ])('%s', (_title, events, clocks) => expect(clocksOf('first-response', events)).toEqual(clocks))
})

describe('another plan', () => {
  const unplanned = at('Mon 23 Nov 10:00', { kind: 'opened', priority: 'high', terms: noPlan })
  test.each<Row>([
    [
      'that is better helps at once, with time left to act',
      [unplanned, at('Mon 23 Nov 15:00', { kind: 'plan', terms: premium })],
      ['1: from Mon 23 Nov 10:00 due Mon 23 Nov 15:25'],
    ],
    [
      'that is better carries the time used without one',
      [unplanned, at('Mon 23 Nov 10:30', { kind: 'plan', terms: enterprise })],
      ['1: from Mon 23 Nov 10:00 due Mon 23 Nov 12:00'],
    ],
    [
      'that is worse, or none, does not touch an open ticket',
      [mondayTen, at('Mon 23 Nov 11:00', { kind: 'plan', terms: noPlan })],
      ['1: from Mon 23 Nov 10:00 due Mon 23 Nov 12:00'],
    ],
  ])('%s', (_title, events, clocks) => expect(clocksOf('first-response', events)).toEqual(clocks))

  test('that ended is kept by the ticket, also when it is reopened for the same problem', () => {
    const events = [
      mondayTen,
      at('Mon 23 Nov 10:10', { kind: 'plan', terms: noPlan }),
      at('Mon 23 Nov 11:00', { kind: 'resolved' }),
      at('Mon 23 Nov 12:00', { kind: 'plan', terms: enterprise }),
      at('Tue 24 Nov 09:00', { kind: 'reopened', byClient: true }),
    ]
    expect(foldClocks(events, calendar).terms).toEqual(premium)
    expect(clocksOf('next-response', events)).toEqual(['1: from Tue 24 Nov 09:00 due Tue 24 Nov 11:00'])
  })

  test('that is better is promised for all that follows', () => {
    const events = [
      unplanned,
      at('Mon 23 Nov 10:10', { kind: 'answered' }),
      at('Mon 23 Nov 10:30', { kind: 'plan', terms: premium }),
      message('Mon 23 Nov 11:00', 'a'),
    ]
    expect(clocksOf('next-response', events)).toEqual(['1: from Mon 23 Nov 11:00 due Mon 23 Nov 13:00'])
  })
})

test('a running clock is breached as soon as its due time has passed, whoever noticed', () => {
  const [first] = foldClocks([mondayTen], calendar).clocks
  if (first === undefined) throw new Error('there is no clock')
  const outcomes = ['Mon 23 Nov 11:00', 'Mon 23 Nov 12:00', 'Mon 23 Nov 12:00:01'].map((time) => outcomeAt(first, vilnius(time)))
  expect(outcomes).toEqual([null, null, 'breached'])
})

test('the used time is what counted: working minutes before a raise, all of them after', () => {
  const events = [
    at('Fri 20 Nov 17:30', { kind: 'opened', priority: 'high', terms: premium }),
    at('Sat 21 Nov 03:00', { kind: 'priority', priority: 'blocker' }),
  ]
  const [first] = foldClocks(events, calendar).clocks
  if (first === undefined) throw new Error('there is no clock')
  expect(usedAt(first, vilnius('Sat 21 Nov 04:00').getTime(), calendar)).toBe(90 * 60_000)
})

test('an event that claims to be before the last one counts at that one’s instant', () => {
  const events = [mondayTen, message('Mon 23 Nov 10:30', 'a'), answeredTwenty]
  expect(clocksOf('first-response', events)).toEqual([
    '1: from Mon 23 Nov 10:00 due Mon 23 Nov 12:00 stopped Mon 23 Nov 10:30 kept',
  ])
})

test('a ticket begins by being opened, once', () => {
  expect(() => foldClocks([], calendar)).toThrow('without events')
  expect(() => foldClocks([answeredTwenty], calendar)).toThrow('first event is "opened"')
  expect(() => foldClocks([mondayTen, mondayTen], calendar)).toThrow('opened once')
})
