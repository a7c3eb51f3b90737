import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { FetchRefused, type InboundText } from '../../../../src/domain/channel.ts'
import type { MediaOptions, WhatsAppPerson, WhatsAppServer } from '../../../../src/playground/whatsapp/contract.ts'
import { startWhatsAppServer } from '../../../../src/playground/whatsapp/whatsapp-server.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts'
import { waitUntil } from '../../../support/wait-until.ts'
import { fileOf, type Line, type LineOptions, openLine } from './messages-rig.ts'

let db: TestDatabase
let server: WhatsAppServer
let line: Line
let jonas: WhatsAppPerson

beforeAll(async () => {
  server = await startWhatsAppServer()
  server.trust()
})
beforeEach(async () => {
  db = await createTestDatabase()
  jonas = server.phone(`Jonas of ${expect.getState().currentTestName}`)
})
afterEach(async () => {
  await line.stop()
  server.control.reset()
  await db.drop()
})
afterAll(() => server.close())

async function open(options: LineOptions = {}): Promise<void> {
  line = await openLine(db, server, options)
}

/** Everything up to a last word by somebody: what did not come by then is not coming. */
async function afterwards(): Promise<InboundText[]> {
  await server.phone('Somebody at the end').send('the end')
  await line.gets('the end')
  return line.received.filter((message): message is InboundText => 'text' in message && message.text !== 'the end')
}

describe('who wrote', () => {
  test.each(['lid', 'number'] as const)(
    'somebody addressed by %s, who names the other id too, is known by the LID',
    async (by) => {
      await open()
      Object.assign(jonas, { addressing: by, alternative: true })
      const sent = await jonas.send('The lines are down')
      expect(await line.gets('lines are down')).toMatchObject({
        kind: 'message',
        channel: 'whatsapp',
        account: 'main',
        address: jonas.lidAddress,
        conversationId: `whatsapp:main:${jonas.lidAddress}`,
        externalId: `${jonas.lidAddress}||${sent.id}`,
        messageId: sent.id,
        private: true,
        sender: { userId: jonas.lidAddress, alsoKnownAs: [jonas.numberAddress], displayName: jonas.name },
      })
    },
  )

  test('somebody addressed by a LID alone is known by that', async () => {
    await open()
    Object.assign(jonas, { addressing: 'lid', alternative: false })
    await jonas.send('Only one of my names')
    const { sender, address } = await line.gets('Only one')
    expect([sender.userId, address]).toEqual([jonas.lidAddress, jonas.lidAddress])
    expect(sender.alsoKnownAs).toBeUndefined()
  })

  test('somebody addressed by a number alone is known by the LID as soon as the platform names it', async () => {
    await open()
    Object.assign(jonas, { addressing: 'number', alternative: false })
    await jonas.send('Only my number')
    const { sender } = await line.gets('Only my number')
    expect([sender.userId, ...(sender.alsoKnownAs ?? [])]).toContain(jonas.numberAddress)
  })

  test('is remembered over a restart, whichever id comes next', async () => {
    await open()
    Object.assign(jonas, { addressing: 'lid', alternative: true })
    await jonas.send('First by LID')
    await line.gets('First by LID')
    await line.stop()
    await open()
    Object.assign(jonas, { addressing: 'number', alternative: false })
    await jonas.send('Then by number')
    expect((await line.gets('Then by number')).address).toBe(jonas.lidAddress)
  })

  test('a number and a LID that turn out to be one person move the conversation', async () => {
    await open()
    Object.assign(jonas, { addressing: 'number', alternative: false })
    await jonas.send('Known by number')
    await line.gets('Known by number')
    jonas.revealNumber()
    const moved = await waitUntil(() => line.received.find(({ kind }) => kind === 'moved'))
    expect(moved).toMatchObject({
      address: jonas.numberAddress,
      conversationId: `whatsapp:main:${jonas.numberAddress}`,
      newAddress: jonas.lidAddress,
      newUserId: jonas.lidAddress,
    })
  })

  test('an impossible id is dropped and counted, and what follows comes', async () => {
    await open()
    await jonas.send('From nowhere', { attributes: { from: `${jonas.number}@lid@s.whatsapp.net` } }).catch(() => undefined)
    expect(await afterwards()).toEqual([])
    expect(line.received).toHaveLength(1)
  })

  test('groups, status, newsletters and our own phone are nobody', async () => {
    await open()
    await jonas.sendToGroup('120363000000000001@g.us', 'To the group')
    await jonas.postStatus('A status')
    server.publish('120363000000000002@newsletter', 'News')
    await server.account.owner.writeTo(jonas, 'By hand')
    expect(await afterwards()).toEqual([])
  })
})

describe('every message counts once', () => {
  test('one that is sent twice has the same name both times', async () => {
    await open()
    const sent = await jonas.send('Twice')
    await line.gets('Twice')
    await jonas.repeat(sent)
    const all = await afterwards()
    expect(new Set(all.map(({ externalId }) => externalId)).size).toBe(1)
  })

  test('also when it comes by the other id the second time', async () => {
    await open()
    Object.assign(jonas, { addressing: 'number', alternative: false })
    const sent = await jonas.send('Twice, by two names')
    await line.gets('Twice')
    jonas.revealNumber()
    await waitUntil(() => line.received.find(({ kind }) => kind === 'moved'))
    Object.assign(jonas, { addressing: 'lid', alternative: true })
    await jonas.repeat(sent)
    const all = await afterwards()
    expect(all.length).toBeGreaterThan(0)
    expect(new Set(all.map(({ externalId }) => externalId)).size).toBe(1)
  })

  test('one that cannot be read is counted, asked for again, and comes once', async () => {
    await open()
    const sent = await jonas.send('Broken on its way', { corrupt: true })
    await line.gets('Broken on its way')
    expect(sent.retries).toBeGreaterThan(0)
    expect((await afterwards()).filter(({ text }) => text.includes('Broken'))).toHaveLength(1)
    await line.stop()
    expect((await line.standing())?.figures).toMatchObject({ undecryptable: 1, malformed: 0 })
  })

  test('five hundred that were written while we were away come in their order', async () => {
    await open()
    await jonas.send('Hello before')
    await line.gets('Hello before')
    await line.stop()
    for (let number = 1; number <= 500; number++) await jonas.send(`Message ${number}.`)
    await open()
    await line.gets('Message 500.')
    const texts = line.received.filter((message): message is InboundText => 'text' in message).map(({ text }) => text)
    expect(texts.filter((text) => text.startsWith('Message'))).toEqual(
      Array.from({ length: 500 }, (_, index) => `Message ${index + 1}.`),
    )
  }, 60_000)

  test('an old one says when it was written', async () => {
    await open()
    await line.stop()
    const at = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000)
    await jonas.send('An hour ago', { at })
    await open()
    expect((await line.gets('An hour ago')).sentAt).toEqual(at)
  })

  test('what cannot be stored at first is stored later, in order', async () => {
    let tries = 0
    await open({
      async store() {
        tries += 1
        if (tries <= 2) throw new Error('the database is away')
      },
    })
    await jonas.send('One')
    await jonas.send('Two')
    await line.gets('Two')
    expect((await afterwards()).map(({ text }) => text)).toEqual(['One', 'Two'])
    expect(tries).toBeGreaterThan(2)
  })
})

describe('what a message carries', () => {
  test('an answer names what it answers', async () => {
    await open()
    await jonas.send('Hello')
    await line.gets('Hello')
    await line.say(jonas.lidAddress, 'Which server?')
    const question = await jonas.sees('Which server?')
    await jonas.replyTo(question, 'Server one')
    expect((await line.gets('Server one')).replyTo).toBe(question.id)
  })

  test('an edit changes a message, and one taken back says so', async () => {
    await open()
    const sent = await jonas.send('The line is donw')
    await line.gets('donw')
    await jonas.edit(sent, 'The line is down')
    expect(await line.gets('is down')).toMatchObject({ kind: 'edit', messageId: sent.id, text: 'The line is down' })
    await jonas.remove(sent)
    const removed = await line.gets((message) => message.notes.some(({ kind }) => kind === 'deleted'))
    expect(removed).toMatchObject({ kind: 'edit', messageId: sent.id, text: '' })
    expect(new Set(line.received.map(({ externalId }) => externalId)).size).toBe(3)
  })

  test('places and contacts are notes; a poll is named as what it is; a sign on a message is nothing', async () => {
    await open()
    const first = await jonas.send('Hello')
    await jonas.sendLocation(54.6872, 25.2797)
    await jonas.sendContact('Ona', '+370 600 11111')
    await jonas.sendContent({
      pollCreationMessageV3: { name: 'Lunch?', options: [{ optionName: 'Yes' }], selectableOptionsCount: 1 },
    })
    await jonas.react(first, '👍')
    const all = await afterwards()
    expect(all.map(({ notes }) => notes)).toEqual([
      [],
      [{ kind: 'location', latitude: 54.6872, longitude: 25.2797 }],
      [{ kind: 'contact', name: 'Ona', phone: '+370 600 11111' }],
      [{ kind: 'unsupported', what: 'poll' }],
    ])
  })

  test('pictures sent together are an album', async () => {
    await open()
    const parentMessageKey = { remoteJid: server.account.lidAddress, fromMe: true, id: 'ALBUM1' }
    for (const caption of ['Picture one', 'Picture two']) {
      await jonas.sendContent({
        imageMessage: { caption, mimetype: 'image/jpeg' },
        messageContextInfo: { messageAssociation: { associationType: 1, parentMessageKey } },
      })
    }
    await line.gets('Picture two')
    expect((await afterwards()).map(({ albumId }) => albumId)).toEqual(['ALBUM1', 'ALBUM1'])
  })
})

describe('files that come', () => {
  const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), randomBytes(50_000)])
  const ogg = Buffer.concat([Buffer.from('OggS'), randomBytes(8000)])

  /** How often the sender's phone was asked to upload the file of this reference again. */
  function askedAgain(reference: string): number {
    const { messageId } = JSON.parse(reference) as { messageId: string }
    const isAsking = ({ tag, attrs }: { tag: string; attrs: Record<string, string> }) =>
      tag === 'receipt' && attrs['type'] === 'server-error' && attrs['id'] === messageId
    return server.stanzas().filter(isAsking).length
  }

  async function arrives(kind: 'document' | 'image' | 'audio', name: string, bytes: Buffer, options: MediaOptions = {}) {
    await open()
    await jonas.sendMedia(kind, name, bytes, options)
    const [file] = (await line.gets((message) => message.files.length > 0)).files
    if (file === undefined) throw new Error('no file came')
    return file
  }

  test('a document comes whole, with its name, its words and its type', async () => {
    const bytes = randomBytes(300_000)
    const file = await arrives('document', 'log of tuesday.txt', bytes, { caption: 'See the log', mediaType: 'text/plain' })
    expect(file).toMatchObject({ kind: 'document', fileName: 'log of tuesday.txt', mediaType: 'text/plain', bytes: 300_000 })
    expect((await line.gets('See the log')).files).toHaveLength(1)
    expect((await buffer((await line.channel.fetch(file.reference)).stream)).equals(bytes)).toBe(true)
  })

  test.each([
    ['a picture', 'image', 'photo', jpeg, {}],
    ['a voice message', 'audio', 'voice', ogg, { voice: true, mediaType: 'audio/ogg; codecs=opus' }],
  ] as const)('%s comes as one', async (_title, kind, as, bytes, options) => {
    const file = await arrives(kind, 'x', bytes, options)
    expect(file.kind).toBe(as)
    expect((await buffer((await line.channel.fetch(file.reference)).stream)).equals(bytes)).toBe(true)
  })

  test.each([
    ['a byte was changed on its way', 'changed'],
    ['it is gone from the host', 'gone'],
  ] as const)('comes from its sender once more when %s', async (_title, spoilt) => {
    const bytes = randomBytes(5000)
    const file = await arrives('document', 'a.bin', bytes, { spoilt })
    expect((await buffer((await line.channel.fetch(file.reference)).stream)).equals(bytes)).toBe(true)
    expect(askedAgain(file.reference)).toBe(1)
  })

  test('is refused for good when what comes is not what the message speaks of', async () => {
    const file = await arrives('document', 'a.bin', randomBytes(5000))
    const reference = JSON.parse(file.reference) as { sha256: string }
    const otherHash = JSON.stringify({ ...reference, sha256: randomBytes(32).toString('base64') })
    await expect(buffer((await line.channel.fetch(otherHash)).stream)).rejects.toMatchObject({ message: 'damaged', gone: true })
    const otherKey = JSON.stringify({ ...reference, key: randomBytes(32).toString('base64') })
    await expect(line.channel.fetch(otherKey)).rejects.toMatchObject({ message: 'expired', gone: true })
    expect(askedAgain(file.reference)).toBe(1)
  })

  test('is never fetched from an address that its message names', async () => {
    let visited = 0
    const trap = createServer((_request, response) => {
      visited += 1
      response.end('secret')
    })
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/internal`
    const file = await arrives('document', 'a.bin', randomBytes(100), { spoilt: 'pathless', url })
    const reference = JSON.parse(file.reference) as Record<string, unknown>
    const host = url.slice('http:'.length)
    for (const path of [reference['path'], url, host, `/\\${host}`, `@${host}`, '/x\n'])
      await line.channel.fetch(JSON.stringify({ ...reference, path })).then(
        ({ stream }) => stream.resume(),
        (error: unknown) => expect(error).toBeInstanceOf(FetchRefused),
      )
    expect(visited).toBe(0)
    await new Promise((resolve) => trap.close(resolve))
  })

  test('is refused when it is not what it says it is', async () => {
    const file = await arrives('image', 'x', Buffer.from('<script>alert(1)</script>'.repeat(50)))
    await expect(line.channel.fetch(file.reference)).rejects.toMatchObject({ message: 'not-what-it-says', gone: true })
  })

  test('that is larger than it says is not taken in', async () => {
    const file = await arrives('document', 'large.bin', Buffer.alloc(21 * 1024 * 1024, 7))
    expect(file.tooLarge).toBe(true)
    await expect(line.channel.fetch(file.reference)).rejects.toMatchObject({ message: 'too-large', gone: true })
  })

  test('with a reference that is none is refused', async () => {
    await open()
    for (const reference of ['', '{}', '{"version":1}', 'AgAC'])
      await expect(line.channel.fetch(reference)).rejects.toMatchObject({ gone: true })
  })
})

describe('files that go', () => {
  const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), randomBytes(20_000)])

  test.each([
    ['document', 'invoice.pdf', 'application/pdf', 'document', false],
    ['photo', 'screen.jpg', 'image/jpeg', 'image', false],
    ['voice', 'voice.ogg', 'audio/ogg', 'audio', true],
    ['sticker', 'sticker.webp', 'image/webp', 'document', false],
  ] as const)('a %s arrives whole', async (kind, name, type, as, voice) => {
    await open()
    const { file, open: openFile } = fileOf(kind, name, type, jpeg)
    const outcome = await line.say(jonas.lidAddress, { type: 'files', files: [file], caption: plainCaption }, { open: openFile })
    expect(outcome.kind).toBe('sent')
    const seen = await jonas.sees((message) => message.kind === 'media')
    expect(seen.media).toMatchObject({ kind: as, voice })
    expect(seen.media?.bytes?.equals(jpeg)).toBe(true)
    if (as === 'document') expect(seen.media?.fileName).toBe(name)
    expect(server.faults()).toEqual([])
  })

  test('that cannot be read or uploaded now are tried later; empty ones and giants never go', async () => {
    await open()
    const { file, open: openFile } = fileOf('document', 'a.bin', 'application/octet-stream', jpeg)
    const part = { type: 'files', files: [file] } as const
    expect(await line.say(jonas.lidAddress, part)).toMatchObject({ kind: 'later', reason: 'file-unreadable' })
    server.control.failUploads(1)
    expect(await line.say(jonas.lidAddress, part, { open: openFile })).toMatchObject({ kind: 'later', reason: 'upload-failed' })
    expect(await line.say(jonas.lidAddress, { type: 'files', files: [{ ...file, bytes: 0 }] })).toMatchObject({
      reason: 'empty-file',
    })
    const giant = { ...file, bytes: 200 * 1024 * 1024 }
    expect(await line.say(jonas.lidAddress, { type: 'files', files: [giant] })).toMatchObject({ reason: 'too-large' })
  })
})

const plainCaption = { text: 'With a word', marks: [] }
