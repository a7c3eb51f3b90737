// Files both ways over the media host, whose certificate was made when the server started.

import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { downloadMediaMessage } from '@whiskeysockets/baileys'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WhatsAppServer } from '../../../src/playground/whatsapp/contract.ts'
import { startWhatsAppServer } from '../../../src/playground/whatsapp/whatsapp-server.ts'
import { type Client, connect, memoryOf } from './client.ts'

let server: WhatsAppServer
let client: Client
beforeAll(async () => {
  server = await startWhatsAppServer()
  server.trust()
  client = connect(server, memoryOf(server.credsFor()))
  await client.open()
  await server.account.online()
  await client.socket.refreshMediaConn()
})
afterAll(async () => {
  expect(server.faults()).toEqual([])
  await client.end()
  await server.close()
})

const run = promisify(execFile)
const bytes = randomBytes(70_000)
const fetched = async (message: Client['received'][number]['message']): Promise<Buffer> =>
  downloadMediaMessage(message, 'buffer', { host: new URL(server.mediaUrl).host })

const arrived = (id: string): Promise<Client['received'][number]['message']> =>
  client.until(() => client.received.find(({ message }) => message.key.id === id)?.message, 'the file')

test.each(['image', 'document', 'audio', 'video'] as const)(
  'a person sends a file of the kind %s; the client downloads the same bytes',
  async (kind) => {
    const person = server.phone('Sender')
    const { id } = await person.sendMedia(kind, 'log.bin', bytes)
    expect((await fetched(await arrived(id))).equals(bytes)).toBe(true)
  },
)

test('a document with a caption and a voice message keep what was said of them', async () => {
  const person = server.phone('Sender')
  const document = await person.sendMedia('document', 'report.pdf', bytes, {
    caption: 'The report',
    mediaType: 'application/pdf',
  })
  const voice = await person.sendMedia('audio', 'voice.ogg', bytes, { voice: true, seconds: 7 })
  const inner = (await arrived(document.id)).message?.documentWithCaptionMessage?.message?.documentMessage
  expect(inner).toMatchObject({ fileName: 'report.pdf', mimetype: 'application/pdf', caption: 'The report' })
  expect((await arrived(voice.id)).message?.audioMessage).toMatchObject({ ptt: true, seconds: 7 })
})

test.each(['document', 'image'] as const)(
  'the client sends a file of the kind %s; the person opens the same bytes',
  async (kind) => {
    const person = server.phone('Receiver')
    const content =
      kind === 'document'
        ? { document: bytes, mimetype: 'application/pdf', fileName: 'invoice.pdf', caption: 'Your invoice' }
        : { image: bytes, caption: 'Your picture', jpegThumbnail: '' }
    await client.socket.sendMessage(person.lidAddress, content)
    const seen = await person.sees(/Your (invoice|picture)/)
    expect([seen.media?.kind, seen.media?.bytes?.equals(bytes)]).toEqual([kind, true])
  },
)

test('a changed byte, a file that is gone, a message without a path: the server can do all three', async () => {
  const person = server.phone('Spoiler')
  const changed = await person.sendMedia('document', 'a.bin', bytes, { spoilt: 'changed' })
  const gone = await person.sendMedia('document', 'b.bin', bytes, { spoilt: 'gone' })
  const pathless = await person.sendMedia('document', 'c.bin', bytes, { spoilt: 'pathless', url: 'http://127.0.0.1:9/x' })
  expect((await fetched(await arrived(changed.id))).equals(bytes)).toBe(false)
  await expect(fetched(await arrived(gone.id))).rejects.toThrow()
  expect((await arrived(pathless.id)).message?.documentMessage?.directPath).toBeFalsy()
})

test('a file that is gone is uploaded once more when the client asks the phone', async () => {
  const person = server.phone('Helpful')
  const { id } = await person.sendMedia('image', 'screen.png', bytes, { spoilt: 'gone' })
  const updated = await client.socket.updateMediaMessage(await arrived(id))
  expect((await fetched(updated)).equals(bytes)).toBe(true)
})

test('an upload that fails is tried again with a fresh word', async () => {
  const person = server.phone('Unlucky')
  server.control.failUploads(1)
  await expect(client.socket.sendMessage(person.lidAddress, { document: bytes, mimetype: 'text/plain' })).rejects.toThrow(
    'upload failed',
  )
  await client.socket.sendMessage(person.lidAddress, { document: bytes, mimetype: 'text/plain', fileName: 'second.txt' })
  expect((await person.sees((seen) => seen.kind === 'media')).media?.fileName).toBe('second.txt')
})

test('another process believes the server once it is started with its certificate and its trust', async () => {
  const trust = new URL('../../../src/playground/whatsapp/trust.ts', import.meta.url).pathname
  const script = `
    const { WA_CERT_DETAILS } = await import('@whiskeysockets/baileys')
    const { status } = await fetch('${server.mediaUrl}/v/image/nothing.enc')
    console.log(Buffer.from(WA_CERT_DETAILS.PUBLIC_KEY).toString('hex'), status)`
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: server.caFile }
  const { stdout } = await run(process.execPath, ['--import', trust, '--input-type=module', '-e', script], { env })
  expect(stdout.trim()).toBe(`${server.rootKey} 404`)
})
