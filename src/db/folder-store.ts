// Files in a folder: the file store of a service that runs on one machine. Keys are made here and are all that names a
// file; nothing that came from outside ever becomes part of a path.
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { FileStore } from '../domain/file-store.ts'
import { removeAbandonedDrafts, writeDraft } from './file-draft.ts'
import { newStoreKey, storePath } from './store-key.ts'

/** Opens the store in `folder`, making the folder if need be. What a process killed a day ago was writing is removed. */
export async function openFolderStore(folder: string): Promise<FileStore> {
  const drafts = join(folder, 'drafts')
  await mkdir(drafts, { recursive: true, mode: 0o700 })
  await removeAbandonedDrafts(drafts)
  const pathOf = (storeKey: string) => join(folder, storePath(storeKey))
  return {
    async put(stream, { maxBytes }) {
      const storeKey = newStoreKey()
      const draft = join(drafts, storeKey)
      const path = pathOf(storeKey)
      try {
        const { bytes, sha256 } = await writeDraft(stream, draft, { maxBytes, flush: true })
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

/** Resolves once the file is surely there, so that a missing one is an error of the call and not of the stream. */
async function openFile(path: string): Promise<Readable> {
  const file = await open(path, 'r')
  return createReadStream(path, { fd: file, autoClose: true })
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}
