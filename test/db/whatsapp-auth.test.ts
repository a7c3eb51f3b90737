// The linked account's login in the database: what is written under an old lease, with another key, or row by row.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { createLeadership } from '../../src/db/leadership.ts'
import { createSecrets } from '../../src/db/secrets.ts'
import { openWhatsAppAuth } from '../../src/db/whatsapp-auth.ts'
import { createWhatsAppLease, type TakeLease } from '../../src/db/whatsapp-lease.ts'
import type { AccountLease } from '../../src/domain/account-lease.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const account = 'main'
const log = { debug() {}, info() {}, warn() {}, error() {} }
const never = new AbortController().signal

let db: TestDatabase
const closers: (() => Promise<void>)[] = []

beforeAll(async () => {
  db = await createTestDatabase()
})
beforeEach(async () => {
  for (const close of closers.splice(0)) await close()
  await db.clear()
})
afterAll(async () => {
  for (const close of closers.splice(0)) await close()
  await db.drop()
})

/** A process that takes part in the election. */
function process(): { readonly take: TakeLease; readonly end: () => Promise<void> } {
  const leadership = createLeadership({ url: db.url, name: `whatsapp:${account}`, log })
  closers.push(() => leadership.stop())
  return { take: createWhatsAppLease({ database: db.database, leadership, account, log }), end: () => leadership.stop() }
}

async function lease(): Promise<AccountLease> {
  const taken = await process().take(never)
  if (taken === null) throw new Error('not taken')
  return taken
}

const open = (taken: AccountLease) => openWhatsAppAuth(db.database, account, taken)
const credentials = (text: string) => ({ formatVersion: 1, text })

test('what was stored comes back, and an account without a login has none', async () => {
  const auth = open(await lease())
  expect(await auth.readCredentials()).toBeNull()
  await auth.writeCredentials(credentials('first'))
  await auth.writeCredentials(credentials('second'))
  expect(await auth.readCredentials()).toEqual(credentials('second'))
})

test('keys of any kind are kept, missing ones are left out, and a null deletes', async () => {
  const auth = open(await lease())
  await auth.writeKeys([
    { type: 'pre-key', id: '1', text: 'a' },
    { type: 'a-kind-still-to-come', id: 'x/y:z', text: 'b' },
  ])
  await auth.writeKeys([
    { type: 'pre-key', id: '1', text: 'c' },
    { type: 'a-kind-still-to-come', id: 'x/y:z', text: null },
    { type: 'session', id: 'not-there', text: null },
  ])
  expect(await auth.readKeys('pre-key', ['1', '2'])).toEqual(new Map([['1', 'c']]))
  expect(await auth.readKeys('a-kind-still-to-come', ['x/y:z'])).toEqual(new Map())
})

test('nothing of a login lies in the database in the clear, and a row moved elsewhere does not open', async () => {
  const auth = open(await lease())
  await auth.writeKeys([
    { type: 'session', id: 'one', text: 'ratchet-of-one' },
    { type: 'session', id: 'two', text: 'ratchet-of-two' },
  ])
  const stored = await db.sql<{ all: string }>(`SELECT string_agg(encode(sealed, 'escape'), '') AS all FROM whatsapp_key`)
  expect(stored[0]?.all).not.toContain('ratchet')
  await db.sql(`UPDATE whatsapp_key SET sealed = (SELECT sealed FROM whatsapp_key WHERE id = 'two') WHERE id = 'one'`)
  await expect(auth.readKeys('session', ['one'])).rejects.toThrow('the stored WhatsApp login cannot be read')
})

test('the 812 keys of a first login are one statement', async () => {
  const auth = open(await lease())
  await db.sql('CREATE TABLE counted (n int)')
  await db.sql(
    `CREATE FUNCTION count_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO counted VALUES (1); RETURN NULL; END $$`,
  )
  await db.sql('CREATE TRIGGER counted AFTER INSERT ON whatsapp_key FOR EACH STATEMENT EXECUTE FUNCTION count_it()')
  const entries = Array.from({ length: 812 }, (_, n) => ({ type: 'pre-key', id: String(n + 1), text: `key ${n + 1}` }))
  await auth.writeKeys(entries)
  expect(await db.sql('SELECT count(*)::int AS n FROM counted')).toEqual([{ n: 1 }])
  const ids = entries.map(({ id }) => id)
  expect((await auth.readKeys('pre-key', ids)).get('812')).toBe('key 812')
  expect((await auth.readKeys('pre-key', ids)).size).toBe(812)
  await db.sql('DROP TRIGGER counted ON whatsapp_key; DROP FUNCTION count_it; DROP TABLE counted')
})

test('whoever lost the account writes nothing any more, however late', async () => {
  const old = await lease()
  const before = open(old)
  await before.writeCredentials(credentials('mine'))
  await before.writeKeys([{ type: 'session', id: 'a', text: 'mine' }])
  // Its connection is cut by the database: the lock goes to the next before this process knows.
  await db.sql(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'leadership' AND datname = current_database()`,
  )
  const next = await lease()
  expect(next.fence).toBeGreaterThan(old.fence)
  await expect(before.writeCredentials(credentials('late'))).rejects.toMatchObject({ name: 'LeaseLost' })
  await expect(before.writeKeys([{ type: 'session', id: 'a', text: 'late' }])).rejects.toMatchObject({ name: 'LeaseLost' })
  await expect(before.writeKeys([{ type: 'session', id: 'a', text: null }])).rejects.toMatchObject({ name: 'LeaseLost' })
  await expect(before.forget()).rejects.toMatchObject({ name: 'LeaseLost' })
  const after = open(next)
  expect(await after.readCredentials()).toEqual(credentials('mine'))
  expect(await after.readKeys('session', ['a'])).toEqual(new Map([['a', 'mine']]))
  expect(old.lost.aborted).toBe(true)
})

test('one process has the account; the next one gets it when the first ends, with a higher number', async () => {
  const first = process()
  const second = process()
  const taken = await first.take(never)
  let waiting = true
  const later = second.take(never).then((got) => {
    waiting = false
    return got
  })
  expect((await first.take(never))?.fence).toBe(taken?.fence)
  expect(waiting).toBe(true)
  await first.end()
  expect((await later)?.fence).toBe((taken?.fence ?? 0) + 1)
})

test('with another key ring the login is called unreadable and stays as it is', async () => {
  const taken = await lease()
  await open(taken).writeCredentials(credentials('sealed with the old key'))
  const other = openDatabase({
    url: db.url,
    secrets: createSecrets([randomBytes(32)]),
    now: () => new Date(),
    onCommit: () => {},
  })
  closers.push(() => other.close())
  await expect(openWhatsAppAuth(other, account, taken).readCredentials()).rejects.toMatchObject({ name: 'StoredStateUnreadable' })
  expect(await open(taken).readCredentials()).toEqual(credentials('sealed with the old key'))
})

test('an administrator’s “forget” takes the login of this account and of no other', async () => {
  const taken = await lease()
  await db.sql(`INSERT INTO whatsapp_key VALUES ('other', 'session', 'a', '\\x00', 1)`)
  const auth = open(taken)
  await auth.writeCredentials(credentials('mine'))
  await auth.writeKeys([{ type: 'session', id: 'a', text: 'mine' }])
  await auth.forget()
  expect(await auth.readCredentials()).toBeNull()
  expect(await db.sql('SELECT account FROM whatsapp_key')).toEqual([{ account: 'other' }])
})
