// Faults on demand: what the bot sees, whether the message was said, and how a fault is aimed.
import { expect, test } from 'vitest'
import { callRaw, pollRaw, servers } from './raw-bot.ts'

const start = servers()

async function startWithAna(options?: Parameters<typeof start>[0]) {
  const server = await start(options)
  const ana = server.person({ id: 42, firstName: 'Ana' })
  ana.send('hello')
  const say = (text: string, chat_id = 42) => callRaw(server, 'sendMessage', { chat_id, text })
  const said = () => ana.messages().map(({ text }) => text)
  return { server, ana, say, said }
}

test('429 tells the wait in the body and in the header, once unless said otherwise', async () => {
  const { server, say, said } = await startWithAna()
  const fault = server.addFault({ kind: 'too-many-requests', retryAfter: 5 })
  const refused = await say('one')
  expect(refused).toMatchObject({ status: 429, description: 'Too Many Requests: retry after 5', parameters: { retry_after: 5 } })
  expect(refused.headers.get('retry-after')).toBe('5')
  expect((await say('two')).ok).toBe(true)
  expect([said(), fault.hits()]).toEqual([['two'], 1])
})

test('any refusal can be had, with its parameters', async () => {
  const { server, say } = await startWithAna()
  server.addFault({ kind: 'refuse', status: 403, description: 'Forbidden: user is deactivated' })
  expect(await say('one')).toMatchObject({ status: 403, description: 'Forbidden: user is deactivated' })
  server.addFault({
    kind: 'refuse',
    status: 400,
    description: 'Bad Request: group chat was upgraded',
    parameters: { migrate_to_chat_id: -100 },
  })
  expect(await say('two')).toMatchObject({ status: 400, parameters: { migrate_to_chat_id: -100 } })
  server.addFault({ kind: 'server-error', status: 503 })
  expect(await say('three')).toMatchObject({ status: 503, ok: false })
})

test('a connection dropped before processing says nothing, one dropped after has said it', async () => {
  const { server, say, said } = await startWithAna()
  server.addFault({ kind: 'drop-before', text: 'lost' })
  await expect(say('lost')).rejects.toThrow()
  server.addFault({ kind: 'drop-after', text: 'doubled' })
  await expect(say('doubled')).rejects.toThrow()
  await say('doubled')
  expect(said()).toEqual(['doubled', 'doubled'])
  expect(server.calls.map(({ status, fault }) => [status, fault])).toEqual([
    [0, 'drop-before'],
    [0, 'drop-after'],
    [200, undefined],
  ])
})

test('an answer may be a page of HTML, or break off in the middle of the JSON', async () => {
  const { server, said } = await startWithAna()
  const url = `${server.apiRoot}/bot${server.token}/sendMessage?chat_id=42&text=hi`
  server.addFault({ kind: 'html' })
  const page = await fetch(url)
  expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html'])
  await page.text()
  expect(said()).toEqual([])
  server.addFault({ kind: 'truncated-json' })
  await expect((await fetch(url)).json()).rejects.toThrow()
  expect(said()).toEqual(['hi'])
})

test('a call may never be answered, or only after a while', async () => {
  const { server, said } = await startWithAna()
  const url = `${server.apiRoot}/bot${server.token}/sendMessage?chat_id=42&text=hi`
  server.addFault({ kind: 'never-answer' })
  await expect(fetch(url, { signal: AbortSignal.timeout(150) })).rejects.toThrow(/timeout/)
  expect(said()).toEqual([])
  server.addFault({ kind: 'delay', milliseconds: 120 })
  const began = performance.now()
  await (await fetch(url)).json()
  expect(performance.now() - began).toBeGreaterThan(110)
  expect(said()).toEqual(['hi'])
})

test('a fault is aimed by method, chat, text, the nth call and how often', async () => {
  const { server, say } = await startWithAna()
  server.person({ id: 43 }).send('hello')
  server.addFault({ kind: 'server-error', method: ['SENDMESSAGE', 'sendPhoto'], chat: 42, text: /^no /, nth: 2, times: 2 })
  const results = []
  for (const [text, chat] of [
    ['no 1', 42],
    ['no 2', 43],
    ['yes', 42],
    ['no 3', 42],
    ['no 4', 42],
    ['no 5', 42],
  ] as const) {
    results.push((await say(text, chat)).status)
  }
  expect(results).toEqual([200, 200, 200, 500, 500, 200])
})

test('a fault may stand until it is taken away, and getUpdates is spared unless it is named', async () => {
  const { server, say } = await startWithAna()
  const fault = server.addFault({ kind: 'server-error', times: null })
  expect([(await say('a')).status, (await say('b')).status]).toEqual([500, 500])
  expect(await pollRaw(server)).toHaveLength(1)
  fault.remove()
  expect((await say('c')).status).toBe(200)
  server.addFault({ kind: 'server-error', method: 'getUpdates' })
  expect((await callRaw(server, 'getUpdates')).status).toBe(500)
  server.addFault({ kind: 'server-error', times: null })
  server.clearFaults()
  expect([server.faults(), (await say('d')).status]).toEqual([[], 200])
})

test('a probability hits some calls, the same ones with the same dice', async () => {
  const dice = [0.1, 0.9, 0.4, 0.6]
  const { server, say } = await startWithAna({ random: () => dice.shift() ?? 1 })
  server.addFault({ kind: 'server-error', times: null, probability: 0.5 })
  const statuses = []
  for (const text of ['a', 'b', 'c', 'd']) statuses.push((await say(text)).status)
  expect(statuses).toEqual([500, 200, 500, 200])
})

test('a file download may fail, hang or break off', async () => {
  const { server, ana } = await startWithAna()
  const { message } = ana.sendDocument('log.txt', Buffer.alloc(50_000, 'x'))
  const { result } = await callRaw(server, 'getFile', { file_id: message.document?.file_id })
  const url = `${server.apiRoot}/file/bot${server.token}/${(result as { file_path: string }).file_path}`
  server.addFault({ kind: 'server-error', method: 'downloadFile' })
  expect((await fetch(url)).status).toBe(500)
  server.addFault({ kind: 'truncated-json', method: 'downloadFile' })
  await expect(fetch(url).then((response) => response.arrayBuffer())).rejects.toThrow()
  server.addFault({ kind: 'never-answer', method: 'downloadFile' })
  await expect(fetch(url, { signal: AbortSignal.timeout(150) })).rejects.toThrow(/timeout/)
  expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(50_000)
})

test('a test can wait for a call, and is told the last ones when it waits in vain', async () => {
  const { server, say } = await startWithAna()
  const waiting = server.waitForCall(({ parameters }) => parameters['text'] === 'two')
  await say('one')
  await say('two')
  const call = await waiting
  expect(call).toMatchObject({ sequence: 2, method: 'sendMessage', status: 200, botId: server.bot.user.id })
  await expect(server.waitForCall(() => true, { after: call.sequence, timeoutMs: 20 })).rejects.toThrow(
    'sendMessage 200, sendMessage 200',
  )
})
