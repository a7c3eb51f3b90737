// Methods that say something without a file: text, location, contact, and the "is typing" sign.
import { badRequest } from '../api-error.ts'
import { type Method, numberOf, textOf } from '../method-call.ts'
import { asAnswer, findWritableChat, postMessage } from '../posting.ts'
import { readText } from '../text-rules.ts'

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

const sendChatAction: Method = (call) => {
  findWritableChat(call)
  if (!chatActions.has(textOf(call, 'action') ?? '')) throw badRequest('wrong parameter action in request')
  return true
}

export const sendTextMethods: Readonly<Record<string, Method>> = { sendMessage, sendLocation, sendContact, sendChatAction }
