// A server that says nothing any more. Apart from the other endings, because the client takes five seconds to see it.
import { expect, test } from 'vitest'
import { startWhatsAppServer } from '../../../src/playground/whatsapp/whatsapp-server.ts'
import { connect, memoryOf } from './client.ts'

test('a server that says nothing any more is given up with 408', async () => {
  const server = await startWhatsAppServer()
  server.trust()
  const client = connect(server, memoryOf(server.credsFor()), { keepAliveIntervalMs: 50 })
  await client.open()
  server.control.disconnect(408)
  expect(await client.ended(15_000)).toBe(408)
  expect(server.faults()).toEqual([])
  await server.close()
})
