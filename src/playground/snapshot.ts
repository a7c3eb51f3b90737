// The server's state as plain JSON, and back again: chats, menus, callbacks, waiting updates, the clock. Contents of files
// stay where they are, so a snapshot is good for the server that made it.
import type { Bot, CallbackState, Chat, StoredMessage, Topic, World } from './state.ts'
import type { TelegramChat, User } from './telegram-objects.ts'
import type { PendingUpdate } from './update-queue.ts'

export interface ChatSnapshot {
  readonly telegram: TelegramChat
  readonly messages: readonly StoredMessage[]
  readonly lastMessageId: number
  readonly blocked: boolean
  readonly deactivated: boolean
  readonly migratedTo?: number
  readonly topics: readonly (readonly [threadId: number, topic: Topic])[]
  readonly pinned: readonly number[]
  readonly members: readonly User[]
  readonly botIsAdmin: boolean
}

export interface BotSnapshot {
  readonly id: number
  readonly chats: readonly ChatSnapshot[]
  readonly waiting: readonly PendingUpdate[]
  readonly callbacks: readonly CallbackState[]
  readonly commands: readonly (readonly [key: string, commands: Bot['commands'] extends Map<string, infer List> ? List : never])[]
  readonly menuButtons: readonly (readonly [chatId: number, button: unknown])[]
}

export interface Snapshot {
  /** How far the clock stood ahead of real time. */
  readonly aheadMilliseconds: number
  readonly users: readonly User[]
  readonly bots: readonly BotSnapshot[]
}

/** A copy that later changes leave alone. */
export function takeSnapshot(world: World, bots: Iterable<Bot>): Snapshot {
  return structuredClone({
    aheadMilliseconds: world.clock.ahead(),
    users: [...world.users.values()],
    bots: [...bots].map((bot) => ({
      id: bot.user.id,
      chats: [...bot.chats.values()].map(saveChat),
      waiting: bot.queue.pending(),
      callbacks: [...bot.callbacks.values()],
      commands: [...bot.commands],
      menuButtons: [...bot.menuButtons],
    })),
  })
}

/**
 * Puts everything back as it was, but for numbers: message and update ids go on from where they are, so that none comes twice.
 * Bots that the snapshot does not know are left as they are. Webhook settings stay.
 */
export function restoreSnapshot(world: World, bots: Iterable<Bot>, snapshot: Snapshot): void {
  if (!Array.isArray(snapshot.bots) || !Array.isArray(snapshot.users)) throw new Error('That is no snapshot of this server')
  const { users, bots: saved, aheadMilliseconds } = structuredClone(snapshot)
  world.clock.setAhead(aheadMilliseconds)
  for (const user of users) world.users.set(user.id, user)
  for (const bot of bots) {
    const state = saved.find(({ id }) => id === bot.user.id)
    if (state) restoreBot(bot, state)
  }
}

function restoreBot(bot: Bot, state: BotSnapshot): void {
  const highest = new Map([...bot.chats].map(([id, { lastMessageId }]) => [id, lastMessageId]))
  refill(
    bot.chats,
    state.chats.map((chat) => [chat.telegram.id, openChat(chat, highest.get(chat.telegram.id) ?? 0)]),
  )
  refill(
    bot.callbacks,
    state.callbacks.map((callback) => [callback.id, callback]),
  )
  refill(bot.commands, state.commands)
  refill(bot.menuButtons, state.menuButtons)
  bot.queue.restore(state.waiting)
}

function saveChat(chat: Chat): ChatSnapshot {
  const { telegram, lastMessageId, blocked, deactivated, migratedTo, pinned, botIsAdmin } = chat
  return {
    telegram,
    messages: [...chat.messages.values()],
    lastMessageId,
    blocked,
    deactivated,
    ...(migratedTo === undefined ? {} : { migratedTo }),
    topics: [...chat.topics],
    pinned,
    members: [...chat.members.values()],
    botIsAdmin,
  }
}

function openChat(saved: ChatSnapshot, highestMessageId: number): Chat {
  const { telegram, blocked, deactivated, migratedTo, botIsAdmin } = saved
  return {
    telegram,
    messages: new Map(saved.messages.map((stored) => [stored.message.message_id, stored])),
    lastMessageId: Math.max(saved.lastMessageId, highestMessageId),
    blocked,
    deactivated,
    migratedTo,
    topics: new Map(saved.topics),
    pinned: [...saved.pinned],
    members: new Map(saved.members.map((user) => [user.id, user])),
    botIsAdmin,
  }
}

function refill<Key, Value>(map: Map<Key, Value>, entries: Iterable<readonly [Key, Value]>): void {
  map.clear()
  for (const [key, value] of entries) map.set(key, value)
}
