import { expect, test } from 'vitest'
import type { ClockKind, SlaClock } from '../../src/domain/sla-clock.ts'
import { giveAwayClocks, takeOverClocks } from '../../src/domain/sla-merge.ts'
import type { ClockCalendar } from '../../src/domain/sla-meter.ts'

const always: ClockCalendar = {
  openMilliseconds: (from, to) => to.getTime() - from.getTime(),
  add: (from, milliseconds) => new Date(from.getTime() + milliseconds),
  nextOpening: (from) => from,
}

function clock(kind: ClockKind, dueAt: number | null, more: Partial<SlaClock> = {}): SlaClock {
  const counted = { usedMilliseconds: 0, countedAt: 0, allowedMilliseconds: dueAt, dueAt, pausedAt: null }
  const ended = { stoppedAt: null, outcome: null }
  return {
    kind,
    cycle: 1,
    startedAt: 0,
    messageId: null,
    time: 'plain',
    averageMilliseconds: null,
    ...counted,
    ...ended,
    ...more,
  }
}

const ticket = (status: 'open' | 'waiting' | 'ended', ...clocks: SlaClock[]) => ({
  status,
  lastAt: 50,
  cycles: { 'first-response': 1, 'next-response': 0, resolution: 1 },
  clocks,
  unanswered: [],
})

test('of two answers that are promised, the one due earlier stays', () => {
  for (const [own, taken] of [
    [200, 100],
    [100, 200],
    [null, 100],
    [100, null],
  ] as const) {
    const { clocks } = takeOverClocks(ticket('open', clock('first-response', own)), [clock('next-response', taken)])
    expect(clocks).toHaveLength(1)
    expect(clocks[0]).toMatchObject({ kind: 'first-response', cycle: 1, dueAt: 100 })
  }
})

test('where nobody waits for an answer any more, the duplicate’s question begins to', () => {
  const answered = clock('first-response', 100, { stoppedAt: 40, outcome: 'kept' })
  const { clocks, cycles } = takeOverClocks(ticket('open', answered), [clock('first-response', 90, { messageId: 'asked' })])
  expect(clocks).toEqual([answered, clock('next-response', 90)])
  expect(cycles['next-response']).toBe(1)
})

test('the earlier solution stays too, but none begins, and a paused one is left alone', () => {
  const taken = [clock('resolution', 100)]
  expect(takeOverClocks(ticket('open', clock('resolution', 300)), taken).clocks[0]?.dueAt).toBe(100)
  const paused = clock('resolution', null, { pausedAt: 10 })
  expect(takeOverClocks(ticket('waiting', paused), taken).clocks).toEqual([paused])
  expect(takeOverClocks(ticket('open'), taken).clocks).toEqual([])
})

test('clocks that were stopped, and tickets that ended, take no part', () => {
  const stopped = clock('first-response', 10, { stoppedAt: 5, outcome: 'kept' })
  const own = ticket('open', clock('first-response', 100))
  expect(takeOverClocks(own, [stopped])).toEqual(own)
  const ended = ticket('ended')
  expect(takeOverClocks(ended, [clock('first-response', 10)])).toBe(ended)
})

test('the duplicate’s own promises are cancelled, kept ones stay kept, and nothing waits there', () => {
  const kept = clock('first-response', 100, { stoppedAt: 40, outcome: 'kept' })
  const away = giveAwayClocks({ ...ticket('open', kept, clock('next-response', 20)), unanswered: ['more'] }, always)
  expect(away.clocks.map(({ outcome }) => outcome)).toEqual(['kept', 'cancelled'])
  expect(away.clocks.every(({ stoppedAt }) => stoppedAt !== null)).toBe(true)
  expect(away).toMatchObject({ status: 'ended', unanswered: [] })
})
