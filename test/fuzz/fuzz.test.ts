// The short form of the fuzz run, from a fixed seed; test/fuzz/main.ts is the long one. And that the run would notice.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRandom } from '../chaos/seeded-random.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { runFuzz } from './fuzz.ts'
import { findGrowth } from './growth.ts'
import { mutate } from './mutate.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

test('whatever comes through the front door, nothing fails, nothing is left over, and the process ends well', {
  timeout: 120_000,
}, async () => {
  const report = await runFuzz({ seed: 3, inputs: 1500, databaseUrl: db.url, query: (text) => db.sql(text) as Promise<never> })
  expect(report.faults).toEqual([])
  expect(report).toMatchObject({ stored: { parked: 0 }, errors: '', stopExitCode: 0 })
  const answered = Object.values(report.statuses).reduce((sum, count) => sum + count, 0)
  expect(answered).toBe(1500)
  // Both sorts of inputs came through: some were right, some were refused.
  expect(report.statuses['201']).toBeGreaterThan(50)
  expect(report.statuses['400']).toBeGreaterThan(50)
  expect(report.stored.chatTickets).toBeGreaterThan(5)
})

describe('the run itself', () => {
  test('spoils the same way from the same seed, and leaves what it was given as it was', () => {
    const given = { author: { engineer: 'x' }, lines: [{ quantity: 1 }] }
    const spoil = (seed: number) => JSON.stringify(mutate(given, createRandom(seed)))
    const spoilt = Array.from({ length: 200 }, (_, seed) => spoil(seed))
    expect(Array.from({ length: 200 }, (_, seed) => spoil(seed))).toEqual(spoilt)
    expect(new Set(spoilt).size).toBeGreaterThan(100)
    expect(given).toEqual({ author: { engineer: 'x' }, lines: [{ quantity: 1 }] })
  })

  const resident = [300, 350, 380, 390, 395, 392, 396, 420, 430, 430]
  const alive = [60, 62, 61, 63, 61, 62, 64, 60, 63, 62]
  test.each([
    ['warm', resident, alive, null],
    ['growing', resident, alive.map((megabytes, tenth) => megabytes + tenth * 10), 'alive: from 101 to 143 MB'],
    [
      'growing beside the heap',
      resident.map((megabytes, tenth) => megabytes + tenth * 40),
      alive,
      'resident: from 555 to 750 MB',
    ],
  ])('tells memory that is %s', (_title, residentMB, liveMB, growth) => {
    const readings = residentMB.map((megabytes, tenth) => ({ residentMB: megabytes, liveMB: liveMB[tenth] ?? 0 }))
    expect(findGrowth(readings)).toBe(growth)
  })
})
