// A file while it comes: written beside the store, counted and hashed on the way. What becomes of the whole one is the
// business of the store.
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FileTooLarge, StoreUnavailable } from '../domain/file-store.ts'

export interface Draft {
  readonly bytes: number
  /** Lower-case hex. */
  readonly sha256: string
}

/**
 * Takes the stream to its end, into a new file. After an error half a file may lie there.
 * @param flush whether the bytes have to be on the disk, and not only in the system's hands.
 * @throws FileTooLarge as soon as more than `maxBytes` have come; StoreUnavailable when the disk fails; else what the stream
 *   broke with.
 */
export async function writeDraft(
  stream: Readable,
  path: string,
  { maxBytes, flush }: { readonly maxBytes: number; readonly flush: boolean },
): Promise<Draft> {
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > maxBytes) return done(new FileTooLarge(`more than ${maxBytes} bytes`))
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush })
  let diskFault: unknown = null
  // The pipeline tells every part of the same error: the first one knows whose it was.
  file.once('error', (error) => {
    if (stream.errored === null && measure.errored === null) diskFault = error
  })
  try {
    await pipeline(stream, measure, file)
  } catch (error) {
    if (diskFault === null) throw error
    throw new StoreUnavailable('the disk does not take the file', { cause: error })
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Longer than any file takes to come; another process may be writing a younger one. */
const abandonedAfterMs = 24 * 3600 * 1000

/** Removes what a process that was killed a day ago, or longer, was writing. */
export async function removeAbandonedDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    // Another process may be faster.
    const found = await stat(path).catch(() => null)
    if (found !== null && Date.now() - found.mtimeMs > abandonedAfterMs) await rm(path, { force: true })
  }
}
