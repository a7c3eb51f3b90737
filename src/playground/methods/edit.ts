// Methods that change or take back what stands in a chat: edits, deletions, callback answers, reactions.
import { badRequest } from '../api-error.ts'
import type { MediaKind } from '../file-shelf.ts'
import { readMarkup } from '../markup-rules.ts'
import { flagOf, listOf, type Method, type MethodCall, numberOf, textOf } from '../method-call.ts'
import { findChat, findWritableChat } from '../posting.ts'
import { findMessage, removeMessage, replaceMessage, type StoredMessage } from '../state.ts'
import type { Message } from '../telegram-objects.ts'
import { readText } from '../text-rules.ts'
import { captionContent, readInputMedia } from './send-media.ts'

const callbackLifetimeMilliseconds = 150_000
const deletableForSeconds = 48 * 3600
const unchanged =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'

const editMessageText: Method = (call) => {
  const found = findOwn(call)
  if (found.message.text === undefined) throw badRequest('there is no text in the message to edit')
  const { text, entities } = readText(call.parameters['text'], call.parameters['parse_mode'], call.parameters['entities'])
  const { entities: _old, ...rest } = found.message
  return change(call, found, { ...rest, text, ...(entities.length > 0 ? { entities } : {}) })
}

const editMessageCaption: Method = (call) => {
  const found = findOwn(call)
  if (!isMedia(found.message)) throw badRequest('there is no caption in the message to edit')
  const { caption: _caption, caption_entities: _entities, ...rest } = found.message
  const { parameters } = call
  return change(call, found, {
    ...rest,
    ...captionContent(parameters['caption'], parameters['parse_mode'], parameters['caption_entities']),
  })
}

const editMessageReplyMarkup: Method = (call) => {
  const found = findOwn(call)
  return change(call, found, found.message)
}

/** Another file in place of the one that stands, or a file for a message that was text alone. */
const editMessageMedia: Method = (call) => {
  const found = findOwn(call)
  const { message } = found
  if (message.text === undefined && !isMedia(message)) throw badRequest('there is no media in the message to edit')
  const { kind, content } = readInputMedia(call, call.parameters['media'])
  if (message.media_group_id !== undefined && !fitsAlbum(message, kind))
    throw badRequest("can't use this media type in the album")
  return change(call, found, { ...withoutContent(message), ...content })
}

/** Documents and music stay among themselves, photos and videos mix. */
function fitsAlbum(message: Message, kind: MediaKind): boolean {
  const before = message.document ? 'document' : message.audio ? 'audio' : 'visual'
  const after = kind === 'document' || kind === 'audio' ? kind : 'visual'
  return before === after
}

function withoutContent(message: Message): Message {
  const { text: _t, entities: _e, caption: _c, caption_entities: _ce, ...rest } = message
  const { photo: _p, document: _d, video: _v, audio: _a, animation: _n, voice: _o, ...bare } = rest
  return bare
}

/** An edit always sets the buttons too: without reply_markup they go away. */
function change(call: MethodCall, found: StoredMessage, content: Message): Message {
  const markup = readMarkup(call.parameters['reply_markup'])
  if (markup && !markup.inline_keyboard) throw badRequest('inline keyboard expected')
  const { reply_markup: old, ...rest } = content
  const kept = markup?.inline_keyboard && markup.inline_keyboard.length > 0 ? { reply_markup: markup } : {}
  const next: Message = { ...rest, ...kept }
  if (sameContent(found.message, next)) throw badRequest(unchanged)
  const chat = findChat(call.bot, call.parameters['chat_id'])
  return replaceMessage(call.world, call.bot, chat, found, { ...next, edit_date: call.world.clock.seconds() })
}

function sameContent(a: Message, b: Message): boolean {
  const content = ({ text, entities, caption, caption_entities, reply_markup, ...rest }: Message): string =>
    JSON.stringify([text, entities, caption, caption_entities, reply_markup?.inline_keyboard, fileIdOf(rest)])
  return content(a) === content(b)
}

function fileIdOf({ photo, document, video, voice, audio, animation }: Partial<Message>): string | undefined {
  return (photo?.at(-1) ?? document ?? video ?? voice ?? audio ?? animation)?.file_id
}

function isMedia(message: Message): boolean {
  return Boolean(message.photo ?? message.document ?? message.video ?? message.voice ?? message.audio ?? message.animation)
}

function findOwn(call: MethodCall): StoredMessage {
  const chat = findWritableChat(call)
  const found = findMessage(chat, numberOf(call, 'message_id') ?? 0)
  if (!found) throw badRequest('message to edit not found')
  if (!found.byBot) throw badRequest("message can't be edited")
  return found
}

const deleteMessage: Method = (call) => {
  const chat = findChat(call.bot, call.parameters['chat_id'])
  const found = findMessage(chat, numberOf(call, 'message_id') ?? 0)
  if (!found) throw badRequest('message to delete not found')
  if (call.world.clock.seconds() - found.message.date > deletableForSeconds)
    throw badRequest("message can't be deleted for everyone")
  removeMessage(call.world, call.bot, chat, found)
  return true
}

const deleteMessages: Method = (call) => {
  const chat = findChat(call.bot, call.parameters['chat_id'])
  for (const id of listOf(call, 'message_ids') ?? []) {
    const found = findMessage(chat, Number(id))
    // Ids that are not there are passed over, as documented.
    if (found) removeMessage(call.world, call.bot, chat, found)
  }
  return true
}

const answerCallbackQuery: Method = (call) => {
  const callback = call.bot.callbacks.get(textOf(call, 'callback_query_id') ?? '')
  const age = callback ? call.world.clock.now() - callback.madeAt : Number.POSITIVE_INFINITY
  if (!callback || callback.answer || age > callbackLifetimeMilliseconds) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid')
  }
  const text = textOf(call, 'text')
  callback.answer = { ...(text ? { text } : {}), showAlert: flagOf(call, 'show_alert') }
  call.world.events.emit('callback', callback)
  return true
}

const setMessageReaction: Method = (call) => {
  const chat = findWritableChat(call)
  const found = findMessage(chat, numberOf(call, 'message_id') ?? 0)
  if (!found) throw badRequest('message to react not found')
  const reactions = listOf(call, 'reaction') ?? []
  if (reactions.length > 1) throw badRequest('too many reactions: a bot may set one')
  found.reactions = reactions
  found.mark = call.world.nextMark()
  call.world.events.emit('message', { kind: 'edited', bot: call.bot, chat, stored: found })
  return true
}

export const editMethods: Readonly<Record<string, Method>> = {
  editMessageText,
  editMessageCaption,
  editMessageReplyMarkup,
  editMessageMedia,
  deleteMessage,
  deleteMessages,
  answerCallbackQuery,
  setMessageReaction,
}
