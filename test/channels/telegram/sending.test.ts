// Sending over the wire: what stands in the chat afterwards, and what each trouble means for the outbox.
import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FileKind, OutboundContent, OutboundFile, SendOutcome } from '../../../src/domain/channel.ts'
import type { AttachmentId } from '../../../src/domain/ids.ts'
import { plain } from '../../../src/domain/rich-text.ts'
import type { Person } from '../../../src/playground/server-contract.ts'
import { sendContext } from '../../support/send-context.ts'
import { createRig, type Rig } from './rig.ts'

let rig: Rig
let ona: Person
let nextPerson = 801

beforeAll(async () => {
  rig = await createRig({ started: false, callTimeoutSeconds: 0.5 })
})
afterAll(() => rig.close())
beforeEach(() => {
  ona = rig.server.person({ id: nextPerson++, firstName: 'Ona' })
  ona.send('/start')
})
afterEach(() => rig.server.clearFaults())

/** Begins like a picture of 640 by 480, so that it may be sent as one. */
const pngBeginning = Buffer.from('89504e470d0a1a0a0000000d4948445200000280000001e0', 'hex')
const contents = Buffer.concat([pngBeginning, Buffer.from('the contents of the file')])
const open = async () => Readable.from([contents])

function send(part: OutboundContent, address = String(ona.chatId)): Promise<SendOutcome> {
  return rig.channel.send(address, part, sendContext({ open }))
}

/** The ids of a send that must have worked. */
async function sent(part: OutboundContent): Promise<readonly string[]> {
  const outcome = await send(part)
  if (outcome.kind !== 'sent') throw new Error(`not sent: ${JSON.stringify(outcome)}`)
  return outcome.messageIds
}

function file(kind: FileKind, fileName: string, bytes = contents.length): OutboundFile {
  const types = {
    photo: 'image/png',
    document: 'text/plain',
    voice: 'audio/ogg',
    video: 'video/mp4',
    'video-note': 'video/mp4',
    audio: 'audio/mpeg',
    sticker: 'image/webp',
  }
  return { attachmentId: fileName as AttachmentId, storeKey: fileName, kind, fileName, mediaType: types[kind], bytes }
}

const text = (words: string): OutboundContent => ({ type: 'text', text: plain(words) })

describe('texts', () => {
  test('Marks, buttons and the quoted message arrive; what looks like mark-up stays as it is', async () => {
    const asked = ona.send('how is it going?')
    const [id] = await sent({
      type: 'text',
      text: { text: 'Ticket #12345 <b>*_ is open', marks: [{ kind: 'bold', from: 0, length: 13 }] },
      buttons: [
        [
          { label: 'Close', data: 'close:12345' },
          { label: 'Help', url: 'https://example.com/help' },
        ],
      ],
      replyTo: String(asked.messageId),
    })
    const [seen] = ona.messages()
    expect(seen).toMatchObject({ text: 'Ticket #12345 <b>*_ is open', replyTo: asked.messageId, messageId: Number(id) })
    expect(seen?.message.entities).toEqual([{ type: 'bold', offset: 0, length: 13 }])
    expect(seen?.buttons).toEqual([
      [
        { text: 'Close', data: 'close:12345' },
        { text: 'Help', url: 'https://example.com/help' },
      ],
    ])
    expect(rig.server.calls.at(-1)?.parameters).toMatchObject({ link_preview_options: { is_disabled: true } })
    expect(rig.server.calls.at(-1)?.parameters).not.toHaveProperty('parse_mode')
  })

  test('Quoting a message that is gone does not keep the text from arriving', async () => {
    await sent({ ...text('still said'), replyTo: '99999' } as OutboundContent)
    await sent({ ...text('said too'), replyTo: 'nonsense' } as OutboundContent)
    expect(ona.messages().map((message) => message.text)).toEqual(['still said', 'said too'])
  })

  test('The parts of a long text are all taken', async () => {
    const long = { text: 'žodis 😀 '.repeat(2000), marks: [{ kind: 'italic' as const, from: 0, length: 16_000 }] }
    for (const part of rig.channel.split({ type: 'text', text: long })) await sent(part)
    expect(
      ona
        .messages()
        .map((message) => message.text)
        .join(' '),
    ).toBe(long.text.trim())
  })

  test('When the marks are refused the words arrive without them', async () => {
    rig.server.addFault({
      kind: 'refuse',
      status: 400,
      description: "Bad Request: can't parse entities: odd",
      method: 'sendMessage',
    })
    await sent({ type: 'text', text: { text: 'Important', marks: [{ kind: 'bold', from: 0, length: 9 }] } })
    expect(ona.messages()[0]?.text).toBe('Important')
    expect(ona.messages()[0]?.message.entities).toBeUndefined()
  })
})

describe('edits', () => {
  const edit = (messageId: string, words: string): OutboundContent => ({ type: 'edit', messageId, text: plain(words) })

  test('An edit changes the message in place and removes its buttons', async () => {
    const [id = ''] = await sent({ type: 'text', text: plain('Draft'), buttons: [[{ label: 'Create', data: 'create' }]] })
    expect(await sent(edit(id, 'Created'))).toEqual([id])
    expect(ona.messages()).toMatchObject([{ text: 'Created', edited: true, buttons: [] }])
  })

  test('An edit that changes nothing is done', async () => {
    const [id = ''] = await sent(text('Draft'))
    expect(await send(edit(id, 'Draft'))).toEqual({ kind: 'sent', messageIds: [id] })
  })

  test('When the message is gone, what it should say is said anew', async () => {
    const [id] = await sent(edit('99999', 'Created'))
    const [other] = await sent(edit('nonsense', 'Created too'))
    expect(ona.messages().map(({ messageId, text: words }) => [String(messageId), words])).toEqual([
      [id, 'Created'],
      [other, 'Created too'],
    ])
  })
})

describe('files', () => {
  test.each<[FileKind, string]>([
    ['photo', 'photo'],
    ['document', 'document'],
    ['voice', 'voice'],
    ['video', 'video'],
    ['video-note', 'video_note'],
    ['audio', 'audio'],
  ])('A %s arrives as one, whole', async (kind, shown) => {
    const [id] = await sent({ type: 'files', files: [file(kind, 'a file.bin')] })
    const [seen] = ona.messages()
    expect(seen?.messageId).toBe(Number(id))
    expect(seen?.files).toMatchObject([{ kind: shown, bytes: contents }])
  })

  test('An album arrives as one, with an id for every part and the caption under it', async () => {
    const part: OutboundContent = {
      type: 'files',
      files: [file('photo', 'a.png'), file('video', 'b.mp4')],
      caption: { text: 'Two screenshots', marks: [{ kind: 'bold', from: 0, length: 3 }] },
    }
    const ids = await sent(part)
    const seen = ona.messages()
    expect(seen.map((message) => String(message.messageId))).toEqual(ids)
    expect(seen.map((message) => message.text)).toEqual(['Two screenshots', ''])
    expect(new Set(seen.map((message) => message.message.media_group_id)).size).toBe(1)
    expect(seen.flatMap((message) => message.files.map((sentFile) => sentFile.bytes))).toEqual([contents, contents])
  })

  test('Documents carry their caption under the last of them', async () => {
    await sent({ type: 'files', files: [file('document', 'a.log'), file('document', 'b.log')], caption: plain('Both logs') })
    expect(ona.messages().map((message) => message.text)).toEqual(['', 'Both logs'])
  })

  test.each([
    ['sip;trace".log', 'sip_trace_.log'],
    ['new\r\nline.log', 'newline.log'],
    ['žurnalas 😀.log', 'žurnalas 😀.log'],
    ['../../etc/passwd', 'passwd'],
  ])('A file named %j arrives as %j', async (name, arrives) => {
    await sent({ type: 'files', files: [file('document', name)] })
    expect(ona.messages()[0]?.files[0]).toMatchObject({ fileName: arrives, bytes: contents })
  })

  test('A picture that Telegram cannot show arrives as a document', async () => {
    rig.server.addFault({
      kind: 'refuse',
      status: 400,
      description: 'Bad Request: PHOTO_INVALID_DIMENSIONS',
      method: 'sendPhoto',
    })
    await sent({ type: 'files', files: [file('photo', 'tall.png')], caption: plain('A very long screenshot') })
    expect(ona.messages()).toMatchObject([{ text: 'A very long screenshot', files: [{ kind: 'document', bytes: contents }] }])
  })

  test('A file above 50 MB, and an empty one, are refused without a call', async () => {
    const before = rig.server.calls.length
    expect(await send({ type: 'files', files: [file('document', 'huge.log', 51 * 1024 * 1024)] })).toEqual({
      kind: 'never',
      reason: 'too-large',
    })
    expect(await send({ type: 'files', files: [file('document', 'empty.log', 0)] })).toEqual({
      kind: 'never',
      reason: 'empty-file',
    })
    expect(rig.server.calls).toHaveLength(before)
  })

  test.each([
    ['cannot be opened', () => Promise.reject(new Error('no such file'))],
    ['breaks while it is read', async () => Readable.from(failing())],
    ['is broken before it is read', async () => new Readable({ read() {} }).destroy(new Error('disk gone'))],
  ])('A file of ours that %s: nothing is sent, try later', async (_, broken: () => Promise<Readable>) => {
    const outcome = await rig.channel.send(
      String(ona.chatId),
      { type: 'files', files: [file('document', 'a.log')] },
      sendContext({ open: broken }),
    )
    expect(outcome).toEqual({ kind: 'later', reason: 'file-unreadable', scope: 'message' })
    expect(ona.messages()).toEqual([])
  })

  test('Files are closed again, also when the call fails', async () => {
    const streams: Readable[] = []
    const watched = async () => {
      const stream = Readable.from([contents])
      streams.push(stream)
      return stream
    }
    const part: OutboundContent = { type: 'files', files: [file('document', 'a.log'), file('document', 'b.log')] }
    for (const kind of ['drop-before', 'never-answer', 'server-error'] as const) {
      rig.server.addFault({ kind })
      expect((await rig.channel.send(String(ona.chatId), part, sendContext({ open: watched }))).kind).not.toBe('sent')
    }
    expect(streams.map((stream) => stream.destroyed)).toEqual([true, true, true, true, true, true])
  })

  async function* failing() {
    yield contents
    throw new Error('disk gone')
  }
})

describe('menus', () => {
  test("A menu is one person's own, and can be removed again", async () => {
    const entries = [{ command: 'queue', description: 'Open tickets' }]
    expect(await send({ type: 'menu', entries })).toEqual({ kind: 'sent', messageIds: [] })
    expect(ona.menu()).toEqual(entries)
    expect(rig.server.person({ id: 99 }).menu()).toEqual([])
    await sent({ type: 'menu', entries: null })
    expect(ona.menu()).toEqual([])
  })
})

describe('people who cannot be reached', () => {
  test('A person who blocked the bot', async () => {
    ona.block()
    expect(await send(text('hello'))).toEqual({ kind: 'never', reason: 'blocked', unreachable: 'blocked' })
  })

  test('A deleted account', async () => {
    ona.deactivate()
    expect(await send(text('hello'))).toEqual({ kind: 'never', reason: 'deactivated', unreachable: 'deactivated' })
  })

  test('A chat that was never begun, and an address that is none', async () => {
    const unknown = { kind: 'never', reason: 'unknown-chat', unreachable: 'unknown-chat' }
    expect(await send(text('hello'), '123456789')).toEqual(unknown)
    expect(await send(text('hello'), '+37060000000@c.us')).toEqual(unknown)
  })

  test('A group that removed the bot', async () => {
    const group = rig.server.group({ title: 'Engineers' })
    group.as(ona).send('bye')
    group.removeBot(ona)
    expect(await send(text('hello'), String(group.chatId))).toMatchObject({ kind: 'never', unreachable: 'not-a-member' })
  })
})

describe('troubles on the way', () => {
  const document: OutboundContent = { type: 'files', files: [file('document', 'a.log')] }

  describe.each([
    ['text', text('hello')],
    ['file', document],
  ])('with a %s', (_, part) => {
    test('A flood wait is obeyed', async () => {
      rig.server.addFault({ kind: 'too-many-requests', retryAfter: 7 })
      expect(await send(part)).toEqual({ kind: 'later', reason: 'flood', afterSeconds: 7, scope: 'conversation' })
    })

    test.each([
      ['server-error', '500'],
      ['html', 'unreadable answer'],
      ['never-answer', 'no answer in time'],
      ['drop-before', 'ECONNRESET'],
    ] as const)('After "%s" nobody knows, and nothing was said', async (kind, reason) => {
      rig.server.addFault({ kind })
      expect(await send(part)).toEqual({ kind: 'unknown', reason })
      expect(ona.messages()).toEqual([])
    })

    test.each(['drop-after', 'truncated-json'] as const)('After "%s" nobody knows, but it was said', async (kind) => {
      rig.server.addFault({ kind })
      expect(await send(part)).toMatchObject({ kind: 'unknown' })
      expect(ona.messages()).toHaveLength(1)
    })
  })

  test('A refused token holds everything back and is a fault, until a send works again', async () => {
    rig.server.addFault({ kind: 'refuse', status: 401, description: 'Unauthorized' })
    expect(await send(text('hello'))).toEqual({ kind: 'later', reason: 'token-refused', scope: 'account' })
    expect(rig.channel.fault()).toBe('Telegram refuses the bot token')
    await sent(text('hello'))
    expect(rig.channel.fault()).toBeNull()
  })

  test('Words that Telegram does not take are given up, and hold nothing else back', async () => {
    expect(await send(text('   '))).toEqual({ kind: 'never', reason: 'bad-content' })
    const heavy = [[{ label: 'x', data: 'y'.repeat(65) }]]
    expect(await send({ type: 'text', text: plain('hello'), buttons: heavy })).toEqual({ kind: 'never', reason: 'bad-content' })
  })

  test('With nobody listening nothing was said: try later', async () => {
    const gone = await createRig({ started: false })
    await gone.close()
    const outcome = await gone.channel.send('801', text('hello'), sendContext())
    expect(outcome).toEqual({ kind: 'later', reason: 'ECONNREFUSED', scope: 'account' })
  })
})
