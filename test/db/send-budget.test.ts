// How fast the desk speaks: what platforms allow, shared by all processes.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { takePlace } from '../../src/db/send-budget.ts'
import { findDueOutbox } from '../../src/db/waiting.ts'
import type { ConversationId } from '../../src/domain/ids.ts'
import { createDeliveryDesk, type DeliveryDesk } from '../support/delivery.ts'

let desk: DeliveryDesk
beforeAll(async () => {
  desk = await createDeliveryDesk()
})
beforeEach(async () => {
  await desk.clear()
  desk.channel.accepted.length = 0
})
afterAll(() => desk.drop())

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `n${String(index).padStart(3, '0')}`)

/** Lets the clock run in steps, delivering whatever the sweep would find; tells at which second each message went out. */
async function runFor(seconds: number): Promise<number[]> {
  const start = desk.clock.now.getTime()
  const times: number[] = []
  desk.channel.script = () => {
    times.push((desk.clock.now.getTime() - start) / 1000)
    return undefined
  }
  for (let second = 0; second <= seconds; second++) {
    for (const id of await desk.database.transaction((tx) => findDueOutbox(tx, ['telegram:1'], 1000))) await desk.deliver(id)
    desk.clock.advance(1)
  }
  desk.channel.script = null
  return times
}

function most(times: readonly number[], window: number): number {
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + window).length))
}

test('answers in a private chat go out at once, however many', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, numbered(40))
  await desk.deliver(id)
  expect(desk.channel.shownTo('5')).toHaveLength(40)
  expect(await desk.sql('SELECT 1 FROM send_budget')).toEqual([])
})

test('notices to one chat: five at once, then one a second, in order, and each counts one try', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, numbered(9), { push: true })
  const times = await runFor(6)
  expect(times).toEqual([0, 0, 0, 0, 0, 1, 2, 3, 4])
  expect(desk.channel.shownTo('5')).toEqual(numbered(9))
  expect(await desk.sql('SELECT DISTINCT attempts FROM outbox_message')).toEqual([{ attempts: 1 }])
})

test('a group never gets more than twenty messages in a minute, answers included', async () => {
  const id = await desk.chat('-5', 'group')
  await desk.queue(id, numbered(45))
  const times = await runFor(200)
  expect(times).toHaveLength(45)
  expect(most(times, 60)).toBeLessThanOrEqual(20)
})

test('notices to many chats keep below thirty a second for the whole bot, and are not slower than needed', async () => {
  for (const text of numbered(120)) await desk.queue(await desk.chat(text), [text], { push: true })
  const times = await runFor(8)
  expect(times).toHaveLength(120)
  expect(most(times, 1)).toBeLessThanOrEqual(30)
  expect(Math.max(...times)).toBeLessThanOrEqual(5)
})

test('two processes asking at the same time get different places', async () => {
  const lane = { conversationId: 'telegram:1:5' as ConversationId, account: 'telegram:1', private: true }
  const ask = () => desk.database.transaction((tx) => takePlace(tx, lane, true))
  const places = await Promise.all(Array.from({ length: 12 }, ask))
  const waits = places.map((place) => (place.getTime() - desk.clock.now.getTime()) / 1000).sort((a, b) => a - b)
  expect(waits).toEqual([0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7])
})
