// More than one of everything: accounts, devices of one account, thirty phones at once.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WhatsAppServer } from '../../../src/playground/whatsapp/contract.ts'
import { startWhatsAppServer } from '../../../src/playground/whatsapp/whatsapp-server.ts'
import { type Client, connect, memoryOf } from './client.ts'

let server: WhatsAppServer
const clients: Client[] = []
beforeEach(async () => {
  server = await startWhatsAppServer()
  server.trust()
})
afterEach(async () => {
  expect(server.faults()).toEqual([])
  await Promise.all(clients.splice(0).map((client) => client.end()))
  await server.close()
})

async function start(account = server.account): Promise<Client> {
  const client = connect(server, memoryOf(account.creds()))
  clients.push(client)
  await client.open()
  await account.online()
  return client
}

test('two accounts on one server hear only what is said to them', async () => {
  const other = server.addAccount({ number: '37060000500' })
  const [first, second] = [await start(), await start(other)]
  const ana = server.phone('Ana')
  await ana.send('To the first')
  await ana.send('To the second', { to: other })
  await Promise.all([first.gets('To the first'), second.gets('To the second')])
  expect([first.received.length, second.received.length]).toEqual([1, 1])
  await second.socket.sendMessage(ana.lidAddress, { text: 'From the second' })
  await ana.sees('From the second')
  await other.owner.sees('From the second')
  expect(server.account.owner.messages()).toEqual([])
})

test('the line of one account can be cut while the other goes on', async () => {
  const other = server.addAccount({ number: '37060000501' })
  const [first, second] = [await start(), await start(other)]
  server.control.disconnect(503, other)
  expect(await second.ended()).toBe(503)
  await server.phone('Ana').send('Still here?')
  await first.gets('Still here?')
})

test('a second device of the account gets copies, also one that is linked later', async () => {
  const client = await start()
  const tablet = server.account.linkAnother()
  const ana = server.phone('Ana')
  await client.socket.sendMessage(ana.lidAddress, { text: 'First' })
  expect((await tablet.sees('First')).copyFor).toBe(ana.lidAddress)
  const laptop = server.account.linkAnother()
  await server.until(() => (server.account.waiting() === 0 ? true : undefined), 'the client to take note')
  await client.socket.sendMessage(ana.lidAddress, { text: 'Second' })
  await Promise.all([tablet.sees('Second'), laptop.sees('Second'), server.account.owner.sees('Second')])
})

test('two clients of one account both hear a person, and one hears what the other says', async () => {
  const [first, second] = [await start(), await start()]
  const ana = server.phone('Ana')
  await ana.send('To both of you')
  await Promise.all([first.gets('To both'), second.gets('To both')])
  await first.socket.sendMessage(ana.lidAddress, { text: 'I answer' })
  const { message } = await second.gets('I answer')
  expect(message.key).toMatchObject({ fromMe: true, remoteJid: ana.lidAddress })
})

test('thirty phones say ten things each and are answered each time', async () => {
  const client = await start()
  client.socket.ev.on('messages.upsert', ({ messages }) => {
    for (const { key, message } of messages) {
      void client.socket.sendMessage(key.remoteJid ?? '', { text: `Re: ${message?.conversation}` })
    }
  })
  const people = Array.from({ length: 30 }, (_, at) =>
    server.phone(`Person ${at}`, { addressing: at % 3 === 0 ? 'number' : 'lid' }),
  )
  await Promise.all(
    people.map(async (person) => {
      for (let at = 0; at < 10; at += 1) await person.send(`Question ${at}`)
    }),
  )
  await Promise.all(people.flatMap((person) => [0, 9].map((at) => person.sees(`Re: Question ${at}`, { timeoutMs: 15_000 }))))
  await server.until(() => (people.every((person) => person.messages().length === 10) ? true : undefined), 'all answers', 10_000)
  expect(people.every((person) => person.messages().every(({ times }) => times === 1))).toBe(true)
})
