// Attachments whose file the desk already has: given through the API, or made here. Those still to be fetched from a
// platform, and where files belong, stand in attachments.ts.
import type { StoredFile } from '../domain/file-store.ts'
import { type AttachmentId, newId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

export interface GivenFile {
  readonly stored: StoredFile
  readonly fileName: string
  readonly mediaType: string
}

/** Always a document, also a picture: it reaches a chat as it is, not made smaller. */
export async function insertStoredFile(tx: Tx, { stored, fileName, mediaType }: GivenFile): Promise<AttachmentId> {
  const id = newId<AttachmentId>(tx.now)
  await tx.sql.attachment.create({
    data: {
      id,
      fileName,
      mediaType,
      bytes: stored.bytes,
      sha256: stored.sha256,
      storeKey: stored.storeKey,
      kind: 'document',
      state: 'stored',
      dueAt: tx.now,
      createdAt: tx.now,
    },
  })
  return id
}

/** Null when there is no such file, or it is not (yet) here. */
export async function findStoredFile(tx: Tx, id: AttachmentId): Promise<(GivenFile & { readonly id: AttachmentId }) | null> {
  const row = await tx.sql.attachment.findFirst({ where: { id, state: 'stored' } })
  if (row === null || row.storeKey === null || row.bytes === null || row.sha256 === null) return null
  const stored = { storeKey: row.storeKey, bytes: Number(row.bytes), sha256: row.sha256 }
  return { id, stored, fileName: row.fileName, mediaType: row.mediaType }
}
