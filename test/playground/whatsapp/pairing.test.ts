// Linking a client to an account: by the picture that the phone scans, and by the eight characters that the owner types.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WhatsAppServer } from '../../../src/playground/whatsapp/contract.ts'
import { startWhatsAppServer } from '../../../src/playground/whatsapp/whatsapp-server.ts'
import { type Client, connect, memoryOf } from './client.ts'

let server: WhatsAppServer
beforeEach(async () => {
  server = await startWhatsAppServer()
  server.trust()
})
afterEach(() => server.close())

const qrOf = (client: Client): Promise<string> =>
  client.until(() => client.states.find(({ qr }) => qr !== undefined)?.qr, 'a picture to scan')

test('a client without creds shows a picture; scanned, it is linked, told to restart, and then is in', async () => {
  const first = connect(server, memoryOf())
  await server.account.scan(await qrOf(first))
  expect(await first.ended()).toBe(515)
  const { me, account, platform } = first.memory.creds
  expect([me?.id, me?.lid, platform]).toEqual(['37060000000:1@s.whatsapp.net', '184700000000001:1@lid', 'android'])
  expect(account?.deviceSignature).toHaveLength(64)

  const second = connect(server, first.memory)
  await second.open()
  await server.account.online()
  expect(server.account.preKeysLeft()).toBe(812)
  const jonas = server.phone('Jonas')
  await jonas.send('Are you there?')
  await second.gets('Are you there?')
  await second.end()
  expect(server.faults()).toEqual([])
})

test('a client shows eight characters; typed on the phone, it is linked', async () => {
  const first = connect(server, memoryOf())
  await qrOf(first)
  const code = await first.socket.requestPairingCode(server.account.number)
  expect(code).toHaveLength(8)
  await server.account.typeCode(`${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`)
  expect(await first.ended()).toBe(515)
  expect([first.memory.creds.registered, first.memory.creds.me?.id]).toEqual([true, '37060000000:1@s.whatsapp.net'])

  const second = connect(server, first.memory)
  await second.open()
  await second.end()
  expect(server.faults()).toEqual([])
})

test('eight other characters link nobody', async () => {
  const client = connect(server, memoryOf())
  await qrOf(client)
  await client.socket.requestPairingCode(server.account.number, 'ABCD1234')
  await expect(server.account.typeCode('ABCD1235')).rejects.toThrow('not the one that the client showed')
  expect(client.states.some(({ isNewLogin }) => isNewLogin)).toBe(false)
  await client.end()
})

test('a picture that no client shows any more is refused', async () => {
  const client = connect(server, memoryOf())
  const qr = await qrOf(client)
  await client.end()
  await server.until(() => (server.connections().length === 0 ? true : undefined), 'the client to leave')
  await expect(server.account.scan(qr)).rejects.toThrow('No client shows this code')
})
