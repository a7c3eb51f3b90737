// Methods about the bot itself, chats and members, files, and messages carried from one chat to another.
import { badRequest } from '../api-error.ts'
import { pushMessage } from '../delivery-rules.ts'
import { listOf, type Method, type MethodCall, numberOf, textOf } from '../method-call.ts'
import { asAnswer, findChat, findWritableChat, postMessage } from '../posting.ts'
import { addMessage, findMessage, type NewMessage } from '../state.ts'
import type { Message } from '../telegram-objects.ts'
import { captionContent } from './send-media.ts'

const getMe: Method = ({ bot }) => ({
  ...bot.user,
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: bot.hasTopics,
  allows_users_to_create_topics: bot.hasTopics,
})

const getChat: Method = (call) => {
  const chat = findChat(call.bot, call.parameters['chat_id'])
  const pinned = chat.pinned.at(-1)
  const message = pinned === undefined ? undefined : findMessage(chat, pinned)?.message
  return { ...chat.telegram, accent_color_id: 0, max_reaction_count: 11, ...(message ? { pinned_message: message } : {}) }
}

const getChatMember: Method = (call) => {
  const chat = findChat(call.bot, call.parameters['chat_id'])
  const userId = numberOf(call, 'user_id') ?? 0
  if (userId === call.bot.user.id) {
    const present = chat.botIsAdmin && chat.telegram.type !== 'private' ? 'administrator' : 'member'
    return {
      status: chat.blocked ? 'kicked' : present,
      user: call.bot.user,
      ...(chat.botIsAdmin ? { can_manage_topics: true } : {}),
    }
  }
  const user = chat.members.get(userId)
  if (user) return { status: 'member', user }
  const known = call.world.users.get(userId)
  if (!known) throw badRequest('user not found')
  return { status: 'left', user: known }
}

const getFile: Method = (call) => call.bot.files.link(textOf(call, 'file_id') ?? '')

const pinChatMessage: Method = (call) => {
  const chat = findWritableChat(call)
  const found = findMessage(chat, numberOf(call, 'message_id') ?? 0)
  if (!found) throw badRequest('message to pin not found')
  chat.pinned.push(found.message.message_id)
  const { message_thread_id, is_topic_message } = found.message
  const place = message_thread_id !== undefined && is_topic_message ? { message_thread_id, is_topic_message } : {}
  const line = addMessage(call.world, call.bot, chat, { from: call.bot.user, ...place, pinned_message: found.message }, true)
  if (chat.telegram.type !== 'private') pushMessage(call.bot, chat, line.message, 'message')
  return true
}

const unpinChatMessage: Method = (call) => {
  const chat = findWritableChat(call)
  const wanted = numberOf(call, 'message_id') ?? chat.pinned.at(-1)
  const at = wanted === undefined ? -1 : chat.pinned.lastIndexOf(wanted)
  if (at >= 0) chat.pinned.splice(at, 1)
  call.world.events.emit('chat', { bot: call.bot, chat })
  return true
}

const copyMessage: Method = (call) => {
  const source = findChat(call.bot, call.parameters['from_chat_id'])
  const found = findMessage(source, numberOf(call, 'message_id') ?? 0)
  if (!found) throw badRequest('message to copy not found')
  const content = contentOf(found.message)
  const { parameters } = call
  const caption =
    parameters['caption'] === undefined
      ? {}
      : captionContent(parameters['caption'], parameters['parse_mode'], parameters['caption_entities'])
  return { message_id: postMessage(call, { ...content, ...caption }).message.message_id }
}

const forwardMessage: Method = (call) => {
  const source = findChat(call.bot, call.parameters['from_chat_id'])
  const found = findMessage(source, numberOf(call, 'message_id') ?? 0)
  if (!found) throw badRequest('message to forward not found')
  const { from, date } = found.message
  const origin = found.message.forward_origin ?? { type: 'user', sender_user: from, date }
  return asAnswer(postMessage(call, { ...contentOf(found.message), forward_origin: origin }))
}

/** Several at once; ids that are not there are passed over, as documented. */
const copyMessages: Method = (call) => carryAll(call, copyMessage)
const forwardMessages: Method = (call) => carryAll(call, forwardMessage)

function carryAll(call: MethodCall, carryOne: Method): object[] {
  const source = findChat(call.bot, call.parameters['from_chat_id'])
  const ids = (listOf(call, 'message_ids') ?? []).filter((id) => findMessage(source, Number(id)))
  if (ids.length === 0) throw badRequest('there are no messages to carry')
  return ids.map((id) => {
    const answer = carryOne({ ...call, parameters: { ...call.parameters, message_id: Number(id) } })
    return { message_id: (answer as { message_id: number }).message_id }
  })
}

/** What a message says, without where, when, by whom and to what it was said. */
function contentOf(message: Message): NewMessage {
  const {
    message_id: _id,
    date: _date,
    chat: _chat,
    from: _from,
    edit_date: _edited,
    reply_markup: _markup,
    reply_to_message: _reply,
    message_thread_id: _thread,
    is_topic_message: _topic,
    media_group_id: _album,
    forward_origin: _origin,
    ...content
  } = message
  return content
}

export const chatMethods: Readonly<Record<string, Method>> = {
  getMe,
  getChat,
  getChatMember,
  getFile,
  pinChatMessage,
  unpinChatMessage,
  copyMessage,
  forwardMessage,
  copyMessages,
  forwardMessages,
}
