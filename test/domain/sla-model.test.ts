// Random histories of tickets against the naive minute-by-minute clocks, and what holds for every history.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlanTerms } from '../../src/domain/plan-terms.ts'
import { priorities } from '../../src/domain/priority.ts'
import { applyEvent, type ClockEvent, foldClocks, type TicketClocks } from '../../src/domain/sla.ts'
import { clockKinds, type SlaClock } from '../../src/domain/sla-clock.ts'
import { usedAt } from '../../src/domain/sla-meter.ts'
import { nextWarning, type WarningLevel } from '../../src/domain/sla-warnings.ts'
import { isOpenMinute, walkClocks } from '../support/naive-sla.ts'
import { calendar, enterprise, inVilnius, noPlan, premium, steps, vilnius } from '../support/sla-examples.ts'

const minute = 60_000

/** Goes before the other, and promises less at some priorities: the rule has to see that nobody loses by it. */
const stepsPlus: PlanTerms = {
  ...steps,
  plan: 'STEPS PLUS',
  order: -1,
  promises: {
    blocker: { time: 'working', guaranteedSeconds: 0, averageSeconds: null, resolutionSeconds: 3600 },
    high: steps.promises.medium,
    medium: steps.promises.high,
    low: null,
  },
}
const families = [[enterprise, premium, noPlan] as const, [steps, stepsPlus] as const]

const gaps = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 90 }) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 1500 }) },
)

/** Few messages' names, so that marks meet their message. */
const messageIds = fc.integer({ min: 0, max: 5 }).map((index) => `m${index}`)

function historyOf(family: (typeof families)[number]): fc.Arbitrary<ClockEvent[]> {
  const terms = fc.constantFrom(...family)
  const priority = fc.constantFrom(...priorities)
  const message = fc.record({
    kind: fc.constant('client-message' as const),
    messageId: messageIds,
    needsAnswer: fc.boolean().map((thanks) => !thanks),
  })
  const happening = fc.oneof(
    { weight: 8, arbitrary: message },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('answered' as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('no-answer-needed' as const), messageId: messageIds }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('priority' as const), priority }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('plan' as const), terms }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('waiting' as const, 'waiting-ended' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('resolved' as const, 'closed' as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('reopened' as const), byClient: fc.boolean() }) },
  )
  const begin = fc
    .integer({ min: 0, max: 60 * 24 * 12 })
    .map((minutes) => vilnius('Thu 22 Oct 00:00').getTime() + minutes * minute)
  return fc
    .tuple(begin, priority, terms, fc.array(fc.tuple(gaps, happening), { maxLength: 25, size: 'max' }))
    .map(([start, first, plan, later]) => {
      const events: ClockEvent[] = [{ kind: 'opened', at: new Date(start), priority: first, terms: plan }]
      let now = start
      for (const [gap, event] of later) {
        now += gap * minute
        events.push({ at: new Date(now), ...event })
      }
      return events
    })
}

const histories = fc.oneof(...families.map(historyOf))

function lastOf(events: readonly ClockEvent[]): number {
  return events.at(-1)?.at.getTime() ?? 0
}

/** By kind and in minutes, as the naive clocks tell it. */
function tell(clock: SlaClock, until: number) {
  return {
    kind: clock.kind,
    startedAt: inVilnius(clock.startedAt),
    usedMinutes: (clock.stoppedAt === null ? usedAt(clock, until, calendar) : clock.usedMilliseconds) / minute,
    dueAt: clock.dueAt === null ? null : inVilnius(clock.dueAt),
    paused: clock.stoppedAt === null && clock.pausedAt !== null,
    stoppedAt: clock.stoppedAt === null ? null : inVilnius(clock.stoppedAt),
    outcome: clock.outcome,
  }
}

test('any history gives the clocks that a naive minute-by-minute walk gives', () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 0, max: 3000 }), (events, after) => {
      const until = lastOf(events) + after * minute
      const naive = walkClocks(events, until / minute).map((clock) => ({
        kind: clock.kind,
        startedAt: inVilnius(clock.startedAt * minute),
        usedMinutes: clock.used,
        dueAt: clock.dueAt === null ? null : inVilnius(clock.dueAt * minute),
        paused: clock.paused,
        stoppedAt: clock.stoppedAt === null ? null : inVilnius(clock.stoppedAt * minute),
        outcome: clock.outcome,
      }))
      const { clocks } = foldClocks(events, calendar)
      expect(clocks.map((clock) => tell(clock, until))).toEqual(naive)
      for (const kind of clockKinds) {
        const cycles = clocks.filter((clock) => clock.kind === kind).map((clock) => clock.cycle)
        expect(cycles).toEqual(cycles.map((_, index) => index + 1))
      }
    }),
    { numRuns: 600 },
  )
})

test('stored as JSON after every event, without the clocks that stopped, it comes to the same as from the beginning', () => {
  fc.assert(
    fc.property(histories, (events) => {
      const ended: SlaClock[] = []
      let stored: TicketClocks | null = null
      for (const event of events) {
        const state: TicketClocks = applyEvent(stored, event, calendar)
        ended.push(...state.clocks.filter((clock) => clock.stoppedAt !== null))
        const running = state.clocks.filter((clock) => clock.stoppedAt === null)
        stored = JSON.parse(JSON.stringify({ ...state, clocks: running })) as TicketClocks
      }
      const whole = foldClocks(events, calendar)
      const key = (clock: SlaClock) => `${clock.kind} ${clock.cycle}`
      const byKey = (clocks: readonly SlaClock[]) => Object.fromEntries(clocks.map((clock) => [key(clock), clock]))
      expect(byKey([...ended, ...(stored?.clocks ?? [])])).toEqual(byKey(whole.clocks))
      expect({ ...stored, clocks: [] }).toEqual({ ...whole, clocks: [] })
    }),
    { numRuns: 300 },
  )
})

test('a clock that stopped is the same after whatever comes later', () => {
  fc.assert(
    fc.property(histories, (events) => {
      const frozen = new Map<string, string>()
      let state: TicketClocks | null = null
      for (const event of events) {
        state = applyEvent(state, event, calendar)
        for (const clock of state.clocks.filter((one) => one.stoppedAt !== null)) {
          const name = `${clock.kind} ${clock.cycle}`
          const text = JSON.stringify(clock)
          expect(frozen.get(name) ?? text).toBe(text)
          frozen.set(name, text)
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('a higher priority or another plan never moves a deadline to a later time', () => {
  fc.assert(
    fc.property(histories, (events) => {
      let state: TicketClocks | null = null
      for (const event of events) {
        const before: TicketClocks | null = state
        state = applyEvent(state, event, calendar)
        const raised =
          event.kind === 'plan' ||
          (event.kind === 'priority' && priorities.indexOf(event.priority) < priorities.indexOf(before?.priority ?? 'blocker'))
        if (!raised || before === null) continue
        const dues = (of: TicketClocks) => of.clocks.map((clock) => clock.dueAt ?? Number.POSITIVE_INFINITY)
        const later = dues(state).filter((due, index) => due > (dues(before)[index] ?? 0))
        expect(later).toEqual([])
      }
    }),
    { numRuns: 300 },
  )
})

/** What is sent when the clock is asked at these times. */
function sendAt(clock: SlaClock, times: Iterable<number>, sent: WarningLevel[] = []): string[] {
  const lines: string[] = []
  for (const time of times) {
    const { send } = nextWarning(clock, { sent, now: new Date(time) }, calendar)
    if (send === null) continue
    expect(sent).not.toContain(send.level)
    expect(send.at.getTime()).toBeLessThanOrEqual(time)
    expect(clock.time === 'plain' || isOpenMinute(Math.floor(time / minute))).toBe(true)
    sent.push(send.level)
    lines.push(`${send.level} ${inVilnius(time)}`)
  }
  return lines
}

test('asked only when it said so, a clock warns of the same, at the same minute, as when asked every minute', () => {
  const levels: WarningLevel[] = ['average', 'half', 'three-quarters', 'due', 'overdue-1', 'overdue-4']
  fc.assert(
    fc.property(histories, fc.subarray(levels, { maxLength: 2 }), fc.integer({ min: 0, max: 2000 }), (events, before, after) => {
      const from = lastOf(events) + after * minute
      const until = from + 1500 * minute
      for (const clock of foldClocks(events, calendar).clocks) {
        const everyMinute = Array.from({ length: 1500 }, (_, index) => from + index * minute)
        const sent = [...before]
        const whenTold = function* () {
          for (let time: number | undefined = from; time !== undefined && time < until; ) {
            yield Math.ceil(time / minute) * minute
            time = nextWarning(clock, { sent, now: new Date(time) }, calendar).lookAgainAt?.getTime()
          }
        }
        expect(sendAt(clock, whenTold(), sent)).toEqual(sendAt(clock, everyMinute, [...before]))
      }
    }),
    { numRuns: 40 },
  )
})
