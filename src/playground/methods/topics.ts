// Topics: in supergroups that are forums, and in private chats of a bot that has topics enabled.
import { badRequest } from '../api-error.ts'
import { pushMessage } from '../delivery-rules.ts'
import { type Method, type MethodCall, numberOf, textOf } from '../method-call.ts'
import { findWritableChat } from '../posting.ts'
import { addMessage, type Bot, type Chat, type NewMessage, removeMessage, type Topic, type World } from '../state.ts'

const defaultColor = 0x6fb9f0
/** The only ones Telegram has. */
const iconColors = [0x6fb9f0, 0xffd67e, 0xcb86db, 0x8eee98, 0xff93b2, 0xfb6f5f]
const longestName = 128

const createForumTopic: Method = (call) => {
  const chat = findForum(call, true)
  const name = textOf(call, 'name') ?? ''
  if (name.trim() === '') throw badRequest('TOPIC_TITLE_EMPTY')
  const iconColor = numberOf(call, 'icon_color') ?? defaultColor
  if (!iconColors.includes(iconColor)) throw badRequest('invalid icon color specified')
  const content = newTopic(chat, name, iconColor)
  addMessage(call.world, call.bot, chat, { from: call.bot.user, ...content }, true)
  return { message_thread_id: content.message_thread_id, name, icon_color: iconColor }
}

/** Opens a topic under the chat's next message id; the message that tells of it is the caller's to write, at once. */
export function newTopic(chat: Chat, name: string, iconColor = defaultColor): NewMessage {
  if (name.trim() === '' || name.length > longestName) throw new Error(`A topic needs a name of 1 to ${longestName} characters`)
  const threadId = chat.lastMessageId + 1
  chat.topics.set(threadId, { name, iconColor, closed: false })
  return { message_thread_id: threadId, is_topic_message: true, forum_topic_created: { name, icon_color: iconColor } }
}

const editForumTopic: Method = (call) => {
  const { chat, threadId, topic } = findTopic(call, true)
  const name = textOf(call, 'name')
  if (!name || name === topic.name) throw badRequest('TOPIC_NOT_MODIFIED')
  topic.name = name
  announce(call, chat, threadId, { forum_topic_edited: { name } })
  return true
}

const closeForumTopic: Method = (call) => {
  const { chat, threadId, topic } = findTopic(call, false)
  if (topic.closed) throw badRequest('TOPIC_NOT_MODIFIED')
  topic.closed = true
  announce(call, chat, threadId, { forum_topic_closed: {} })
  return true
}

const reopenForumTopic: Method = (call) => {
  const { chat, threadId, topic } = findTopic(call, false)
  if (!topic.closed) throw badRequest('TOPIC_NOT_MODIFIED')
  topic.closed = false
  announce(call, chat, threadId, { forum_topic_reopened: {} })
  return true
}

const deleteForumTopic: Method = (call) => {
  const { chat, threadId } = findTopic(call, true)
  removeTopic(call.world, call.bot, chat, threadId)
  return true
}

/** The topic goes, and everything in it. Nobody tells the bot. */
export function removeTopic(world: World, bot: Bot, chat: Chat, threadId: number): void {
  chat.topics.delete(threadId)
  for (const stored of chat.messages.values())
    if (stored.message.message_thread_id === threadId && !stored.deleted) removeMessage(world, bot, chat, stored)
  world.events.emit('chat', { bot, chat })
}

function findForum(call: MethodCall, privateToo: boolean): Chat {
  const chat = findWritableChat(call)
  const { type, is_forum: isForum } = chat.telegram
  if (type === 'private' && privateToo && call.bot.hasTopics) return chat
  if (!isForum) throw badRequest('the chat is not a forum')
  if (!chat.botIsAdmin) throw badRequest('not enough rights to create a topic')
  return chat
}

function findTopic(call: MethodCall, privateToo: boolean): { chat: Chat; threadId: number; topic: Topic } {
  const chat = findForum(call, privateToo)
  const threadId = numberOf(call, 'message_thread_id') ?? 0
  const topic = chat.topics.get(threadId)
  if (!topic) throw badRequest('TOPIC_ID_INVALID')
  return { chat, threadId, topic }
}

function announce(call: MethodCall, chat: Chat, threadId: number, content: NewMessage): void {
  const { message } = addMessage(
    call.world,
    call.bot,
    chat,
    { from: call.bot.user, message_thread_id: threadId, is_topic_message: true, ...content },
    true,
  )
  if (chat.telegram.type !== 'private') pushMessage(call.bot, chat, message, 'message')
}

export const topicMethods: Readonly<Record<string, Method>> = {
  createForumTopic,
  editForumTopic,
  closeForumTopic,
  reopenForumTopic,
  deleteForumTopic,
}
