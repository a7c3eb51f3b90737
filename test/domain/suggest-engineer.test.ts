// Who is suggested for the next ticket: by what they carry, and by who is there.
import { describe, expect, test } from 'vitest'
import type { EngineerId } from '../../src/domain/ids.ts'
import { type Candidate, suggestEngineer, suggestForAll, weightOf } from '../../src/domain/suggest-engineer.ts'

/** "asta 2 high 1 low, 3 medium waiting" carries that; "(away)", "(quiet)" and "(admin)" may follow. */
function candidate(words: string): Candidate {
  const [name = ''] = words.split(' ')
  return {
    id: name as EngineerId,
    name,
    role: words.includes('(admin)') ? 'admin' : 'engineer',
    isAway: words.includes('(away)'),
    isQuiet: words.includes('(quiet)'),
    carries: [...words.matchAll(/(\d+) (blocker|high|medium|low)( waiting)?/g)].map(([, count, priority, waiting]) => ({
      count: Number(count),
      priority: priority as 'high',
      status: waiting === undefined ? 'open' : 'waiting',
    })),
  }
}

describe('a ticket is suggested to', () => {
  test.each([
    ['whoever has fewer', 'asta', ['asta 1 medium', 'petras 2 medium']],
    ['whoever has nothing', 'petras', ['asta 1 low', 'petras']],
    ['whoever carries less, though it is more tickets', 'asta', ['asta 3 low', 'petras 1 high']],
    ['whoever has no Blocker', 'petras', ['asta 1 blocker', 'petras 1 high 1 medium']],
    ['whoever waits for clients', 'asta', ['asta 3 medium waiting', 'petras 1 medium']],
    ['of equal weights the one with fewer tickets', 'petras', ['asta 2 low', 'petras 1 medium']],
    ['nobody who is away', 'petras', ['asta (away)', 'petras 9 blocker']],
    ['nobody in quiet hours while somebody else is there', 'petras', ['asta (quiet)', 'petras 9 blocker']],
    ['somebody in quiet hours when all are', 'asta', ['asta (quiet)', 'petras 1 low (quiet)']],
    ['an engineer before an admin', 'asta', ['asta 9 blocker', 'darius (admin)']],
    ['an engineer in quiet hours before an admin', 'asta', ['asta (quiet)', 'darius (admin)']],
    ['an admin where no engineer is there', 'darius', ['asta (away)', 'darius (admin)']],
    ['nobody when nobody is there', null, ['asta (away)', 'darius (admin) (away)']],
    ['nobody in an empty house', null, []],
  ])('%s', (_, wanted, people) => {
    for (const order of [people, [...people].reverse()])
      expect(suggestEngineer(order.map(candidate), 0)?.name ?? null).toBe(wanted)
  })
})

test('of equals each has a turn', () => {
  const people = ['asta', 'ona', 'petras'].map(candidate)
  const turns = [12_345, 12_346, 12_347, 12_348].map((number) => suggestEngineer(people, number)?.name)
  expect(new Set(turns.slice(0, 3)).size).toBe(3)
  expect(turns[3]).toBe(turns[0])
})

test('several tickets are spread as if each suggestion had been followed', () => {
  const tickets = [1, 2, 3, 4].map((number) => ({ number, priority: 'medium', status: 'open' }) as const)
  const suggested = suggestForAll(['asta', 'petras 2 medium'].map(candidate), tickets)
  expect([...suggested.values()].map(({ name }) => name).slice(0, 2)).toEqual(['asta', 'asta'])
  expect(new Set([...suggested.values()].map(({ name }) => name).slice(2))).toEqual(new Set(['asta', 'petras']))
})

test('nothing is suggested for several tickets when nobody is there', () => {
  expect(suggestForAll([candidate('asta (away)')], [{ number: 1, priority: 'low', status: 'open' }]).size).toBe(0)
})

test('what waits for its client weighs a quarter', () => {
  expect(weightOf(candidate('asta 4 high waiting').carries)).toBe(weightOf(candidate('asta 1 high').carries))
})
