import { proto, type WAMessage } from '@whiskeysockets/baileys'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMessage } from '../../../../src/channels/whatsapp/baileys/inbound.ts'
import type { InboundText } from '../../../../src/domain/channel.ts'

const at = new Date('2026-11-23T10:00:00Z')
const receipt = { account: 'main', at, otherId: () => null }
const lid = '184700000000001@lid'
const hour = 3600

function whole(fields: Partial<WAMessage>, key: Partial<WAMessage['key']> = {}): WAMessage {
  return { messageTimestamp: at.getTime() / 1000 - hour, ...fields, key: { remoteJid: lid, id: 'A1', fromMe: false, ...key } }
}

function read(message: proto.IMessage): InboundText {
  const reading = readMessage(whole({ message }), receipt)
  if (reading.kind !== 'message') throw new Error(`read as ${reading.kind}`)
  return reading.message
}

describe('texts', () => {
  test.each<[string, proto.IMessage, string]>([
    ['plain', { conversation: 'hello' }, 'hello'],
    ['with a link', { extendedTextMessage: { text: 'see https://example.com' } }, 'see https://example.com'],
    ['that vanishes', { ephemeralMessage: { message: { conversation: 'soon gone' } } }, 'soon gone'],
    ['seen once', { viewOnceMessageV2: { message: { conversation: 'once' } } }, 'once'],
    ['wrapped twice', { ephemeralMessage: { message: { viewOnceMessage: { message: { conversation: 'deep' } } } } }, 'deep'],
    ['a button of another app', { buttonsResponseMessage: { selectedDisplayText: 'Yes' } }, 'Yes'],
    ['a line of a list', { listResponseMessage: { title: 'High' } }, 'High'],
    ['with what no database takes', { conversation: 'a\0b\ud800' }, 'ab\ufffd'],
  ])('%s', (_title, message, text) => {
    expect(read(message).text).toBe(text)
  })

  test('of endless length are cut', () => {
    expect(read({ conversation: 'x'.repeat(70_000) }).text).toHaveLength(20_000)
  })
})

describe('what is left out', () => {
  test.each<[string, WAMessage]>([
    ['our own', whole({ message: { conversation: 'x' } }, { fromMe: true })],
    ["a group's", whole({ message: { conversation: 'x' } }, { remoteJid: '120363000000000000@g.us' })],
    ['a status', whole({ message: { conversation: 'x' } }, { remoteJid: 'status@broadcast' })],
    ['a sign on a message', whole({ message: { reactionMessage: { text: '👍', key: { id: 'B' } } } })],
    ['a vote', whole({ message: { pollUpdateMessage: {} } })],
    ['keys of a group', whole({ message: { senderKeyDistributionMessage: { groupId: 'x' } } })],
    ['a setting of the chat', whole({ message: { protocolMessage: { type: 3, ephemeralExpiration: 86_400 } } })],
    ['nothing at all', whole({})],
    ['an empty text', whole({ message: { conversation: '' } })],
    ['the frame of an album', whole({ message: { albumMessage: { expectedImageCount: 2 } } })],
  ])('%s', (_title, message) => {
    expect(readMessage(message, receipt)).toEqual({ kind: 'ignored' })
  })

  test('one that cannot be decrypted is told apart, and takes no name', () => {
    expect(readMessage(whole({ messageStubType: 2 }), receipt)).toEqual({ kind: 'undecryptable' })
    expect(readMessage(whole({ messageStubType: 2, message: { conversation: 'x' } }), receipt).kind).toBe('message')
  })

  test.each([{ remoteJid: 'x@lid@s.whatsapp.net' }, { id: '' }, { id: 'a b' }, { remoteJid: undefined as never }])(
    'one with an impossible id: %j',
    (key) => {
      expect(readMessage(whole({ message: { conversation: 'x' } }, key), receipt)).toEqual({ kind: 'malformed' })
    },
  )
})

describe('what the desk cannot keep is named', () => {
  test.each<[string, proto.IMessage]>([
    ['poll', { pollCreationMessageV3: { name: 'Lunch?' } }],
    ['event', { eventMessage: { name: 'Party' } }],
    ['invitation', { groupInviteMessage: { groupName: 'x' } }],
    ['shop', { orderMessage: { orderTitle: 'x' } }],
    ['unknown', { requestPhoneNumberMessage: {} }],
  ])('%s', (what, message) => {
    expect(read(message).notes).toEqual([{ kind: 'unsupported', what }])
  })

  test('a call that nobody took', () => {
    expect(readMessage(whole({ messageStubType: 40 }), receipt)).toMatchObject({
      message: { notes: [{ kind: 'unsupported', what: 'call' }] },
    })
  })
})

describe('times', () => {
  test.each([
    ['an hour ago', at.getTime() / 1000 - hour, new Date(at.getTime() - hour * 1000)],
    ['in the future', at.getTime() / 1000 + hour, at],
    ['never', 0, at],
    ['not a time', Number.NaN, at],
  ])('sent %s', (_title, messageTimestamp, sentAt) => {
    expect(readMessage(whole({ messageTimestamp, message: { conversation: 'x' } }), receipt)).toMatchObject({
      message: { sentAt },
    })
  })
})

test('a file without what is needed to fetch it is a file all the same, and refused when it is fetched', () => {
  const { files } = read({
    documentMessage: { fileName: '../../etc/passwd\u202e.pdf', url: 'http://169.254.169.254/', mimetype: 'text/html; x' },
  })
  expect(files).toMatchObject([{ kind: 'document', fileName: 'passwd.pdf', mediaType: 'text/html' }])
  expect(files[0]?.reference).not.toContain('169.254')
})

test('whatever a phone may write, reading it never throws', () => {
  const message = fc.record(
    {
      conversation: fc.anything(),
      extendedTextMessage: fc.anything(),
      imageMessage: fc.anything(),
      documentMessage: fc.anything(),
      locationMessage: fc.anything(),
      contactMessage: fc.anything(),
      contactsArrayMessage: fc.anything(),
      protocolMessage: fc.anything(),
      ephemeralMessage: fc.anything(),
      messageContextInfo: fc.anything(),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(message, fc.anything(), fc.anything(), (content, stub, timestamp) => {
      const odd = whole({ message: content, messageStubType: stub, messageTimestamp: timestamp } as Partial<WAMessage>)
      expect(['message', 'ignored', 'malformed', 'undecryptable']).toContain(readMessage(odd, receipt).kind)
    }),
    { numRuns: 2000 },
  )
})

test('what the library makes of the bytes on the wire is read as well', () => {
  const bytes = proto.Message.encode({ extendedTextMessage: { text: 'as sent', contextInfo: { stanzaId: 'Q1' } } }).finish()
  expect(read(proto.Message.decode(bytes))).toMatchObject({ text: 'as sent', replyTo: 'Q1' })
})
