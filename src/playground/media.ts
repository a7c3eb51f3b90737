// Files a bot sends: found among the uploads or by the id of an earlier one, checked as Telegram checks them, and shelved.
// The messages they end up in are made in methods/send-media.ts.
import { badRequest } from './api-error.ts'
import type { MediaKind, NewFile, StoredFile } from './file-shelf.ts'
import { imageSize } from './image-size.ts'
import type { MethodCall } from './method-call.ts'
import type { UploadedFile } from './multipart.ts'
import type { Bot } from './state.ts'
import type { Message, TelegramFile } from './telegram-objects.ts'

const largestPhoto = 10 * 1024 * 1024
/** Width and height together, in pixels. */
const largestPhotoSides = 10_000
const steepestPhoto = 20
const largestUpload = 50 * 1024 * 1024

const magics: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x52, 0x49, 0x46, 0x46],
  [0x42, 0x4d],
]

const mediaTypes: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  txt: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  zip: 'application/zip',
  gif: 'image/gif',
  webp: 'image/webp',
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
}

/** The file a value of a call means: `attach://name`, the upload of that very name, or a file_id. Throws 400. */
export function takeFile(call: MethodCall, kind: MediaKind, value: unknown, parameter: string): StoredFile {
  if (value === undefined) return shelveUpload(call.bot, kind, call.files.get(parameter), parameter)
  const text = String(value)
  if (text.startsWith('attach://')) return shelveUpload(call.bot, kind, call.files.get(text.slice('attach://'.length)), parameter)
  if (/^https?:/i.test(text)) throw badRequest('wrong type of the web page content: this server fetches nothing from elsewhere')
  const known = call.bot.files.find(text)
  if (!known) throw badRequest('wrong file identifier/HTTP URL specified')
  if (known.kind !== kind) throw badRequest(`can't use file of type ${capitalised(known.kind)} as ${capitalised(kind)}`)
  return known
}

function shelveUpload(bot: Bot, kind: MediaKind, upload: UploadedFile | undefined, parameter: string): StoredFile {
  if (!upload) throw badRequest(`there is no ${parameter} in the request`)
  const size = upload.bytes.length
  if (size === 0) throw badRequest('file must be non-empty')
  if (kind === 'photo') checkPhoto(upload.bytes)
  if (size > largestUpload) throw badRequest('file is too big')
  return bot.files.add({ kind, bytes: upload.bytes, details: detailsOf(kind, upload.fileName, undefined, upload.bytes) })
}

function checkPhoto(bytes: Buffer): void {
  if (bytes.length > largestPhoto) {
    throw badRequest(`file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${largestPhoto} bytes`)
  }
  if (!magics.some((magic) => magic.every((byte, index) => bytes[index] === byte))) throw badRequest('IMAGE_PROCESS_FAILED')
  const size = imageSize(bytes)
  if (!size) return
  const { width, height } = size
  const ratio = Math.max(width, height) / Math.min(width, height)
  if (width + height > largestPhotoSides || ratio > steepestPhoto) throw badRequest('PHOTO_INVALID_DIMENSIONS')
}

/** What a message tells about a file of this kind and name. */
export function detailsOf(kind: MediaKind, fileName: string, mediaType?: string, bytes?: Buffer): Partial<TelegramFile> {
  const guessed = mediaType ?? mediaTypes[fileName.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
  switch (kind) {
    case 'photo':
      return (bytes && imageSize(bytes)) ?? { width: 1280, height: 720 }
    case 'voice':
      return { duration: 3, mime_type: mediaType ?? 'audio/ogg' }
    case 'video':
    case 'animation':
      return { width: 640, height: 360, duration: 3, file_name: fileName, mime_type: mediaType ?? 'video/mp4' }
    case 'video_note':
      return { length: 240, duration: 3 }
    case 'audio':
      return { duration: 3, file_name: fileName, mime_type: mediaType ?? 'audio/mpeg' }
    case 'sticker':
      return { width: 512, height: 512, type: 'regular', is_animated: false, is_video: false }
    case 'document':
      return { file_name: fileName, mime_type: guessed }
  }
}

/** The part of a message that shows the file. A photo comes in three sizes, smallest first, each a file of its own. */
export function mediaContent(bot: Bot, file: StoredFile): Pick<Message, MediaKind> {
  if (file.kind !== 'photo') return { [file.kind]: file.telegram }
  // A smaller size is other content than the photo itself, so that taking the wrong one is noticed.
  const smaller = (
    [
      [90, 51],
      [320, 180],
    ] as const
  ).map(([width, height]) => {
    const part = (file.bytes ?? Buffer.alloc(0)).subarray(0, Math.max(1, width))
    const thumbnail: NewFile = { kind: 'photo', bytes: part, details: { width, height } }
    return bot.files.add(thumbnail).telegram
  })
  return { photo: [...smaller, file.telegram] }
}

function capitalised(kind: MediaKind): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1)
}
