// Which servers the socket may be sent to.
import { expect, test } from 'vitest'
import { socketUrl } from '../../../../src/channels/whatsapp/baileys/socket-url.ts'

test.each(['ws://127.0.0.1:8080/ws/chat?x=1', 'ws://localhost:1', 'wss://[::1]:443/', 'ws://127.255.0.1:9'])(
  'a server of this machine may be used: %s',
  (address) => {
    expect(socketUrl(address)?.href).toContain(new URL(address).host)
  },
)

test.each([
  'wss://web.whatsapp.com/ws/chat',
  'ws://127.0.0.1.example.com/',
  'ws://example.com#127.0.0.1',
  'ws://127.0.0.1@example.com/',
  'ws://10.0.0.1/',
  'http://127.0.0.1/',
  'ws://[::ffff:10.0.0.1]/',
  'nonsense',
])('any other is refused: %s', (address) => {
  expect(() => socketUrl(address)).toThrow('the WhatsApp socket address')
})

test('without an address it is WhatsApp’s own', () => {
  expect(socketUrl(undefined)).toBeUndefined()
})
