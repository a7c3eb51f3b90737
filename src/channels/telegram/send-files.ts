// One call that uploads files: a single one by its kind, several as an album. Streams are opened here and closed whatever
// happens.
import type { Readable } from 'node:stream'
import { InputFile, type RawApi } from 'grammy'
import type { InputMediaAudio, InputMediaDocument, InputMediaPhoto, InputMediaVideo, Message } from 'grammy/types'
import type { OutboundFile } from '../../domain/channel.ts'
import { uploadName } from '../../domain/file-name.ts'
import type { RichText } from '../../domain/rich-text.ts'
import { toEntities } from './format.ts'
import type { CallResult, ClientSignal, TelegramApi } from './telegram-api.ts'

export interface FilesRequest {
  readonly target: {
    readonly chat_id: number
    readonly message_thread_id?: number
    readonly reply_parameters?: { message_id: number; allow_sending_without_reply: true }
  }
  readonly files: readonly OutboundFile[]
  readonly caption?: RichText
  readonly open: (file: OutboundFile) => Promise<Readable>
  /** Allowed for the call, on top of the time the upload takes. */
  readonly seconds: number
}

/** A file of ours could not be read: surely not sent. */
export interface FileUnreadable {
  readonly ok: false
  readonly failure: 'file-unreadable'
}

/** The slowest upload that is waited for. */
const slowestBytesPerSecond = 256 * 1024

/** Uploads the files of one part. Never throws. */
export async function sendFiles(
  api: TelegramApi,
  request: FilesRequest,
): Promise<CallResult<readonly Message[]> | FileUnreadable> {
  const streams: Readable[] = []
  let unreadable = false
  try {
    const uploads: Upload[] = []
    for (const file of request.files) {
      const stream = await request.open(file)
      // A stream that fails before it is read would otherwise end the process.
      stream.on('error', () => {
        unreadable = true
      })
      streams.push(stream)
      uploads.push({ file, media: new InputFile(stream, uploadName(file.fileName)) })
    }
    const bytes = request.files.reduce((sum, file) => sum + file.bytes, 0)
    const seconds = request.seconds + bytes / slowestBytesPerSecond
    const result = await api.call((methods, signal) => upload(methods, uploads, request, signal), { seconds })
    return unreadable && !result.ok ? { ok: false, failure: 'file-unreadable' } : result
  } catch {
    return { ok: false, failure: 'file-unreadable' }
  } finally {
    for (const stream of streams) stream.destroy()
  }
}

interface Upload {
  readonly file: OutboundFile
  readonly media: InputFile
}

function upload(methods: RawApi, uploads: readonly Upload[], { target, caption }: FilesRequest, signal: ClientSignal) {
  const [first] = uploads
  if (first !== undefined && uploads.length === 1) return uploadOne(methods, first, { ...target, ...toCaption(caption) }, signal)
  // Under pictures one caption counts for the album; documents and music each show their own, so it goes under the last.
  const captioned = first?.file.kind === 'photo' || first?.file.kind === 'video' ? 0 : uploads.length - 1
  const media = uploads.map(({ file, media }, index) => ({
    type: albumType(file),
    media,
    ...(index === captioned && toCaption(caption)),
  }))
  return methods.sendMediaGroup({ ...target, media: media as Album }, signal)
}

type Album = (InputMediaAudio | InputMediaDocument | InputMediaPhoto | InputMediaVideo)[] &
  Parameters<RawApi['sendMediaGroup']>[0]['media']

async function uploadOne(methods: RawApi, { file, media }: Upload, message: Target, signal: ClientSignal): Promise<Message[]> {
  switch (file.kind) {
    case 'photo':
      return [await methods.sendPhoto({ ...message, photo: media }, signal)]
    case 'document':
      return [await methods.sendDocument({ ...message, document: media }, signal)]
    case 'voice':
      return [await methods.sendVoice({ ...message, voice: media }, signal)]
    case 'video':
      return [await methods.sendVideo({ ...message, video: media }, signal)]
    case 'video-note':
      return [await methods.sendVideoNote({ ...message, video_note: media }, signal)]
    case 'audio':
      return [await methods.sendAudio({ ...message, audio: media }, signal)]
    case 'sticker':
      return [await methods.sendSticker({ ...message, sticker: media }, signal)]
  }
}

type Target = FilesRequest['target'] & ReturnType<typeof toCaption>

function toCaption(caption: RichText | undefined) {
  if (caption === undefined) return {}
  const entities = toEntities(caption)
  return { caption: caption.text, ...(entities.length > 0 && { caption_entities: entities }) }
}

function albumType({ kind }: OutboundFile): 'photo' | 'video' | 'document' | 'audio' {
  return kind === 'photo' || kind === 'video' || kind === 'audio' ? kind : 'document'
}
