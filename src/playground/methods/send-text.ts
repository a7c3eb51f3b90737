// Methods that say something without a file: text, location, contact, and the "is typing" sign.
import { badRequest } from '../api-error.ts'
import { type Method, numberOf, textOf } from '../method-call.ts'
import { asAnswer, findWritableChat, postMessage } from '../posting.ts'
import { readDraft, readText } from '../text-rules.ts'

const chatActions = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
])

const sendMessage: Method = (call) => {
  const { text, entities } = readText(call.parameters['text'], call.parameters['parse_mode'], call.parameters['entities'])
  return asAnswer(postMessage(call, { text, ...(entities.length > 0 ? { entities } : {}) }))
}

const sendLocation: Method = (call) => {
  const location = { latitude: numberOf(call, 'latitude') ?? 0, longitude: numberOf(call, 'longitude') ?? 0 }
  return asAnswer(postMessage(call, { location }))
}

const sendContact: Method = (call) => {
  const contact = { phone_number: textOf(call, 'phone_number') ?? '', first_name: textOf(call, 'first_name') ?? '' }
  return asAnswer(postMessage(call, { contact }))
}

const sendVenue: Method = (call) => {
  const location = { latitude: numberOf(call, 'latitude') ?? 0, longitude: numberOf(call, 'longitude') ?? 0 }
  const venue = { location, title: textOf(call, 'title') ?? '', address: textOf(call, 'address') ?? '' }
  return asAnswer(postMessage(call, { location, venue }))
}

const sendChatAction: Method = (call) => {
  const chat = findWritableChat(call)
  const action = textOf(call, 'action') ?? ''
  if (!chatActions.has(action)) throw badRequest('wrong parameter action in request')
  call.world.events.emit('activity', { bot: call.bot, chat, action })
  return true
}

/** Shown for half a minute while it is being written; it never becomes a message by itself. */
const sendMessageDraft: Method = (call) => {
  const chat = findWritableChat(call)
  if (chat.telegram.type !== 'private') throw badRequest('chat_id must be a private chat')
  if (numberOf(call, 'draft_id') === 0) throw badRequest('draft identifier must be non-zero')
  const { text } = readDraft(call.parameters['text'], call.parameters['parse_mode'], call.parameters['entities'])
  call.world.events.emit('activity', { bot: call.bot, chat, action: 'draft', text })
  return true
}

export const sendTextMethods: Readonly<Record<string, Method>> = {
  sendMessage,
  sendLocation,
  sendVenue,
  sendContact,
  sendChatAction,
  sendMessageDraft,
}
