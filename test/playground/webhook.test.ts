// Webhook delivery as Telegram does it: order, secret, retries, counters.
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import type { Update } from '../../src/playground/telegram-objects.ts'
import { callRaw, pollRaw, servers } from './raw-bot.ts'

interface Hit {
  readonly update: Update
  readonly headers: IncomingHttpHeaders
  answer(status: number, headers?: Record<string, string>, body?: string): void
}

const start = servers()
const receivers: Server[] = []

afterEach(() => {
  for (const receiver of receivers.splice(0)) {
    receiver.close()
    receiver.closeAllConnections()
  }
})

/** A webhook receiver; `onHit` decides the answer, hits are kept in order. */
async function receive(onHit: (hit: Hit) => void): Promise<{ url: string; hits: Hit[] }> {
  const hits: Hit[] = []
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const hit: Hit = {
        update: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Update,
        headers: request.headers,
        answer: (status, headers = {}, body = '') => void response.writeHead(status, headers).end(body),
      }
      hits.push(hit)
      onHit(hit)
    })
  })
  receivers.push(receiver)
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  return { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`, hits }
}

const textsOf = (hits: readonly Hit[]) => hits.map(({ update }) => update.message?.text)

test('updates are pushed with the secret, those already waiting first, and polling is refused meanwhile', async () => {
  const server = await start()
  const ana = server.person({ id: 1 })
  ana.send('before')
  const { url, hits } = await receive((hit) => hit.answer(200))
  expect((await callRaw(server, 'setWebhook', { url, secret_token: 'Abc_-1' })).ok).toBe(true)
  ana.send('after')
  await vi.waitUntil(() => hits.length === 2)
  expect(textsOf(hits)).toEqual(['before', 'after'])
  expect(hits[0]?.headers['x-telegram-bot-api-secret-token']).toBe('Abc_-1')
  const refused = await callRaw(server, 'getUpdates')
  expect([refused.status, refused.description]).toEqual([
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  ])
  await callRaw(server, 'deleteWebhook')
  expect(await pollRaw(server)).toEqual([])
})

test('a held poll ends with a conflict when a webhook is set', async () => {
  const server = await start()
  const { url } = await receive((hit) => hit.answer(200))
  const held = callRaw(server, 'getUpdates', { timeout: 50 })
  await vi.waitUntil(() => server.bot.polling.isHeld())
  await callRaw(server, 'setWebhook', { url })
  expect((await held).description).toBe('Conflict: terminated by setWebhook request')
})

test('a failing message holds up its own chat and no other, and is tried until it is taken', async () => {
  const server = await start({ webhookRetryScale: 0.005 })
  let failures = 3
  const { url, hits } = await receive((hit) => {
    if (hit.update.message?.text === 'bad' && failures-- > 0) return hit.answer(500)
    hit.answer(200)
  })
  const ana = server.person({ id: 1 })
  const ben = server.person({ id: 2 })
  ana.send('bad')
  ana.send('after bad')
  ben.send('from ben')
  await callRaw(server, 'setWebhook', { url })
  await vi.waitUntil(() => textsOf(hits).includes('after bad'))
  const texts = textsOf(hits)
  expect(texts.filter((text) => text === 'bad')).toHaveLength(4)
  expect(texts.indexOf('from ben')).toBeLessThan(texts.lastIndexOf('bad'))
  expect(texts.at(-1)).toBe('after bad')
  const info = (await callRaw(server, 'getWebhookInfo')).result
  expect(info).toMatchObject({ url, pending_update_count: 0, last_error_message: 'Wrong response from the webhook: 500' })
})

test('one chat is served one update at a time, however many connections are allowed', async () => {
  const server = await start()
  let running = 0
  let most = 0
  const { url, hits } = await receive((hit) => {
    most = Math.max(most, ++running)
    setImmediate(() => {
      running--
      hit.answer(200)
    })
  })
  const ana = server.person({ id: 1 })
  for (let count = 0; count < 30; count++) ana.send(`${count}`)
  await callRaw(server, 'setWebhook', { url, max_connections: 40 })
  await vi.waitUntil(() => hits.length === 30)
  expect(most).toBe(1)
  expect(textsOf(hits)).toEqual(Array.from({ length: 30 }, (_, count) => `${count}`))
})

test('many chats are served at once, up to max_connections', async () => {
  const server = await start()
  const open: Hit[] = []
  const { url } = await receive((hit) => void open.push(hit))
  for (let id = 1; id <= 6; id++) server.person({ id }).send('hello')
  await callRaw(server, 'setWebhook', { url, max_connections: 4 })
  await vi.waitUntil(() => open.length === 4)
  open.shift()?.answer(200)
  await vi.waitUntil(() => open.length === 4)
  expect(new Set(open.map(({ update }) => update.message?.chat.id)).size).toBe(4)
  for (const hit of open) hit.answer(200)
})

test('a press has a line of its own and may overtake the message before it', async () => {
  const server = await start()
  const ana = server.person({ id: 1 })
  ana.send('hello')
  await pollRaw(server, { offset: -1 })
  await callRaw(server, 'sendMessage', {
    chat_id: 1,
    text: 'Choose',
    reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] },
  })
  const stuck: Hit[] = []
  const { url, hits } = await receive((hit) => (hit.update.message ? void stuck.push(hit) : hit.answer(200)))
  await callRaw(server, 'setWebhook', { url, drop_pending_updates: true })
  ana.send('slow to be taken')
  ana.press('Yes')
  await vi.waitUntil(() => hits.some(({ update }) => update.callback_query))
  expect(stuck).toHaveLength(1)
  stuck[0]?.answer(200)
})

test('the wait a bot asks for by Retry-After is honoured', async () => {
  const server = await start({ webhookRetryScale: 0.1 })
  const times: number[] = []
  const { url, hits } = await receive((hit) => {
    times.push(performance.now())
    if (times.length === 1) hit.answer(503, { 'retry-after': '3' })
    else hit.answer(200)
  })
  server.person({ id: 1 }).send('hello')
  await callRaw(server, 'setWebhook', { url })
  await vi.waitUntil(() => hits.length === 2)
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(290)
})

test('410 for a day makes the webhook go away', async () => {
  const server = await start({ webhookRetryScale: 0.005 })
  const { url, hits } = await receive((hit) => {
    if (hits.length === 2) server.advanceClock(23 * 3600 + 1)
    hit.answer(410)
  })
  server.person({ id: 1 }).send('hello')
  await callRaw(server, 'setWebhook', { url })
  await vi.waitUntil(() => !server.bot.webhook.isSet())
  expect((await callRaw(server, 'getWebhookInfo')).result).toMatchObject({ url: '' })
})

test('a method in the answer to a webhook is carried out', async () => {
  const server = await start()
  const { url } = await receive((hit) => {
    hit.answer(
      200,
      { 'content-type': 'application/json' },
      JSON.stringify({ method: 'sendMessage', chat_id: 1, text: 'at once' }),
    )
  })
  await callRaw(server, 'setWebhook', { url })
  const ana = server.person({ id: 1 })
  ana.send('hello')
  expect((await ana.waitFor('at once')).byBot).toBe(true)
})

test('nothing outside of this machine is ever called', async () => {
  const server = await start()
  for (const url of ['https://example.com/hook', 'http://10.0.0.1/hook', 'http://127.0.0.1.example.com/', 'nonsense']) {
    expect((await callRaw(server, 'setWebhook', { url })).description).toMatch(/^Bad Request: bad webhook/)
  }
})

test('a receiver that is away is called again when it is back', async () => {
  const server = await start({ webhookRetryScale: 0.005 })
  const { url } = await receive((hit) => hit.answer(200))
  const away = receivers.splice(0)[0]
  away?.close()
  away?.closeAllConnections()
  const ana = server.person({ id: 1 })
  ana.send('hello')
  await callRaw(server, 'setWebhook', { url })
  await vi.waitUntil(async () => {
    const { result } = await callRaw(server, 'getWebhookInfo')
    return (result as { last_error_message?: string }).last_error_message === 'Connection refused'
  })
  const back = createServer((request, response) => request.resume().on('end', () => response.end()))
  receivers.push(back)
  back.listen(Number(new URL(url).port), '127.0.0.1')
  await vi.waitUntil(() => server.bot.queue.size() === 0, { timeout: 5000 })
  expect(server.bot.queue.pending()).toEqual([])
})
