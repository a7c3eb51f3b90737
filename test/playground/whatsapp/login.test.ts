// The handshake and logging in: whom the server lets in, whom not, and what it says to those.

import { Curve } from '@whiskeysockets/baileys'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WhatsAppServer } from '../../../src/playground/whatsapp/contract.ts'
import { startWhatsAppServer } from '../../../src/playground/whatsapp/whatsapp-server.ts'
import { connect, memoryOf } from './client.ts'

let server: WhatsAppServer
beforeEach(async () => {
  server = await startWhatsAppServer()
  server.trust()
})
afterEach(() => server.close())

test('a linked client logs in and gets what waits for it', async () => {
  const client = connect(server, memoryOf(server.credsFor()))
  await client.open()
  await server.account.online()
  expect(server.connections()).toMatchObject([{ account: server.account.number, device: 1, state: 'ready' }])
  const ana = server.phone('Ana')
  const sent = await ana.send('Hello from Ana')
  const { type, message } = await client.gets('Hello from Ana')
  expect([type, message.key.remoteJid, message.key.remoteJidAlt]).toEqual(['notify', ana.lidAddress, ana.numberAddress])
  await sent.delivered()
  await client.socket.sendMessage(ana.lidAddress, { text: 'Hello Ana' })
  await ana.sees('Hello Ana')
  await server.account.owner.sees('Hello Ana')
  await client.end()
  expect(server.faults()).toEqual([])
})

test('a client with another noise key than the one it was linked with is refused with 401', async () => {
  const memory = memoryOf(server.credsFor())
  const client = connect(server, { ...memory, creds: { ...memory.creds, noiseKey: Curve.generateKeyPair() } })
  expect(await client.ended()).toBe(401)
  expect(server.faults()).toEqual([])
})
