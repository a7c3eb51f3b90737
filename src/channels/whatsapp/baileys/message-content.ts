// What a WhatsApp message carries, out of its wrappings, as text, files and notes. Pure; whose message it is and how it is
// called stands in inbound.ts.
import type { proto, WAMessage } from '@whiskeysockets/baileys'
import type { InboundFile, InboundNote } from '../../../domain/channel.ts'
import { cleanText } from '../../../domain/clean-text.ts'
import { readMessageId } from '../jid.ts'
import { toInboundFile } from './inbound-file.ts'

type Content = proto.IMessage

export interface MessageContent {
  readonly text: string
  readonly files: readonly InboundFile[]
  readonly notes: readonly InboundNote[]
  readonly replyTo?: string
}

/** Longer texts are cut: nobody writes so much, and every part of the desk would have to carry it. */
const longestText = 20_000
/** Wrappings are nested at most so deep. */
const deepest = 5

const wrappings = [
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'editedMessage',
  'associatedChildMessage',
  'lottieStickerMessage',
  'botInvokeMessage',
  'groupMentionedMessage',
] as const

/** The content without what it is wrapped in. */
export function unwrap(content: Content): Content {
  let inner = content
  for (let depth = 0; depth < deepest; depth++) {
    const wrapped = wrappings.map((name) => inner[name]?.message).find((message) => message != null)
    if (wrapped == null) break
    inner = wrapped
  }
  return inner
}

/** Kinds that say nothing to a person: keys, settings, votes, signs on other messages. */
const silent = new Set([
  'messageContextInfo',
  'senderKeyDistributionMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'protocolMessage',
  'reactionMessage',
  'encReactionMessage',
  'pollUpdateMessage',
  'encEventResponseMessage',
  'keepInChatMessage',
  'pinInChatMessage',
  'secretEncryptedMessage',
  'albumMessage',
  'stickerSyncRmrMessage',
  'messageHistoryBundle',
  'messageHistoryNotice',
  'placeholderMessage',
])

/** What a person reads of the kinds that the desk cannot keep. */
const unsupported: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^poll/, 'poll'],
  [/call/i, 'call'],
  [/^event/, 'event'],
  [/^groupInvite|newsletter.*Invite/i, 'invitation'],
  [/^(order|product|invoice|.*payment)/i, 'shop'],
  [/^stickerPack/, 'stickers'],
  [/^(interactive|template|buttons|list|highlyStructured)/, 'form'],
]

/** Null: nothing that a person would call a message. The content is out of its wrappings. */
export function readContent(content: Content, message: WAMessage): MessageContent | null {
  const kinds = Object.keys(content).filter((kind) => content[kind as keyof Content] != null && !silent.has(kind))
  if (kinds.length === 0) return null
  const files = readFiles(content, message)
  const text = cleanText(textOf(content)).slice(0, longestText).toWellFormed()
  const notes = readNotes(content)
  const replyTo = readMessageId(contextOf(content)?.stanzaId)
  const whole = { text, files, notes, ...(replyTo !== null && { replyTo }) }
  if (text !== '' || files.length > 0 || notes.length > 0) return whole
  if (kinds.every((kind) => kind === 'conversation' || kind === 'extendedTextMessage')) return null
  const what = unsupported.find(([pattern]) => kinds.some((kind) => pattern.test(kind)))?.[1] ?? 'unknown'
  return { ...whole, notes: [{ kind: 'unsupported', what }] }
}

function textOf(content: Content): string {
  return (
    content.conversation ??
    content.extendedTextMessage?.text ??
    content.imageMessage?.caption ??
    content.videoMessage?.caption ??
    content.ptvMessage?.caption ??
    content.documentMessage?.caption ??
    content.buttonsResponseMessage?.selectedDisplayText ??
    content.templateButtonReplyMessage?.selectedDisplayText ??
    content.listResponseMessage?.title ??
    content.interactiveResponseMessage?.body?.text ??
    content.commentMessage?.message?.conversation ??
    ''
  )
}

function contextOf(content: Content): proto.IContextInfo | null | undefined {
  for (const part of Object.values(content)) {
    if (typeof part === 'object' && part !== null && 'contextInfo' in part && part.contextInfo != null) return part.contextInfo
  }
  return undefined
}

function readFiles(content: Content, message: WAMessage): InboundFile[] {
  const { imageMessage, videoMessage, ptvMessage, audioMessage, documentMessage, stickerMessage } = content
  const file = (...given: Parameters<typeof toInboundFile>) => (given[2] == null ? [] : [toInboundFile(...given)])
  return [
    ...file('photo', 'image', imageMessage, message),
    ...file('video', 'video', videoMessage, message),
    ...file('video-note', 'ptv', ptvMessage, message),
    ...file(audioMessage?.ptt === true ? 'voice' : 'audio', audioMessage?.ptt === true ? 'ptt' : 'audio', audioMessage, message),
    ...file('document', 'document', documentMessage, message),
    ...file('sticker', 'sticker', stickerMessage, message),
  ]
}

function readNotes(content: Content): InboundNote[] {
  const notes: InboundNote[] = []
  const place = content.locationMessage ?? content.liveLocationMessage
  if (place != null) {
    const { degreesLatitude: latitude, degreesLongitude: longitude } = place
    const title = cleanText('name' in place ? place.name : '').slice(0, 200)
    if (isDegrees(latitude) && isDegrees(longitude))
      notes.push({ kind: 'location', latitude, longitude, ...(title !== '' && { title }) })
    else notes.push({ kind: 'unsupported', what: 'location' })
  }
  const contacts = [content.contactMessage, ...(content.contactsArrayMessage?.contacts ?? [])].filter(
    (contact) => contact != null,
  )
  for (const contact of contacts.slice(0, 20)) notes.push(toContact(contact))
  return notes
}

function isDegrees(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 360
}

function toContact({ displayName, vcard }: proto.Message.IContactMessage): InboundNote {
  const card = cleanText(vcard).slice(0, 5000)
  const phone = /^(?:item\d+\.)?TEL[^:\n]*:([+\d ().-]{3,40})/im.exec(card)?.[1]?.trim() ?? ''
  return { kind: 'contact', name: cleanText(displayName).slice(0, 200), phone }
}
