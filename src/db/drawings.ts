// Pictures and documents that the desk makes itself. They wait among the files to be fetched and are drawn by whoever takes them, after the
// commit: a file store elsewhere must not keep a transaction waiting. What is in a drawing is the services' business.
import type { FileKind } from '../domain/channel.ts'
import { type AttachmentId, newId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

/** Where they are "fetched" from; every process can. */
export const drawingSource = { channel: 'desk', account: 'drawing' } as const

/** The same as "<channel>:<account>". */
export const drawingAccount = `${drawingSource.channel}:${drawingSource.account}`

export interface DrawnFile {
  readonly fileName: string
  readonly mediaType: string
  readonly kind: FileKind
}

/** @param drawing sealed like a platform's reference, and cleared once drawn. */
export async function insertDrawing(tx: Tx, file: DrawnFile, drawing: string): Promise<AttachmentId> {
  const id = newId<AttachmentId>(tx.now)
  await tx.sql.attachment.create({
    data: {
      id,
      ...file,
      state: 'waiting',
      ...drawingSource,
      source: Uint8Array.from(tx.secrets.seal(drawing, `attachment:${id}`)),
      dueAt: tx.now,
      createdAt: tx.now,
    },
  })
  tx.wake({ queue: 'files', id })
  return id
}
