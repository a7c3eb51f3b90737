// The second messenger from the operator's side: how it stands, its pairing, its outages, and who is told. Through the whole
// service; the messenger's own process is played through the port that a real one reports by.
import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createChannelReports } from '../../src/db/channel-reports.ts'
import { type Database, openDatabase } from '../../src/db/client.ts'
import { createSecrets } from '../../src/db/secrets.ts'
import type { ChannelStatePort } from '../../src/domain/channel-state.ts'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { createScriptedMessenger, type ScriptedMessenger, type ScriptedPerson } from '../support/scripted-messenger.ts'
import { startTestService, type TestService } from '../support/service.ts'
import { waitUntil } from '../support/wait-until.ts'

type Person = Awaited<ReturnType<typeof connect>>

const account = '37060000000'
const secretKey = randomBytes(32)
let service: TestService
let people: DeskPeople
let messenger: ScriptedMessenger
let database: Database
let reports: ChannelStatePort
let admin: Person
let petras: Person
let ruta: Person
let ingrid: ScriptedPerson
let ahead = 0

beforeAll(async () => {
  messenger = createScriptedMessenger('whatsapp', account)
  service = await startTestService({ SECRET_KEY: secretKey.toString('base64') }, undefined, [{ ...messenger, pairs: true }])
  const now = () => new Date(Date.now() + ahead * 1000)
  database = openDatabase({ url: service.db.url, secrets: createSecrets([secretKey]), now, onCommit: () => {} })
  reports = createChannelReports(database, { channel: 'whatsapp', account })
  people = await createDeskPeople(service)
  admin = await connect(service, telegramIds.admin, 'Darius')
  petras = await connect(service, telegramIds.petras, 'Petras')
  ruta = await connect(service, telegramIds.ruta, 'Rūta')
  // Rūta has both messengers and wrote on the second one last; Ingrid has that one alone.
  await onSecond('ruta', people.contacts.ruta)
  ingrid = await onSecond('ingrid', people.contacts.ingrid)
})
afterAll(async () => {
  await database.close()
  await service.stop()
})

async function onSecond(userId: string, contact: string): Promise<ScriptedPerson> {
  const { code } = await service.api<{ code: string }>('POST', `/contacts/${contact}/link-codes`, {})
  const person = messenger.person({ userId, displayName: userId })
  await person.send(`/start ${code}`)
  await person.sees('Successfully connected with our system')
  const company = contact === people.contacts.ruta ? people.company : people.otherCompany
  await service.api('POST', '/tickets', { company, contact, summary: 'x', description: 'x', priority: 'low' })
  return person
}

function advance(seconds: number): void {
  ahead += seconds
  service.advance(seconds)
}

const said = (person: Person, words: string | RegExp, after: number) =>
  person
    .messages()
    .filter(({ mark, text }) => mark > after && (typeof words === 'string' ? text.includes(words) : words.test(text)))

test('before anything is reported, the admin is told so; an engineer has no such command', async () => {
  const asked = admin.send('/whatsapp')
  await sees(admin, /nothing was heard of its connection yet/, { after: asked })
  const tried = petras.send('/whatsapp')
  await sees(petras, 'I do not know /whatsapp', { after: tried })
})

test('how it stands is on the card, which a press brings up to date', async () => {
  await reports.report('open')
  for (const event of ['received', 'received', 'received', 'undecryptable', 'sent'] as const) reports.note(event)
  await reports.beat()
  const asked = admin.send('/whatsapp')
  const card = await sees(admin, /WhatsApp: connected, since/, { after: asked })
  expect(card.text).toContain('Received 3, sent 1; could not be read 1 (25')
  await reports.pauseFirstContacts(new Date(Date.now() + 3_600_000))
  admin.press('Refresh', { message: card })
  await admin.waitFor(/Nobody is written to first until/, { after: card })
  await sees(admin, /restricts new conversations of our number/, { after: asked })
  await reports.pauseFirstContacts(null)
})

test('an outage of ten minutes is told to admins on the other messenger, once, and to cut-off clients; so is its end', async () => {
  const [before, ofRuta, ofPetras] = [admin.mark(), ruta.mark(), petras.mark()]
  await reports.report('lost', '428')
  advance(9 * 60)
  await reports.report('starting')
  await reports.report('lost', '428')
  expect(said(admin, 'does not work', before)).toEqual([])
  advance(61)
  const alert = await sees(admin, /WhatsApp does not work, since/, { after: before })
  expect(alert.text).toContain('connection lost (428)')
  expect(alert.text).toContain('tried again by itself')
  await sees(ruta, /WhatsApp does not work on our side just now/, { after: ofRuta })
  const ledger = await service.db.sql(
    `SELECT contact_id, channel, state, reason FROM outbox_message WHERE kind = 'channel.outage' ORDER BY state`,
  )
  expect(ledger).toMatchObject([
    { contact_id: people.contacts.ruta, channel: 'telegram' },
    { contact_id: people.contacts.ingrid, state: 'skipped', reason: 'not-connected' },
  ])
  advance(3600)
  await reports.report('open')
  advance(61)
  await sees(admin, /WhatsApp works again/, { after: alert })
  expect(said(admin, 'does not work', before)).toHaveLength(1)
  expect(said(ruta, 'does not work', ofRuta)).toHaveLength(1)
  expect(said(petras, 'does not work', ofPetras)).toEqual([])
  expect(ingrid.shown().some(({ text }) => text.includes('does not work'))).toBe(false)
})

test('a process that is killed is an outage too', async () => {
  const before = admin.mark()
  await service.db.sql(`UPDATE channel_state SET reported_at = now() - interval '11 minutes'`)
  await sees(admin, /not heard of/, { after: before })
  await reports.beat()
  advance(61)
  await sees(admin, /WhatsApp works again/, { after: before })
})

test.each([
  ['unsupported-version', '405', /this version is refused.*updated/s],
  ['refused', '403', /blocked or restricted.*Do not try again and again/s],
  ['refused', '411', /the account is refused/],
  ['refused', 'login-unreadable', /Is SECRET_KEY the one/],
  ['needs-pairing', '401', /pair again: \/whatsapp/],
] as const)('%s (%s) is told at once, with what to do', async (state, reason, words) => {
  const before = admin.mark()
  await reports.report(state, reason)
  await sees(admin, words, { after: before })
})

test('pairing by QR: the picture goes to the asking admin alone, is replaced as it expires, and goes when it is done', async () => {
  const others = [petras.mark(), ruta.mark()] as const
  const asked = admin.send('/whatsapp')
  const card = await sees(admin, /WhatsApp: not paired \(401\)/, { after: asked })
  admin.press('Pair by QR code', { message: card })
  await sees(admin, /What to scan comes here/, { after: asked })
  await waitUntil(async () => (await reports.beat())?.what === 'pair-qr', { what: 'the request to be taken' })
  await reports.report('pairing')
  const expiresAt = () => new Date(Date.now() + 20_000)
  await reports.showPairing({ kind: 'qr', text: `2@first,${'k'.repeat(180)}`, expiresAt: expiresAt() })
  const isPicture = (message: { files: readonly { kind: string }[] }) => message.files.some(({ kind }) => kind === 'photo')
  const first = await sees(admin, isPicture, { after: card, timeoutMs: 10_000 })
  expect(first.text).toContain('show it to nobody else')
  await reports.showPairing({ kind: 'qr', text: `2@second,${'k'.repeat(180)}`, expiresAt: expiresAt() })
  const second = await sees(admin, isPicture, { after: first, timeoutMs: 10_000 })
  await waitUntil(() => !admin.messages().some(({ messageId }) => messageId === first.messageId), { what: 'the first to go' })
  await reports.showPairing(null)
  await waitUntil(() => !admin.messages().some(({ messageId }) => messageId === second.messageId), { what: 'the second to go' })
  expect(said(admin, /is paired and connected/, asked.mark)).toEqual([])
  const drawn = () =>
    service.db.sql<{ left: number }>(`SELECT count(store_key)::int AS left FROM attachment WHERE file_name = 'pairing.png'`)
  await waitUntil(async () => (await drawn())[0]?.left === 0, { what: 'the pictures to go from the store' })
  await reports.report('starting')
  await reports.report('open')
  await sees(admin, 'WhatsApp is paired and connected.', { after: second })
  expect(
    [petras.messages(), ruta.messages()].map((messages, index) => messages.filter((m) => m.mark > (others[index] ?? 0))),
  ).toEqual([[], []])
  expect(messenger.fake.accepted.some(({ shown }) => shown.includes('pairing'))).toBe(false)
})

test('pairing by a code asks for the number, and what was not used in time is taken away and said', async () => {
  await reports.report('needs-pairing')
  const asked = admin.send('/whatsapp')
  const card = await sees(admin, /WhatsApp: not paired/, { after: asked })
  admin.press('Pair by a code', { message: card })
  const question = await sees(admin, /Which number/, { after: card })
  const wrong = admin.send('my phone')
  await sees(admin, /no telephone number/, { after: question })
  admin.send('+370 612 34567')
  await sees(admin, /\+37061234567/, { after: wrong })
  admin.press('Save')
  const taken = async () => isDeepStrictEqual(await reports.beat(), { what: 'pair-code', number: '37061234567' })
  await waitUntil(taken, { what: 'the request to be taken' })
  await reports.report('pairing')
  await reports.showPairing({ kind: 'code', text: 'ABCD1234', expiresAt: new Date(Date.now() + 30_000) })
  const shown = await sees(admin, /ABCD1234/, { after: wrong })
  await service.db.sql(`UPDATE channel_state SET pairing_until = now() - interval '1 second'`)
  await waitUntil(() => !admin.messages().some(({ messageId }) => messageId === shown.messageId), { what: 'the code to go' })
  await reports.report('needs-pairing')
  await sees(admin, /was not paired in time/, { after: shown })
})

test('forgetting the pairing is asked about first', async () => {
  await reports.report('open')
  const asked = admin.send('/whatsapp')
  const card = await sees(admin, /WhatsApp: connected/, { after: asked })
  expect(card.buttons.flat().map(({ text }) => text)).toEqual(['Forget the pairing', 'Refresh'])
  admin.press('Forget the pairing', { message: card })
  await sees(admin, /The login is thrown away, and the number is away/, { after: card })
  expect(await reports.beat()).toBeNull()
  admin.press('Yes, forget it', { message: card })
  await waitUntil(async () => (await reports.beat())?.what === 'forget', { what: 'the request to be taken' })
})

test('the API says the same and never gives a login secret away; readiness and metrics name no number', async () => {
  const { items } = await service.api<{ items: readonly Record<string, unknown>[] }>('GET', '/channels')
  expect(items.map(({ name, state }) => [name, state])).toEqual([
    ['telegram', null],
    ['whatsapp', 'open'],
  ])
  await expect(service.api('POST', '/channels/whatsapp/requests', { request: 'pair-qr' })).rejects.toThrow('409')
  await reports.report('lost', '428')
  await expect(service.api('POST', '/channels/whatsapp/requests', { request: 'pair-qr' })).rejects.toThrow('422')
  const petrasAsks = { request: 'pair-qr', engineer: people.engineers.petras }
  await expect(service.api('POST', '/channels/whatsapp/requests', petrasAsks)).rejects.toThrow('422')
  const body = { request: 'pair-qr', engineer: people.engineers.admin }
  expect(await service.api('POST', '/channels/whatsapp/requests', body)).toMatchObject({ request: 'pair-qr' })
  await expect(service.api('POST', '/channels/email/requests', { request: 'resume' })).rejects.toThrow('404')
  await reports.showPairing({ kind: 'qr', text: '2@a-secret', expiresAt: new Date(Date.now() + 20_000) })
  const ready = await (await fetch(`${service.app.url}/readyz`)).text()
  const metrics = await (await fetch(`${service.app.url}/metrics`)).text()
  expect(JSON.parse(ready)).toMatchObject({
    status: 'degraded',
    telegram: 'ok',
    whatsapp: 'lost (428)',
    channels: { whatsapp: { state: 'lost', reason: '428', counts: { received: 3, undecryptable: 1 } } },
  })
  expect(metrics).toContain('channel_up{channel="whatsapp"} 0')
  expect(metrics).toContain('channel_state{channel="whatsapp",state="lost"} 1')
  expect(metrics).toContain('channel_events{channel="whatsapp",event="received"} 3')
  expect(metrics).toMatch(/channel_last_inbound_seconds\{channel="telegram"\} \d/)
  for (const text of [ready, metrics, JSON.stringify(items)]) {
    expect(text).not.toContain(account)
    expect(text).not.toContain('2@a-secret')
  }
})
