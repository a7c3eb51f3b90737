// Files in a folder: the file store of a service that runs on one machine. Keys are made here and are all that names a
// file; nothing that came from outside ever becomes part of a path.
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type FileStore, FileTooLarge } from '../domain/file-store.ts'

/** Opens the store in `folder`, making the folder if need be. What a process killed a day ago was writing is removed. */
export async function openFolderStore(folder: string): Promise<FileStore> {
  const drafts = join(folder, 'drafts')
  await mkdir(drafts, { recursive: true, mode: 0o700 })
  await removeAbandoned(drafts)
  const pathOf = (storeKey: string) => join(folder, storeKey.slice(0, 2), requireKey(storeKey))
  return {
    async put(stream, { maxBytes }) {
      const storeKey = randomBytes(20).toString('hex')
      const draft = join(drafts, storeKey)
      const path = pathOf(storeKey)
      try {
        const { bytes, sha256 } = await write(stream, draft, maxBytes)
        const isNewFolder = (await mkdir(dirname(path), { recursive: true, mode: 0o700 })) !== undefined
        await rename(draft, path)
        // The file is named in a row next: its name has to be on the disk before that.
        await syncFolder(dirname(path))
        if (isNewFolder) await syncFolder(folder)
        return { storeKey, bytes, sha256 }
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    async open(storeKey) {
      return openFile(pathOf(storeKey))
    },
    async remove(storeKey) {
      await rm(pathOf(storeKey), { force: true })
    },
  }
}

/** @throws FileTooLarge as soon as more than `maxBytes` have come */
async function write(stream: Readable, path: string, maxBytes: number): Promise<{ bytes: number; sha256: string }> {
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
  await pipeline(stream, measure, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }))
  return { bytes, sha256: hash.digest('hex') }
}

/** Resolves once the file is surely there, so that a missing one is an error of the call and not of the stream. */
async function openFile(path: string): Promise<Readable> {
  const file = await open(path, 'r')
  return createReadStream(path, { fd: file, autoClose: true })
}

function requireKey(storeKey: string): string {
  if (!/^[0-9a-f]{40}$/.test(storeKey)) throw new Error('not a key of this file store')
  return storeKey
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

/** Longer than any file takes to come; another process may be writing a younger one. */
const abandonedAfterMs = 24 * 3600 * 1000

async function removeAbandoned(drafts: string): Promise<void> {
  for (const name of await readdir(drafts)) {
    const { mtimeMs } = await stat(join(drafts, name))
    if (Date.now() - mtimeMs > abandonedAfterMs) await rm(join(drafts, name), { force: true })
  }
}
