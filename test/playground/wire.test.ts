// The wire: every form a call may come in, and what becomes of broken ones.
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { callRaw, readAnswer, servers } from './raw-bot.ts'

const start = servers()

async function startWithAna() {
  const server = await start()
  const ana = server.person({ id: 42, firstName: 'Ana' })
  ana.send('hello')
  return { server, ana, url: `${server.apiRoot}/bot${server.token}` }
}

test('a call may come as JSON, form or query, with the method in any case', async () => {
  const { ana, url } = await startWithAna()
  const reply_markup = JSON.stringify({ inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] })
  await fetch(`${url}/SENDMESSAGE?chat_id=42&text=by+query`)
  await fetch(`${url}/sendmessage`, {
    method: 'POST',
    body: new URLSearchParams({ chat_id: '42', text: 'by form', reply_markup }),
  })
  const form = new FormData()
  form.set('chat_id', '42')
  form.set('document', new Blob(['content']), 'quoted name.txt')
  form.set('caption', 'by multipart')
  await fetch(`${url}/sendDocument`, { method: 'POST', body: form })
  expect(ana.messages().map(({ text }) => text)).toEqual(['by query', 'by form', 'by multipart'])
  expect(ana.messages()[1]?.buttons).toEqual([[{ text: 'Yes', data: 'y' }]])
  expect(ana.messages()[2]?.files[0]).toMatchObject({
    fileName: 'quoted name.txt',
    mediaType: 'text/plain',
    bytes: Buffer.from('content'),
  })
})

test('an unknown token is unauthorized, an unknown method or path is not found', async () => {
  const { server } = await startWithAna()
  expect(await callRaw(server, 'getMe', {}, '1:wrong')).toMatchObject({ status: 401, description: 'Unauthorized' })
  expect(await callRaw(server, 'getMeAnyway')).toMatchObject({ status: 404, description: 'Not Found' })
  expect((await fetch(`${server.apiRoot}/elsewhere`)).status).toBe(404)
  expect((await fetch(`${server.apiRoot}/file/bot${server.token}/documents/none`)).status).toBe(404)
})

test('several bots live side by side, each with chats of its own', async () => {
  const { server, ana } = await startWithAna()
  const other = server.addBot({ username: 'other_bot', token: '77:other' })
  expect((await callRaw(server, 'sendMessage', { chat_id: 42, text: 'hi' }, other.token)).description).toBe(
    'Bad Request: chat not found',
  )
  server.person({ id: 42 }, other).send('hello other')
  await callRaw(server, 'sendMessage', { chat_id: 42, text: 'hi' }, other.token)
  expect(ana.messages()).toEqual([])
  expect(((await callRaw(server, 'getMe', {}, other.token)).result as { id: number }).id).toBe(77)
})

test('a real method that nothing is known about is checked, recorded and answered', async () => {
  const { server } = await startWithAna()
  expect(await callRaw(server, 'setMyName', { name: 'Support' })).toMatchObject({ ok: true, result: true })
  expect((await callRaw(server, 'setMyName', { name: 'x'.repeat(65) })).description).toContain(
    '"name" must be of 0-64 characters',
  )
  expect(server.calls.map(({ method, status, parameters }) => [method, status, parameters])).toEqual([
    ['setMyName', 200, { name: 'Support' }],
    ['setMyName', 400, { name: 'x'.repeat(65) }],
  ])
})

test.each([
  ['no JSON', 'application/json', '{"chat_id":'],
  ['JSON that is no object', 'application/json', '[1,2]'],
  ['a multipart body without boundary', 'multipart/form-data', 'x'],
  [
    'a multipart body that breaks off',
    'multipart/form-data; boundary=b',
    '--b\r\ncontent-disposition:form-data;name="a"\r\n\r\nvalue',
  ],
  ['a multipart part without headers', 'multipart/form-data; boundary=b', '--b\r\nvalue\r\n--b--'],
  [
    'a multipart part without name',
    'multipart/form-data; boundary=b',
    '--b\r\ncontent-disposition:form-data\r\n\r\nvalue\r\n--b--',
  ],
])('%s is refused and the server lives on', async (_what, contentType, body) => {
  const { server, url } = await startWithAna()
  const answer = await readAnswer(
    await fetch(`${url}/sendMessage`, { method: 'POST', headers: { 'content-type': contentType }, body }),
  )
  expect(answer).toMatchObject({ status: 400, ok: false })
  expect((await callRaw(server, 'getMe')).ok).toBe(true)
})

test('a body above the limit is refused without being read to the end', async () => {
  const { server, url } = await startWithAna()
  const socket = connect(server.port, '127.0.0.1')
  const path = new URL(`${url}/sendDocument`).pathname
  socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99999999\r\n\r\n`)
  const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())))
  socket.destroy()
  expect(answer).toContain('HTTP/1.1 413')
  expect((await callRaw(server, 'getMe')).ok).toBe(true)
})

test('a connection that breaks off in the middle of a body harms nobody', async () => {
  const { server, url } = await startWithAna()
  const socket = connect(server.port, '127.0.0.1')
  socket.write(
    `POST ${new URL(`${url}/sendMessage`).pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"ch`,
  )
  socket.resume().end()
  await new Promise((resolve) => socket.once('close', resolve))
  expect((await callRaw(server, 'getMe')).ok).toBe(true)
})

test('names that are dangerous in JavaScript are only names', async () => {
  const { server, url } = await startWithAna()
  const body = '{"chat_id":42,"text":"hi","__proto__":{"polluted":true}}'
  const answer = await readAnswer(
    await fetch(`${url}/sendMessage`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
  )
  expect(answer.description).toBe('Bad Request: parameter "__proto__" is not known')
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  expect((await callRaw(server, 'constructor')).status).toBe(404)
})

test('only the last messages of a chat are kept, however long it runs', async () => {
  const server = await start({ maximumMessagesPerChat: 20, maximumCalls: 10 })
  const ana = server.person({ id: 42 })
  for (let count = 0; count < 50; count++) ana.send(`${count}`)
  expect(ana.transcript().map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, count) => `${count + 30}`))
  for (let count = 0; count < 50; count++) await callRaw(server, 'getMe')
  expect(server.calls.length).toBeLessThanOrEqual(11)
  expect(server.calls.at(-1)?.sequence).toBe(50)
})
