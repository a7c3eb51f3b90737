// What all sending methods share: which chat, whether it can be written to, in which topic, in reply to what, with which
// keyboard. The content is the method's own.
import { badRequest, forbidden } from './api-error.ts'
import { readMarkup } from './markup-rules.ts'
import { type MethodCall, numberOf, objectOf } from './method-call.ts'
import { addMessage, type Bot, type Chat, findMessage, type NewMessage, quoted, type StoredMessage } from './state.ts'
import type { Message } from './telegram-objects.ts'

/** The chat a call names, readable though perhaps not writable. Throws 400 "chat not found". */
export function findChat(bot: Bot, chatId: unknown): Chat {
  if (chatId === undefined || chatId === '') throw badRequest('chat_id is empty')
  const id = typeof chatId === 'number' ? chatId : /^-?\d+$/.test(String(chatId)) ? Number(chatId) : undefined
  const chat = id === undefined ? findGroupByName(bot, String(chatId)) : bot.chats.get(id)
  if (!chat) throw badRequest('chat not found')
  return chat
}

function findGroupByName(bot: Bot, name: string): Chat | undefined {
  const wanted = name.replace(/^@/, '').toLowerCase()
  return [...bot.chats.values()].find(
    ({ telegram }) => telegram.type !== 'private' && telegram.username?.toLowerCase() === wanted,
  )
}

/** The chat a call wants to write to. Throws 403 when the bot may not, 400 with the new id when the group moved. */
export function findWritableChat(call: MethodCall): Chat {
  const chat = findChat(call.bot, call.parameters['chat_id'])
  if (chat.migratedTo !== undefined) {
    throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.migratedTo })
  }
  if (chat.deactivated) throw forbidden('user is deactivated')
  if (chat.blocked) {
    const { type } = chat.telegram
    throw forbidden(
      type === 'private'
        ? 'bot was blocked by the user'
        : `bot was kicked from the ${type === 'group' ? 'group' : 'supergroup'} chat`,
    )
  }
  return chat
}

/** Writes the bot's message with everything the call says around it. */
export function postMessage(call: MethodCall, content: NewMessage): StoredMessage {
  const chat = findWritableChat(call)
  const markup = readMarkup(call.parameters['reply_markup'])
  const reply = findReplyTarget(call, chat)
  const thread = findThread(call, chat, reply)
  const keyboard =
    markup?.inline_keyboard || markup?.keyboard || markup?.force_reply || markup?.remove_keyboard ? { reply_markup: markup } : {}
  return addMessage(
    call.world,
    call.bot,
    chat,
    { from: call.bot.user, ...thread, ...(reply ? { reply_to_message: quoted(reply) } : {}), ...content, ...keyboard },
    true,
  )
}

/** A message as its sender gets it back: reply keyboards are not echoed, inline ones are. */
export function asAnswer({ message }: StoredMessage): Message {
  if (!message.reply_markup || message.reply_markup.inline_keyboard) return message
  const { reply_markup: _keyboard, ...rest } = message
  return rest
}

function findReplyTarget(call: MethodCall, chat: Chat): Message | undefined {
  const parameters = objectOf(call, 'reply_parameters')
  const messageId = parameters?.['message_id'] ?? numberOf(call, 'reply_to_message_id')
  if (messageId === undefined) return undefined
  const found = typeof messageId === 'number' ? findMessage(chat, messageId) : undefined
  if (found) return found.message
  if (parameters?.['allow_sending_without_reply'] === true) return undefined
  throw badRequest('message to be replied not found')
}

function findThread(
  call: MethodCall,
  chat: Chat,
  reply: Message | undefined,
): Pick<Message, 'message_thread_id' | 'is_topic_message'> {
  const named = numberOf(call, 'message_thread_id')
  const off = chat.telegram.type === 'private' && !call.bot.hasTopics
  if (named !== undefined && (off || !chat.topics.has(named))) throw badRequest('message thread not found')
  const thread = named ?? (reply?.is_topic_message ? reply.message_thread_id : undefined)
  return thread === undefined ? {} : { message_thread_id: thread, is_topic_message: true }
}
