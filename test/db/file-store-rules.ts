// What every file store promises: whole or not there, never larger than allowed, and reached by its own keys only. Told of
// a kind of store; folder-store.test.ts and s3-store.test.ts say which.
import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FileStore, FileTooLarge } from '../../src/domain/file-store.ts'

export interface OpenedStore {
  readonly store: FileStore
  /** Everything that lies in the store, half files too. */
  names(): readonly string[]
  /** What is still on this machine of files that came. */
  drafts(): readonly string[]
  close(): Promise<void>
}

export function describeFileStore(open: () => Promise<OpenedStore>): void {
  let opened: OpenedStore
  let store: FileStore
  beforeEach(async () => {
    opened = await open()
    store = opened.store
  })
  afterEach(() => opened.close())

  const requireNothing = () => expect([...opened.names(), ...opened.drafts()]).toEqual([])

  test('a file comes back as it was given, with its size and its checksum', async () => {
    const bytes = randomBytes(300_000)
    const stored = await store.put(Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)]), { maxBytes: 300_000 })
    expect(stored).toEqual({
      storeKey: expect.stringMatching(/^[0-9a-f]{40}$/),
      bytes: 300_000,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
    expect((await buffer(await store.open(stored.storeKey))).equals(bytes)).toBe(true)
    expect(opened.names()).toEqual([`${stored.storeKey.slice(0, 2)}/${stored.storeKey}`])
    expect(opened.drafts()).toEqual([])
  })

  test('many files at once do not get in each other’s way', async () => {
    const files = Array.from({ length: 20 }, () => randomBytes(50_000))
    const stored = await Promise.all(files.map((bytes) => store.put(Readable.from([bytes]), { maxBytes: 50_000 })))
    const back = await Promise.all(stored.map(async ({ storeKey }) => buffer(await store.open(storeKey))))
    expect(back.map((bytes, at) => bytes.equals(files[at] as Buffer))).toEqual(files.map(() => true))
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
    requireNothing()
  })

  test('a stream that breaks leaves nothing, and says why it broke', async () => {
    const breaking = new Readable({
      read() {
        this.push('half')
        this.destroy(new Error('connection lost'))
      },
    })
    await expect(store.put(breaking, { maxBytes: 10 })).rejects.toThrow('connection lost')
    requireNothing()
  })

  test('while a file comes, nothing of it is visible', async () => {
    const slow = new Readable({ read() {} })
    const putting = store.put(slow, { maxBytes: 200_000 })
    slow.push(Buffer.alloc(100_000))
    await expect.poll(() => opened.drafts()).toHaveLength(1)
    expect(opened.names()).toEqual([])
    slow.push(null)
    await putting
    expect(opened.names()).toHaveLength(1)
    expect(opened.drafts()).toEqual([])
  })

  test('a removed file is gone, and removing it again does no harm', async () => {
    const { storeKey } = await store.put(Readable.from(['words']), { maxBytes: 10 })
    await store.remove(storeKey)
    await store.remove(storeKey)
    await expect(store.open(storeKey)).rejects.toThrow(/ENOENT|no such file/)
    requireNothing()
  })

  test.each(['../../etc/passwd', '/etc/passwd', 'drafts/x', '', 'A'.repeat(40), `${'a'.repeat(39)}/`])(
    '“%s” is no key and reaches no file',
    async (key) => {
      await expect(store.open(key)).rejects.toThrow('not a key')
      await expect(store.remove(key)).rejects.toThrow('not a key')
    },
  )
}
