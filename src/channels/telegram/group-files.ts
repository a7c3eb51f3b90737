// Which files travel together: Telegram's albums hold pictures and films, or documents, or music; the rest goes singly.
import type { FileKind, OutboundFile } from '../../domain/channel.ts'
import { limits } from './limits.ts'

type Company = 'media' | 'documents' | 'music' | 'alone'

/**
 * The files in groups of one call each, in the order of their first file: at most ten and 50 MB, nothing mixed that Telegram does
 * not mix. A file that does not fit its kind (a picture above 10 MB, a film that is no MP4) becomes a document. Files that
 * Telegram will refuse for their size come last and alone, so that they stop nothing else.
 */
export function groupFiles(files: readonly OutboundFile[]): OutboundFile[][] {
  const open = new Map<Company, OutboundFile[]>()
  const groups: OutboundFile[][] = []
  for (const file of files.map(asSendable).filter((file) => !isRefused(file))) {
    const company = companyOf(file.kind)
    const group = open.get(company)
    if (group !== undefined && company !== 'alone' && hasRoom(group, file)) group.push(file)
    else {
      const started = [file]
      open.set(company, started)
      groups.push(started)
    }
  }
  return [...groups, ...files.filter(isRefused).map((file) => [file])]
}

/** Whether Telegram takes no file of this size from a bot; nothing is sent then. */
export function isRefused(file: OutboundFile): boolean {
  return file.bytes > limits.uploadBytes || file.bytes === 0
}

/** Whether text can stand under a file of this kind. */
export function takesCaption(kind: FileKind): boolean {
  return kind !== 'video-note' && kind !== 'sticker'
}

function asSendable(file: OutboundFile): OutboundFile {
  const fits = suitableTypes[file.kind]
  const tooHeavy = file.kind === 'photo' && file.bytes > limits.photoUploadBytes
  return fits.length === 0 || (fits.includes(file.mediaType) && !tooHeavy) ? file : { ...file, kind: 'document' }
}

/** Media types that Telegram shows as the kind; none listed means any. */
const suitableTypes: Readonly<Record<FileKind, readonly string[]>> = {
  photo: ['image/jpeg', 'image/png', 'image/webp'],
  document: [],
  voice: ['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a'],
  video: ['video/mp4'],
  'video-note': ['video/mp4'],
  audio: ['audio/mpeg', 'audio/mp4', 'audio/x-m4a'],
  sticker: ['image/webp', 'video/webm', 'application/x-tgsticker'],
}

function companyOf(kind: FileKind): Company {
  switch (kind) {
    case 'photo':
    case 'video':
      return 'media'
    case 'document':
      return 'documents'
    case 'audio':
      return 'music'
    case 'voice':
    case 'video-note':
    case 'sticker':
      return 'alone'
  }
}

function hasRoom(group: readonly OutboundFile[], file: OutboundFile): boolean {
  const bytes = group.reduce((sum, member) => sum + member.bytes, file.bytes)
  return group.length < limits.albumFiles && bytes <= limits.uploadBytes
}
