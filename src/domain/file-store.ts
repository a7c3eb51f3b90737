// Where files are kept. Two implementations: a folder (db/folder-store.ts) and, later, S3-compatible storage.
import type { Readable } from 'node:stream'

export interface StoredFile {
  readonly storeKey: string
  readonly bytes: number
  /** Lower-case hex. */
  readonly sha256: string
}

/** The stream went over the size it was allowed. */
export class FileTooLarge extends Error {}

export interface FileStore {
  /**
   * Takes a stream to its end. What is visible under the key afterwards is whole; a broken stream leaves nothing.
   * @throws FileTooLarge when more than `maxBytes` come.
   */
  put(stream: Readable, options: { readonly maxBytes: number }): Promise<StoredFile>
  /** @throws when there is no such file. */
  open(storeKey: string): Promise<Readable>
  remove(storeKey: string): Promise<void>
}
