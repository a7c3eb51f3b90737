// Files in a folder: what every store promises, and what a folder has of its own: rights, and drafts of killed processes.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, describe, expect, test } from 'vitest'
import { openFolderStore } from '../../src/db/folder-store.ts'
import { StoreUnavailable } from '../../src/domain/file-store.ts'
import { describeFileStore } from './file-store-rules.ts'

const root = mkdtempSync(join(tmpdir(), 'support-assistant-files-'))
afterAll(() => rmSync(root, { recursive: true }))
const newFolder = () => mkdtempSync(join(root, 'store-'))

describe('in a folder,', () => {
  describeFileStore(async () => {
    const folder = newFolder()
    const store = await openFolderStore(folder)
    const drafts = () => readdirSync(join(folder, 'drafts'))
    return { store, drafts, names: () => filesIn(folder).filter((name) => !name.startsWith('drafts/')), close: async () => {} }
  })
})

/** Every file in the folder, however deep, as a path below it. */
function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

test('only the service’s own user may read the files', async () => {
  const folder = newFolder()
  const store = await openFolderStore(folder)
  const { storeKey } = await store.put(Readable.from(['words']), { maxBytes: 10 })
  expect(statSync(join(folder, storeKey.slice(0, 2), storeKey)).mode & 0o077).toBe(0)
})

test('what a process killed long ago was writing is removed; what another may be writing is not', async () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'drafts'))
  for (const name of ['old', 'young']) writeFileSync(join(folder, 'drafts', name), 'half')
  const dayBefore = new Date(Date.now() - 25 * 3600 * 1000)
  utimesSync(join(folder, 'drafts/old'), dayBefore, dayBefore)
  await openFolderStore(folder)
  expect(existsSync(join(folder, 'drafts/old'))).toBe(false)
  expect(existsSync(join(folder, 'drafts/young'))).toBe(true)
})

test('a disk that does not take a file is the store’s fault, not the file’s', async () => {
  const folder = newFolder()
  const store = await openFolderStore(folder)
  rmSync(join(folder, 'drafts'), { recursive: true })
  const whole = Readable.from(['words'])
  await expect(store.put(whole, { maxBytes: 10 })).rejects.toThrow(StoreUnavailable)
})
