// Brings one received file from its platform into the store: streamed, capped, hashed. The claim and the record are short
// transactions, the download lies between them. What cannot be had is told, never dropped in silence.
import { Readable } from 'node:stream'
import type { Database, Tx } from '../db/client.ts'
import { drawingAccount, drawingSource } from '../db/drawings.ts'
import { type ClaimedFile, claimFile, recordFetchDelay, recordFetchFailure, recordStored } from '../db/fetching.ts'
import type { Channel, ChannelName, FetchedFile } from '../domain/channel.ts'
import { FetchRefused } from '../domain/channel.ts'
import { type FileStore, FileTooLarge, type StoredFile, StoreUnavailable } from '../domain/file-store.ts'
import type { Log } from '../domain/log.ts'
import { speakingAccounts } from '../domain/speaking-accounts.ts'
import { drawPicture } from './draw-picture.ts'

/** A file that will not come; `reason` is "too-large", or what the channel said. */
export type FailedFile = Omit<ClaimedFile, 'reference' | 'attempts'> & { readonly reason: string }

export interface FetchFileDeps {
  readonly database: Database
  readonly channels: ReadonlyMap<ChannelName, Channel>
  readonly files: FileStore
  /** Of this process (db/presence); null: nothing is claimed. */
  readonly processNumber: () => number | null
  /** Tells the person who sent the file, in the transaction that gives it up. */
  readonly notifyFileFailed: (tx: Tx, file: FailedFile) => Promise<void>
  readonly log: Log
  /** Default 20 MB, what Telegram lets a bot fetch. */
  readonly maxBytes?: number
  /** A download that takes longer is broken off and tried again. Default 5 minutes. */
  readonly maxSeconds?: number
}

const tries = 8
const firstWaitSeconds = 2
/** The store is away: that is nobody's try. */
const storeWaitSeconds = 60

/** Fetches a file that waits; returns at once when it does not (any more), or when another process has it. */
export async function fetchFile(deps: FetchFileDeps, id: string): Promise<void> {
  const processNumber = deps.processNumber()
  if (processNumber === null) return
  const accounts = [...speakingAccounts(deps.channels), drawingAccount]
  const file = await deps.database.transaction((tx) => claimFile(tx, id, { processNumber, accounts }))
  if (file === null) return
  let stored: StoredFile
  try {
    stored = await download(deps, file)
  } catch (error) {
    return giveUpOrWait(deps, file, error)
  }
  const first = await deps.database.transaction((tx) => recordStored(tx, file.id, stored))
  if (!first) await deps.files.remove(stored.storeKey)
}

async function download(deps: FetchFileDeps, file: ClaimedFile): Promise<StoredFile> {
  const maxBytes = deps.maxBytes ?? 20 * 1024 * 1024
  const { stream, bytes } = await open(deps, file)
  const timer = setTimeout(() => stream.destroy(new Error('too slow')), (deps.maxSeconds ?? 300) * 1000)
  try {
    if (bytes !== undefined && bytes > maxBytes) throw new FileTooLarge('too large, says the platform')
    return await deps.files.put(stream, { maxBytes })
  } finally {
    clearTimeout(timer)
    stream.destroy()
  }
}

/** From its platform; what the desk draws itself is drawn now. */
async function open(deps: FetchFileDeps, { channel: name, reference }: ClaimedFile): Promise<FetchedFile> {
  if (reference === null) throw new FetchRefused('unreadable', { gone: true })
  if (name === drawingSource.channel) return { stream: Readable.from([await drawPicture(JSON.parse(reference))]) }
  const channel = deps.channels.get(name)
  if (channel === undefined) throw new FetchRefused('unreadable', { gone: true })
  return channel.fetch(reference)
}

async function giveUpOrWait(deps: FetchFileDeps, file: ClaimedFile, error: unknown): Promise<void> {
  if (error instanceof StoreUnavailable) {
    deps.log.error({ attachmentId: file.id, reason: error.message }, 'a file could not be kept; it is fetched again')
    const dueAt = (tx: Tx) => new Date(tx.now.getTime() + storeWaitSeconds * 1000)
    return deps.database.transaction((tx) => recordFetchDelay(tx, file, dueAt(tx), 'store-unavailable', { counts: false }))
  }
  const tooLarge = error instanceof FileTooLarge
  const reason = tooLarge ? 'too-large' : error instanceof FetchRefused ? error.message : 'unavailable'
  deps.log.warn({ attachmentId: file.id, attempt: file.attempts, reason }, 'a file could not be fetched')
  const final = tooLarge || (error instanceof FetchRefused && error.gone) || file.attempts >= tries
  await deps.database.transaction(async (tx) => {
    if (!final) {
      const wait = firstWaitSeconds * 2 ** (file.attempts - 1) * 1000
      return recordFetchDelay(tx, file, new Date(tx.now.getTime() + wait), reason)
    }
    const place = await recordFetchFailure(tx, file, reason === 'too-large' ? 'refused' : 'failed', reason)
    if (place === null) return
    const { reference: _, attempts: __, ...known } = file
    await deps.notifyFileFailed(tx, { ...known, ...place, reason })
  })
}
