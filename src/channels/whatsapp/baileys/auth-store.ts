// The library's login state on top of the database (auth-port.ts): keys are written through, each call whole; credentials
// one after the other, always the newest. A login counts once a phone has confirmed it; until then nothing of it is stored.

import { setTimeout as delay } from 'node:timers/promises'
import type {
  AuthenticationCreds,
  AuthenticationState,
  CacheStore,
  SignalDataSet,
  SignalDataTypeMap,
  SignalKeyStore,
} from '@whiskeysockets/baileys'
import { LeaseLost, StoredStateUnreadable } from '../../../domain/account-lease.ts'
import type { AuthPort, KeyEntry } from './auth-port.ts'
import type { LibraryLog } from './library-log.ts'
import type { Baileys } from './live-session.ts'
import { createRecent } from './recent.ts'

/** The form in which this version stores a login. */
export const authFormatVersion = 1

export interface AuthStore {
  /** For the socket. One store serves one socket: the next one reads anew what was stored. */
  readonly state: AuthenticationState
  /** Whether a phone has linked this login. */
  isPaired(): boolean
  /** To be called at every change of the credentials. */
  save(): void
  /** Resolves when everything that was to be stored is stored, or is known not to be. Writes after it are refused. */
  close(): Promise<void>
}

export interface AuthStoreOptions {
  readonly baileys: Baileys
  readonly port: AuthPort
  readonly log: LibraryLog
  /** When it aborts, nothing is tried twice any more. */
  readonly over: AbortSignal
  /** Something could not be stored: the connection has to end, because what it knows is newer than what is stored. */
  readonly onFault: (error: unknown) => void
  /** A login from elsewhere, in the library's own JSON, taken over when none is stored. */
  readonly seed?: (() => Promise<string>) | undefined
  /** Begins a new login, whatever is stored; it takes the old one's place when a phone confirms it. */
  readonly anew?: boolean
}

/** @throws LeaseLost; StoredStateUnreadable when there is a login that cannot be read, which is left as it is. */
export async function openAuthStore(options: AuthStoreOptions): Promise<AuthStore> {
  const { baileys, port, onFault } = options
  await port.confirm()
  const stored = options.anew === true ? null : await load(options)
  const creds = stored ?? baileys.initAuthCreds()
  const isPaired = () => creds.me !== undefined && creds.account !== undefined
  let replaces = stored === null
  let closed = false
  let writing: Promise<void> = Promise.resolve()
  let waiting = false

  async function write(): Promise<void> {
    waiting = false
    if (!isPaired()) return
    // The secrets of an earlier login are none of this one's.
    if (replaces) await port.forget()
    replaces = false
    await port.writeCredentials({ formatVersion: authFormatVersion, text: JSON.stringify(creds, baileys.BufferJSON.replacer) })
  }

  const keys = createKeys(baileys, port, async (work) => {
    if (closed) throw new Error('the login of this connection is closed')
    // A first login's keys wait for its credentials: storing those clears away what was there before.
    if (replaces) await writing
    await work().catch((error: unknown) => {
      onFault(error)
      throw error
    })
  })

  return {
    state: { creds, keys: baileys.makeCacheableSignalKeyStore(keys, options.log, createCache()) },
    isPaired,
    save() {
      if (waiting || closed) return
      waiting = true
      writing = writing.then(() => insist(write, options.over)).catch(onFault)
    },
    async close() {
      closed = true
      await writing
    },
  }
}

/**
 * Valid because only one process writes, and bounded. The library's own would leave a timer behind for every socket that there ever
 * was.
 */
function createCache(): CacheStore {
  const recent = createRecent<unknown>(mostCached)
  return {
    get: <T>(key: string) => recent.get(key) as T | undefined,
    set: (key, value) => recent.set(key, value),
    del: recent.delete,
    flushAll: () => undefined,
  }
}

/** A session is about 1 KB. */
const mostCached = 5000

/** A short absence of the database must not cost a pairing that was just confirmed. @throws what the last try threw, or LeaseLost */
async function insist(work: () => Promise<void>, over: AbortSignal): Promise<void> {
  for (const wait of [100, 300, 900, 2700]) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof LeaseLost || over.aborted) throw error
      await delay(wait)
    }
  }
  await work()
}

async function load({ baileys, port, seed }: AuthStoreOptions): Promise<AuthenticationCreds | null> {
  const stored = await port.readCredentials()
  if (stored !== null && stored.formatVersion !== authFormatVersion)
    throw new StoredStateUnreadable(`a WhatsApp login of format ${stored.formatVersion}`, null)
  if (stored !== null) return parse(baileys, stored.text)
  if (seed === undefined) return null
  const creds = parse(baileys, await seed())
  await port.writeCredentials({ formatVersion: authFormatVersion, text: JSON.stringify(creds, baileys.BufferJSON.replacer) })
  return creds
}

function parse({ BufferJSON }: Baileys, text: string): AuthenticationCreds {
  try {
    const creds = JSON.parse(text, BufferJSON.reviver) as AuthenticationCreds
    if (creds.noiseKey?.private === undefined || creds.signedIdentityKey?.private === undefined)
      throw new Error('keys are missing')
    return creds
  } catch (error) {
    // Without the parser's words: they quote what stood there.
    throw new StoredStateUnreadable('the stored WhatsApp login', error instanceof SyntaxError ? null : error)
  }
}

function createKeys(
  baileys: Baileys,
  port: AuthPort,
  writeThrough: (work: () => Promise<void>) => Promise<void>,
): SignalKeyStore {
  const { BufferJSON, proto } = baileys
  return {
    async get<Type extends keyof SignalDataTypeMap>(type: Type, ids: string[]) {
      const found: { [id: string]: SignalDataTypeMap[Type] } = {}
      for (const [id, text] of await port.readKeys(type, ids)) {
        const value = JSON.parse(text, BufferJSON.reviver)
        found[id] = type === 'app-state-sync-key' ? proto.Message.AppStateSyncKeyData.fromObject(value) : value
      }
      return found
    },
    async set(data: SignalDataSet) {
      const entries = Object.entries(data).flatMap(([type, values]) =>
        Object.entries(values ?? {}).map(([id, value]): KeyEntry => {
          return { type, id, text: value === null || value === undefined ? null : JSON.stringify(value, BufferJSON.replacer) }
        }),
      )
      if (entries.length > 0) await writeThrough(() => port.writeKeys(entries))
    },
  }
}
