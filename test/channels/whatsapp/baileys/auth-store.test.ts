// The login's secrets on their way between the library and the database.

import type { SignalDataSet } from '@whiskeysockets/baileys'
import * as baileys from '@whiskeysockets/baileys'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AuthPort } from '../../../../src/channels/whatsapp/baileys/auth-port.ts'
import { type AuthStoreOptions, openAuthStore } from '../../../../src/channels/whatsapp/baileys/auth-store.ts'
import { createLibraryLog } from '../../../../src/channels/whatsapp/baileys/library-log.ts'
import { openWhatsAppAuth } from '../../../../src/db/whatsapp-auth.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts'

const account = 'main'
const live = new AbortController().signal
const log = createLibraryLog({ debug() {}, info() {}, warn() {}, error() {} })

let db: TestDatabase
let port: AuthPort
let faults: unknown[]

beforeAll(async () => {
  db = await createTestDatabase()
})
beforeEach(async () => {
  await db.clear()
  await db.sql(`INSERT INTO whatsapp_lease VALUES ('${account}', 1, now())`)
  port = openWhatsAppAuth(db.database, account, { fence: 1, lost: live })
  faults = []
})
afterAll(() => db.drop())

const open = (options: Partial<AuthStoreOptions> = {}) =>
  openAuthStore({ baileys, port, log, over: live, onFault: (error) => void faults.push(error), ...options })

/** As after a phone has confirmed. */
function confirmed() {
  return { me: { id: '37060000001:1@s.whatsapp.net', name: 'Support' }, account: { details: Buffer.from('signed') } }
}

async function linkedStore() {
  const store = await open()
  Object.assign(store.state.creds, confirmed())
  store.save()
  await store.close()
  return open()
}

test('a login comes back as it was, byte for byte', async () => {
  const store = await open()
  Object.assign(store.state.creds, confirmed(), { routingInfo: Buffer.from([1, 2, 3]) })
  store.save()
  await store.close()
  const again = await open()
  expect(again.isPaired()).toBe(true)
  expect(again.state.creds.noiseKey.private).toEqual(Buffer.from(store.state.creds.noiseKey.private))
  expect(again.state.creds.routingInfo).toEqual(Buffer.from([1, 2, 3]))
  expect(faults).toEqual([])
})

test('keys come back as they were, of every kind; what is not there is left out, and null takes away', async () => {
  const store = await linkedStore()
  const set = {
    'pre-key': { 1: { public: Buffer.alloc(32, 1), private: Buffer.alloc(32, 2) } },
    session: { 'a.1': { _sessions: { x: { registrationId: 7, key: Buffer.from('k') } }, version: 'v1' } },
    'lid-mapping': { '370600': '1847', '1847_reverse': '370600' },
    'device-list': { '370600': ['0', '3'] },
    'app-state-sync-key': { k: { keyData: Buffer.from('sync'), timestamp: 5 } },
    'a-kind-still-to-come': { z: { anything: [1, 'two', Buffer.from('three')] } },
  } as unknown as SignalDataSet
  await store.state.keys.set(set)
  await store.close()
  const { keys } = (await open()).state
  expect(await keys.get('pre-key', ['1', '2'])).toEqual({ 1: { public: Buffer.alloc(32, 1), private: Buffer.alloc(32, 2) } })
  expect(await keys.get('session', ['a.1'])).toEqual(set.session)
  expect(await keys.get('lid-mapping', ['1847_reverse'])).toEqual({ '1847_reverse': '370600' })
  expect(await keys.get('device-list', ['370600'])).toEqual({ '370600': ['0', '3'] })
  const syncKey = (await keys.get('app-state-sync-key', ['k']))['k']
  expect(syncKey).toBeInstanceOf(baileys.proto.Message.AppStateSyncKeyData)
  expect(Buffer.from(syncKey?.keyData ?? []).toString()).toBe('sync')
  expect(await keys.get('a-kind-still-to-come' as 'session', ['z'])).toEqual({
    z: { anything: [1, 'two', Buffer.from('three')] },
  })

  const third = await open()
  await third.state.keys.set({ session: { 'a.1': null }, 'pre-key': { 1: null } })
  await third.close()
  const fourth = (await open()).state.keys
  expect(await fourth.get('session', ['a.1'])).toEqual({})
  expect(await fourth.get('pre-key', ['1'])).toEqual({})
})

test('one call of many kinds is one statement', async () => {
  const store = await linkedStore()
  let statements = 0
  const counted = await open({
    port: {
      ...port,
      writeKeys(entries) {
        statements += 1
        return port.writeKeys(entries)
      },
    },
  })
  await counted.state.keys.set({ 'lid-mapping': { a: 'b' }, 'device-list': { a: ['0'] }, session: { x: null } })
  expect(statements).toBe(1)
  await store.close()
})

test('credentials are written one after the other, never an older one after a newer, and the last one always', async () => {
  await linkedStore()
  const written: number[] = []
  let under = 0
  const store = await open({
    port: {
      ...port,
      async writeCredentials(credentials) {
        under += 1
        expect(under).toBe(1)
        await port.writeCredentials(credentials)
        written.push(JSON.parse(credentials.text).nextPreKeyId)
        under -= 1
      },
    },
  })
  for (let next = 2; next <= 40; next++) {
    store.state.creds.nextPreKeyId = next
    store.save()
    if (next % 5 === 0) await new Promise(setImmediate)
  }
  await store.close()
  expect(written).toEqual([...written].sort((a, b) => a - b))
  expect(written.at(-1)).toBe(40)
  expect((await open()).state.creds.nextPreKeyId).toBe(40)
})

test('a database that is away for a moment costs no credentials', async () => {
  await linkedStore()
  let fails = 2
  const store = await open({
    port: {
      ...port,
      async writeCredentials(credentials) {
        fails -= 1
        if (fails >= 0) throw new Error('the database is away')
        await port.writeCredentials(credentials)
      },
    },
  })
  store.state.creds.nextPreKeyId = 77
  store.save()
  await store.close()
  expect(faults).toEqual([])
  expect((await open()).state.creds.nextPreKeyId).toBe(77)
})

test('a key that cannot be stored is told at once, and to whoever wanted it stored', async () => {
  const store = await linkedStore()
  await db.sql(`UPDATE whatsapp_lease SET fence = 2`)
  await expect(store.state.keys.set({ session: { x: Buffer.from('y') } })).rejects.toMatchObject({ name: 'LeaseLost' })
  expect(faults).toMatchObject([{ name: 'LeaseLost' }])
})

test('nobody connects with an account that another process has taken', async () => {
  await linkedStore()
  await db.sql(`UPDATE whatsapp_lease SET fence = 2`)
  await expect(open()).rejects.toMatchObject({ name: 'LeaseLost' })
})

test('a new login begins beside the old one, and takes its place and all its keys when it is confirmed', async () => {
  const old = await linkedStore()
  await old.state.keys.set({ session: { 'old.1': Buffer.from('old') } })
  await old.close()
  const fresh = await open({ anew: true })
  expect(fresh.isPaired()).toBe(false)
  fresh.save()
  expect((await open()).state.creds.noiseKey.private).toEqual(old.state.creds.noiseKey.private)
  Object.assign(fresh.state.creds, confirmed())
  fresh.save()
  await fresh.state.keys.set({ session: { 'new.1': Buffer.from('new') } })
  await fresh.close()
  const now = await open()
  expect(now.state.creds.noiseKey.private).toEqual(Buffer.from(fresh.state.creds.noiseKey.private))
  expect(await now.state.keys.get('session', ['old.1', 'new.1'])).toEqual({ 'new.1': Buffer.from('new') })
})

test('a login from a file is taken over once, when there is none', async () => {
  const seedOf = (registrationId: number) => async () =>
    JSON.stringify({ ...baileys.initAuthCreds(), ...confirmed(), registrationId }, baileys.BufferJSON.replacer)
  expect((await open({ seed: seedOf(11) })).state.creds.registrationId).toBe(11)
  expect((await open({ seed: seedOf(22) })).state.creds.registrationId).toBe(11)
  expect((await open()).state.creds.registrationId).toBe(11)
})

test.each(['not json', '{}', '{"noiseKey":1}'])(
  'a file without a login in it (%s) is refused, and nothing is stored',
  async (text) => {
    await expect(open({ seed: async () => text })).rejects.toMatchObject({ name: 'StoredStateUnreadable' })
    expect(await port.readCredentials()).toBeNull()
  },
)

test('a login in a form of a later version is left alone', async () => {
  await port.writeCredentials({ formatVersion: 2, text: '{}' })
  await expect(open()).rejects.toThrow('a WhatsApp login of format 2 cannot be read')
  expect(await port.readCredentials()).toEqual({ formatVersion: 2, text: '{}' })
})
