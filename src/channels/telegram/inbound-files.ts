// The files of a Telegram message as neutral references. Nothing is fetched here.
import type { Message } from 'grammy/types'
import type { FileKind, InboundFile } from '../../domain/channel.ts'
import { cleanText } from '../../domain/clean-text.ts'
import { safeFileName } from '../../domain/file-name.ts'
import { limits } from './limits.ts'

/** What all of Telegram's file objects have in common. */
interface Media {
  readonly file_id: string
  readonly file_unique_id: string
  readonly file_size?: number
  readonly file_name?: string
  readonly mime_type?: string
}

/** The files a message carries, at most two (a live photo has a picture and a film). @throws TypeError on a malformed message */
export function toInboundFiles(message: Message): InboundFile[] {
  const files: InboundFile[] = []
  const add = (kind: FileKind, media: Media | undefined, mediaType: string, extension: string) => {
    if (media !== undefined) files.push(toFile(kind, media, mediaType, extension))
  }
  add('photo', largest(message.photo ?? message.live_photo?.photo), 'image/jpeg', 'jpg')
  add('video', message.live_photo, 'video/mp4', 'mp4')
  // A GIF comes as animation and, for old clients, once more as document.
  if (message.animation !== undefined) add('video', message.animation, 'video/mp4', 'mp4')
  else add('document', message.document, 'application/octet-stream', 'bin')
  add('video', message.video, 'video/mp4', 'mp4')
  add('video-note', message.video_note, 'video/mp4', 'mp4')
  add('voice', message.voice, 'audio/ogg', 'ogg')
  add('audio', message.audio, 'audio/mpeg', 'mp3')
  const sticker = message.sticker
  if (sticker?.is_animated === true) add('sticker', sticker, 'application/x-tgsticker', 'tgs')
  else if (sticker?.is_video === true) add('sticker', sticker, 'video/webm', 'webm')
  else add('sticker', sticker, 'image/webp', 'webp')
  return files
}

function toFile(kind: FileKind, media: Media, usualType: string, extension: string): InboundFile {
  if (typeof media.file_id !== 'string' || !/^[!-~]+$/.test(media.file_id)) throw new TypeError('a file without id')
  const stated = cleanText(media.mime_type).toLowerCase()
  const mediaType = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(stated) ? stated : usualType
  const tag = cleanText(media.file_unique_id)
    .replace(/[^A-Za-z0-9_-]/g, '')
    .slice(0, 40)
  const bytes = Number.isSafeInteger(media.file_size) && (media.file_size ?? -1) >= 0 ? media.file_size : undefined
  return {
    kind,
    reference: media.file_id,
    fileName: safeFileName(media.file_name, `${kind}-${tag}.${extensions[mediaType] ?? extension}`),
    mediaType,
    ...(bytes !== undefined && { bytes }),
    ...(bytes !== undefined && bytes > limits.downloadBytes && { tooLarge: true }),
  }
}

/** Extensions for files that come without a name. */
const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'text/plain': 'txt',
  'video/quicktime': 'mov',
}

function largest<Size extends { readonly width: number; readonly height: number }>(sizes: readonly Size[] | undefined) {
  return sizes?.reduce<Size | undefined>(
    (best, size) => (best === undefined || size.width * size.height > best.width * best.height ? size : best),
    undefined,
  )
}
