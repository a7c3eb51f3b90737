// Watching over the messengers' connections: whoever of many replicas sweeps, each thing is told once; and what is switched off is
// nobody's outage.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createChannelReports } from '../../src/db/channel-reports.ts'
import { newId } from '../../src/domain/ids.ts'
import { watchChannels } from '../../src/services/watch-channels.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { silentLog } from '../support/delivery.ts'
import { createDesk } from '../support/desk.ts'

const accounts = ['telegram:1', 'whatsapp:main']
let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
beforeEach(async () => {
  await db.clear()
  await db.database.transaction(async (tx) => {
    await tx.sql.engineer.create({ data: { id: newId(tx.now), name: 'Darius', role: 'admin', createdAt: tx.now } })
  })
})
afterAll(() => db.drop())

const reports = () => createChannelReports(db.database, { channel: 'whatsapp', account: 'main' })
const watch = (of = accounts) =>
  watchChannels({ database: db.database, desk: createDesk(), log: silentLog, files: { remove: async () => {} } }, of)
const told = async () => (await db.sql(`SELECT dedup_key FROM outbox_message WHERE kind = 'channel.alert' ORDER BY id`)).length

test('six replicas that sweep at once tell of an outage once, and of its end once', async () => {
  await reports().report('lost', '503')
  db.clock.advance(601)
  for (let round = 0; round < 3; round++) await Promise.all([1, 2, 3, 4, 5, 6].map(() => watch()))
  expect(await told()).toBe(1)
  await reports().report('open')
  db.clock.advance(61)
  for (let round = 0; round < 3; round++) await Promise.all([1, 2, 3, 4, 5, 6].map(() => watch()))
  expect(await told()).toBe(2)
  expect(await db.sql('SELECT alerted_at, outage_told_at FROM channel_state')).toEqual([
    { alerted_at: null, outage_told_at: null },
  ])
})

test('a second outage is told anew', async () => {
  for (let outage = 0; outage < 2; outage++) {
    await reports().report('lost', '503')
    db.clock.advance(601)
    await watch()
    await reports().report('open')
    db.clock.advance(61)
    await watch()
  }
  expect(await told()).toBe(4)
})

test('a messenger that is switched off is nobody’s outage', async () => {
  await reports().report('lost', '503')
  db.clock.advance(86_400)
  await watch(['telegram:1', 'whatsapp:another'])
  expect(await told()).toBe(0)
})

test('a moved clock of the desk makes no process silent', async () => {
  await reports().report('open')
  db.clock.advance(30 * 86_400)
  await watch()
  await watch()
  expect(await db.sql('SELECT state FROM channel_state')).toEqual([{ state: 'open' }])
  expect(await told()).toBe(0)
})
