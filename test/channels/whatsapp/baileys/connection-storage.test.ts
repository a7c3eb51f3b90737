// The linked account's connection and its database: what cannot be read or stored, who has the account, and what becomes of
// a message when it is lost on the way.
import { randomBytes } from 'node:crypto'
import * as baileys from '@whiskeysockets/baileys'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../../../src/db/client.ts'
import { createSecrets } from '../../../../src/db/secrets.ts'
import type { WhatsAppServer } from '../../../../src/playground/whatsapp/contract.ts'
import { startWhatsAppServer } from '../../../../src/playground/whatsapp/whatsapp-server.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { type ConnectionRig, createConnectionRig, storeLogin } from './connection-rig.ts'

let db: TestDatabase
let server: WhatsAppServer
let rig: ConnectionRig
let mostConnections: number
const others: Database[] = []

beforeAll(async () => {
  db = await createTestDatabase()
})
beforeEach(async () => {
  await db.clear()
  server = await startWhatsAppServer()
  server.trust()
  mostConnections = 0
  server.onChange(() => {
    mostConnections = Math.max(mostConnections, server.connections().length)
  })
  rig = createConnectionRig(db, () => server)
})
afterEach(async () => {
  await rig.stopAll()
  for (const other of others.splice(0)) await other.close()
  await server.close()
})
afterAll(() => db.drop())

async function linked(options = {}) {
  await storeLogin(db, baileys, server.credsFor())
  const one = await rig.link(options)
  await rig.state('open')
  return one
}

/** The lock goes, and whoever had it does not know yet. */
const loseLeads = () =>
  db.sql(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'leadership' AND datname = current_database()`,
  )

const textsOf = (messages: readonly baileys.WAMessage[]) =>
  messages.map(({ message }) => message?.conversation ?? message?.extendedTextMessage?.text ?? null)

test('the 812 keys of a first login are stored in one statement', async () => {
  await db.sql('CREATE TABLE counted (n int)')
  await db.sql(`CREATE FUNCTION count_it() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO counted SELECT count(*) FROM fresh WHERE type = 'pre-key'; RETURN NULL; END $$`)
  await db.sql(`CREATE TRIGGER counted AFTER INSERT ON whatsapp_key REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION count_it()`)
  try {
    await rig.link()
    await server.account.scan((await rig.secret()).text)
    await rig.state('open')
    expect(await db.sql('SELECT n FROM counted WHERE n > 0')).toEqual([{ n: 812 }])
    expect(server.account.preKeysLeft()).toBe(812)
  } finally {
    await db.sql('DROP TRIGGER counted ON whatsapp_key; DROP FUNCTION count_it; DROP TABLE counted')
  }
})

test('a stored login that is spoilt is told in clear words, left as it is, and used again once it is repaired', async () => {
  await storeLogin(db, baileys, server.credsFor())
  const [row] = await db.sql<{ sealed: Buffer }>('SELECT sealed FROM whatsapp_credentials')
  await db.sql(`UPDATE whatsapp_credentials SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)`)
  const one = await rig.link()
  await rig.state('refused', 'login-unreadable')
  expect(one.channel.fault()).toBe('WhatsApp: refused (login-unreadable)')
  expect(one.logged.join('\n')).toContain('is SECRET_KEY the right one?')
  expect(server.connections()).toEqual([])
  await db.sql('UPDATE whatsapp_credentials SET sealed = $1', [row?.sealed])
  await rig.ask({ what: 'resume', number: null })
  await rig.state('open')
})

test('with another key ring nothing is overwritten, and nobody is asked to pair anew', async () => {
  await storeLogin(db, baileys, server.credsFor())
  const before = await db.sql('SELECT * FROM whatsapp_credentials')
  const other = openDatabase({
    url: db.url,
    secrets: createSecrets([randomBytes(32)]),
    now: () => new Date(),
    onCommit: () => {},
  })
  others.push(other)
  await rig.link({ database: other })
  await rig.state('refused', 'login-unreadable')
  expect(await db.sql('SELECT * FROM whatsapp_credentials')).toEqual(before)
  expect(await db.sql('SELECT pairing FROM channel_state')).toEqual([{ pairing: null }])
})

test('a login from a file is taken when there is none', async () => {
  await rig.link({ login: server.account.creds({ preKeys: 0 }) })
  await rig.state('open')
  expect(await db.sql('SELECT count(*)::int AS n FROM whatsapp_credentials')).toEqual([{ n: 1 }])
})

test('when a key cannot be stored, the connection ends before anything else is believed; the message comes again', async () => {
  const one = await linked()
  await db.sql(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk full'; END $$`)
  await db.sql('CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON whatsapp_key FOR EACH ROW EXECUTE FUNCTION full_disk()')
  const rasa = server.phone('Rasa')
  try {
    await rasa.send('can you hear me?')
    await rig.state('lost', 'storage')
    expect(textsOf(one.received)).not.toContain('can you hear me?')
  } finally {
    await db.sql('DROP TRIGGER full_disk ON whatsapp_key; DROP FUNCTION full_disk')
  }
  await waitUntil(() => textsOf(one.received).includes('can you hear me?'), { what: 'the message to come again' })
  await rig.state('open')
})

test('one process has the account, the other waits in silence, and takes over when the first stops', async () => {
  const first = await linked()
  const second = await rig.link()
  expect(second.channel.speaksHere?.()).toBe(false)
  expect(second.channel.fault()).toBeNull()
  expect(second.channel.linkFor('x')).toContain(server.account.number)
  await first.stop()
  await waitUntil(() => second.channel.speaksHere?.(), { what: 'the other to be connected' })
  expect(mostConnections).toBe(1)
})

test('who loses the account cuts the line at once, and there are never two', async () => {
  const first = await linked()
  const second = await rig.link()
  const session = first.session()
  await loseLeads()
  await waitUntil(() => session?.ended.aborted, { what: 'the first to let go', everyMs: 1 })
  await waitUntil(() => first.channel.speaksHere?.() || second.channel.speaksHere?.(), { what: 'one of them to be connected' })
  expect(server.connections().filter(({ state }) => state === 'ready')).toHaveLength(1)
  expect(mostConnections).toBe(1)
})

test('a message that was under way when the account was lost is called unknown, at once', async () => {
  const one = await linked({ whole: true, timing: { queryMilliseconds: 60_000 } })
  const rasa = server.phone('Rasa')
  await (await rasa.send('hello')).delivered()
  server.control.loseMessages()
  const outcome = one.say(rasa.lidAddress, 'lost on the way')
  await waitUntil(() => server.stanzas().some(({ tag }) => tag === 'message'), {
    what: 'the message to be on its way',
    everyMs: 1,
  })
  await loseLeads()
  await expect(outcome).resolves.toMatchObject({ kind: 'unknown' })
})
