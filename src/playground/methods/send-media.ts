// Methods that send files: one at a time, or two to ten as an album.
import { randomInt } from 'node:crypto'
import { badRequest } from '../api-error.ts'
import type { MediaKind } from '../file-shelf.ts'
import { mediaContent, takeFile } from '../media.ts'
import { listOf, type Method, type MethodCall } from '../method-call.ts'
import { asAnswer, findWritableChat, postMessage } from '../posting.ts'
import type { NewMessage } from '../state.ts'
import { readCaption } from '../text-rules.ts'

export interface MediaItem {
  readonly kind: MediaKind
  readonly content: NewMessage
}

const albumKinds: readonly string[] = ['photo', 'video', 'document', 'audio']

/** Captions and their marks, as a message carries them. */
export function captionContent(
  raw: unknown,
  parseMode: unknown,
  given: unknown,
): Pick<NewMessage, 'caption' | 'caption_entities'> {
  const { text, entities } = readCaption(raw, parseMode, given)
  if (text === '') return {}
  return { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) }
}

function sendOne(kind: MediaKind): Method {
  return (call) => {
    findWritableChat(call)
    const { parameters } = call
    const caption = captionContent(parameters['caption'], parameters['parse_mode'], parameters['caption_entities'])
    const file = takeFile(call, kind, parameters[kind], kind)
    return asAnswer(postMessage(call, { ...mediaContent(call.bot, file), ...caption }))
  }
}

const sendMediaGroup: Method = (call) => {
  findWritableChat(call)
  const items = (listOf(call, 'media') ?? []).map((item) => readItem(call, item))
  const kinds = new Set(items.map(({ kind }) => kind))
  for (const alone of ['document', 'audio'] as const) {
    if (kinds.has(alone) && kinds.size > 1) throw badRequest(`${alone} can't be mixed with other media types`)
  }
  const album = String(randomInt(2 ** 40))
  return items.map(({ content }) => asAnswer(postMessage(call, { ...content, media_group_id: album })))
}

function readItem(call: MethodCall, value: unknown): MediaItem {
  const kind = String((value as Record<string, unknown> | null)?.['type'])
  if (!albumKinds.includes(kind)) throw badRequest(`can't parse InputMedia: type "${kind}" can't be sent in an album`)
  return readInputMedia(call, value)
}

/** The file and caption an InputMedia describes. Throws 400. */
export function readInputMedia(call: MethodCall, value: unknown): MediaItem {
  if (typeof value !== 'object' || value === null) throw badRequest("can't parse InputMedia: expected an object")
  const item = value as Record<string, unknown>
  const kind = String(item['type'])
  if (![...albumKinds, 'animation'].includes(kind)) throw badRequest("can't parse InputMedia: type is wrong")
  if (item['media'] === undefined) throw badRequest("can't parse InputMedia: media not found")
  const file = takeFile(call, kind as MediaKind, item['media'], 'media')
  const caption = captionContent(item['caption'], item['parse_mode'], item['caption_entities'])
  return { kind: file.kind, content: { ...mediaContent(call.bot, file), ...caption } }
}

export const sendMediaMethods: Readonly<Record<string, Method>> = {
  sendPhoto: sendOne('photo'),
  sendDocument: sendOne('document'),
  sendVoice: sendOne('voice'),
  sendVideo: sendOne('video'),
  sendVideoNote: sendOne('video_note'),
  sendAudio: sendOne('audio'),
  sendAnimation: sendOne('animation'),
  sendSticker: sendOne('sticker'),
  sendMediaGroup,
}
