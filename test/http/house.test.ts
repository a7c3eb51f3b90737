import { randomBytes, randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { createSecrets } from '../../src/db/secrets.ts'
import { type HttpRig, startHttp, token } from './rig.ts'

const running: HttpRig[] = []
async function start(...changes: Parameters<typeof startHttp>): Promise<HttpRig> {
  const rig = await startHttp(...changes)
  running.push(rig)
  return rig
}
afterEach(async () => {
  for (const rig of running.splice(0)) await rig.end()
})

async function get(
  rig: HttpRig,
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(`${rig.url}${path}`, { redirect: 'manual', ...init })
  return { status: response.status, text: await response.text(), headers: response.headers }
}

test('the API is closed without a token in the settings, and to a wrong token', async () => {
  const off = await start({ apiToken: undefined })
  expect((await get(off, '/api/v1/companies', { headers: { authorization: `Bearer ${token}` } })).status).toBe(403)
  expect((await get(off, '/api/v1/nothing')).status).toBe(403)
  const on = await start()
  for (const authorization of [
    '',
    'Bearer',
    'Bearer wrong',
    `Basic ${token}`,
    token,
    `Bearer ${token}x`,
    `Bearer ${token} ${token}`,
  ]) {
    const refused = await get(on, '/api/v1/companies', { headers: { authorization } })
    expect([authorization, refused.status, refused.headers.get('www-authenticate')]).toEqual([authorization, 401, 'Bearer'])
  }
  // Nobody without a token learns which routes there are.
  expect((await get(on, '/api/v1/nothing')).status).toBe(401)
  expect(
    (await get(on, '/api/v1/companies', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } })).status,
  ).toBe(401)
  expect((await get(on, '/api/v1/companies', { headers: { authorization: `bearer ${token}` } })).status).toBe(200)
})

test('the service is alive, and names every part it rests on', async () => {
  const parts: Record<string, string | null> = { database: null, queue: null, telegram: null }
  const rig = await start({ readiness: async () => parts })
  expect((await get(rig, '/healthz')).status).toBe(200)
  const ready = await get(rig, '/readyz')
  expect([ready.status, JSON.parse(ready.text)]).toEqual([200, { status: 'ok', database: 'ok', queue: 'ok', telegram: 'ok' }])
  parts['queue'] = 'no connection'
  const degraded = await get(rig, '/readyz')
  expect([degraded.status, JSON.parse(degraded.text)]).toEqual([
    200,
    { status: 'degraded', database: 'ok', queue: 'no connection', telegram: 'ok' },
  ])
  parts['database'] = 'does not answer'
  const unfit = await get(rig, '/readyz')
  expect([unfit.status, JSON.parse(unfit.text)]).toMatchObject([503, { status: 'unavailable', database: 'does not answer' }])
  expect((await get(rig, '/healthz')).status).toBe(200)
})

test('metrics tell how much waits and how long requests take, and name nobody', async () => {
  const rig = await start()
  const name = `Company ${randomUUID()}`
  const company = (await rig.post<{ id: string }>('/companies', { name })).body.id
  await rig.get(`/companies/${company}`)
  await rig.db.sql(
    `INSERT INTO inbound_message (channel, account, external_id, conversation_id, state, due_at, received_at) VALUES
      ('telegram', '1', 'a', 'c', 'new', $1, $1::timestamptz - interval '90 seconds'), ('telegram', '1', 'b', 'c', 'parked', $1, $1)`,
    [rig.db.clock.now],
  )
  await rig.db.sql(
    `INSERT INTO outbox_message (kind, dedup_key, channel, state, attempts, due_at, created_at) VALUES ('x', 'x', 'telegram', 'queued', 2, $1, $1)`,
    [rig.db.clock.now],
  )
  const { text, headers } = await get(rig, '/metrics')
  expect(headers.get('content-type')).toContain('text/plain')
  for (const line of [
    'inbox_waiting_messages 1',
    'inbox_oldest_seconds 90',
    'inbox_parked_messages 1',
    'outbox_waiting_messages 1',
    'outbox_retrying_messages 1',
    'database_up 1',
  ]) {
    expect(text.split('\n')).toContain(line)
  }
  expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/api/v1/companies/:id",status="200"} 1')
  expect(text).toContain('process_cpu_seconds_total')
  expect(text).not.toContain(company)
  expect(text).not.toContain(name)
})

test('with the database away, metrics say so and a request is a fault without details, logged once', async () => {
  const now = () => new Date('2026-11-23T09:00:00Z')
  const url = 'postgresql://nobody@127.0.0.1:1/nothing'
  const database = openDatabase({ url, secrets: createSecrets([randomBytes(32)]), now, onCommit: () => {} })
  const rig = await start({ database })
  const metrics = await get(rig, '/metrics')
  expect(metrics.text.split('\n')).toContain('database_up 0')
  expect(metrics.text).not.toMatch(/^inbox_waiting_messages \d/m)
  const fault = await rig.post('/companies', { name: 'Away' })
  expect([fault.status, Object.keys(fault.body).sort()]).toEqual([500, ['detail', 'instance', 'status', 'title', 'type']])
  expect(JSON.stringify(fault.body)).not.toMatch(/prisma|postgres|connect/i)
  const entries = rig.logged.filter((entry) => entry.level === 'error')
  expect(entries).toHaveLength(1)
  expect(`urn:request:${(entries[0]?.fields as { requestId?: string } | undefined)?.requestId}`).toBe(fault.body.instance)
  expect(JSON.stringify(rig.logged)).not.toContain(token)
})

test('a webhook gets the bytes and headers as they came, and its answer is passed on', async () => {
  const taken: { body: string; secret: unknown }[] = []
  const rig = await start({
    webhooks: [
      {
        path: '/telegram/webhook',
        async handle({ body, headers }) {
          const text = body.toString('utf8')
          if (text === 'store is away') throw new Error('the store is away')
          taken.push({ body: text, secret: headers['x-telegram-bot-api-secret-token'] })
          return { status: text === '{"bad"' ? 400 : 200 }
        },
      },
    ],
  })
  const send = (
    body: string,
    headers: Record<string, string> = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 's' },
  ) => get(rig, '/telegram/webhook', { method: 'POST', body, headers })
  expect((await send('{"a": 1 }')).status).toBe(200)
  expect((await send('{"bad"')).status).toBe(400)
  expect((await send('x', {})).status).toBe(200)
  expect(taken.map((entry) => entry.body)).toEqual(['{"a": 1 }', '{"bad"', 'x'])
  expect(taken[0]?.secret).toBe('s')
  expect((await send('store is away')).status).toBe(503)
  expect((await send('x'.repeat(1_100_000))).status).toBe(413)
  expect((await get(rig, '/telegram/webhook')).status).toBe(404)
})

test('the playground’s pages get their requests untouched, and “/” leads to them', async () => {
  const rig = await start({
    pages(request, response) {
      if (request.url === '/playground/lost') return false
      response.writeHead(200, { 'content-type': 'text/plain' })
      request.pipe(response)
      return true
    },
  })
  const root = await get(rig, '/')
  expect([root.status, root.headers.get('location')]).toEqual([302, '/playground'])
  expect((await get(rig, '/playground')).status).toBe(200)
  expect(
    (
      await get(rig, '/playground/api/x?y=1', {
        method: 'POST',
        body: '{"raw": "body"',
        headers: { 'content-type': 'application/json' },
      })
    ).text,
  ).toBe('{"raw": "body"')
  expect((await get(rig, '/playground/lost')).status).toBe(404)
  const without = await start()
  expect((await get(without, '/playground')).status).toBe(404)
  expect((await get(without, '/')).status).toBe(404)
})

test('while the service stops, new requests are sent away and what is being worked on is finished', async () => {
  let arrived = () => {}
  const begun = new Promise<void>((done) => (arrived = done))
  let finish = () => {}
  const released = new Promise<void>((done) => (finish = done))
  const rig = await start({
    webhooks: [
      {
        path: '/slow',
        async handle() {
          arrived()
          await released
          return { status: 200 }
        },
      },
    ],
  })
  const slow = get(rig, '/slow', { method: 'POST', body: 'x' })
  await begun
  rig.server.stopTaking()
  const refused = await rig.get('/companies')
  expect([refused.status, refused.headers.get('connection')]).toEqual([503, 'close'])
  expect((await get(rig, '/healthz')).status).toBe(200)
  expect((await get(rig, '/readyz')).status).toBe(503)
  const closed = rig.server.close()
  finish()
  const answer = await slow
  // Kept open, the connection would hold the end up for as long as keeping alive goes.
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close'])
  await closed
})

test('closing does not wait for somebody who connected and says nothing, nor for one who never finishes', async () => {
  const rig = await start()
  const port = Number(new URL(rig.url).port)
  const silent = connect(port, '127.0.0.1')
  const endless = connect(port, '127.0.0.1')
  endless.write('POST /api/v1/companies HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{')
  const ended = [silent, endless].map((socket) => new Promise((done) => socket.resume().once('close', done)))
  await (await fetch(`${rig.url}/healthz`)).text()
  await rig.server.close()
  await Promise.all(ended)
  await expect(fetch(`${rig.url}/healthz`)).rejects.toThrow()
})

test('closing does not wait for pages that stay open', async () => {
  const rig = await start({
    pages(_, response) {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: hello\n\n')
      return true
    },
  })
  const socket = connect(Number(new URL(rig.url).port), '127.0.0.1')
  socket.write('GET /playground/events HTTP/1.1\r\nhost: x\r\n\r\n')
  await new Promise((done) => socket.once('data', done))
  const ended = new Promise((done) => socket.once('close', done))
  await rig.server.close()
  await ended
  expect(socket.destroyed).toBe(true)
})
