// How connections end, and what a client finds when it comes back: every code, messages that waited, a newer client.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WhatsAppServer } from '../../../src/playground/whatsapp/contract.ts'
import type { DisconnectCode } from '../../../src/playground/whatsapp/controls-contract.ts'
import { startWhatsAppServer } from '../../../src/playground/whatsapp/whatsapp-server.ts'
import { type Client, connect, type Memory, memoryOf, textOf } from './client.ts'

let server: WhatsAppServer
let memory: Memory
beforeEach(async () => {
  server = await startWhatsAppServer()
  server.trust()
  memory = memoryOf(server.credsFor())
})
afterEach(async () => {
  expect(server.faults()).toEqual([])
  await server.close()
})

async function start(): Promise<Client> {
  const client = connect(server, memory)
  await client.open()
  await server.account.online()
  return client
}

test.each<DisconnectCode>([401, 411, 428, 440, 500, 503, 515])(
  'a connection that the server ends with %i ends so for the client',
  async (code) => {
    const client = await start()
    server.control.disconnect(code)
    expect(await client.ended()).toBe(code)
    const again = await start()
    await again.end()
  },
)

test.each([401, 403, 405, 411, 500, 503])('a login refused with %i ends with that code; the next one is let in', async (code) => {
  server.control.refuseLogins(code, 1)
  const refused = connect(server, memory)
  expect(await refused.ended()).toBe(code)
  const client = await start()
  await client.end()
})

test('a line that is cut ends with 428', async () => {
  const client = await start()
  server.control.cut()
  expect(await client.ended()).toBe(428)
})

test('a second client of the same device replaces the first', async () => {
  const first = await start()
  const second = connect(server, memory)
  expect(await first.ended()).toBe(440)
  await second.open()
  await second.end()
})

test('an unlinked client is sent away, and not let in again', async () => {
  const client = await start()
  server.account.unlink()
  expect(await client.ended()).toBe(401)
  expect(await connect(server, memory).ended()).toBe(401)
})

test('a client that logs out is no device of the account any more', async () => {
  const client = await start()
  await client.socket.logout()
  await server.until(() => (server.connections().length === 0 ? true : undefined), 'the client to leave')
  expect(await connect(server, memory).ended()).toBe(401)
})

test('five hundred messages that waited come at the next login, in order, as old ones', async () => {
  const people = Array.from({ length: 10 }, (_, at) => server.phone(`Waiting ${at}`))
  const texts = Array.from({ length: 500 }, (_, at) => `Message ${at}`)
  for (const [at, text] of texts.entries()) await people[at % people.length]?.send(text)
  expect(server.account.waiting()).toBe(500)
  const client = connect(server, memory)
  await client.until(() => (client.received.length === 500 ? true : undefined), 'all of them', 10_000)
  expect(client.received.map(({ message }) => textOf(message))).toEqual(texts)
  expect(new Set(client.received.map(({ type }) => type))).toEqual(new Set(['append']))
  await server.until(() => (server.account.waiting() === 0 ? true : undefined), 'receipts of all')
  await client.end()
})

test('a message that was on its way when the line broke comes again', async () => {
  const person = server.phone('Between')
  const client = await start()
  server.control.silence(true)
  await person.send('On its way')
  server.control.cut()
  await client.ended()
  server.control.silence(false)
  const again = await start()
  expect((await again.gets('On its way')).type).toBe('append')
  await again.end()
})

test('a client that was given a route takes it at the next login', async () => {
  const client = await start()
  const route = { tag: 'routing_info', attrs: {}, content: Buffer.from('by the river') }
  server.account.push({ tag: 'ib', attrs: {}, content: [{ tag: 'edge_routing', attrs: {}, content: [route] }] })
  const kept = new Promise((resolve) =>
    client.socket.ev.on('creds.update', ({ routingInfo }) => routingInfo && resolve(routingInfo)),
  )
  expect(String(await kept)).toBe('by the river')
  await client.end()
  const again = await start()
  await again.end()
})
