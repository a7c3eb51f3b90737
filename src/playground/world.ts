// What all bots of one server share, and forgetting it: the clock, the people, the events, the counting of changes.
import { EventEmitter } from 'node:events'
import { createClock } from './clock.ts'
import { createGroupLimit } from './group-limit.ts'
import type { Bot, ServerEvents, World } from './state.ts'

export interface WorldOptions {
  /** Refuse parameters the documentation does not know; true if absent. */
  readonly strict?: boolean
  /** Real methods without a function of their own succeed with `true`; else they are not found. True if absent. */
  readonly answersUnknown?: boolean
  readonly maximumMessagesPerChat?: number
  /** Where the ids of every chat begin; 1 if absent. For a bot that remembers the ids of an earlier start. */
  readonly firstMessageId?: number
  /** What a group takes in a minute; without it there is no limit. */
  readonly groupMessagesPerMinute?: number
}

export function createWorld(options: WorldOptions): World {
  let mark = 0
  const events = new EventEmitter<ServerEvents>()
  // Every wait is a listener, and a test may wait for many things at once.
  events.setMaxListeners(0)
  const clock = createClock()
  const perMinute = options.groupMessagesPerMinute
  return {
    clock,
    ...(perMinute === undefined ? {} : { groupLimit: createGroupLimit(clock, perMinute) }),
    events,
    users: new Map(),
    nextMark: () => ++mark,
    lastMark: () => mark,
    maximumMessagesPerChat: options.maximumMessagesPerChat ?? 5000,
    firstMessageId: options.firstMessageId ?? 1,
    strict: options.strict ?? true,
    answersUnknown: options.answersUnknown ?? true,
  }
}

/** As if the bot had never met anybody. */
export function forgetEverything(bot: Bot): void {
  bot.webhook.remove()
  bot.queue.clear()
  bot.chats.clear()
  bot.callbacks.clear()
  bot.commands.clear()
  bot.menuButtons.clear()
}

/** Takes the messages out of every chat; the chats themselves stay, and no message id comes twice. */
export function emptyChats(world: World, bot: Bot): void {
  for (const chat of bot.chats.values()) {
    for (const stored of [...chat.messages.values()]) {
      chat.messages.delete(stored.message.message_id)
      if (stored.deleted) continue
      stored.deleted = true
      world.events.emit('message', { kind: 'deleted', bot, chat, stored })
    }
    chat.pinned.splice(0)
  }
}
