// What every kind of update becomes. Updates nobody expects are in inbound-malformed.test.ts.
import type { Update } from 'grammy/types'
import { describe, expect, test } from 'vitest'
import { toInboundMessages } from '../../../src/channels/telegram/inbound.ts'
import type { InboundMessage, InboundText } from '../../../src/domain/channel.ts'
import { everyKind, group, message, messageUpdate, person, privateChat, update } from './updates.ts'

const receipt = { account: '42', at: new Date('2026-11-20T10:00:00Z') }
const read = (incoming: Update) => toInboundMessages(incoming, receipt)

function readText(incoming: Update): InboundText {
  const [first] = read(incoming)
  if (first?.kind !== 'message' && first?.kind !== 'edit') throw new Error('no text came out')
  return first
}

const file = { file_id: 'F1', file_unique_id: 'Uq-1', file_size: 2048 }

describe('what a person writes', () => {
  test('A text keeps its words, its sender, its chat and its time', () => {
    expect(read(messageUpdate({ text: 'Hello, I have a follow-up question about ticket #12345.' }, 900))).toEqual([
      {
        kind: 'message',
        channel: 'telegram',
        account: '42',
        address: '77001',
        conversationId: 'telegram:42:77001',
        externalId: '900',
        private: true,
        sender: { userId: '77001', username: 'ona', displayName: 'Ona Onaitė', language: 'lt' },
        sentAt: new Date(1_780_000_000_000),
        messageId: '10',
        text: 'Hello, I have a follow-up question about ticket #12345.',
        files: [],
        notes: [],
      },
    ])
  })

  test("A message in a group is not private and belongs to the group's conversation", () => {
    expect(readText(messageUpdate({ chat: group, text: 'on it' }))).toMatchObject({
      private: false,
      address: '-500',
      conversationId: 'telegram:42:-500',
    })
  })

  test('An edited message names the message it changes, and when', () => {
    const edited = update({ edited_message: message({ text: 'Calls to Austria fail', edit_date: 1_780_000_060 }) }, 901)
    expect(readText(edited)).toMatchObject({
      kind: 'edit',
      messageId: '10',
      externalId: '901',
      text: 'Calls to Austria fail',
      sentAt: new Date(1_780_000_060_000),
    })
  })

  test('A message in a topic of a group belongs to a conversation of its own; one in the general topic to the group', () => {
    const chat = { id: -100500, type: 'supergroup', title: 'Engineers', is_forum: true } as const
    const inTopic = { chat, text: 'on it', is_topic_message: true, message_thread_id: 7 } as const
    expect(readText(messageUpdate(inTopic)).address).toBe('-100500/7')
    expect(readText(messageUpdate({ chat, text: 'hello' })).address).toBe('-100500')
  })

  test('So does a message in a topic of a private chat, and a press of a button there', () => {
    const inTopic = { text: 'still no audio', is_topic_message: true, message_thread_id: 7 } as const
    const own = { private: true, address: '77001/7', conversationId: 'telegram:42:77001/7' }
    expect(readText(messageUpdate(inTopic))).toMatchObject(own)
    const pressed = { id: '1', from: person, chat_instance: '1', data: 't:12345:show', message: message(inTopic) }
    expect(read(update({ callback_query: pressed }, 902))).toMatchObject([{ kind: 'press', ...own }])
    expect(readText(messageUpdate({ text: 'in the chat', message_thread_id: 7 })).address).toBe('77001')
  })

  test('A reply names the message it answers, but a message in a topic does not reply to the topic', () => {
    const reply = { text: 'yes', reply_to_message: message({ message_id: 4 }) }
    expect(readText(messageUpdate(reply)).replyTo).toBe('4')
    expect(readText(messageUpdate({ ...reply, is_topic_message: true, message_thread_id: 4 })).replyTo).toBeUndefined()
    expect(readText(messageUpdate({ ...reply, is_topic_message: true, message_thread_id: 2 })).replyTo).toBe('4')
  })

  test.each([
    ['a person', { type: 'user', date: 1, sender_user: person }, 'Ona Onaitė'],
    ['a person who hides', { type: 'hidden_user', date: 1, sender_user_name: 'Somebody' }, 'Somebody'],
    ['a group', { type: 'chat', date: 1, sender_chat: group }, 'Engineers'],
    ['a channel', { type: 'channel', date: 1, message_id: 1, chat: { id: -1, type: 'channel', title: 'News' } }, 'News'],
  ])('A message forwarded from %s says from whom', (_, forward_origin, from) => {
    const forwarded = readText(messageUpdate({ text: 'look', forward_origin }))
    expect(forwarded).toMatchObject({ text: 'look', notes: [{ kind: 'forwarded', from }] })
  })

  test('A NUL character, which no database keeps, is dropped', () => {
    expect(readText(messageUpdate({ text: 'SIP\0 503' })).text).toBe('SIP 503')
  })
})

describe('files', () => {
  test('Of a photo the largest size is taken, and the caption is the text', () => {
    const photo = [
      { ...file, file_id: 'small', width: 90, height: 60 },
      { ...file, file_id: 'large', width: 1280, height: 853, file_size: 90_000 },
      { ...file, file_id: 'middle', width: 320, height: 213 },
    ]
    expect(readText(messageUpdate({ photo, caption: 'the error' }))).toMatchObject({
      text: 'the error',
      files: [{ kind: 'photo', reference: 'large', fileName: 'photo-Uq-1.jpg', mediaType: 'image/jpeg', bytes: 90_000 }],
    })
  })

  test('The parts of an album share its id', () => {
    const part = { photo: [{ ...file, width: 1, height: 1 }], media_group_id: '1392' }
    expect(readText(messageUpdate(part)).albumId).toBe('1392')
    expect(readText(messageUpdate({ text: 'no album' })).albumId).toBeUndefined()
  })

  test.each([
    [
      'document',
      { document: { ...file, file_name: 'sip trace.pcap', mime_type: 'Application/X-Pcap' } },
      'document',
      'sip trace.pcap',
      'application/x-pcap',
    ],
    [
      'document without a name',
      { document: { ...file, mime_type: 'application/pdf' } },
      'document',
      'document-Uq-1.pdf',
      'application/pdf',
    ],
    ['voice message', { voice: { ...file, duration: 2 } }, 'voice', 'voice-Uq-1.ogg', 'audio/ogg'],
    ['video', { video: { ...file, duration: 2, file_name: 'screen.mp4' } }, 'video', 'screen.mp4', 'video/mp4'],
    ['video note', { video_note: { ...file, duration: 2, length: 1 } }, 'video-note', 'video-note-Uq-1.mp4', 'video/mp4'],
    ['piece of music', { audio: { ...file, duration: 2 } }, 'audio', 'audio-Uq-1.mp3', 'audio/mpeg'],
    ['GIF, which comes as a document too', { animation: file, document: file }, 'video', 'video-Uq-1.mp4', 'video/mp4'],
    ['moving sticker', { sticker: { ...file, is_animated: true } }, 'sticker', 'sticker-Uq-1.tgs', 'application/x-tgsticker'],
    ['film sticker', { sticker: { ...file, is_video: true } }, 'sticker', 'sticker-Uq-1.webm', 'video/webm'],
  ])('A %s comes as one file with a name and a type', (_, fields, kind, fileName, mediaType) => {
    expect(readText(messageUpdate(fields)).files).toEqual([{ kind, reference: 'F1', fileName, mediaType, bytes: 2048 }])
  })

  test('A sticker shows its emoji and its picture', () => {
    const sticker = readText(messageUpdate({ sticker: { ...file, emoji: '👍' } }))
    expect(sticker.notes).toEqual([{ kind: 'sticker', emoji: '👍' }])
    expect(sticker.files).toMatchObject([{ kind: 'sticker', fileName: 'sticker-Uq-1.webp', mediaType: 'image/webp' }])
  })

  test('A file above 20 MB is marked, because a bot cannot fetch it; one of exactly 20 MB is not', () => {
    const sized = (file_size: number) => readText(messageUpdate({ document: { ...file, file_size } })).files[0]?.tooLarge
    expect(sized(20 * 1024 * 1024)).toBeUndefined()
    expect(sized(20 * 1024 * 1024 + 1)).toBe(true)
  })

  test("A media type that is none is replaced by the kind's usual one", () => {
    const [odd] = readText(messageUpdate({ document: { ...file, mime_type: 'text/html\r\nx: y' } })).files
    expect(odd?.mediaType).toBe('application/octet-stream')
  })
})

describe('what is neither text nor file', () => {
  test.each([
    ['location', { location: { latitude: 54.68, longitude: 25.28 } }, { kind: 'location', latitude: 54.68, longitude: 25.28 }],
    [
      'venue',
      {
        venue: { location: { latitude: 1, longitude: 2 }, title: 'Office', address: 'Main 1' },
        location: { latitude: 1, longitude: 2 },
      },
      { kind: 'location', latitude: 1, longitude: 2, title: 'Office, Main 1' },
    ],
    [
      'contact',
      { contact: { phone_number: '+37060000000', first_name: 'Jonas', last_name: 'Jonaitis' } },
      { kind: 'contact', name: 'Jonas Jonaitis', phone: '+37060000000' },
    ],
    ['poll', { poll: { id: '1' } }, { kind: 'unsupported', what: 'poll' }],
    ['dice', { dice: { emoji: '🎲', value: 1 } }, { kind: 'unsupported', what: 'dice' }],
    ['story', { story: { id: 1 } }, { kind: 'unsupported', what: 'story' }],
    ['kind that is younger than this code', { hologram: { id: 1 } }, { kind: 'unsupported', what: 'unknown' }],
  ])('A %s becomes a visible note', (_, fields, note) => {
    expect(readText(messageUpdate(fields))).toMatchObject({ text: '', files: [], notes: [note] })
  })

  test('A live location is told once, not at every step', () => {
    const location = { latitude: 1, longitude: 2, live_period: 900 }
    expect(read(messageUpdate({ location }))).toHaveLength(1)
    expect(read(update({ edited_message: message({ location, edit_date: 1_780_000_005 }) }))).toEqual([])
  })

  test.each([
    ['a new member', { chat: group, new_chat_members: [person] }],
    ['a new title', { chat: group, new_chat_title: 'Night shift' }],
    ['a pinned message', { pinned_message: message({ message_id: 3 }) }],
    ['a new topic', { chat: group, forum_topic_created: { name: '#12345', icon_color: 1 } }],
    ['an unknown event in a group', { chat: group, hologram: {} }],
    ["another bot's message", { from: { ...person, is_bot: true }, text: 'beep' }],
    ['a post of a channel', { chat: { id: -1, type: 'channel', title: 'News' }, text: 'news' }],
  ])('Nothing is made of %s', (_, fields) => {
    expect(read(messageUpdate(fields))).toEqual([])
  })
})

describe('buttons, membership, moves', () => {
  const press = { id: 'Q1', from: person, chat_instance: 'c', data: 'take:12345' }

  test('A pressed button says what it carried and where it hangs, and takes the time of its receipt', () => {
    const pressed = update({ callback_query: { ...press, message: message({ message_id: 12 }) } })
    expect(read(pressed)).toMatchObject([
      { kind: 'press', data: 'take:12345', messageId: '12', address: '77001', sender: { userId: '77001' }, sentAt: receipt.at },
    ])
  })

  test('A button on a message too old to be shown still counts', () => {
    const old = { chat: privateChat, message_id: 12, date: 0 }
    expect(read(update({ callback_query: { ...press, message: old } }))).toMatchObject([{ kind: 'press', messageId: '12' }])
  })

  test('A press without a chat or without data says nothing', () => {
    expect(read(update({ callback_query: { ...press, inline_message_id: 'x' } }))).toEqual([])
    expect(read(update({ callback_query: { ...press, data: undefined, message: message({}) } }))).toEqual([])
  })

  test.each([
    ['kicked', false],
    ['member', true],
  ])('A person whose chat says "%s" is noted as reachable: %s', (status, reachable) => {
    const change = { chat: privateChat, from: person, date: 1_780_000_000, new_chat_member: { status, user: person } }
    expect(read(update({ my_chat_member: change }))).toMatchObject([{ kind: 'membership', reachable, address: '77001' }])
    expect(read(update({ my_chat_member: { ...change, chat: group } }))).toEqual([])
  })

  test('A group that became a supergroup moves, told from either side', () => {
    const moved = { kind: 'moved', address: '-500', conversationId: 'telegram:42:-500', newAddress: '-100500' }
    expect(read(messageUpdate({ chat: group, migrate_to_chat_id: -100500 }))).toMatchObject([moved])
    const supergroup = { id: -100500, type: 'supergroup', title: 'Engineers' }
    expect(read(messageUpdate({ chat: supergroup, from: undefined, migrate_from_chat_id: -500 }))).toMatchObject([moved])
  })

  test('Every kind of update comes out as exactly one message', () => {
    const kinds = everyKind().map((incoming) => read(incoming).map((message: InboundMessage) => message.kind))
    expect(kinds.every((found) => found.length === 1)).toBe(true)
  })
})
