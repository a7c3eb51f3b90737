// The row of a messenger's connection: written by the process that has it, read by all, and asked by admins.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createChannelReports } from '../../src/db/channel-reports.ts'
import { findChannelState, recordRequest } from '../../src/db/channel-states.ts'
import { lockWatched, openPairing, recordSilence } from '../../src/db/channel-watch.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const of = { channel: 'whatsapp', account: 'main' }
let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase()
})
beforeEach(() => db.clear())
afterAll(() => db.drop())

const port = () => createChannelReports(db.database, of)
const read = () => db.database.transaction((tx) => findChannelState(tx, of))

test('an outage runs from the first loss to the next success, whatever is tried between', async () => {
  const reports = port()
  await reports.report('open')
  db.clock.advance(60)
  const lostAt = db.clock.now
  await reports.report('lost', '428')
  db.clock.advance(60)
  await reports.report('starting')
  expect(await read()).toMatchObject({ state: 'starting', reason: null, since: db.clock.now, outageSince: lostAt })
  db.clock.advance(60)
  await reports.report('lost', '428')
  await reports.report('lost', '428')
  db.clock.advance(60)
  await reports.report('open')
  expect(await read()).toMatchObject({ state: 'open', since: db.clock.now, outageSince: null })
})

test('what was counted is written with the next sign of life, and the share is of the last day', async () => {
  const reports = port()
  await reports.report('open')
  for (const event of ['received', 'received', 'received', 'undecryptable', 'sent', 'malformed'] as const) reports.note(event)
  const countedAt = db.clock.now
  await reports.beat()
  expect(await read()).toMatchObject({ lastInboundAt: countedAt, lastOutboundAt: countedAt })
  expect((await read())?.figures).toMatchObject({
    received: 3,
    undecryptable: 1,
    sent: 1,
    malformed: 1,
    undecryptableShare: 0.25,
  })
  db.clock.advance(25 * 3600)
  reports.note('received')
  await reports.beat()
  expect((await read())?.figures).toMatchObject({ received: 4, undecryptable: 1, undecryptableShare: 0 })
})

test('what an admin asks is taken once, with its number sealed on the way', async () => {
  const reports = port()
  expect(await reports.beat()).toBeNull()
  await reports.report('needs-pairing')
  const number = '37061234567'
  await db.database.transaction((tx) =>
    recordRequest(tx, of, { what: 'pair-code', number }, { engineerId: null, conversationId: null }),
  )
  const [row] = await db.sql('SELECT row_to_json(channel_state)::text AS text FROM channel_state')
  expect(row?.['text']).not.toContain(Buffer.from(number).toString('hex'))
  expect(await read()).toMatchObject({ request: 'pair-code' })
  expect(await reports.beat()).toEqual({ what: 'pair-code', number })
  expect(await reports.beat()).toBeNull()
})

test('the pairing’s secret lies sealed, opens until its end, and each new one counts', async () => {
  const reports = port()
  await reports.report('pairing')
  const secret = { kind: 'qr' as const, text: '2@a-login-secret', expiresAt: new Date(Date.now() + 60_000) }
  await reports.showPairing(secret)
  const [row] = await db.sql<{ pairing: Buffer; pairing_revision: number }>('SELECT * FROM channel_state')
  expect(row?.pairing.includes('login-secret')).toBe(false)
  expect(row?.pairing_revision).toBe(1)
  expect(await db.database.transaction((tx) => openPairing(tx, of))).toEqual({ kind: 'qr', text: '2@a-login-secret' })
  await reports.showPairing({ ...secret, expiresAt: new Date(Date.now() - 1000) })
  expect(await db.database.transaction((tx) => openPairing(tx, of))).toBeNull()
  await reports.showPairing(null)
  expect(await db.sql('SELECT pairing, pairing_revision FROM channel_state')).toEqual([{ pairing: null, pairing_revision: 3 }])
})

test('a process that was given up for silent says again what it last said', async () => {
  const reports = port()
  await reports.report('open')
  await db.sql(`UPDATE channel_state SET reported_at = now() - interval '2 minutes'`)
  const row = await db.database.transaction((tx) => lockWatched(tx, of))
  expect(row?.unheardSeconds).toBeGreaterThanOrEqual(120)
  await db.database.transaction((tx) => recordSilence(tx, of, tx.now))
  expect(await read()).toMatchObject({ state: 'silent', outageSince: db.clock.now })
  await reports.beat()
  expect(await read()).toMatchObject({ state: 'open', outageSince: null })
})

test('a pause of first contacts and the platform’s words are there for every replica', async () => {
  await port().report('open')
  const until = new Date('2026-11-24T09:00:00Z')
  await port().pauseFirstContacts(until)
  await port().describe('quality', 'green')
  await port().describe('templates', '3 of 4')
  await port().describe('quality', null)
  expect(await port().standing()).toMatchObject({ breakerUntil: until, figures: { words: { templates: '3 of 4' } } })
  await port().pauseFirstContacts(null)
  expect(await port().standing()).toMatchObject({ breakerUntil: null })
})

test('counts of a write that failed are not lost', async () => {
  const reports = port()
  await reports.report('open')
  await db.sql('ALTER TABLE channel_state RENAME TO away')
  reports.note('received')
  await expect(reports.beat()).rejects.toThrow()
  await db.sql('ALTER TABLE away RENAME TO channel_state')
  await reports.beat()
  expect((await read())?.figures.received).toBe(1)
})
