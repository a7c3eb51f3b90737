// getUpdates as Telegram answers it: what confirms, what is filtered, who wins.
import { expect, test, vi } from 'vitest'
import { callRaw, pollRaw, servers } from './raw-bot.ts'

const start = servers()

test('an update is handed out again and again until an offset above it is asked for', async () => {
  const server = await start({ firstUpdateId: 700 })
  const ana = server.person({ id: 1, firstName: 'Ana' })
  ana.send('one')
  ana.send('two')
  const ids = async (parameters: object) => (await pollRaw(server, parameters)).map((update) => update.update_id)
  expect(await ids({})).toEqual([700, 701])
  expect(await ids({ offset: 700 })).toEqual([700, 701])
  expect(await ids({ offset: 701 })).toEqual([701])
  expect(await ids({ offset: 0 })).toEqual([701])
  expect(await ids({ offset: 702 })).toEqual([])
  expect(await ids({})).toEqual([])
})

test('a saved offset far in the future is ignored, so nothing is lost by it', async () => {
  const server = await start({ firstUpdateId: 700 })
  server.person({ id: 1 }).send('one')
  expect(await pollRaw(server, { offset: 800 })).toHaveLength(1)
  expect(await pollRaw(server, { offset: 711 })).toHaveLength(0)
})

test('a negative offset counts from the end and forgets what is before', async () => {
  const server = await start({ firstUpdateId: 10 })
  const ana = server.person({ id: 1 })
  for (const text of ['a', 'b', 'c']) ana.send(text)
  const updates = await pollRaw(server, { offset: -1 })
  expect(updates.map((update) => update.message?.text)).toEqual(['c'])
  expect(await pollRaw(server)).toHaveLength(1)
})

test('a limit is kept', async () => {
  const server = await start()
  const ana = server.person({ id: 1 })
  for (let count = 0; count < 120; count++) ana.send(`message ${count}`)
  expect(await pollRaw(server)).toHaveLength(100)
  expect(await pollRaw(server, { limit: 3 })).toHaveLength(3)
})

test('a held request is answered the moment a message comes, with all that came together', async () => {
  const server = await start()
  const held = pollRaw(server, { timeout: 50 })
  await vi.waitUntil(() => server.bot.polling.isHeld())
  const ana = server.person({ id: 1 })
  ana.send('one')
  ana.send('two')
  expect((await held).map((update) => update.message?.text)).toEqual(['one', 'two'])
})

test('a held request without messages ends empty after its time', async () => {
  const server = await start()
  const began = performance.now()
  expect(await pollRaw(server, { timeout: 1 })).toEqual([])
  expect(performance.now() - began).toBeGreaterThan(950)
})

test('of two pollers the older one is told of the conflict and the newer one gets the message', async () => {
  const server = await start()
  const older = callRaw(server, 'getUpdates', { timeout: 50 })
  await vi.waitUntil(() => server.bot.polling.isHeld())
  const newer = callRaw(server, 'getUpdates', { timeout: 50 })
  const { status, description } = await older
  expect(status).toBe(409)
  expect(description).toBe('Conflict: terminated by other getUpdates request; make sure that only one bot instance is running')
  server.person({ id: 1 }).send('hello')
  expect((await newer).result).toHaveLength(1)
})

test('a poller that goes away leaves its update for the next one', async () => {
  const server = await start()
  const leaving = new AbortController()
  const gone = fetch(`${server.apiRoot}/bot${server.token}/getUpdates?timeout=50`, { signal: leaving.signal })
  await vi.waitUntil(() => server.bot.polling.isHeld())
  leaving.abort()
  await expect(gone).rejects.toThrow()
  await vi.waitUntil(() => !server.bot.polling.isHeld())
  server.person({ id: 1 }).send('hello')
  expect(await pollRaw(server, { timeout: 5 })).toHaveLength(1)
})

test('only the types asked for are queued, and leaving the list out keeps it', async () => {
  const server = await start()
  const ana = server.person({ id: 1 })
  await pollRaw(server, { allowed_updates: ['message'] })
  const sent = ana.send('first')
  expect(ana.edit(sent, 'second').updateId).toBeUndefined()
  expect(await pollRaw(server)).toHaveLength(1)
  await pollRaw(server, { allowed_updates: [] })
  expect(ana.edit(sent, 'third').updateId).toBeDefined()
})

test('numbers may jump, up or down, and nothing is missed', async () => {
  const server = await start({ firstUpdateId: 5000 })
  const ana = server.person({ id: 1 })
  ana.send('before')
  expect(() => server.jumpUpdateId()).toThrow(/no update waits/)
  await pollRaw(server, { offset: 5001 })
  server.jumpUpdateId(17)
  ana.send('after')
  const [update] = await pollRaw(server, { offset: 5001 })
  expect(update?.update_id).toBe(17)
  expect(update?.message?.text).toBe('after')
})

test('the same update can be delivered twice on demand', async () => {
  const server = await start()
  const { updateId } = server.person({ id: 1 }).send('hello')
  const id = updateId ?? 0
  await pollRaw(server, { offset: id + 1 })
  server.redeliver(id)
  expect((await pollRaw(server)).map((update) => update.update_id)).toEqual([id])
})

test('messages wait a day and presses 150 seconds, then they are dropped', async () => {
  const server = await start()
  const ana = server.person({ id: 1 })
  ana.send('hello')
  await callRaw(server, 'sendMessage', {
    chat_id: 1,
    text: 'Choose',
    reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] },
  })
  ana.press('Yes')
  expect(await pollRaw(server)).toHaveLength(2)
  server.advanceClock(151)
  expect(await pollRaw(server)).toHaveLength(1)
  server.advanceClock(86_400)
  expect(await pollRaw(server)).toHaveLength(0)
})

test('with the repeat rules on, a bot that asks the same again at once gets one update at a time', async () => {
  const server = await start({ repeatRules: true })
  const ana = server.person({ id: 1 })
  for (const text of ['a', 'b', 'c']) ana.send(text)
  expect(await pollRaw(server)).toHaveLength(3)
  expect(await pollRaw(server)).toHaveLength(1)
})
