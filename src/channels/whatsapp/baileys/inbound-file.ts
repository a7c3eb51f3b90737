// A file of a WhatsApp message as a neutral reference: what is needed to fetch and check it later, sealed with the message by
// whoever stores it. Nothing is fetched here; media.ts reads the reference back.
import type { proto, WAMessage } from '@whiskeysockets/baileys'
import { z } from 'zod'
import type { FileKind, InboundFile } from '../../../domain/channel.ts'
import { cleanText } from '../../../domain/clean-text.ts'
import { safeFileName } from '../../../domain/file-name.ts'

/** As on every channel. */
export const mostBytes = 20 * 1024 * 1024

const base64 = (bytes: number) => z.string().refine((text) => Buffer.from(text, 'base64').length === bytes)

/** What the key to a file is made for; voice and music, pictures and stickers have keys of their own kind. */
export const mediaKinds = ['image', 'video', 'ptv', 'audio', 'ptt', 'document', 'sticker'] as const
export type MediaKind = (typeof mediaKinds)[number]

/** `path` is a path on the platform's media host and never an address: what a message says of addresses is not believed. */
export const mediaReference = z.object({
  version: z.literal(1),
  kind: z.enum(mediaKinds),
  fileKind: z.string(),
  path: z.string().max(2000),
  key: base64(32),
  sha256: base64(32),
  encryptedSha256: base64(32).optional(),
  bytes: z.number().int().nonnegative().optional(),
  /** The message it came in, for asking the sender's phone to upload it again. */
  jid: z.string(),
  messageId: z.string(),
})

export type MediaReference = z.infer<typeof mediaReference>

/** What all of the platform's file messages have in common. */
interface Media {
  readonly directPath?: string | null
  readonly mediaKey?: Uint8Array | null
  readonly fileSha256?: Uint8Array | null
  readonly fileEncSha256?: Uint8Array | null
  readonly fileLength?: proto.Message.IDocumentMessage['fileLength']
  readonly mimetype?: string | null
  readonly fileName?: string | null
}

export function toInboundFile(
  kind: FileKind,
  mediaKind: MediaKind,
  media: Media | null | undefined,
  message: WAMessage,
): InboundFile {
  const { mimetype, fileName, fileLength, directPath, mediaKey, fileSha256, fileEncSha256 } = media ?? {}
  const stated = cleanText(mimetype).toLowerCase().split(';', 1)[0]?.trim() ?? ''
  const mediaType = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(stated) ? stated : usual[kind].mediaType
  const bytes = toBytes(fileLength)
  const reference: MediaReference = {
    version: 1,
    kind: mediaKind,
    fileKind: kind,
    path: directPath ?? '',
    key: toBase64(mediaKey),
    sha256: toBase64(fileSha256),
    ...(fileEncSha256 != null && { encryptedSha256: toBase64(fileEncSha256) }),
    ...(bytes !== undefined && { bytes }),
    jid: message.key.remoteJid ?? '',
    messageId: message.key.id ?? '',
  }
  const tag = (message.key.id ?? '').replace(/[^A-Za-z0-9]/g, '').slice(-8)
  return {
    kind,
    reference: JSON.stringify(reference),
    fileName: safeFileName(fileName, `${kind}-${tag}.${extensions[mediaType] ?? usual[kind].extension}`),
    mediaType,
    ...(bytes !== undefined && { bytes }),
    ...(bytes !== undefined && bytes > mostBytes && { tooLarge: true }),
  }
}

function toBase64(bytes: Uint8Array | null | undefined): string {
  return bytes == null ? '' : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

function toBytes(length: Media['fileLength']): number | undefined {
  const bytes = length == null ? Number.NaN : Number(length)
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : undefined
}

const usual: Readonly<Record<FileKind, { readonly mediaType: string; readonly extension: string }>> = {
  photo: { mediaType: 'image/jpeg', extension: 'jpg' },
  document: { mediaType: 'application/octet-stream', extension: 'bin' },
  voice: { mediaType: 'audio/ogg', extension: 'ogg' },
  video: { mediaType: 'video/mp4', extension: 'mp4' },
  'video-note': { mediaType: 'video/mp4', extension: 'mp4' },
  audio: { mediaType: 'audio/mpeg', extension: 'mp3' },
  sticker: { mediaType: 'image/webp', extension: 'webp' },
}

/** Extensions for files that come without a name. */
const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'audio/aac': 'aac',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'image/png': 'png',
  'text/plain': 'txt',
  'video/3gpp': '3gp',
}
