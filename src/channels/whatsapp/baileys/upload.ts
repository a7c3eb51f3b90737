// A stored file on its way to the platform's media host: encrypted as a stream, never by an address or a path. What comes back
// is the message that names it.

import type { Readable } from 'node:stream'
import type { AnyMediaMessageContent, proto } from '@whiskeysockets/baileys'
import type { OutboundFile } from '../../../domain/channel.ts'
import { safeFileName } from '../../../domain/file-name.ts'
import type { LibraryLog } from './library-log.ts'
import type { LiveSession } from './live-session.ts'

/** What phones take as a picture, voice message or film; anything larger or of another type goes as a document. */
const mostShown = 16 * 1024 * 1024
export const mostUploaded = 100 * 1024 * 1024
/** The slowest upload that is waited for, and the least time for any. */
const slowestBytesPerSecond = 128 * 1024
const leastMilliseconds = 30_000

export interface Upload {
  readonly file: OutboundFile
  readonly stream: Readable
  readonly caption: string | undefined
  readonly session: LiveSession
  readonly log: LibraryLog
}

/** @throws what the library or the network throws; nothing was sent then. */
export async function uploadFile({ file, stream, caption, session, log }: Upload): Promise<proto.IMessage> {
  const { baileys, socket } = session
  return baileys.prepareWAMessageMedia(toMedia(file, stream, caption), {
    upload: socket.waUploadToServer,
    mediaUploadTimeoutMs: leastMilliseconds + (file.bytes / slowestBytesPerSecond) * 1000,
    logger: log,
  })
}

/** How a file is shown. */
export function shownAs({ kind, mediaType, bytes }: OutboundFile): 'image' | 'video' | 'audio' | 'voice' | 'document' {
  if (bytes > mostShown) return 'document'
  const type = mediaType.split(';', 1)[0] ?? ''
  if (kind === 'photo' && ['image/jpeg', 'image/png'].includes(type)) return 'image'
  if ((kind === 'video' || kind === 'video-note') && type === 'video/mp4') return 'video'
  if (kind === 'voice' && type === 'audio/ogg') return 'voice'
  if ((kind === 'audio' || kind === 'voice') && ['audio/mpeg', 'audio/mp4', 'audio/aac'].includes(type)) return 'audio'
  return 'document'
}

/** Thumbnails, durations and waveforms are named as none, so that no library takes a stranger's picture apart to make them. */
function toMedia(file: OutboundFile, stream: Readable, caption: string | undefined): AnyMediaMessageContent {
  return toFields(file, stream, caption === undefined ? {} : { caption }) as unknown as AnyMediaMessageContent
}

function toFields(
  { fileName, mediaType, ...file }: OutboundFile,
  stream: Readable,
  words: { readonly caption?: string },
): object {
  switch (shownAs({ fileName, mediaType, ...file })) {
    case 'image':
      return { image: { stream }, mimetype: mediaType, jpegThumbnail: null, ...words }
    case 'video':
      return { video: { stream }, mimetype: 'video/mp4', jpegThumbnail: null, ...words }
    case 'voice':
      return { audio: { stream }, mimetype: 'audio/ogg; codecs=opus', ptt: true, seconds: 0, waveform: null }
    case 'audio':
      return { audio: { stream }, mimetype: mediaType, seconds: 0 }
    case 'document':
      return { document: { stream }, mimetype: mediaType, fileName: safeFileName(fileName, 'file'), ...words }
  }
}
