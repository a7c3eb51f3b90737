// What the server remembers: bots, their chats, the messages in them. Rows and small questions about them; what a person or
// a method may do to them stands in person.ts and methods/*.
import type { EventEmitter } from 'node:events'
import type { Clock } from './clock.ts'
import type { FileShelf } from './file-shelf.ts'
import type { GroupLimit } from './group-limit.ts'
import type { Polling } from './polling.ts'
import type { RecordedCall } from './recorder.ts'
import type { Message, TelegramChat, User } from './telegram-objects.ts'
import type { UpdateQueue } from './update-queue.ts'
import type { WebhookDelivery } from './webhook-delivery.ts'

export interface BotCommand {
  readonly command: string
  readonly description: string
}

export interface Topic {
  name: string
  readonly iconColor: number
  closed: boolean
}

export interface StoredMessage {
  message: Message
  readonly byBot: boolean
  /** Grows with every change of anything, so that "newer than" can be asked; see World.nextMark. */
  mark: number
  deleted: boolean
  /** The bot's reactions. */
  reactions: readonly unknown[]
}

export interface Chat {
  telegram: TelegramChat
  readonly messages: Map<number, StoredMessage>
  lastMessageId: number
  /** Private chats: the person blocked the bot. Groups: the bot was removed. */
  blocked: boolean
  /** Private chats: the account was deleted. */
  deactivated: boolean
  migratedTo: number | undefined
  readonly topics: Map<number, Topic>
  readonly pinned: number[]
  readonly members: Map<number, User>
  /** Groups: the bot sees every message, not only those meant for it. */
  botIsAdmin: boolean
}

export interface CallbackState {
  readonly id: string
  readonly messageId: number
  readonly madeAt: number
  answer: { readonly text?: string; readonly showAlert: boolean } | undefined
}

export interface Bot {
  readonly token: string
  readonly user: User
  /** Topics in private chats; its owner may switch them on and off. */
  hasTopics: boolean
  readonly chats: Map<number, Chat>
  readonly files: FileShelf
  readonly queue: UpdateQueue
  readonly polling: Polling
  readonly webhook: WebhookDelivery
  readonly callbacks: Map<string, CallbackState>
  /** By scope and language, see methods/commands.ts. */
  readonly commands: Map<string, readonly BotCommand[]>
  readonly menuButtons: Map<number, unknown>
}

/** What happened, for whoever waits or watches. */
export interface MessageEvent {
  readonly kind: 'new' | 'edited' | 'deleted'
  readonly bot: Bot
  readonly chat: Chat
  readonly stored: StoredMessage
}

/** What a chat shows for a few seconds only: "is typing", or a draft being written. */
export interface ActivityEvent {
  readonly bot: Bot
  readonly chat: Chat
  /** As of sendChatAction, or "draft". */
  readonly action: string
  /** Of a draft; empty when only thinking is shown. */
  readonly text?: string
}

/** Something about a chat as a whole changed: its topics, what is pinned, who is in it. */
export interface ChatEvent {
  readonly bot: Bot
  readonly chat: Chat
}

export interface ServerEvents {
  chat: [ChatEvent]
  activity: [ActivityEvent]
  /** A fault was set, met or taken away. */
  faults: []
  /** The clock was moved. */
  clock: []
  call: [RecordedCall]
  message: [MessageEvent]
  callback: [CallbackState]
}

export interface World {
  readonly clock: Clock
  readonly events: EventEmitter<ServerEvents>
  readonly users: Map<number, User>
  /** One number for every change anywhere, growing. */
  nextMark(): number
  lastMark(): number
  readonly maximumMessagesPerChat: number
  /** The id of the first message in every chat begun from now on. */
  firstMessageId: number
  /** Refuse what is not in the documentation, where Telegram would silently ignore it. */
  readonly strict: boolean
  /** Real methods without a function of their own are answered `true`; else 404. */
  readonly answersUnknown: boolean
  readonly groupLimit?: GroupLimit
}

export function createChat(world: World, telegram: TelegramChat): Chat {
  return {
    telegram,
    messages: new Map(),
    lastMessageId: world.firstMessageId - 1,
    blocked: false,
    deactivated: false,
    migratedTo: undefined,
    topics: new Map(),
    pinned: [],
    members: new Map(),
    botIsAdmin: true,
  }
}

export type NewMessage = Omit<Message, 'message_id' | 'date' | 'chat'>

/** Writes a message into a chat, under the chat's next id. */
export function addMessage(world: World, bot: Bot, chat: Chat, content: NewMessage, byBot: boolean): StoredMessage {
  const message: Message = { message_id: ++chat.lastMessageId, date: world.clock.seconds(), chat: chat.telegram, ...content }
  const stored: StoredMessage = { message, byBot, mark: world.nextMark(), deleted: false, reactions: [] }
  chat.messages.set(message.message_id, stored)
  const oldest = chat.messages.keys().next()
  if (chat.messages.size > world.maximumMessagesPerChat && !oldest.done) chat.messages.delete(oldest.value)
  world.events.emit('message', { kind: 'new', bot, chat, stored })
  return stored
}

/** Puts another state of a message in place of the one that stands. */
export function replaceMessage(world: World, bot: Bot, chat: Chat, stored: StoredMessage, message: Message): Message {
  stored.message = message
  stored.mark = world.nextMark()
  world.events.emit('message', { kind: 'edited', bot, chat, stored })
  return message
}

export function removeMessage(world: World, bot: Bot, chat: Chat, stored: StoredMessage): void {
  stored.deleted = true
  stored.mark = world.nextMark()
  world.events.emit('message', { kind: 'deleted', bot, chat, stored })
}

/** A message that stands; deleted ones are gone for everyone. */
export function findMessage(chat: Chat, messageId: number): StoredMessage | undefined {
  const stored = chat.messages.get(messageId)
  return stored && !stored.deleted ? stored : undefined
}

/** A message as another one quotes it: one level deep, never a chain. */
export function quoted(message: Message): Message {
  const { reply_to_message: _deeper, ...shallow } = message
  return shallow
}
