// What wake-ups were lost for is found again, and only that; what is old enough is forgotten, and only that.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../../src/domain/ids.ts'
import { prune } from '../../src/jobs/prune.ts'
import type { WorkQueue } from '../../src/jobs/queue-engine.ts'
import { sweep } from '../../src/jobs/sweep.ts'
import { createDeliveryDesk, type DeliveryDesk, silentLog } from '../support/delivery.ts'

let desk: DeliveryDesk
beforeAll(async () => {
  desk = await createDeliveryDesk()
})
beforeEach(async () => {
  await desk.clear()
  desk.channel.script = null
})
afterAll(() => desk.drop())

async function found(busy: readonly WorkQueue[] = []): Promise<string[]> {
  desk.wakes.length = 0
  await sweep(
    {
      database: desk.database,
      channels: desk.deps.channels,
      repeatBlockerCalls: async () => {},
      remindDialogues: async () => {},
      warnDueClocks: async () => {},
      remindOfMoney: async () => {},
      sendDigests: async () => {},
      continueImports: async () => {},
      continueBroadcasts: async () => {},
      watchChannels: async () => {},
    },
    new Set(busy),
  )
  return desk.wakes.map(({ queue, id }) => `${queue} ${id}`)
}

async function receive(conversation: string, externalId: string, dueAt = desk.clock.now): Promise<void> {
  await desk.database.transaction((tx) =>
    tx.sql.inboundMessage.create({
      data: { channel: 'telegram', account: '1', externalId, conversationId: conversation, dueAt, receivedAt: tx.now },
    }),
  )
}

test('conversations with a message to process are found, unless its head waits for the next try', async () => {
  await receive('telegram:1:5', 'a')
  await receive('telegram:1:5', 'b')
  await receive('telegram:1:6', 'c', new Date(desk.clock.now.getTime() + 1000))
  await receive('telegram:1:6', 'd')
  expect(await found()).toEqual(['inbox telegram:1:5'])
  desk.clock.advance(1)
  expect(await found()).toEqual(['inbox telegram:1:5', 'inbox telegram:1:6'])
  expect(await found(['inbox'])).toEqual([])
})

test('conversations with something to say are found once each, and not while they wait or are paused', async () => {
  const [first, second] = [await desk.chat('5'), await desk.chat('6')]
  await desk.queue(first, ['one', 'two'])
  await desk.queue(second, ['three'])
  expect(await found()).toEqual(['outbox telegram:1:5', 'outbox telegram:1:6'])
  desk.channel.script = () => ({ kind: 'later', reason: 'flood', afterSeconds: 10, scope: 'conversation' })
  await desk.deliver(first)
  expect(await found()).toEqual(['outbox telegram:1:6'])
  desk.channel.script = () => ({ kind: 'later', reason: 'flood', afterSeconds: 20, scope: 'account' })
  await desk.deliver(second)
  desk.clock.advance(10)
  expect(await found()).toEqual([])
  desk.clock.advance(10)
  expect(await found()).toEqual(['outbox telegram:1:5', 'outbox telegram:1:6'])
})

test('what a bot that is not served here has to say is left alone', async () => {
  await desk.queue(await desk.chat('5'), ['one'])
  await desk.sql(`UPDATE conversation SET account = '2'`)
  expect(await found()).toEqual([])
})

test('files that wait are found when they are due', async () => {
  const id = newId<never>(desk.clock.now)
  const file = { fileName: 'a', mediaType: 'a/b', state: 'waiting', channel: 'telegram', account: '1', createdAt: desk.clock.now }
  await desk.database.transaction((tx) =>
    tx.sql.attachment.create({ data: { id, ...file, dueAt: new Date(desk.clock.now.getTime() + 1000) } }),
  )
  expect(await found()).toEqual([])
  desk.clock.advance(1)
  expect(await found()).toEqual([`files ${id}`])
})

test('old processed messages, idempotency keys, link codes and budgets go; parked messages and the ledger stay', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['one'], { push: true })
  await desk.deliver(id)
  await receive(id, 'done')
  await receive(id, 'parked')
  await receive(id, 'new')
  await desk.sql(`UPDATE inbound_message SET state = external_id, processed_at = received_at WHERE external_id <> 'new'`)
  const code = Buffer.from('hash')
  await desk.sql(`INSERT INTO link_code (id, code_hash, created_at, expires_at) VALUES (gen_random_uuid(), $1, $2, $2)`, [
    code,
    desk.clock.now,
  ])
  await desk.sql(`INSERT INTO idempotency_key (key, route, request_hash, created_at) VALUES ('k', 'POST /x', '', $1)`, [
    desk.clock.now,
  ])
  const left = async () => {
    await prune({ database: desk.database, log: silentLog })
    const [counts] = await desk.sql(`SELECT (SELECT string_agg(external_id, ',' ORDER BY id) FROM inbound_message) AS inbound,
      (SELECT count(*)::int FROM idempotency_key) AS keys, (SELECT count(*)::int FROM link_code) AS codes,
      (SELECT count(*)::int FROM send_budget) AS budgets, (SELECT count(*)::int FROM outbox_message) AS outbox`)
    return counts
  }
  expect(await left()).toEqual({ inbound: 'done,parked,new', keys: 1, codes: 1, budgets: 2, outbox: 1 })
  desk.clock.advance(48 * 3600 + 1)
  expect(await left()).toEqual({ inbound: 'done,parked,new', keys: 0, codes: 1, budgets: 0, outbox: 1 })
  desk.clock.advance(28 * 24 * 3600)
  expect(await left()).toEqual({ inbound: 'parked,new', keys: 0, codes: 0, budgets: 0, outbox: 1 })
})
