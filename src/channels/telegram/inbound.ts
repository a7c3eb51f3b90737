// From a Telegram update to neutral messages. Pure: no clock, no network, nothing stored. Files are in inbound-files.ts,
// everything that is neither text nor file in inbound-notes.ts.
import type { CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User } from 'grammy/types'
import type { InboundMessage, InboundNote, Sender } from '../../domain/channel.ts'
import { cleanText } from '../../domain/clean-text.ts'
import { conversationId } from '../../domain/ids.ts'
import { roomAddress } from '../../domain/room-address.ts'
import { toInboundFiles } from './inbound-files.ts'
import { fullName, isServiceMessage, toInboundNotes } from './inbound-notes.ts'

/** Where and when an update was received. `account` is the bot's id; `at` stands in where Telegram names no time. */
export interface Receipt {
  readonly account: string
  readonly at: Date
}

/**
 * What an update says, mostly one message; nothing for what does not concern the desk (channel posts, other bots, service
 * messages). Never throws: content that cannot be read becomes an "unsupported" note when chat and sender are known, and
 * anything worse is reported to `onMalformed`, by its number only, and left out.
 */
export function toInboundMessages(
  update: Update,
  receipt: Receipt,
  onMalformed: (updateId: number | undefined) => void = () => {},
): InboundMessage[] {
  try {
    if (update.message !== undefined) return fromMessage(update, update.message, 'message', receipt)
    if (update.edited_message !== undefined) return fromMessage(update, update.edited_message, 'edit', receipt)
    if (update.callback_query !== undefined) return fromPress(update, update.callback_query, receipt)
    if (update.my_chat_member !== undefined) return fromMembership(update, update.my_chat_member, receipt)
    return []
  } catch {
    // A shape that no type allows. The number alone is reported, because anything else in it may be a person's text.
    onMalformed(Number.isSafeInteger(update?.update_id) ? update.update_id : undefined)
    return []
  }
}

function fromMessage(update: Update, message: Message, kind: 'message' | 'edit', receipt: Receipt): InboundMessage[] {
  const { chat } = message
  if (message.migrate_to_chat_id !== undefined) return [toMove(update, message, chat.id, message.migrate_to_chat_id, receipt)]
  if (message.migrate_from_chat_id !== undefined) {
    return [toMove(update, message, message.migrate_from_chat_id, chat.id, receipt)]
  }
  if (chat.type === 'channel' || message.from === undefined || message.from.is_bot || isServiceMessage(message)) return []
  // A shared live location edits its message every few seconds; the first place is what was said.
  if (kind === 'edit' && message.location !== undefined) return []

  const base = {
    ...toBase(update, chat, message.from, receipt, message),
    sentAt: toDate(message.edit_date ?? message.date, receipt),
  }
  const messageId = toId(message.message_id)
  const content = toContent(message)
  if (content.text === '' && content.files.length === 0) {
    if (kind === 'edit' && content.notes.every((note) => note.kind === 'unsupported')) return []
    // In a private chat the person waits for an answer; in a group an unknown something is most likely not for the desk.
    if (content.notes.length === 0 && !base.private) return []
  }
  const albumId = cleanText(message.media_group_id)
  const replyTo = repliedTo(message)
  return [
    {
      ...base,
      ...content,
      notes: content.text === '' && content.files.length === 0 && content.notes.length === 0 ? [unknown] : content.notes,
      kind,
      messageId,
      ...(albumId !== '' && { albumId }),
      ...(replyTo !== undefined && { replyTo }),
    },
  ]
}

const unknown: InboundNote = { kind: 'unsupported', what: 'unknown' }

function toContent(message: Message) {
  try {
    const text = cleanText(message.text) || cleanText(message.caption)
    return { text, files: toInboundFiles(message), notes: toInboundNotes(message) }
  } catch {
    // Somebody did say something: an unreadable part must not hide that (and the text is kept where there is one).
    return { text: cleanText(message.text) || cleanText(message.caption), files: [], notes: [unknown] }
  }
}

function fromPress(update: Update, query: CallbackQuery, receipt: Receipt): InboundMessage[] {
  const data = cleanText(query.data)
  if (query.message === undefined || data === '') return []
  const base = toBase(update, query.message.chat, query.from, receipt, query.message)
  return [{ ...base, kind: 'press', data, messageId: toId(query.message.message_id) }]
}

function fromMembership(update: Update, change: ChatMemberUpdated, receipt: Receipt): InboundMessage[] {
  if (change.chat.type !== 'private') return []
  const base = { ...toBase(update, change.chat, change.from, receipt), sentAt: toDate(change.date, receipt) }
  const { status } = change.new_chat_member
  return [{ ...base, kind: 'membership', reachable: status !== 'kicked' && status !== 'left' }]
}

function toMove(update: Update, message: Message, from: number, to: number, receipt: Receipt): InboundMessage {
  if (from >= 0 || to >= 0) throw new TypeError('only groups move, and they stay groups')
  const base = toBase(update, { ...message.chat, id: from } as Chat, message.from ?? { id: from }, receipt)
  return { ...base, sentAt: toDate(message.date, receipt), private: false, kind: 'moved', newAddress: toId(to) }
}

function toBase(update: Update, chat: Chat, from: Partial<User>, { account, at }: Receipt, message: InTopic = {}) {
  const address = addressOf(chat, message)
  // A person's private chat has the person's id; all others are below zero.
  if ((chat.type === 'private') !== chat.id > 0) throw new TypeError('a chat whose kind and id contradict each other')
  return {
    channel: 'telegram' as const,
    account,
    address,
    conversationId: conversationId('telegram', account, address),
    externalId: toId(update.update_id),
    private: chat.type === 'private',
    sender: toSender(from),
    sentAt: at,
  }
}

/** What tells that a message stands in a topic. */
type InTopic = Partial<Pick<Message, 'is_topic_message' | 'message_thread_id'>>

/** A topic of a group, or of a private chat, is a room of it; what stands in none is said in the chat itself. */
function addressOf(chat: Chat, { is_topic_message: inTopic, message_thread_id: thread }: InTopic): string {
  const address = toId(chat.id)
  const hasTopics = chat.type === 'supergroup' || chat.type === 'private'
  return hasTopics && inTopic === true && thread !== undefined ? roomAddress(address, toId(thread)) : address
}

function toSender(user: Partial<User>): Sender {
  const username = cleanText(user.username)
  const displayName = fullName(user.first_name, user.last_name)
  const language = cleanText(user.language_code)
  return {
    userId: toId(user.id),
    ...(username !== '' && { username }),
    ...(displayName !== '' && { displayName }),
    ...(language !== '' && { language }),
  }
}

/** The message replied to. In a topic every message "replies" to the one that opened the topic; that is no reply. */
function repliedTo(message: Message): string | undefined {
  const id = message.reply_to_message?.message_id
  if (!Number.isSafeInteger(id) || (message.is_topic_message === true && id === message.message_thread_id)) return undefined
  return String(id)
}

function toId(value: unknown): string {
  if (!Number.isSafeInteger(value)) throw new TypeError('an id that is none')
  return String(value)
}

function toDate(unixSeconds: unknown, { at }: Receipt): Date {
  const stated = typeof unixSeconds === 'number' && unixSeconds > 0 ? new Date(unixSeconds * 1000) : at
  return Number.isNaN(stated.getTime()) ? at : stated
}
