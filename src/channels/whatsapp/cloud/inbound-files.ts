// The file of a received message as a neutral reference: Meta's id of it and its hash. Nothing is fetched here.

import type { FileKind, InboundFile } from '../../../domain/channel.ts'
import { cleanText } from '../../../domain/clean-text.ts'
import { safeFileName } from '../../../domain/file-name.ts'
import type { Media } from './payload.ts'

/** What fetching needs; `sha256` as the webhook said it. */
export interface MediaReference {
  readonly id: string
  readonly sha256?: string
}

export function toInboundFile(kind: FileKind, media: Media): InboundFile {
  const stated = cleanText(media.mime_type).toLowerCase().split(';')[0]?.trim() ?? ''
  const mediaType = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(stated) ? stated : usualTypes[kind]
  const reference: MediaReference = { id: media.id, ...(media.sha256 !== undefined && { sha256: media.sha256 }) }
  const name = `${kind}-${media.id.slice(-20)}.${extensions[mediaType] ?? 'bin'}`
  return { kind, reference: JSON.stringify(reference), fileName: safeFileName(media.filename, name), mediaType }
}

/** @returns null when the reference is none of ours. */
export function readMediaReference(reference: string): MediaReference | null {
  try {
    const parsed: unknown = JSON.parse(reference)
    if (typeof parsed !== 'object' || parsed === null || !('id' in parsed)) return null
    const { id } = parsed
    const sha256 = 'sha256' in parsed && typeof parsed.sha256 === 'string' ? { sha256: parsed.sha256 } : {}
    return typeof id === 'string' && /^[\w-]{1,200}$/.test(id) ? { id, ...sha256 } : null
  } catch {
    return null
  }
}

const usualTypes: Readonly<Record<FileKind, string>> = {
  photo: 'image/jpeg',
  document: 'application/octet-stream',
  voice: 'audio/ogg',
  audio: 'audio/mpeg',
  video: 'video/mp4',
  'video-note': 'video/mp4',
  sticker: 'image/webp',
}

/** For files that come without a name. */
const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'text/plain': 'txt',
  'video/3gpp': '3gp',
  'video/mp4': 'mp4',
}
