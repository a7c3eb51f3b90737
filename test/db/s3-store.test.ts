// Files in S3-compatible storage: what every store promises, and what becomes of it when the storage is slow, away or says no.
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openS3Store } from '../../src/db/s3-store.ts'
import { type FileStore, StoreUnavailable } from '../../src/domain/file-store.ts'
import { type S3Server, startS3Server } from '../support/s3-server.ts'
import { describeFileStore } from './file-store-rules.ts'

const root = mkdtempSync(join(tmpdir(), 'support-assistant-drafts-'))
afterAll(() => rmSync(root, { recursive: true }))
const newDrafts = () => mkdtempSync(join(root, 'drafts-'))
const quick = { stallMs: 150, retryWaitsMs: [5, 10] }

describe('in S3-compatible storage,', () => {
  describeFileStore(async () => {
    const server = await startS3Server()
    const drafts = newDrafts()
    const store = await openS3Store({ ...server.settings, drafts, ...quick, stallMs: 5000 })
    return { store, names: server.keys, drafts: () => readdirSync(drafts), close: server.close }
  })
})

describe('when the storage fails,', () => {
  let server: S3Server
  let store: FileStore
  let drafts: string
  beforeAll(async () => {
    server = await startS3Server()
  })
  beforeEach(async () => {
    drafts = newDrafts()
    store = await openS3Store({ ...server.settings, drafts, ...quick })
    server.requests.length = 0
  })
  afterAll(() => server.close())

  const put = (bytes: Buffer = Buffer.from('words')) => store.put(Readable.from([bytes]), { maxBytes: 10_000_000 })

  async function faultOf(work: Promise<unknown>): Promise<string> {
    const error = await work.then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(StoreUnavailable)
    return (error as Error).message
  }

  test.each([
    'drop',
    { status: 500, code: 'InternalError' },
    { status: 503, code: 'SlowDown' },
    { status: 429, code: 'x' },
  ] as const)('for a moment (%o), the file is kept all the same', async (fault) => {
    server.fail('PUT', fault, 2)
    const bytes = randomBytes(3_000_000)
    const { storeKey } = await put(bytes)
    server.fail('GET', fault, 2)
    expect((await buffer(await store.open(storeKey))).equals(bytes)).toBe(true)
    expect(server.requests.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT', 'GET', 'GET', 'GET'])
  })

  test('for long, what cannot be kept is said to be the store’s fault, and leaves nothing behind', async () => {
    const before = server.keys()
    server.fail('PUT', { status: 500, code: 'InternalError' }, 3)
    expect(await faultOf(put())).toBe('the file storage answered 500 InternalError')
    server.fail('PUT', 'drop', 3)
    expect(await faultOf(put(randomBytes(3_000_000)))).toMatch(/^the file storage cannot be reached for PUT: (ECONNRESET|EPIPE)$/)
    expect(server.keys()).toEqual(before)
    expect(readdirSync(drafts)).toEqual([])
  })

  test.each(['PUT', 'GET', 'DELETE'] as const)('a %s that is never answered is broken off', async (method) => {
    const { storeKey } = await put()
    server.fail(method, 'silent', 1)
    const work = { PUT: () => put(), GET: () => store.open(storeKey), DELETE: () => store.remove(storeKey) }[method]
    expect(await faultOf(work())).toBe(`the file storage fell silent during ${method}`)
  })

  test.each(['cut', 'stall'] as const)(
    'a file that stops coming in the middle (%s) ends in an error, never as if it were whole',
    async (fault) => {
      const { storeKey } = await put()
      server.fail('GET', fault, 1)
      const stream = await store.open(storeKey)
      await expect(buffer(stream)).rejects.toThrow()
      expect(stream.destroyed).toBe(true)
    },
  )

  test('a slow reader is not taken for a silent storage', async () => {
    const bytes = randomBytes(5_000_000)
    const { storeKey } = await put(bytes)
    const stream = await store.open(storeKey)
    const chunks: Buffer[] = []
    for await (const chunk of stream) {
      // Longer than the storage may be silent, while megabytes wait to be read.
      if (chunks.length === 0) await delay(quick.stallMs * 3)
      chunks.push(chunk as Buffer)
    }
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
  })

  test('a reader that goes away ends the request', async () => {
    const { storeKey } = await put(randomBytes(5_000_000))
    const stream = await store.open(storeKey)
    stream.destroy()
    expect((await buffer(await store.open(storeKey))).length).toBe(5_000_000)
  })

  test('a storage that is not there at all is named as that, at once', async () => {
    const gone = await startS3Server()
    await gone.close()
    store = await openS3Store({ ...gone.settings, drafts, ...quick })
    expect(await faultOf(put())).toBe('the file storage cannot be reached for PUT: ECONNREFUSED')
    expect(await faultOf(store.open('a'.repeat(40)))).toMatch('ECONNREFUSED')
  })

  test('wrong keys, and a bucket that is not there, are told by the storage’s code; no key is ever in it', async () => {
    store = await openS3Store({ ...server.settings, secretAccessKey: 'another', drafts, ...quick })
    expect(await faultOf(put())).toBe('the file storage answered 403 SignatureDoesNotMatch')
    expect(await faultOf(store.open('a'.repeat(40)))).toBe('the file storage answered 403 SignatureDoesNotMatch')
    expect(await faultOf(store.remove('a'.repeat(40)))).toBe('the file storage answered 403 SignatureDoesNotMatch')
    store = await openS3Store({ ...server.settings, bucket: 'another', drafts, ...quick })
    expect(await faultOf(put())).toBe('the file storage answered 404 NoSuchBucket')
    expect(await faultOf(store.open('a'.repeat(40)))).toBe('the file storage answered 404 NoSuchBucket')
    expect(server.requests.length).toBeLessThanOrEqual(5)
  })

  test('what is sent is signed with its own checksum, so that a change on the way is noticed', async () => {
    const bytes = randomBytes(1000)
    await put(bytes)
    expect(server.requests).toEqual([{ method: 'PUT', sha256: createHash('sha256').update(bytes).digest('hex') }])
  })
})
