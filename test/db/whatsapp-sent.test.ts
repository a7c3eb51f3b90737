import { afterEach, beforeEach, expect, test } from 'vitest'
import { keptDays, openWhatsAppSent, pruneWhatsAppSent } from '../../src/db/whatsapp-sent.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let db: TestDatabase
beforeEach(async () => {
  db = await createTestDatabase()
})
afterEach(() => db.drop())

const jid = '184700000000001@lid'
const message = (messageId: string, text = messageId) => ({ messageId, jid, content: Buffer.from(text), proactive: false })

test('a message that is handed over again keeps its content, and counts its tries', async () => {
  const sent = openWhatsAppSent(db.database, 'main')
  expect(await sent.find('A')).toBeNull()
  await sent.submit(message('A', 'first words'))
  const again = await sent.submit(message('A', 'other words'))
  expect(Buffer.from(again.content).toString()).toBe('first words')
  expect(await sent.find('A')).toMatchObject({ jid, state: 'submitted', tries: 2, code: null })
  expect(await openWhatsAppSent(db.database, 'other').find('A')).toBeNull()
})

test('what became of it only moves forward, and each step is news once', async () => {
  const sent = openWhatsAppSent(db.database, 'main')
  await sent.submit(message('A'))
  await sent.submit(message('B'))
  expect(await sent.advance(['A', 'B', 'unknown'], 'accepted')).toHaveLength(2)
  expect(await sent.advance(['A'], 'read')).toEqual([{ messageId: 'A', jid }])
  for (const state of ['accepted', 'delivered', 'read', 'failed'] as const) expect(await sent.advance(['A'], state)).toEqual([])
  expect(await sent.advance(['B'], 'failed', '406')).toHaveLength(1)
  expect(await sent.find('B')).toMatchObject({ state: 'failed', code: '406' })
  expect(await sent.advance(['B'], 'accepted')).toEqual([])
  // A phone that has it is right, whatever was said before.
  expect(await sent.advance(['B'], 'delivered')).toHaveLength(1)
})

test('the last hour is counted, and two weeks later all of it is forgotten', async () => {
  const sent = openWhatsAppSent(db.database, 'main')
  await sent.submit(message('A'))
  await sent.submit({ ...message('B'), proactive: true })
  expect(await sent.lastHour()).toEqual({ sent: 2, proactive: 1 })
  expect(await db.database.transaction((tx) => pruneWhatsAppSent(tx, 10))).toBe(0)
  await db.sql(
    `UPDATE whatsapp_sent SET submitted_at = submitted_at - interval '${keptDays} days 1 minute' WHERE message_id = 'A'`,
  )
  expect(await sent.lastHour()).toEqual({ sent: 1, proactive: 1 })
  expect(await db.database.transaction((tx) => pruneWhatsAppSent(tx, 10))).toBe(1)
  expect(await sent.find('A')).toBeNull()
})
