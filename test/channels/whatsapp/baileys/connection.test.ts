// The linked account's connection from start to stop, with the unmodified socket against the loopback server: every way in
// which it ends, and what follows.
import * as baileys from '@whiskeysockets/baileys'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { WhatsAppServer } from '../../../../src/playground/whatsapp/contract.ts'
import { startWhatsAppServer } from '../../../../src/playground/whatsapp/whatsapp-server.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { type ConnectionRig, createConnectionRig, storeLogin } from './connection-rig.ts'

let db: TestDatabase
let server: WhatsAppServer
let rig: ConnectionRig

beforeAll(async () => {
  db = await createTestDatabase()
})
beforeEach(async () => {
  await db.clear()
  server = await startWhatsAppServer()
  server.trust()
  rig = createConnectionRig(db, () => server)
})
afterEach(async () => {
  await rig.stopAll()
  await server.close()
})
afterAll(() => db.drop())

/** Linked before, and connected. */
async function linked(options = {}) {
  await storeLogin(db, baileys, server.credsFor())
  const one = await rig.link(options)
  await rig.state('open')
  return one
}

const stored = async (table: string) => (await db.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n

test('a linked account is open a moment after the start, and receives and sends', async () => {
  const one = await linked()
  const rasa = server.phone('Rasa')
  await (await rasa.send('hello')).delivered()
  expect(one.received.map(({ message }) => message?.conversation ?? message?.extendedTextMessage?.text)).toEqual(['hello'])
  await expect(one.say(rasa.lidAddress, 'good morning')).resolves.toMatchObject({ kind: 'sent' })
  await rasa.sees('good morning')
  expect(one.channel.fault()).toBeNull()
  expect(one.channel.speaksHere?.()).toBe(true)
  expect(server.faults()).toEqual([])
})

test('WhatsApp’s link opens a chat with the linked number, the code in it', async () => {
  const one = await linked()
  expect(one.channel.linkFor('ABC-123 x')).toBe(`https://wa.me/${server.account.number}?text=ABC-123%20x`)
})

test('a new account shows a picture to scan; scanned, it is linked, restarts as it is told, and is open', async () => {
  const one = await rig.link()
  await rig.state('pairing', 'qr')
  expect(one.channel.fault()).toContain('pairing')
  expect(one.channel.linkFor('x')).toBeNull()
  await server.account.scan((await rig.secret()).text)
  await rig.state('open')
  expect(await stored('whatsapp_credentials')).toBe(1)
  expect(await db.sql('SELECT pairing FROM channel_state')).toEqual([{ pairing: null }])
  await waitUntil(() => one.channel.linkFor('x') !== null, { what: 'the number to be known' })
  expect(server.faults()).toEqual([])
})

test('an administrator may ask for a code instead, and type it into the phone', async () => {
  await rig.link()
  await rig.state('pairing', 'qr')
  await rig.ask({ what: 'pair-code', number: server.account.number })
  await rig.state('pairing', 'code')
  const { text } = await waitUntil(async () => {
    const secret = await rig.secret()
    return secret.kind === 'code' ? secret : null
  })
  expect(text).toMatch(/^[0-9A-Z]{8}$/)
  await server.account.typeCode(text)
  await rig.state('open')
  expect(server.faults()).toEqual([])
})

test('nothing of a login is stored before a phone has confirmed it', async () => {
  await rig.link()
  await rig.secret()
  expect(await stored('whatsapp_credentials')).toBe(0)
  expect(await stored('whatsapp_key')).toBe(0)
})

test('when the line goes while a picture is shown, the account waits for an administrator, and shows a new one when asked', async () => {
  await rig.link()
  const first = await rig.secret()
  server.control.cut()
  await rig.state('needs-pairing', 'not-paired')
  expect(server.connections()).toEqual([])
  await rig.ask({ what: 'pair-qr', number: null })
  await server.account.scan((await rig.secret(first.text)).text)
  await rig.state('open')
})

test.each([515, 428, 503, 500] as const)('after an end with %s the account is open again by itself', async (code) => {
  await linked()
  const before = server.connections()[0]?.since
  server.control.disconnect(code)
  await waitUntil(() => server.connections().some(({ since, state }) => since !== before && state === 'ready'), {
    what: 'another connection',
  })
  await rig.state('open')
  expect(server.connections()).toHaveLength(1)
})

test('a line that is cut without a word is made again, as often as it takes', async () => {
  await linked()
  server.control.refuseLogins(503, 3)
  server.control.cut()
  await rig.state('lost', 'unavailable')
  await rig.state('open')
  expect(server.connections()).toHaveLength(1)
})

test.each([
  [401, 'needs-pairing', 'logged-out'],
  [411, 'refused', 'not-usable'],
] as const)(
  'after an end with %s the account stops, keeps its login, and goes on when an administrator says so',
  async (code, state, reason) => {
    const one = await linked()
    server.control.disconnect(code)
    await rig.state(state, reason)
    expect(await stored('whatsapp_credentials')).toBe(1)
    expect(one.channel.speaksHere?.()).toBe(false)
    expect(server.connections()).toEqual([])
    await rig.ask({ what: 'resume', number: null })
    await rig.state('open')
  },
)

test.each([
  [403, 'refused', 'banned'],
  [405, 'unsupported-version', 'version-refused'],
] as const)('a login refused with %s is not tried again blindly', async (code, state, reason) => {
  await storeLogin(db, baileys, server.credsFor())
  server.control.refuseLogins(code)
  await rig.link()
  await rig.state(state, reason)
  expect(server.connections()).toEqual([])
  expect(await stored('whatsapp_credentials')).toBe(1)
  server.control.reset()
  await rig.ask({ what: 'resume', number: null })
  await rig.state('open')
})

test('replaced by another user of the session, the account does not fight for it', async () => {
  await linked()
  server.control.disconnect(440)
  await rig.state('replaced', 'replaced')
  expect(server.connections()).toEqual([])
  await rig.ask({ what: 'resume', number: null })
  await rig.state('open')
})

test('the version that the socket says it is can be another one', async () => {
  await linked({ webVersion: [2, 3000, 1_999_999_999] })
  expect(server.faults()).toEqual([])
})

test('a server that falls silent is noticed, and left for a new connection', async () => {
  await linked({ timing: { silentMilliseconds: 150, keepAliveMilliseconds: 60 } })
  server.control.silence(true)
  await rig.state('lost', 'no-answer')
  server.control.silence(false)
  await rig.state('open')
  expect(server.connections().filter(({ state }) => state === 'ready')).toHaveLength(1)
})

test('a connection that never opens is given up and tried again', async () => {
  await storeLogin(db, baileys, server.credsFor())
  server.control.silence(true)
  const one = await rig.link({ timing: { openWithinMilliseconds: 100 } })
  await rig.state('lost', 'no-answer')
  expect(one.channel.fault()).toBe('WhatsApp: lost (no-answer)')
  server.control.silence(false)
  await rig.state('open')
})

test('the owner removes the device: the login stays until a new one is confirmed, and then nothing of the old is left', async () => {
  await linked()
  const [before] = await db.sql('SELECT sealed FROM whatsapp_credentials')
  server.account.unlink()
  await rig.state('needs-pairing', 'logged-out')
  await rig.ask({ what: 'pair-qr', number: null })
  const { text } = await rig.secret()
  expect(await db.sql('SELECT sealed FROM whatsapp_credentials')).toEqual([before])
  await server.account.scan(text)
  await rig.state('open')
  expect(await db.sql('SELECT sealed FROM whatsapp_credentials')).not.toEqual([before])
  const rasa = server.phone('Rasa')
  await (await rasa.send('still there?')).delivered()
  expect(server.faults()).toEqual([])
})

test('an administrator has the login forgotten: the phone is told, and nothing of it is left', async () => {
  await linked()
  await rig.ask({ what: 'forget', number: null })
  await rig.state('needs-pairing', 'forgotten')
  expect(await stored('whatsapp_credentials')).toBe(0)
  expect(await stored('whatsapp_key')).toBe(0)
  await rig.ask({ what: 'pair-qr', number: null })
  await server.account.scan((await rig.secret()).text)
  await rig.state('open')
})

test('a request to pair an account that is linked and open changes nothing', async () => {
  const one = await linked()
  await rig.ask({ what: 'pair-qr', number: null })
  await waitUntil(() => one.logged.some((line) => line.includes('is the case already')), { what: 'the request to be taken' })
  expect(one.channel.speaksHere?.()).toBe(true)
})

test('stopped and started again, the account reads the sessions it had: nobody has to send anything twice', async () => {
  const first = await linked()
  const rasa = server.phone('Rasa')
  await (await rasa.send('one')).delivered()
  await first.say(rasa.lidAddress, 'two')
  await rasa.sees('two')
  await first.stop()
  await rig.state('stopped')
  const second = await rig.link()
  await rig.state('open')
  const sent = await rasa.send('three')
  await sent.delivered()
  await second.say(rasa.lidAddress, 'four')
  await rasa.sees('four')
  expect(sent.retries).toBe(0)
  expect(server.faults()).toEqual([])
})

test('a listener that fails, in either way, ends neither the connection nor the process', async () => {
  let fails = 0
  const one = await linked({
    onMessage() {
      fails += 1
      if (fails === 1) throw new Error('at once')
      return Promise.reject(new Error('later'))
    },
  })
  const rasa = server.phone('Rasa')
  await rasa.send('one')
  await rasa.send('two')
  await waitUntil(() => one.logged.filter((line) => line.includes('a listener failed')).length === 2, { what: 'two failures' })
  expect(one.channel.speaksHere?.()).toBe(true)
})

test('what is logged of a connection names nobody', async () => {
  const one = await linked()
  const rasa = server.phone('Rasa')
  await (await rasa.send('hello', { corrupt: true })).delivered()
  await one.say('37069999999@s.whatsapp.net', 'nobody there')
  server.control.disconnect(503)
  await rig.state('lost', 'unavailable')
  await rig.state('open')
  const log = one.logged.join('\n')
  expect(log).toContain('unavailable')
  for (const name of [rasa.number, rasa.lidAddress, server.account.number, server.account.lid, '37069999999'])
    expect(log).not.toContain(name)
})
