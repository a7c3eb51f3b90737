// What two processes may not do to one another, and what conversations that share a transaction may not.
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { processConversations } from '../../src/bot/process-message.ts'
import type { InboundText } from '../../src/domain/channel.ts'
import { type ConversationId, conversationId } from '../../src/domain/ids.ts'
import { receiveMessages } from '../../src/services/receive-message.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { silentLog } from '../support/delivery.ts'
import { createDesk } from '../support/desk.ts'
import { waitUntil } from '../support/wait-until.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
afterAll(() => db.drop())

let update = 1
function message(user: string): InboundText {
  const id = String(update++)
  return {
    channel: 'telegram',
    account: '42',
    address: user,
    conversationId: conversationId('telegram', '42', user),
    externalId: id,
    private: true,
    sender: { userId: user },
    sentAt: db.clock.now,
    kind: 'message',
    messageId: id,
    text: 'Hello',
    files: [],
    notes: [],
  }
}

const think = (...ids: readonly ConversationId[]) =>
  processConversations({ database: db.database, desk: createDesk(), log: silentLog }, ids)

async function countAnswers(id: ConversationId): Promise<number> {
  return (await db.sql('SELECT 1 FROM outbox_message WHERE conversation_id = $1', [id])).length
}

test("a chat's first message that another process is just finishing is not thought about again", async () => {
  const first = message('4001')
  const id = first.conversationId
  await receiveMessages(db.database, [first])
  const other = new Client({ connectionString: db.url })
  await other.connect()
  await other.query('BEGIN')
  await other.query(
    `INSERT INTO conversation (id, channel, account, address, kind, created_at) VALUES ($1, 'telegram', '42', '4001', 'private', now())`,
    [id],
  )
  const thinking = think(id)
  await waitUntil(async () => {
    const waiting = await db.sql(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)
    return waiting.length > 0
  })
  await other.query(
    `UPDATE inbound_message SET state = 'done', payload = NULL, processed_at = now() WHERE conversation_id = $1`,
    [id],
  )
  await other.query('COMMIT')
  await other.end()
  await thinking
  expect(await countAnswers(id)).toBe(0)
})

test('of conversations that are thought about together, one that cannot be read takes none of the others with it', async () => {
  const messages = ['4002', '4003', '4004'].map(message)
  await receiveMessages(db.database, messages)
  const ids = messages.map((one) => one.conversationId)
  const [good, poisoned, alsoGood] = ids as [ConversationId, ConversationId, ConversationId]
  await db.sql(`UPDATE inbound_message SET payload = '\\x00' WHERE conversation_id = $1`, [poisoned])
  await think(...ids)
  expect(await countAnswers(good)).toBeGreaterThan(0)
  expect(await countAnswers(alsoGood)).toBeGreaterThan(0)
  expect(await db.sql('SELECT state, attempts FROM inbound_message WHERE conversation_id = $1', [poisoned])).toEqual([
    { state: 'new', attempts: 1 },
  ])
})
