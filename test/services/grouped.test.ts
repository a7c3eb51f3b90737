// Items that share a call: each gets its own result, and nobody suffers for another's fault.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGrouped } from '../../src/services/grouped.ts'

const fault = (code?: string) => Object.assign(new Error('a fault'), code === undefined ? {} : { code })

test('what comes while a call runs goes together into the next one, and each item gets its own result', async () => {
  const calls: (readonly number[])[] = []
  const running = Promise.withResolvers<void>()
  const double = createGrouped(async (items: readonly number[]) => {
    calls.push(items)
    if (calls.length === 1) await running.promise
    return items.map((item) => item * 2)
  })
  const first = double(1)
  await new Promise((turn) => setTimeout(turn, 0))
  const others = [2, 3, 4].map(double)
  running.resolve()
  expect(await Promise.all([first, ...others])).toEqual([2, 4, 6, 8])
  expect(calls).toEqual([[1], [2, 3, 4]])
})

test('of a group in which one value is refused, the others are done all the same', async () => {
  const work = createGrouped(async (items: readonly number[]) => {
    if (items.includes(13)) throw fault('23505')
    return items
  })
  const results = await Promise.allSettled([1, 13, 2].map(work))
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('a database that is away is asked once for all of them, not once for each', async () => {
  let calls = 0
  const work = createGrouped(async () => {
    calls += 1
    throw fault()
  })
  const results = await Promise.allSettled([1, 2, 3].map(work))
  expect(results.every(({ status }) => status === 'rejected')).toBe(true)
  expect(calls).toBe(1)
})

test('whatever comes whenever, nothing is left out, done twice, or mixed up', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ item: fc.integer(), pause: fc.nat(2) }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 5 }),
      async (plan, most) => {
        const seen: number[] = []
        const work = createGrouped(async (items: readonly number[]) => {
          expect(items.length).toBeLessThanOrEqual(most)
          seen.push(...items)
          await new Promise((turn) => setImmediate(turn))
          return items.map((item) => `done ${item}`)
        }, most)
        const done: Promise<string>[] = []
        for (const { item, pause } of plan) {
          done.push(work(item))
          for (let turns = 0; turns < pause; turns++) await new Promise((turn) => setImmediate(turn))
        }
        expect(await Promise.all(done)).toEqual(plan.map(({ item }) => `done ${item}`))
        expect(seen).toEqual(plan.map(({ item }) => item))
      },
    ),
    { numRuns: 50 },
  )
})
