// From one delivered message to neutral messages. Pure: no clock, no network, nothing stored. Whose batch it came in, and what
// is not a message, is deliveries.ts.
import type { z } from 'zod'
import type { InboundMessage, InboundNote, InboundText, Sender } from '../../../domain/channel.ts'
import { cleanText } from '../../../domain/clean-text.ts'
import { conversationId } from '../../../domain/ids.ts'
import { toInboundFile } from './inbound-files.ts'
import {
  contact as contactShape,
  type MessageContent,
  type MessageHead,
  messageContent,
  messageHead,
  readTime,
} from './payload.ts'
import { readPhone, readUserId } from './target.ts'

/** Which number received, and when; `at` stands in where Meta names no time. */
export interface Receipt {
  readonly account: string
  readonly at: Date
}

type Contact = z.infer<typeof contactShape>

/**
 * What a message says, mostly one; nothing for reactions, groups, and what Meta itself says. Null when it cannot be read at
 * all: without id or sender nobody could be answered. Content that no shape fits becomes a visible note.
 */
export function toInboundMessages(raw: unknown, contacts: readonly unknown[], receipt: Receipt): InboundMessage[] | null {
  const parsed = messageHead.safeParse(raw)
  if (!parsed.success) return null
  const head = parsed.data
  if (head.group_id !== undefined || silent.has(head.type)) return []
  const content = messageContent.safeParse(raw)
  if (content.success && content.data.type === 'system') return toMoves(head, content.data.system, receipt)
  const sender = toSender(head, contacts)
  if (sender === null) return head.type === 'system' ? [] : null
  const base = toBase(head, sender, receipt)
  if (!content.success)
    return [{ ...base, ...said, messageId: head.id, notes: [{ kind: 'unsupported', what: nameOf(head.type) }] }]
  return fromContent(base, head, content.data, receipt)
}

/** Shown as a sign on another message, or said by WhatsApp alone. */
const silent = new Set(['reaction', 'request_welcome', 'ephemeral'])

type Base = ReturnType<typeof toBase>
const said = { kind: 'message' as const, text: '', files: [], notes: [] }

function fromContent(base: Base, head: MessageHead, content: MessageContent, receipt: Receipt): InboundMessage[] {
  const replyTo = cleanText(head.context?.id)
  const message = (fields: Partial<Pick<InboundText, 'text' | 'files' | 'notes'>>): InboundMessage[] => [
    { ...base, ...said, messageId: head.id, ...fields, ...(replyTo !== '' && { replyTo }) },
  ]
  switch (content.type) {
    case 'text':
      return message({ text: cleanText(content.text.body) })
    case 'button':
      return message({ text: cleanText(content.button.text) })
    case 'image':
      return message({ text: cleanText(content.image.caption), files: [toInboundFile('photo', content.image)] })
    case 'document':
      return message({ text: cleanText(content.document.caption), files: [toInboundFile('document', content.document)] })
    case 'audio':
      return message({ files: [toInboundFile(content.audio.voice === true ? 'voice' : 'audio', content.audio)] })
    case 'video':
      return message({ text: cleanText(content.video.caption), files: [toInboundFile('video', content.video)] })
    case 'sticker':
      return message({ files: [toInboundFile('sticker', content.sticker)] })
    case 'location':
      return message({ notes: [toPlace(content.location)] })
    case 'contacts':
      return message({ notes: content.contacts.map(toContactNote) })
    case 'interactive': {
      const { interactive } = content
      const { id } = interactive.type === 'button_reply' ? interactive.button_reply : interactive.list_reply
      return [{ ...base, kind: 'press', data: cleanText(id), ...(replyTo !== '' && { messageId: replyTo }) }]
    }
    case 'edit':
      return fromEdit(base, head, content.edit, receipt)
    case 'revoke':
      return [takenBack(base, cleanText(content.revoke.original_message_id))]
    case 'system':
      return []
  }
}

/** The person took a message back. */
function takenBack(base: Base, messageId: string): InboundMessage {
  return { ...base, ...said, kind: 'edit', messageId, notes: [{ kind: 'deleted' }] }
}

/** The new text of an earlier message; what is not text cannot be changed and is left as it was. */
function fromEdit(
  base: Base,
  head: MessageHead,
  edit: { readonly original_message_id: string; readonly message?: unknown },
  receipt: Receipt,
): InboundMessage[] {
  const inner = messageContent.safeParse(edit.message)
  if (!inner.success || inner.data.type === 'edit') return []
  return fromContent(base, head, inner.data, receipt).flatMap((message) =>
    message.kind === 'message' && message.text !== ''
      ? [{ ...message, kind: 'edit' as const, messageId: cleanText(edit.original_message_id) }]
      : [],
  )
}

function toPlace({ latitude, longitude, name, address }: Extract<MessageContent, { type: 'location' }>['location']): InboundNote {
  const title = [name, address].map(cleanText).filter(Boolean).join(', ')
  return { kind: 'location', latitude, longitude, ...(title !== '' && { title }) }
}

function toContactNote(card: Extract<MessageContent, { type: 'contacts' }>['contacts'][number]): InboundNote {
  const phone = card.phones.map((one) => cleanText(one.phone)).filter(Boolean)[0] ?? ''
  return { kind: 'contact', name: cleanText(card.name?.formatted_name), phone }
}

/** A changed number: the person is the same, their ids are new. */
function toMoves(
  head: MessageHead,
  system: { readonly type: string; readonly wa_id?: string | undefined; readonly user_id?: string | undefined },
  receipt: Receipt,
): InboundMessage[] {
  const old = readUserId(head.from_user_id) ?? readPhone(head.from)
  const current = readUserId(system.user_id) ?? readPhone(system.wa_id)
  if (system.type !== 'user_changed_number' || old === null || current === null) return []
  return [toMove(old, current, receipt)]
}

/** What was known under one id is known under another from now on; the same pair again is the same message. */
export function toMove(old: string, current: string, { account, at }: Receipt): InboundMessage {
  return {
    ...placeOf(old, account),
    externalId: `move:${old}:${current}`,
    sender: { userId: old },
    sentAt: at,
    kind: 'moved',
    newAddress: current,
    newUserId: current,
  }
}

function toSender(head: MessageHead, contacts: readonly unknown[]): Sender | null {
  const phone = readPhone(head.from)
  const userId = readUserId(head.from_user_id)
  const known = contacts
    .map((one) => contactShape.safeParse(one))
    .flatMap((one): Contact[] => (one.success ? [one.data] : []))
    .find(({ wa_id, user_id }) => (userId !== null && user_id === userId) || (phone !== null && wa_id === phone))
  // A contact book may know more of the person than the message says.
  const opaque = userId ?? readUserId(known?.user_id)
  const number = phone ?? readPhone(known?.wa_id)
  const best = opaque ?? number
  if (best === null) return null
  const username = cleanText(known?.profile?.username)
  const displayName = cleanText(known?.profile?.name)
  return {
    userId: best,
    ...(username !== '' && { username }),
    ...(displayName !== '' && { displayName }),
    ...(opaque !== null && number !== null && { alsoKnownAs: [number] }),
  }
}

function toBase(head: MessageHead, sender: Sender, { account, at }: Receipt) {
  return { ...placeOf(sender.userId, account), externalId: head.id, sender, sentAt: readTime(head.timestamp, at) }
}

function placeOf(address: string, account: string) {
  return {
    channel: 'whatsapp' as const,
    account,
    address,
    conversationId: conversationId('whatsapp', account, address),
    private: true,
  }
}

/** A word for the note, never longer than a word. */
function nameOf(type: string): string {
  return type !== 'unsupported' && /^[a-z_-]{1,40}$/.test(type) ? type.replaceAll('_', ' ') : 'unknown'
}
