// What goes wrong between the client and others: broken and repeated messages, refusals, silence. And what a strict server
// calls a fault.
import { type proto, S_WHATSAPP_NET } from '@whiskeysockets/baileys'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { WhatsAppServer } from '../../../src/playground/whatsapp/contract.ts'
import { startWhatsAppServer } from '../../../src/playground/whatsapp/whatsapp-server.ts'
import { type Client, connect, type Memory, memoryOf, textOf } from './client.ts'

let server: WhatsAppServer
let client: Client
let memory: Memory
let kept: Map<string, proto.IMessage>
let expected: RegExp[]

beforeAll(async () => {
  server = await startWhatsAppServer()
  server.trust()
})
afterAll(() => server.close())

const start = async (): Promise<void> => {
  client = connect(server, memory, { getMessage: async ({ id }) => kept.get(id ?? '') ?? undefined })
  await client.open()
  await server.account.online()
}

beforeEach(async () => {
  kept = new Map()
  expected = []
  memory = memoryOf(server.credsFor())
  await start()
})
afterEach(async () => {
  const faults = server.faults()
  expect(faults.map((words) => expected.find((one) => one.test(words)) ?? words)).toEqual(expected)
  server.control.reset()
  server.account.unlink()
  await client.end()
})

/** The code that the client tells of a message that was refused. */
const refusalOf = (id: string | null | undefined): Promise<string> =>
  client.until(() => {
    const update = client.updates.findLast(({ key }) => key.id === id)?.update
    return update?.status === 0 ? update.messageStubParameters?.[0] : undefined
  }, `the refusal of ${id}`)

test.each(['first', 'later'] as const)('a broken %s message is asked for again and then comes', async (which) => {
  const person = server.phone(`Broken ${which}`)
  if (which === 'later') {
    await person.send('Whole')
    await client.gets('Whole')
    await client.socket.sendMessage(person.lidAddress, { text: 'Yes?' })
    await person.sees('Yes?')
  }
  const sent = await person.send('Broken on its way', { corrupt: true })
  await client.gets('Broken on its way')
  await sent.delivered()
  expect(sent.retries).toBe(1)
  const [stub, whole] = client.received.filter(({ message }) => message.key.id === sent.id)
  expect([stub?.message.messageStubType, whole?.message.messageStubType]).toEqual([2, undefined])
})

test('a message that is broken each time is given up after some tries, and what follows comes', async () => {
  const person = server.phone('Hopeless')
  const sent = await person.send('Never whole', { corrupt: 'always' })
  await server.until(() => (sent.retries === 5 ? true : undefined), 'the last try')
  await server.until(() => (server.account.waiting() === 0 ? true : undefined), 'the client to give up')
  await person.send('Whole again')
  await client.gets('Whole again')
  const stubs = client.received.filter(({ message }) => message.key.id === sent.id)
  expect(stubs.every(({ message }) => message.messageStubType === 2)).toBe(true)
})

test('a message that the phone cannot open is sent again by the client', async () => {
  const person = server.phone('Deaf')
  person.failToOpen(1)
  await client.socket.sendMessage(person.lidAddress, { text: 'Once more' })
  expect((await person.sees('Once more')).times).toBe(1)
})

test('asked for a message after a restart, the client sends it again from what it kept', async () => {
  const person = server.phone('Late')
  person.goAway()
  person.failToOpen(1)
  const sent = await client.socket.sendMessage(person.lidAddress, { text: 'Before the restart' })
  if (sent?.message) kept.set(sent.key.id ?? '', sent.message)
  await server.until(() => server.stanzas().find(({ attrs }) => attrs['id'] === sent?.key.id), 'the message to leave')
  await client.end()
  await start()
  await person.comeBack()
  expect((await person.sees('Before the restart')).id).toBe(sent?.key.id)
})

test('the same message twice is two events for the client, under one id', async () => {
  const person = server.phone('Twice')
  const sent = await person.send('Only once')
  await client.gets('Only once')
  await person.repeat(sent)
  const events = await client.until(() => {
    const found = client.received.filter(({ message }) => textOf(message) === 'Only once')
    return found.length === 2 ? found : undefined
  }, 'the message twice')
  expect(new Set(events.map(({ message }) => message.key.id))).toEqual(new Set([sent.id]))
})

test('a message sent again under its id is one message for the person, arrived twice', async () => {
  const person = server.phone('Patient')
  server.control.loseMessages(1)
  const messageId = '3EB0AAAAAAAAAAAAAAAA'
  await client.socket.sendMessage(person.lidAddress, { text: 'Into the void' }, { messageId })
  await client.socket.sendMessage(person.lidAddress, { text: 'Into the void' }, { messageId })
  await person.sees('Into the void')
  await client.socket.sendMessage(person.lidAddress, { text: 'Into the void' }, { messageId })
  await server.until(() => (person.messages()[0]?.times === 2 ? true : undefined), 'the second arrival')
  expect(person.messages()).toHaveLength(1)
})

test.each([463, 479])('a message refused with %i is told as failed, with the code', async (code) => {
  const person = server.phone(`Refused ${code}`)
  server.control.refuseMessages(code, 1)
  const sent = await client.socket.sendMessage(person.lidAddress, { text: 'Not this one' })
  expect(await refusalOf(sent?.key.id)).toBe(String(code))
  await client.socket.sendMessage(person.lidAddress, { text: 'But this one' })
  await person.sees('But this one')
  expect(person.messages()).toHaveLength(1)
})

test('a restricted account may answer, but write first to nobody', async () => {
  const known = server.phone('Known before')
  const unknown = server.phone('Never wrote')
  await known.send('Hello')
  await client.gets('Hello')
  const until = new Date(Math.floor(Date.now() / 1000) * 1000 + 3_600_000)
  server.control.restrict(until)
  const told = await client.until(
    () => client.states.find(({ reachoutTimeLock }) => reachoutTimeLock)?.reachoutTimeLock,
    'the news',
  )
  expect(told).toMatchObject({ isActive: true, timeEnforcementEnds: until })
  expect(await client.socket.fetchAccountReachoutTimelock()).toMatchObject({ isActive: true, timeEnforcementEnds: until })
  const sent = await client.socket.sendMessage(unknown.numberAddress, { text: 'Good day' })
  expect(await refusalOf(sent?.key.id)).toBe('463')
  await client.socket.sendMessage(known.lidAddress, { text: 'An answer' })
  await known.sees('An answer')
})

test('acknowledgements can be held back while messages arrive', async () => {
  const person = server.phone('Quick')
  const acks: string[] = []
  client.socket.ws.on('CB:ack,class:message', ({ attrs }: { attrs: { id: string } }) => void acks.push(attrs.id))
  server.control.holdAcks()
  const sent = await client.socket.sendMessage(person.lidAddress, { text: 'Heard already' })
  await person.sees('Heard already')
  expect(acks).toEqual([])
  const acknowledged = new Promise((resolve) => client.socket.ws.on('CB:ack,class:message', resolve))
  server.control.releaseAcks()
  await acknowledged
  expect(acks).toEqual([sent?.key.id])
})

test('queries that are dropped run into the patience of the client; others are answered', async () => {
  const ping = (patienceMs?: number): Promise<unknown> =>
    client.socket.query(
      { tag: 'iq', attrs: { to: S_WHATSAPP_NET, type: 'get', xmlns: 'w:p' }, content: [{ tag: 'ping', attrs: {} }] },
      patienceMs,
    )
  server.control.dropQueries('w:p', 1)
  await expect(ping(50)).rejects.toThrow('Timed Out')
  expect(await ping()).toMatchObject({ tag: 'iq', attrs: { type: 'result' } })
})

test('who is on WhatsApp is told, and who is not is left out', async () => {
  server.phone('There', { number: '37061234567' })
  expect(await client.socket.onWhatsApp('37061234567', '37069999999')).toEqual([
    { jid: '37061234567@s.whatsapp.net', exists: true },
  ])
})

test('keys that are refused stop a message before it leaves', async () => {
  const person = server.phone('Keyless')
  server.control.refuseQueries('encrypt', 503)
  await expect(client.socket.sendMessage(person.lidAddress, { text: 'Never' })).rejects.toThrow()
  expect(person.messages()).toEqual([])
})

test('a placeholder without content is told as such', async () => {
  const person = server.phone('Hidden')
  const sent = await person.sendUnavailable()
  const stub = await client.until(() => client.received.find(({ message }) => message.key.id === sent.id), 'the placeholder')
  expect(stub.message).toMatchObject({ messageStubType: 2, messageStubParameters: ['Message absent from node'] })
})

test('slow lines keep the order of messages', async () => {
  const person = server.phone('Slow')
  server.control.latency(20)
  await Promise.all(['one', 'two', 'three'].map((text) => person.send(text)))
  await client.gets('three')
  expect(client.received.map(({ message }) => textOf(message))).toEqual(['one', 'two', 'three'])
})

test('one-time keys that run low are asked for and uploaded', async () => {
  const people = Array.from({ length: 57 }, (_, at) => server.phone(`Newcomer ${at}`))
  for (const person of people) await person.send('First words')
  await server.until(() => (server.account.preKeysLeft() > 5 ? true : undefined), 'new keys')
  await client.until(() => (client.received.length === people.length ? true : undefined), 'all first words')
  await people[0]?.send('Second words')
  expect((await client.gets('Second words')).type).toBe('notify')
})

test('a message to a number that nobody has is a fault, and refused', async () => {
  expected = [/its address is unknown/]
  const sent = await client.socket.sendMessage('37060000999@s.whatsapp.net', { text: 'Anybody?' })
  expect(await refusalOf(sent?.key.id)).toBe('479')
})

test('a message without an encrypted part is a fault, and refused', async () => {
  expected = [/it has no encrypted part/]
  const person = server.phone('Empty')
  await client.socket.sendNode({ tag: 'message', attrs: { id: 'EMPTY', to: person.lidAddress, type: 'text' }, content: [] })
  expect(await refusalOf('EMPTY')).toBe('479')
  expect(person.messages()).toEqual([])
})

test('a query that nobody knows is a fault, and refused', async () => {
  expected = [/A query the server refuses with 501: <iq.*w:made:up/]
  const asked = client.socket.query({ tag: 'iq', attrs: { to: S_WHATSAPP_NET, type: 'get', xmlns: 'w:made:up' } })
  await expect(asked).rejects.toThrow('refused')
})

test('a receipt of a message that nobody sent is a fault', async () => {
  expected = [/A receipt of a message that nobody sent: ABC/]
  const person = server.phone('Silent')
  await client.socket.sendReceipt(person.lidAddress, undefined, ['ABC'], 'read')
  expect(await server.until(() => server.faults()[0], 'the fault')).toContain('ABC')
})
