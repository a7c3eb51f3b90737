// The page's own API: the people's side over HTTP, what it refuses, and being mounted on somebody else's server.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { BotApiServerOptions } from '../../src/playground/bot-api-server.ts'
import { createPlaygroundPages } from '../../src/playground/pages.ts'
import type { BotApiServer } from '../../src/playground/server-contract.ts'
import { callRaw, pollRaw, servers } from './raw-bot.ts'

const start = servers()
const persons = [
  { id: 1001, name: 'Ana', role: 'client', note: 'Baltic Voice', username: 'ana', language: 'lt' },
  { id: 3001, name: 'Tomas', role: 'engineer', note: '', begun: true },
]
const open: (() => void)[] = []

afterEach(() => {
  for (const close of open.splice(0)) close()
})

async function startWithPages(options: BotApiServerOptions = {}) {
  const server = await start({ persons, ...options })
  const api = `${server.apiRoot}/playground/api`
  const get = async (path: string) => (await fetch(api + path)).json()
  const post = async (
    path: string,
    body: Uint8Array<ArrayBuffer> | object = {},
    headers: Record<string, string> = { 'x-playground': '1' },
  ) => {
    const raw = body instanceof Uint8Array
    const response = await fetch(api + path, { method: 'POST', headers, body: raw ? body : JSON.stringify(body) })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  return { server, api, get, post }
}

/** Events of the stream, as they come. */
async function* events(server: BotApiServer): AsyncGenerator<{ event: string; data: Record<string, unknown> }> {
  const stop = new AbortController()
  open.push(() => stop.abort())
  const response = await fetch(`${server.apiRoot}/playground/api/events`, { signal: stop.signal })
  let rest = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const parts = (rest + chunk).split('\n\n')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const found = part.match(/^event: (.*)\ndata: (.*)$/)
      yield { event: found?.[1] ?? 'comment', data: JSON.parse(found?.[2] ?? '{}') as Record<string, unknown> }
    }
  }
}

test('the page and its parts are served, and nothing beside them', async () => {
  const { server } = await startWithPages()
  for (const [path, type] of [
    ['', 'text/html'],
    ['/', 'text/html'],
    ['/main.js', 'text/javascript'],
    ['/base.css', 'text/css'],
    ['/icons.svg', 'image/svg+xml'],
  ]) {
    const response = await fetch(`${server.apiRoot}/playground${path}`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`])
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
    expect(await response.text()).not.toMatch(/<script>|<style| on\w+="| style="/)
  }
  for (const path of ['/pages.ts', '/..%2fmain.ts', '/screenshots', '/api/nothing']) {
    expect((await fetch(`${server.apiRoot}/playground${path}`)).status).toBe(404)
  }
})

test('a person of the list writes, the bot answers with a button, the person presses it', async () => {
  const { server, get, post } = await startWithPages()
  expect(await get('/state')).toMatchObject({ bot: { username: 'support_playground_bot' }, persons })
  await post('/persons/1001/send', { text: 'Calls fail' })
  const [update] = await pollRaw(server)
  expect(update?.message).toMatchObject({ text: 'Calls fail', from: { id: 1001, first_name: 'Ana', language_code: 'lt' } })
  await callRaw(server, 'sendMessage', {
    chat_id: 1001,
    text: 'How bad?',
    reply_markup: { inline_keyboard: [[{ text: 'Blocker', callback_data: 'p:1' }]] },
  })
  expect(await get('/persons/1001/wait?text=How')).toMatchObject({
    text: 'How bad?',
    buttons: [[{ text: 'Blocker', data: 'p:1' }]],
  })
  const pressing = post('/persons/1001/press', { button: 'p:1' })
  const call = (await pollRaw(server, { offset: (update?.update_id ?? 0) + 1, timeout: 5 }))[0]?.callback_query
  await callRaw(server, 'answerCallbackQuery', { callback_query_id: call?.['id'], text: 'Noted' })
  expect((await pressing).body).toMatchObject({ answer: { text: 'Noted' } })
})

test('files go up as they are and come down as downloads, pictures excepted', async () => {
  const { server, api, get, post } = await startWithPages()
  const headers = { 'x-playground': '1', 'content-type': 'text/html' }
  await post(
    '/persons/1001/file?kind=document&name=page.html&caption=Look',
    new TextEncoder().encode('<script>alert(1)</script>'),
    headers,
  )
  const [update] = await pollRaw(server)
  expect(update?.message).toMatchObject({
    caption: 'Look',
    document: { file_name: 'page.html', mime_type: 'text/html', file_size: 25 },
  })
  const chat = (await get('/persons/1001')) as { messages: { files: { fileId: string }[] }[] }
  const file = await fetch(`${api}/files/${chat.messages[0]?.files[0]?.fileId}`)
  expect(file.headers.get('content-type')).toBe('application/octet-stream')
  expect(file.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''page.html")
})

test("a change without the page's own header is refused, so that no other web page can make one", async () => {
  const { get, post } = await startWithPages()
  expect((await post('/persons/1001/send', { text: 'x' }, {})).status).toBe(403)
  expect(await get('/persons/1001')).toMatchObject({ messages: [] })
})

test('what cannot be done is said in a sentence', async () => {
  const { post } = await startWithPages()
  expect((await post('/persons/1001/press', { button: 'Yes' })).body).toEqual({
    error: 'No button "Yes" in the chat. There are: none',
  })
  expect((await post('/persons/1001/constructor')).body['error']).toContain('No action "constructor"')
  await post('/persons/1001/block')
  expect((await post('/persons/1001/send', { text: 'x' })).body).toEqual({
    error: 'Ana has blocked the bot and cannot write to it',
  })
})

test('a chat marked as begun can be written to before the person says anything', async () => {
  const { server } = await startWithPages()
  expect((await callRaw(server, 'sendMessage', { chat_id: 3001, text: 'Ping' })).ok).toBe(true)
  expect((await callRaw(server, 'sendMessage', { chat_id: 1001, text: 'Ping' })).description).toBe('Bad Request: chat not found')
})

test('new people, faults, the clock and repeated deliveries are had over HTTP too', async () => {
  const { server, get, post } = await startWithPages()
  await post('/persons', { id: 77, firstName: 'Guest' })
  expect(await get('/state')).toMatchObject({ persons: [...persons, { id: 77, name: 'Guest', role: 'guest' }] })
  const { updateId } = (await post('/persons/77/send', { text: 'hello' })).body as { updateId: number }
  await pollRaw(server, { offset: updateId + 1 })
  await post('/redeliver', { updateId })
  expect(await pollRaw(server)).toHaveLength(1)
  await post('/advance-clock', { seconds: 86_401 })
  expect(await pollRaw(server)).toHaveLength(0)
  await post('/faults', { kind: 'refuse', status: 403, description: 'Forbidden: x' })
  expect(await callRaw(server, 'sendMessage', { chat_id: 77, text: 'x' })).toMatchObject({
    status: 403,
    description: 'Forbidden: x',
  })
  expect(await get('/calls')).toMatchObject([{}, {}, {}, { method: 'sendMessage', status: 403, fault: 'refuse' }])
})

test('the stream tells of messages and calls as they happen', async () => {
  const { server } = await startWithPages()
  const stream = events(server)
  expect((await stream.next()).value).toMatchObject({ event: 'comment' })
  server.person({ id: 1001 }).send('hello')
  expect((await stream.next()).value).toMatchObject({
    event: 'message',
    data: { kind: 'new', chat: 1001, message: { text: 'hello', byBot: false } },
  })
  await callRaw(server, 'getMe')
  expect((await stream.next()).value).toMatchObject({ event: 'call', data: { method: 'getMe', status: 200 } })
})

test('the pages can be mounted on another server, which keeps its own paths', async () => {
  const server = await start()
  const pages = createPlaygroundPages(server, { persons })
  const host = createServer(async (request, response) => {
    if (!(await pages(request, response))) response.end('of the host')
  })
  host.listen(0, '127.0.0.1')
  await once(host, 'listening')
  open.push(() => {
    host.close()
    host.closeAllConnections()
  })
  const root = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
  expect(await (await fetch(`${root}/playgrounds`)).text()).toBe('of the host')
  expect(await (await fetch(`${root}/playground`)).text()).toContain('<title>Playground</title>')
  await fetch(`${root}/playground/api/persons/1001/send`, {
    method: 'POST',
    headers: { 'x-playground': '1' },
    body: '{"text":"hi"}',
  })
  expect((await pollRaw(server))[0]?.message?.text).toBe('hi')
})

test('the state tells who there is, what was said last, the clock and the faults', async () => {
  const { server, get, post } = await startWithPages()
  await post('/persons/1001/file?kind=voice&duration=7', new TextEncoder().encode('OggS...'))
  await post('/advance-clock', { seconds: 60 })
  await post('/faults', { kind: 'html', method: '*', times: null, label: 'Down' })
  expect(await get('/state')).toMatchObject({
    clock: { ahead: 60_000 },
    faults: [{ id: 1, fault: { label: 'Down' }, hits: 0 }],
    persons: [{ id: 1001, last: { text: 'Voice', byBot: false } }, { id: 3001 }],
  })
  expect(server.person({ id: 1001 }).transcript()[0]?.message.voice).toMatchObject({ duration: 7 })
})

test('one fault is switched off and the others stay', async () => {
  const { api, get, post } = await startWithPages()
  for (const label of ['one', 'two']) await post('/faults', { kind: 'html', times: null, label })
  await fetch(`${api}/faults/1`, { method: 'DELETE', headers: { 'x-playground': '1' } })
  expect(await get('/faults')).toMatchObject([{ id: 2, fault: { label: 'two' } }])
})

test('a chat is had as text, the whole state as JSON and brought back, the chats emptied', async () => {
  const { api, get, post } = await startWithPages()
  await post('/persons/1001/send', { text: 'Calls fail' })
  const transcript = await fetch(`${api}/persons/1001/transcript`)
  expect([transcript.headers.get('content-type'), await transcript.text()]).toEqual([
    'text/plain; charset=utf-8',
    expect.stringMatching(/ {2}Ana: Calls fail$/),
  ])
  const snapshot = (await get('/snapshot')) as object
  await post('/empty-chats')
  expect(await get('/persons/1001')).toMatchObject({ begun: true, messages: [] })
  await post('/restore', snapshot)
  expect(await get('/persons/1001')).toMatchObject({ messages: [{ text: 'Calls fail' }] })
  expect((await post('/restore', {})).body['error']).toContain('no snapshot')
})

test('groups are made, written in and turned into supergroups over HTTP', async () => {
  const { server, get, post } = await startWithPages()
  const { id } = (await post('/groups', { title: 'Staff', type: 'group' })).body as { id: number }
  await post(`/groups/${id}/as/3001/send`, { text: 'hello' })
  const { id: next } = (await post(`/groups/${id}/migrate`)).body as { id: number }
  expect((await pollRaw(server)).map(({ message }) => message?.chat.id)).toEqual([id, id, next])
  const forum = (await post('/groups', { title: 'Engineers', forum: true })).body['id']
  expect((await post(`/groups/${forum}/as/3001/topic`, { name: '#12345' })).status).toBe(200)
  expect(await get(`/groups/${forum}`)).toMatchObject({ messages: [{ text: 'Topic: #12345', service: true }] })
  expect((await post('/groups/-5/migrate')).body['error']).toContain('No group -5')
})

test('a group is looked at topic by topic, and acted in by whoever is in it', async () => {
  const { server, api, get, post } = await startWithPages()
  const { chatId } = server.group({ title: 'Engineers', forum: true, members: [server.person({ id: 3001 })] })
  const { body } = await post(`/groups/${chatId}/as/3001/topic`, { name: '#1' })
  const topic = body['messageId'] as number
  await post(`/groups/${chatId}/topics/${topic}/as/3001/send`, { text: 'inside' })
  await post(`/groups/${chatId}/topics/0/as/3001/send`, { text: 'for all' })
  await callRaw(server, 'pinChatMessage', { chat_id: chatId, message_id: topic + 1 })
  expect(await get(`/groups/${chatId}/topics/${topic}`)).toMatchObject({
    members: [{ id: 3001, begun: true }],
    topics: [
      { id: 0, last: { text: 'for all', from: 'Tomas' } },
      { id: topic, name: '#1', closed: false, last: { text: 'inside' } },
    ],
    pinned: { id: topic + 1, text: 'inside' },
    messages: [{ service: true }, { text: 'inside', topic, fromId: 3001 }, { service: true }],
  })
  expect(await get('/state')).toMatchObject({
    groups: [{ id: chatId, role: 'group', note: '1 person', last: { text: 'for all' } }],
  })
  await fetch(`${api}/groups/${chatId}/topics/${topic}`, { method: 'DELETE', headers: { 'x-playground': '1' } })
  expect((await post(`/groups/${chatId}/topics/${topic}/as/3001/send`, { text: 'x' })).body['error']).toBe(
    `No topic ${topic} in this chat`,
  )
})

test('the stream tells what the bot is doing, and of faults and the clock', async () => {
  const { server } = await startWithPages()
  const stream = events(server)
  await stream.next()
  server.person({ id: 1001 }).begin()
  await callRaw(server, 'sendChatAction', { chat_id: 1001, action: 'typing' })
  expect((await stream.next()).value).toMatchObject({ event: 'activity', data: { chat: 1001, action: 'typing' } })
  await stream.next()
  server.advanceClock(5)
  expect((await stream.next()).value).toEqual({ event: 'clock', data: { ahead: 5000 } })
})
