// Files both ways: what came is what was sent, the token goes to Meta alone, and what WhatsApp does not carry is said so.
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isMetasHost } from '../../../../src/channels/whatsapp/cloud/fetch-file.ts'
import { sendAs } from '../../../../src/channels/whatsapp/cloud/file-kinds.ts'
import { FetchRefused, type InboundText, type OutboundFile } from '../../../../src/domain/channel.ts'
import type { AttachmentId } from '../../../../src/domain/ids.ts'
import { plain } from '../../../../src/domain/rich-text.ts'
import type { GraphPerson, MediaOptions } from '../../../../src/playground/graph/contract.ts'
import { type CloudRig, createCloudRig } from './rig.ts'

let rig: CloudRig
let jonas: GraphPerson
beforeEach(async () => {
  rig = await createCloudRig()
  jonas = rig.graph.phone('Jonas', { userId: 'LT.777' })
})
afterEach(() => rig.close())

async function receive(bytes: Uint8Array, options: MediaOptions = {}) {
  const sent = jonas.sendMedia('document', 'log.txt', bytes, { mediaType: 'text/plain', ...options })
  const message = (await rig.received((one) => one.externalId === sent.id)) as InboundText
  const [file] = message.files
  if (file === undefined) throw new Error('the message has no file')
  return { message, file }
}

const refusal = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (fault: unknown) => fault,
  )
  return error instanceof FetchRefused ? { reason: error.message, gone: error.gone } : null
}

describe('a file that comes', () => {
  test('is fetched byte for byte, with its name and words', async () => {
    const bytes = Buffer.from('x'.repeat(200_000))
    const { message, file } = await receive(bytes, { caption: 'the log' })
    expect(message.text).toBe('the log')
    expect(file).toMatchObject({ kind: 'document', fileName: 'log.txt', mediaType: 'text/plain' })
    const fetched = await rig.channel.fetch(file.reference)
    expect(fetched.bytes).toBe(bytes.length)
    expect((await buffer(fetched.stream)).equals(bytes)).toBe(true)
  })

  test('a voice message, a picture and a sticker are what they are', async () => {
    jonas.sendMedia('audio', 'voice.ogg', Buffer.from('OggS'), { voice: true })
    jonas.sendMedia('image', 'photo.jpg', Buffer.from('jpg'))
    jonas.sendMedia('sticker', 's.webp', Buffer.from('webp'))
    await rig.received((message) => 'files' in message && message.files[0]?.kind === 'sticker')
    const files = rig.messages.flatMap((message) => ('files' in message ? message.files : []))
    expect(files.map(({ kind, mediaType }) => [kind, mediaType])).toEqual([
      ['voice', 'audio/ogg'],
      ['photo', 'image/jpeg'],
      ['sticker', 'image/webp'],
    ])
  })

  test('with a changed byte is refused', async () => {
    const { file } = await receive(Buffer.from('hello'), { spoilt: 'changed' })
    const { stream } = await rig.channel.fetch(file.reference)
    expect(await refusal(buffer(stream))).toEqual({ reason: 'the file came damaged', gone: false })
  })

  test('is asked for at Meta’s own places alone', async () => {
    const { file } = await receive(Buffer.from('hello'), { spoilt: 'elsewhere' })
    expect(await refusal(rig.channel.fetch(file.reference))).toMatchObject({ gone: false })
    const root = 'https://graph.facebook.com/v25.0'
    for (const url of [
      'http://127.0.0.1:9/x',
      'http://lookaside.fbsbx.com/x',
      'https://lookaside.fbsbx.com:8443/x',
      'https://fbsbx.com.evil.example/x',
      'https://evilfbsbx.com/x',
      'https://user@lookaside.fbsbx.com/x',
      'file:///etc/passwd',
      'no address',
    ])
      expect(isMetasHost(url, root), url).toBe(false)
    for (const url of ['https://lookaside.fbsbx.com/whatsapp_business/x?mid=1', 'https://graph.facebook.com/v25.0/1'])
      expect(isMetasHost(url, root), url).toBe(true)
  })

  test('that is gone, or whose reference is none of ours, is refused', async () => {
    const { file } = await receive(Buffer.from('hello'), { spoilt: 'gone' })
    expect(await refusal(rig.channel.fetch(file.reference))).toMatchObject({ gone: false })
    expect(await refusal(rig.channel.fetch('{"id":"404"}'))).toMatchObject({ gone: true })
    for (const odd of ['', '{}', '[]', '{"id":"../x"}', 'null', '{"id":7}'])
      expect(await refusal(rig.channel.fetch(odd))).toEqual({ reason: 'unreadable', gone: true })
  })

  test('above the desk’s size is refused before it is fetched', async () => {
    const { file } = await receive(Buffer.alloc(20 * 1024 * 1024 + 1, 1))
    expect(await refusal(rig.channel.fetch(file.reference))).toEqual({ reason: 'too-large', gone: true })
  })
})

describe('a file that goes', () => {
  const file = (more: Partial<OutboundFile>): OutboundFile => ({
    attachmentId: 'a' as AttachmentId,
    storeKey: 'k',
    kind: 'document',
    fileName: 'invoice.pdf',
    mediaType: 'application/pdf',
    bytes: 5,
    ...more,
  })
  const send = (files: readonly OutboundFile[], content: string | Error = 'hello', caption?: string) =>
    rig.send(
      'LT.777',
      { type: 'files', files, ...(caption === undefined ? {} : { caption: plain(caption) }) },
      {
        open: async () => {
          if (content instanceof Error) throw content
          return Readable.from([content])
        },
      },
    )

  beforeEach(async () => {
    jonas.send('hello')
    await rig.received(() => true)
  })

  test('arrives byte for byte, with its name and words', async () => {
    expect(await send([file({})], 'hello', 'Invoice')).toMatchObject({ kind: 'sent' })
    const seen = await jonas.sees('Invoice')
    expect(seen.media).toMatchObject({ kind: 'document', fileName: 'invoice.pdf', mediaType: 'application/pdf' })
    expect(seen.media?.bytes.toString()).toBe('hello')
  })

  test('several are a message each, and a large one is streamed', async () => {
    const large = 'x'.repeat(3_000_000)
    await send([file({ bytes: large.length, fileName: 'big.log', mediaType: 'text/x-log' })], large)
    await send([file({ kind: 'photo', mediaType: 'image/png', fileName: 'a.png' }), file({})])
    const [first, second, third] = jonas.messages()
    expect(first?.media).toMatchObject({ kind: 'document', fileName: 'big.log', mediaType: 'text/plain' })
    expect(first?.media?.bytes.length).toBe(large.length)
    expect([second?.media?.kind, third?.media?.kind]).toEqual(['image', 'document'])
  })

  test('that cannot be read now is tried later, and one of another length is never sent as if it were whole', async () => {
    expect(await send([file({})], new Error('away'))).toEqual({ kind: 'later', reason: 'file-unreadable', scope: 'message' })
    expect(await send([file({ bytes: 9 })])).toMatchObject({ kind: 'later' })
    expect(await send([file({ bytes: 3 })])).toMatchObject({ kind: 'later' })
    expect(jonas.messages()).toEqual([])
  })

  test('whose upload fails is tried later; one that Meta refuses is not', async () => {
    rig.graph.addFault({ on: 'media', kind: 'drop-before' })
    expect(await send([file({})])).toMatchObject({ kind: 'later', reason: 'upload-failed' })
    rig.graph.addFault({ on: 'media', kind: 'error', code: 131053 })
    expect(await send([file({})])).toEqual({ kind: 'never', reason: 'file-refused' })
  })

  const megabyte = 1024 * 1024
  test.each([
    ['a picture', { kind: 'photo', mediaType: 'image/jpeg' }, { type: 'image', mediaType: 'image/jpeg' }],
    [
      'a large picture',
      { kind: 'photo', mediaType: 'image/jpeg', bytes: 6 * megabyte },
      { type: 'document', mediaType: 'image/jpeg' },
    ],
    ['a voice message', { kind: 'voice', mediaType: 'audio/ogg; codecs=opus' }, { type: 'audio', mediaType: 'audio/ogg' }],
    ['a film', { kind: 'video', mediaType: 'video/mp4' }, { type: 'video', mediaType: 'video/mp4' }],
    ['a table', { mediaType: 'text/csv', fileName: 'a.csv' }, { type: 'document', mediaType: 'text/plain' }],
    [
      'a log without a type',
      { mediaType: 'application/octet-stream', fileName: 'a.log' },
      { type: 'document', mediaType: 'text/plain' },
    ],
    ['an archive', { mediaType: 'application/zip', fileName: 'a.zip' }, 'bad-type'],
    ['an empty file', { bytes: 0 }, 'empty-file'],
    ['a huge file', { bytes: 101 * megabyte }, 'too-large'],
  ] as const)('%s', (_, more, as) => {
    expect(sendAs(file(more))).toEqual(as)
  })
})
