// The files one bot knows: by id for sending again, and by a path that can be fetched for an hour. Contents live in memory
// and the oldest give way when there are too many.
import { randomBytes } from 'node:crypto'
import { badRequest } from './api-error.ts'
import type { Clock } from './clock.ts'
import type { TelegramFile } from './telegram-objects.ts'

export type MediaKind = 'photo' | 'document' | 'voice' | 'video' | 'video_note' | 'audio' | 'animation' | 'sticker'

export interface StoredFile {
  readonly id: string
  readonly kind: MediaKind
  /** As the message shows it. */
  readonly telegram: TelegramFile
  /** Gone when newer files needed the room. */
  bytes: Buffer | undefined
}

export interface NewFile {
  readonly kind: MediaKind
  readonly bytes: Buffer
  /** What the message claims instead of the true size, to try a file that is larger than a bot may fetch. */
  readonly statedSize?: number
  readonly details?: Partial<TelegramFile>
}

export interface FileShelf {
  add(file: NewFile): StoredFile
  find(fileId: string): StoredFile | undefined
  /** What getFile answers. Throws 400 for an unknown id and above 20 MB. */
  link(fileId: string): { file_id: string; file_unique_id: string; file_size: number; file_path: string }
  /** The content behind a path handed out within the last hour. */
  open(path: string): StoredFile | undefined
}

export const largestDownload = 20 * 1024 * 1024
const linkLifetimeMilliseconds = 3_600_000
const largestShelf = 256 * 1024 * 1024

const folders: Record<MediaKind, string> = {
  photo: 'photos',
  document: 'documents',
  voice: 'voice',
  video: 'videos',
  video_note: 'video_notes',
  audio: 'music',
  animation: 'animations',
  sticker: 'stickers',
}

export function createFileShelf(clock: Clock): FileShelf {
  const files = new Map<string, StoredFile>()
  const links = new Map<string, { readonly fileId: string; readonly expiresAt: number }>()
  const paths = new Map<string, string>()
  let stored = 0

  function makeRoom(): void {
    for (const file of files.values()) {
      if (stored <= largestShelf) return
      stored -= file.bytes?.length ?? 0
      file.bytes = undefined
    }
  }

  return {
    add({ kind, bytes, statedSize, details }) {
      const id = randomBytes(36).toString('base64url')
      const telegram = {
        ...details,
        file_id: id,
        file_unique_id: randomBytes(9).toString('base64url'),
        file_size: statedSize ?? bytes.length,
      }
      const file: StoredFile = { id, kind, telegram, bytes }
      files.set(id, file)
      stored += bytes.length
      makeRoom()
      return file
    },
    find: (fileId) => files.get(fileId),
    link(fileId) {
      const file = files.get(fileId)
      if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable')
      const size = file.telegram.file_size ?? 0
      if (size > largestDownload) throw badRequest('file is too big')
      const known = paths.get(fileId)
      const path = known ?? `${folders[file.kind]}/file_${paths.size}${extensionOf(file.telegram)}`
      paths.set(fileId, path)
      links.set(path, { fileId, expiresAt: clock.now() + linkLifetimeMilliseconds })
      return { file_id: fileId, file_unique_id: file.telegram.file_unique_id, file_size: size, file_path: path }
    },
    open(path) {
      const link = links.get(path)
      return link && link.expiresAt > clock.now() ? files.get(link.fileId) : undefined
    },
  }
}

/** The platform keeps the ending of a name, never the name. */
function extensionOf(file: TelegramFile): string {
  return file.file_name?.match(/\.[A-Za-z0-9]{1,8}$/)?.[0] ?? (file.width === undefined ? '' : '.jpg')
}
