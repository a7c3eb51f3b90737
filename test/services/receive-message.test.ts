// Storing what comes in: many deliveries share a statement, each hears of its own fate, and a redelivery changes nothing.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { InboundMessage } from '../../src/domain/channel.ts'
import { conversationId } from '../../src/domain/ids.ts'
import { createReceiver } from '../../src/services/receive-message.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
})

afterAll(() => db.drop())

beforeEach(() => db.clear())

function message(externalId: string): InboundMessage {
  return {
    kind: 'message',
    channel: 'telegram',
    account: '42',
    address: '1001',
    conversationId: conversationId('telegram', '42', '1001'),
    externalId,
    messageId: externalId,
    private: true,
    sender: { userId: '1001' },
    sentAt: db.clock.now,
    text: `text ${externalId}`,
    files: [],
    notes: [],
  }
}

const stored = async () =>
  (await db.sql<{ external_id: string }>('SELECT external_id FROM inbound_message ORDER BY id')).map((row) => row.external_id)

test('many at once are all stored, in the order they came, and their conversation is woken', async () => {
  const receive = createReceiver(db.database)
  const ids = Array.from({ length: 200 }, (_, n) => String(n))
  await Promise.all(ids.map((id) => receive([message(id)])))
  expect(await stored()).toEqual(ids)
  expect(db.wakes.length).toBeGreaterThan(0)
  expect(db.wakes.length).toBeLessThan(ids.length)
})

test('one that the database cannot take fails alone', async () => {
  const receive = createReceiver(db.database)
  const fates = await Promise.allSettled(['1', 'odd \u0000 id', '2'].map((id) => receive([message(id)])))
  expect(fates.map((fate) => fate.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await stored()).toEqual(['1', '2'])
})

test('a redelivery is stored once, also within one group', async () => {
  const receive = createReceiver(db.database)
  await Promise.all([receive([message('7'), message('7')]), receive([message('7')]), receive([message('8')])])
  await receive([message('8')])
  expect(await stored()).toEqual(['7', '8'])
})
