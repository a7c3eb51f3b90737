// Files in S3-compatible storage: the file store of a service with several replicas. A file that comes is written to a
// draft on this machine first, because only then its length and checksum are known; one signed PUT then makes it visible,
// whole or not at all, and can be repeated. Multipart uploads would leave parts to be cleaned up (and paid for).
import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { PassThrough, pipeline, type Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { type FileStore, StoreUnavailable } from '../domain/file-store.ts'
import { type Draft, removeAbandonedDrafts, writeDraft } from './file-draft.ts'
import { askS3, type S3Request, type S3Settings, StorageSilent } from './s3-request.ts'
import { newStoreKey, storePath } from './store-key.ts'

export interface S3StoreOptions extends S3Settings {
  /** A folder of this machine for files while they come. */
  readonly drafts: string
  /** Without a byte moving for so long, a request is broken off. Default 10 s. */
  readonly stallMs?: number
  /** Waits before a request that failed is made again; one for each repetition. Default 0.2 and 1 s. */
  readonly retryWaitsMs?: readonly number[]
}

/**
 * Asks the storage nothing yet: it may be away while the service starts.
 * A put that ends in StoreUnavailable may have left a whole file under a key that nobody has.
 */
export async function openS3Store(options: S3StoreOptions): Promise<FileStore> {
  const { drafts, stallMs = 10_000, retryWaitsMs = [200, 1000], ...settings } = options
  await mkdir(drafts, { recursive: true, mode: 0o700 })
  await removeAbandonedDrafts(drafts)
  const ask = (request: Omit<S3Request, 'stallMs'>) => askS3(settings, { ...request, stallMs })

  /** Repeats what the storage failed at for a moment. What it refuses would be refused again. */
  async function insist(request: () => Promise<IncomingMessage>): Promise<IncomingMessage> {
    for (const wait of [...retryWaitsMs, null]) {
      const outcome = await request().catch(keepUnavailable)
      const passing = outcome instanceof StoreUnavailable || isPassing(outcome.statusCode)
      if (!passing) return outcome
      if (wait === null) throw outcome instanceof StoreUnavailable ? outcome : await toRefusal(outcome)
      if (!(outcome instanceof StoreUnavailable)) outcome.destroy()
      await pause(wait)
    }
    throw new Error('the last try neither succeeded nor failed')
  }

  async function upload(storeKey: string, path: string, { bytes, sha256 }: Draft): Promise<void> {
    const body = () => ({ stream: createReadStream(path), bytes, sha256 })
    const answer = await insist(() => ask({ method: 'PUT', path: storePath(storeKey), body: body() }))
    if (answer.statusCode !== 200) throw await toRefusal(answer)
    answer.resume()
  }

  return {
    async put(stream, { maxBytes }) {
      const storeKey = newStoreKey()
      const path = join(drafts, storeKey)
      try {
        const draft = await writeDraft(stream, path, { maxBytes, flush: false })
        await upload(storeKey, path, draft)
        return { storeKey, ...draft }
      } finally {
        await rm(path, { force: true })
      }
    },
    async open(storeKey) {
      const path = storePath(storeKey)
      const answer = await insist(() => ask({ method: 'GET', path }))
      if (answer.statusCode === 200) return toPlainStream(answer)
      const refusal = await toRefusal(answer)
      // A bucket that is not there is a wrong setting; the file may be safe.
      const isMissing = answer.statusCode === 404 && !refusal.message.endsWith('NoSuchBucket')
      throw isMissing ? new Error('no such file in the storage') : refusal
    },
    async remove(storeKey) {
      const path = storePath(storeKey)
      const answer = await insist(() => ask({ method: 'DELETE', path }))
      if (answer.statusCode !== 204 && answer.statusCode !== 200 && answer.statusCode !== 404) throw await toRefusal(answer)
      answer.resume()
    },
  }
}

/** Only a stream: whoever sends it on must not take it for an address, because an answer has a field named `url`. */
function toPlainStream(answer: IncomingMessage): Readable {
  const plain = new PassThrough()
  // What goes wrong on either side ends the other, and is heard by whoever reads.
  pipeline(answer, plain, () => undefined)
  return plain
}

function keepUnavailable(error: unknown): StoreUnavailable {
  if (error instanceof StoreUnavailable && !(error instanceof StorageSilent)) return error
  throw error
}

/** 429 and 503 are how storages say "slower, please". */
function isPassing(status = 0): boolean {
  return status >= 500 || status === 429
}

/** What an answer says, in its code alone: the rest of it may repeat the signature and the access key. */
async function toRefusal(answer: IncomingMessage): Promise<StoreUnavailable> {
  const said = Number(answer.headers['content-length'] ?? 0) > 64_000 ? '' : await text(answer).catch(() => '')
  answer.destroy()
  const code = /<Code>([A-Za-z]{1,60})<\/Code>/.exec(said)?.[1] ?? 'without a code'
  return new StoreUnavailable(`the file storage answered ${answer.statusCode} ${code}`)
}
