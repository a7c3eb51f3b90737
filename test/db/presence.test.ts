// What a killed process had in its hands is free again at once; what a live one holds is not touched.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { announcePresence, releaseOrphans } from '../../src/db/presence.ts'
import { newId } from '../../src/domain/ids.ts'
import { createDeliveryDesk, type DeliveryDesk, silentLog } from '../support/delivery.ts'
import { waitUntil } from '../support/wait-until.ts'

let desk: DeliveryDesk
beforeAll(async () => {
  desk = await createDeliveryDesk()
})
beforeEach(() => desk.clear())
afterAll(() => desk.drop())

const announce = () => announcePresence({ url: desk.url, log: silentLog })
const release = (returnWithin = 0) => desk.database.transaction((tx) => releaseOrphans(tx, returnWithin))

/** Claims a message under this number and leaves it there, as a process does that is killed in the middle. */
async function claimAndDie(text: string, number: number): Promise<void> {
  const id = await desk.chat(text)
  await desk.queue(id, [text])
  const died = desk.deliver(id, {
    processNumber: () => number,
    crashPoints: () => {
      throw new Error('killed')
    },
  })
  await expect(died).rejects.toThrow('killed')
  expect(await desk.row(text)).toMatchObject({ state: 'sending', claimed_by: number })
}

test('each process has a number of its own', async () => {
  const all = await Promise.all([announce(), announce(), announce()])
  expect(new Set(all.map((presence) => presence.number())).size).toBe(3)
  await Promise.all(all.map((presence) => presence.stop()))
})

test('a message in the hands of a live process stays there, and is sent again at once when the process is gone', async () => {
  const presence = await announce()
  await claimAndDie('5', presence.number() as number)
  expect(await release()).toBe(0)
  await presence.stop()
  desk.wakes.length = 0
  expect(await release()).toBe(1)
  expect(desk.wakes).toEqual([{ queue: 'outbox', id: 'telegram:1:5' }])
  await desk.deliver('telegram:1:5' as never)
  expect(desk.channel.shownTo('5')).toEqual(['5'])
  expect(await desk.sql('SELECT outcome, reason FROM delivery_attempt')).toEqual([
    { outcome: 'unknown', reason: 'process-ended' },
  ])
})

test('just after the start of the database nothing is freed: whoever it threw out still has records to write', async () => {
  await claimAndDie('5', 999_999)
  const centuries = 10_000_000_000
  expect(await release(centuries)).toBe(0)
  expect(await release()).toBe(1)
})

test('a claim that its live process has forgotten is freed after two minutes', async () => {
  const presence = await announce()
  await claimAndDie('5', presence.number() as number)
  desk.clock.advance(119)
  expect(await release()).toBe(0)
  desk.clock.advance(2)
  expect(await release()).toBe(1)
  await presence.stop()
})

test('a message whose process died again and again waits a minute, so that it cannot keep killing', async () => {
  for (let deaths = 0; deaths < 6; deaths++) {
    if (deaths === 0) await claimAndDie('5', 999_999)
    else
      await expect(
        desk.deliver('telegram:1:5' as never, {
          crashPoints: () => {
            throw new Error('killed')
          },
        }),
      ).rejects.toThrow()
    await release()
  }
  expect((await desk.row('5')).due_at.getTime() - desk.clock.now.getTime()).toBe(60_000)
})

test('a file that a killed process was fetching is fetched again at once', async () => {
  const presence = await announce()
  const id = newId<never>(desk.clock.now)
  await desk.database.transaction((tx) =>
    tx.sql.attachment.create({
      data: {
        id,
        fileName: 'a.png',
        mediaType: 'image/png',
        state: 'waiting',
        claimedBy: presence.number(),
        dueAt: new Date('2030-01-01'),
        createdAt: tx.now,
      },
    }),
  )
  expect(await release()).toBe(0)
  await presence.stop()
  expect(await release()).toBe(1)
  expect(desk.wakes).toContainEqual({ queue: 'files', id })
})

test('a process whose connection was cut has its number again by itself, and claims nothing meanwhile', async () => {
  const presence = await announce()
  const number = presence.number()
  await desk.sql(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'presence' AND datname = current_database()`,
  )
  await waitUntil(() => presence.number() === null, { what: 'the lost connection to be noticed', everyMs: 1 })
  await waitUntil(() => presence.number() !== null, { what: 'the presence to be taken again' })
  expect(presence.number()).toBe(number)
  await presence.stop()
})
