// How what people do becomes an update: its type, the line it queues in, how long it lives, and whether the bot sees it.
import type { Bot, CallbackState, Chat, World } from './state.ts'
import type { Message, User } from './telegram-objects.ts'

const daySeconds = 86_400
const callbackSeconds = 150

/** A message or an edit; both share the chat's line. undefined when the bot does not get it. */
export function pushMessage(bot: Bot, chat: Chat, message: Message, type: 'message' | 'edited_message'): number | undefined {
  if (chat.telegram.type !== 'private' && (chat.blocked || !isMeantForBot(bot, chat, message))) return undefined
  return bot.queue.push({ type, queueKey: `chat:${chat.telegram.id}`, lifetimeSeconds: daySeconds, content: message })
}

/** A press; every person has a line of their own, so a press may overtake the message before it. */
export function pushCallback(bot: Bot, callback: CallbackState, user: User, message: Message, data: string): number | undefined {
  const content = { id: callback.id, from: user, message, chat_instance: String(message.chat.id), data }
  return bot.queue.push({ type: 'callback_query', queueKey: `callback:${user.id}`, lifetimeSeconds: callbackSeconds, content })
}

/** The bot's own standing in a chat changed: blocked or back, removed from a group. */
export function pushMembership(world: World, bot: Bot, chat: Chat, user: User, present: boolean): number | undefined {
  const member = { user: bot.user, status: 'member' }
  const gone = { user: bot.user, status: 'kicked', until_date: 0 }
  const content = {
    chat: chat.telegram,
    from: user,
    date: world.clock.seconds(),
    old_chat_member: present ? gone : member,
    new_chat_member: present ? member : gone,
  }
  return bot.queue.push({ type: 'my_chat_member', queueKey: `member:${user.id}`, lifetimeSeconds: daySeconds, content })
}

/** A person's reaction; only told to bots that asked for it, and never in private chats. */
export function pushReaction(
  world: World,
  bot: Bot,
  chat: Chat,
  user: User,
  messageId: number,
  emoji: string,
): number | undefined {
  if (chat.telegram.type === 'private') return undefined
  const content = {
    chat: chat.telegram,
    message_id: messageId,
    user,
    date: world.clock.seconds(),
    old_reaction: [],
    new_reaction: [{ type: 'emoji', emoji }],
  }
  return bot.queue.push({
    type: 'message_reaction',
    queueKey: `reaction:${chat.telegram.id}`,
    lifetimeSeconds: daySeconds,
    content,
  })
}

/** Privacy mode: unless it is an admin, a bot in a group sees commands, mentions of itself and replies to itself. */
function isMeantForBot(bot: Bot, chat: Chat, message: Message): boolean {
  if (chat.botIsAdmin || message.migrate_to_chat_id !== undefined || message.migrate_from_chat_id !== undefined) return true
  const text = message.text ?? message.caption ?? ''
  const mentioned = text.toLowerCase().includes(`@${bot.user.username?.toLowerCase()}`)
  return text.startsWith('/') || mentioned || message.reply_to_message?.from?.id === bot.user.id
}
