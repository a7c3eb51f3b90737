// Where files are kept. Two implementations: a folder (db/folder-store.ts) and S3-compatible storage (db/s3-store.ts).
import type { Readable } from 'node:stream'

export interface StoredFile {
  readonly storeKey: string
  readonly bytes: number
  /** Lower-case hex. */
  readonly sha256: string
}

/** The stream went over the size it was allowed. */
export class FileTooLarge extends Error {}

/** The store itself cannot take or give files now; the file is not to blame, and later may go well. Without any key in it. */
export class StoreUnavailable extends Error {}

export interface FileStore {
  /**
   * Takes a stream to its end. What is visible under the key afterwards is whole; a broken stream leaves nothing.
   * @throws FileTooLarge when more than `maxBytes` come; StoreUnavailable; else what the stream broke with.
   */
  put(stream: Readable, options: { readonly maxBytes: number }): Promise<StoredFile>
  /** @throws when there is no such file; StoreUnavailable. */
  open(storeKey: string): Promise<Readable>
  /** A file that is not there is no fault. @throws StoreUnavailable. */
  remove(storeKey: string): Promise<void>
}
