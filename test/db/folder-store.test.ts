// Files in a folder: whole or not there, never larger than allowed, and never outside of the folder.
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFolderStore } from '../../src/db/folder-store.ts'
import { type FileStore, FileTooLarge } from '../../src/domain/file-store.ts'

let folder: string
let store: FileStore

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'support-assistant-files-'))
  store = await openFolderStore(folder)
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Every file in the folder, however deep. */
const filesIn = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())

test('a file comes back as it was given, with its size and its checksum', async () => {
  const bytes = randomBytes(300_000)
  const stored = await store.put(Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)]), { maxBytes: 300_000 })
  expect(stored).toEqual({
    storeKey: expect.stringMatching(/^[0-9a-f]{40}$/),
    bytes: 300_000,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })
  expect((await buffer(await store.open(stored.storeKey))).equals(bytes)).toBe(true)
})

test('an empty file is a file', async () => {
  const { storeKey, bytes } = await store.put(Readable.from([]), { maxBytes: 10 })
  expect(bytes).toBe(0)
  expect((await buffer(await store.open(storeKey))).length).toBe(0)
})

test('a file that is too large is refused while it comes, and leaves nothing', async () => {
  let sent = 0
  const endless = new Readable({
    read() {
      sent += 1
      this.push(Buffer.alloc(64_000))
    },
  })
  await expect(store.put(endless, { maxBytes: 200_000 })).rejects.toThrow(FileTooLarge)
  expect(sent).toBeLessThan(50)
  expect(endless.destroyed).toBe(true)
  expect(filesIn()).toEqual([])
})

test('a stream that breaks leaves nothing, and says why it broke', async () => {
  const breaking = new Readable({
    read() {
      this.push('half')
      this.destroy(new Error('connection lost'))
    },
  })
  await expect(store.put(breaking, { maxBytes: 10 })).rejects.toThrow('connection lost')
  expect(filesIn()).toEqual([])
})

test('a removed file is gone, and removing it again does no harm', async () => {
  const { storeKey } = await store.put(Readable.from(['words']), { maxBytes: 10 })
  await store.remove(storeKey)
  await store.remove(storeKey)
  await expect(store.open(storeKey)).rejects.toThrow('ENOENT')
})

test.each(['../../etc/passwd', '/etc/passwd', 'drafts/x', '', 'A'.repeat(40), `${'a'.repeat(39)}/`])(
  '“%s” is no key and reaches no file',
  async (key) => {
    await expect(store.open(key)).rejects.toThrow('not a key')
    await expect(store.remove(key)).rejects.toThrow('not a key')
  },
)

test('only the service’s own user may read the files', async () => {
  const { storeKey } = await store.put(Readable.from(['words']), { maxBytes: 10 })
  expect(statSync(join(folder, storeKey.slice(0, 2), storeKey)).mode & 0o077).toBe(0)
})

test('what a process killed long ago was writing is removed; what another may be writing is not', async () => {
  for (const name of ['old', 'young']) writeFileSync(join(folder, 'drafts', name), 'half')
  const dayBefore = new Date(Date.now() - 25 * 3600 * 1000)
  utimesSync(join(folder, 'drafts/old'), dayBefore, dayBefore)
  await openFolderStore(folder)
  expect(existsSync(join(folder, 'drafts/old'))).toBe(false)
  expect(existsSync(join(folder, 'drafts/young'))).toBe(true)
})
