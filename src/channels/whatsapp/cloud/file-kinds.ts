// As what a file of ours goes out: Meta takes few media types, and refuses a file outright that says it is another. Pure.
import type { OutboundFile } from '../../../domain/channel.ts'
import { limits } from './limits.ts'

export type MessageType = 'image' | 'audio' | 'video' | 'document'

export interface SentAs {
  readonly type: MessageType
  /** As the upload names it. */
  readonly mediaType: string
}

/** "bad-type": of a type that WhatsApp does not carry. */
export type Refusal = 'empty-file' | 'too-large' | 'bad-type'

const images = new Set(['image/jpeg', 'image/png'])
const sounds = new Set(['audio/aac', 'audio/amr', 'audio/mp4', 'audio/mpeg', 'audio/ogg'])
const films = new Set(['video/mp4', 'video/3gpp'])
const documents = new Set([
  'application/pdf',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'text/plain',
])
/** Text by another name: logs, tables, settings. It opens as what it is, because its own name goes with it. */
const textual = /^(text\/|application\/(json|xml|x-ndjson|yaml|x-yaml|sql|x-sh|toml)$)|\+(json|xml)$/

/** How the file is sent, or why it cannot be. A picture too large for one goes as a document. */
export function sendAs({ bytes, mediaType, fileName, kind }: OutboundFile): SentAs | Refusal {
  if (bytes === 0) return 'empty-file'
  const stated = mediaType.toLowerCase().split(';')[0]?.trim() ?? ''
  if (kind !== 'document') {
    if (images.has(stated) && bytes <= limits.imageBytes) return { type: 'image', mediaType: stated }
    if (sounds.has(stated) && bytes <= limits.soundBytes) return { type: 'audio', mediaType: stated }
    if (films.has(stated) && bytes <= limits.videoBytes) return { type: 'video', mediaType: stated }
  }
  if (bytes > limits.documentBytes) return 'too-large'
  const asDocument = documents.has(stated) || images.has(stated) || sounds.has(stated) || films.has(stated)
  if (asDocument) return { type: 'document', mediaType: stated }
  return textual.test(stated) || /\.(log|txt|csv|cfg|conf|ini)$/i.test(fileName)
    ? { type: 'document', mediaType: 'text/plain' }
    : 'bad-type'
}
