// The webhook's door: who gets in, and what each answer means. The scenarios shared with polling are in receiving.test.ts.
import { afterEach, expect, test } from 'vitest'
import { createTelegramChannel } from '../../../src/channels/telegram/channel.ts'
import { createRig, type Rig, webhookSecret } from './rig.ts'
import { messageUpdate } from './updates.ts'

const rigs: Rig[] = []
afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.close()))
})

async function open(options: Parameters<typeof createRig>[0] = {}): Promise<Rig> {
  const rig = await createRig({ mode: 'webhook', ...options })
  rigs.push(rig)
  return rig
}

const headers = { 'x-telegram-bot-api-secret-token': webhookSecret }
const body = JSON.stringify(messageUpdate({ text: 'hello' }, 5))

test('An update with the right secret is stored before the answer', async () => {
  const { channel, store } = await open()
  expect(await channel.webhook.handle({ headers, body: Buffer.from(body) })).toEqual({ status: 200 })
  expect(store.messages).toMatchObject([{ text: 'hello', externalId: '5' }])
})

test.each([
  ['no secret', {}],
  ['a wrong secret', { 'x-telegram-bot-api-secret-token': 'guess' }],
  ['a beginning of the secret', { 'x-telegram-bot-api-secret-token': webhookSecret.slice(0, -1) }],
  ['two secrets', { 'x-telegram-bot-api-secret-token': [webhookSecret, webhookSecret] }],
])('With %s nothing gets in', async (_, wrong) => {
  const { channel, store } = await open()
  expect(await channel.webhook.handle({ headers: wrong, body })).toEqual({ status: 401 })
  expect(store.batches).toEqual([])
})

test.each([
  ['broken JSON', '{"update_id": 1', 400],
  ['no JSON at all', 'update', 400],
  ['null', 'null', 400],
  ['a list', '[]', 400],
  ['an object that is no update', '{"hello": 1}', 400],
  ['more than 1 MB', `{"update_id": 1, "x": "${'y'.repeat(1024 * 1024)}"}`, 413],
  ['an update that concerns nobody', '{"update_id": 1, "poll": {}}', 200],
])('%s is answered without a fault: %s', async (_, odd, status) => {
  const { channel, store } = await open()
  expect(await channel.webhook.handle({ headers, body: odd })).toEqual({ status })
  expect(store.messages).toEqual([])
})

test('While nothing can be stored Telegram is asked to deliver again', async () => {
  const { channel, store } = await open()
  store.failNext(1)
  expect(await channel.webhook.handle({ headers, body })).toEqual({ status: 503 })
  expect(channel.fault()).toContain('cannot be stored')
  expect(await channel.webhook.handle({ headers, body })).toEqual({ status: 200 })
  expect(channel.fault()).toBeNull()
})

test('Before the start and after the stop Telegram is asked to deliver again', async () => {
  const { channel, store } = await open({ started: false })
  expect(await channel.webhook.handle({ headers, body })).toEqual({ status: 503 })
  await channel.start(store.received)
  await channel.stop()
  expect(await channel.webhook.handle({ headers, body })).toEqual({ status: 503 })
})

test('A channel that polls has no webhook', async () => {
  const { channel } = await open({ mode: 'polling' })
  expect(await channel.webhook.handle({ headers, body })).toEqual({ status: 404 })
})

test('Telegram is told where to deliver, with the secret and every kind of update by name', async () => {
  const { server, channel } = await open()
  const call = server.calls.find(({ method }) => method === 'setWebhook')
  expect(call?.parameters).toMatchObject({
    secret_token: webhookSecret,
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
  })
  expect(String(call?.parameters['url']).endsWith('/telegram/webhook')).toBe(true)
  expect(channel.webhook.path).toBe('/telegram/webhook')
})

test('A webhook that could not be set is tried again, and the fault says so meanwhile', async () => {
  const { server, channel, store } = await open({ started: false })
  server.addFault({ kind: 'server-error', method: 'setWebhook' })
  await channel.start(store.received)
  expect(channel.fault()).toContain('could not be set up (500')
  await server.waitForCall((call) => call.method === 'setWebhook' && call.status === 200)
  server.person({ id: 701 }).send('hello')
  await store.waitForText('hello')
  expect(channel.fault()).toBeNull()
})

test('Settings that cannot work are refused at once, without showing the token', () => {
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const create = (options: object) => () =>
    createTelegramChannel({ token: '42:SECRET', apiRoot: 'http://127.0.0.1:1', mode: 'polling', log, ...options })
  expect(create({ mode: 'webhook' })).toThrow('a webhook needs a secret and a public address')
  expect(create({ token: 'SECRET' })).toThrow(/^(?!.*SECRET)/)
  expect(create({ apiRoot: 'telegram' })).toThrow('the Bot API root is no http(s) address')
  expect(create({})().account).toBe('42')
})
