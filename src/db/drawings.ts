// Pictures and documents that the desk makes itself. They wait among the files to be fetched and are drawn by whoever takes them, after the
// commit: a file store elsewhere must not keep a transaction waiting. What is in a drawing is the services' business.
import type { FileKind } from '../domain/channel.ts'
import { type AttachmentId, newId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

/** Where they are "fetched" from; every process can. */
export const drawingSource = { channel: 'desk', account: 'drawing' } as const

/** The same as "<channel>:<account>". */
export const drawingAccount = `${drawingSource.channel}:${drawingSource.account}`

/**
 * A drawing that nobody is to see any more: it is not drawn if it was not yet, and its file is the caller's to remove.
 * @returns where the file lies; null: nowhere.
 */
export async function withdrawDrawing(tx: Tx, id: AttachmentId): Promise<string | null> {
  const [row] = await tx.sql.$queryRaw<{ storeKey: string | null }[]>`
    WITH drawn AS (SELECT id, store_key FROM attachment WHERE id = ${id}::uuid AND channel = ${drawingSource.channel} FOR UPDATE)
    UPDATE attachment a SET state = 'failed', reason = 'withdrawn', source = NULL, store_key = NULL FROM drawn WHERE a.id = drawn.id
    RETURNING drawn.store_key AS "storeKey"`
  return row?.storeKey ?? null
}

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
