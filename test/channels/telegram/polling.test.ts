// What polling does when things go wrong: nobody there, somebody else polling, a wrong token, a stop in the middle of a wait.
import { afterEach, expect, test } from 'vitest'
import { startBotApiServer } from '../../../src/playground/bot-api-server.ts'
import { waitUntil } from '../../support/wait-until.ts'
import { createRig, type Rig } from './rig.ts'

const rigs: Rig[] = []
afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.close()))
})

async function open(options: Parameters<typeof createRig>[0] = {}): Promise<Rig> {
  const rig = await createRig(options)
  rigs.push(rig)
  return rig
}

test('A batch is stored in one call before it is confirmed, and every kind of update is asked for by name', async () => {
  const server = await startBotApiServer()
  const ona = server.person({ id: 601 })
  for (let index = 0; index < 7; index += 1) ona.send(`message ${index}`)
  const { store, close } = await createRig({ server })
  await store.waitForText('message 6')
  expect(store.batches).toEqual([7])
  const last = ona.send('one more')
  await store.waitForText('one more')
  const polls = server.calls.filter((call) => call.method === 'getUpdates').map(({ parameters }) => parameters)
  expect(polls.map((parameters) => parameters['offset'])).toEqual([undefined, last.updateId])
  for (const parameters of polls) {
    expect(parameters['allowed_updates']).toEqual(['message', 'edited_message', 'callback_query', 'my_chat_member'])
  }
  await close()
  await server.close()
})

test('Without Telegram the start succeeds, the fault says so, and receiving begins once it is there', async () => {
  const before = await startBotApiServer()
  const { port, token } = before
  await before.close()
  const rig = await open({ apiRoot: `http://127.0.0.1:${port}/`, token, server: before })
  expect(rig.channel.fault()).toContain('ECONNREFUSED')
  expect(rig.channel.linkFor('abc')).toBeNull()
  const server = await startBotApiServer({ port, bot: { token } })
  server.person({ id: 602 }).send('finally')
  await rig.store.waitForText('finally')
  expect(rig.channel.fault()).toBeNull()
  await rig.channel.stop()
  await server.close()
})

test('A Telegram that never answers holds neither the start nor the stop up', async () => {
  const { server, channel, store, close } = await createRig({ started: false, callTimeoutSeconds: 60 })
  server.addFault({ kind: 'never-answer', method: 'getMe', times: null })
  const before = performance.now()
  await channel.start(store.received)
  expect(channel.fault()).toBe('Telegram has not answered yet')
  await close()
  expect(performance.now() - before).toBeLessThan(4000)
})

test('A stop ends a held poll at once', async () => {
  const { server, channel } = await open()
  await waitUntil(() => server.bot.polling.isHeld(), { what: 'a held poll' })
  const before = performance.now()
  await channel.stop()
  expect(performance.now() - before).toBeLessThan(1000)
})

test('A second poller is noticed, said, and outlived', async () => {
  const { server, store, channel, logged } = await open()
  await waitUntil(() => server.bot.polling.isHeld(), { what: 'a held poll' })
  const other = await fetch(`${server.apiRoot}/bot${server.token}/getUpdates?timeout=0`)
  expect(other.status).toBe(200)
  await logged('somebody else receives')
  server.person({ id: 603 }).send('still here')
  await store.waitForText('still here')
  await waitUntil(() => channel.fault() === null, { what: 'the fault to end' })
})

test('A webhook that somebody set is removed again, and polling goes on', async () => {
  const { server, store, logged } = await open()
  await waitUntil(() => server.bot.polling.isHeld(), { what: 'a held poll' })
  const set = await fetch(`${server.apiRoot}/bot${server.token}/setWebhook?url=${encodeURIComponent('http://127.0.0.1:9/hook')}`)
  expect(set.status).toBe(200)
  await logged('somebody else receives')
  server.person({ id: 604 }).send('back again')
  await store.waitForText('back again')
})

test.each([
  ['a proxy that answers with a page', { kind: 'html' }, 'unreadable answer'],
  ['a server error', { kind: 'server-error' }, '500'],
  ['a connection that is dropped', { kind: 'drop-before' }, 'Telegram cannot be polled'],
  ['an answer that breaks off', { kind: 'truncated-json' }, 'Telegram cannot be polled'],
] as const)('Polling outlives %s', async (_, fault, words) => {
  const { server, store, channel, logged } = await open({ started: false })
  server.addFault({ ...fault, method: 'getUpdates', times: 2 })
  server.person({ id: 605 }).send('said during the trouble')
  await channel.start(store.received)
  await logged(words)
  await store.waitForText('said during the trouble')
  expect(store.messages).toHaveLength(1)
  expect(channel.fault()).toBeNull()
})

test('A refused token is said in the fault, and tried again until it is good', async () => {
  const token = '987654:not-yet-known'
  const { channel, server, store } = await open({ token })
  expect(channel.fault()).toContain('refuses the bot token')
  const bot = server.addBot({ token })
  server.person({ id: 608 }, bot).send('now it is')
  await store.waitForText('now it is')
  expect(channel.fault()).toBeNull()
})

test('Neither log nor fault ever holds the token, whatever goes wrong', async () => {
  const { server, store, channel, log, logged } = await open({ started: false })
  const secret = server.token.split(':')[1] ?? ''
  expect(secret.length).toBeGreaterThan(5)
  for (const kind of ['drop-before', 'html', 'server-error', 'truncated-json'] as const) {
    server.addFault({ kind, method: ['getMe', 'deleteWebhook', 'getUpdates'] })
  }
  store.failNext(1)
  const faults: (string | null)[] = []
  await channel.start(store.received)
  faults.push(channel.fault())
  server.person({ id: 606 }).send('hello')
  await logged('was not stored')
  faults.push(channel.fault())
  await store.waitForText('hello')
  expect(faults.join(' ') + log.join(' ')).not.toContain(secret)
})

test('After a quiet week Telegram counts from a random number, even a lower one: nothing is missed', async () => {
  const { server, store } = await open()
  const ona = server.person({ id: 607 })
  server.jumpUpdateId(900_000)
  ona.send('high number')
  await store.waitForText('high number')
  await waitUntil(() => server.bot.polling.isHeld(), { what: 'a held poll' })
  server.jumpUpdateId(12)
  ona.send('low number')
  await store.waitForText('low number')
  ona.send('next')
  await store.waitForText('next')
  expect(store.messages).toHaveLength(3)
})
