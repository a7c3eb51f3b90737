// The linked account's connection on the loopback WhatsApp server and a real database: the supervisor as the service runs it,
// with short times and with hands of its own in place of the messages' half, so that what is seen here is the connection's.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BufferJSON, type CacheStore, type WAMessage } from '@whiskeysockets/baileys'
import { openAuthStore } from '../../../../src/channels/whatsapp/baileys/auth-store.ts'
import { createBaileysChannel } from '../../../../src/channels/whatsapp/baileys/channel.ts'
import { createLibraryLog } from '../../../../src/channels/whatsapp/baileys/library-log.ts'
import type { Baileys, CurrentSession, MessageHalf } from '../../../../src/channels/whatsapp/baileys/live-session.ts'
import { createMessages } from '../../../../src/channels/whatsapp/baileys/messages.ts'
import type { SupervisorTiming } from '../../../../src/channels/whatsapp/baileys/supervisor.ts'
import { createChannelReports } from '../../../../src/db/channel-reports.ts'
import { findChannelState, recordRequest, stateContext } from '../../../../src/db/channel-states.ts'
import type { Database } from '../../../../src/db/client.ts'
import { createLeadership } from '../../../../src/db/leadership.ts'
import { openWhatsAppAuth, readWhatsAppCredentials } from '../../../../src/db/whatsapp-auth.ts'
import { createWhatsAppLease } from '../../../../src/db/whatsapp-lease.ts'
import { openWhatsAppSent } from '../../../../src/db/whatsapp-sent.ts'
import type { Channel, SendContext, SendOutcome } from '../../../../src/domain/channel.ts'
import type { ChannelRequest, ChannelStanding, ChannelStateWord } from '../../../../src/domain/channel-state.ts'
import { plain } from '../../../../src/domain/rich-text.ts'
import type { Login, WhatsAppServer } from '../../../../src/playground/whatsapp/contract.ts'
import type { TestDatabase } from '../../../support/database.ts'
import { waitUntil } from '../../../support/wait-until.ts'

export const account = 'main'
export const of = { channel: 'whatsapp', account }

const quick: SupervisorTiming = {
  firstMilliseconds: 20,
  longestMilliseconds: 80,
  openWithinMilliseconds: 5000,
  keepAliveMilliseconds: 30_000,
  silentMilliseconds: 30_000,
  queryMilliseconds: 5000,
  beatMilliseconds: 20,
  stableMilliseconds: 30_000,
}

/** One process's channel, as far as one process can have several. */
export interface Linked {
  readonly channel: Channel
  readonly received: readonly WAMessage[]
  readonly session: CurrentSession
  readonly logged: readonly string[]
  say(address: string, text: string): Promise<SendOutcome>
  stop(): Promise<void>
}

export interface LinkedOptions {
  readonly timing?: Partial<SupervisorTiming>
  readonly database?: Database
  readonly login?: Login
  /** Called for everything that comes. */
  readonly onMessage?: (message: WAMessage) => void | Promise<void>
  readonly webVersion?: readonly [number, number, number]
  /** The real messages' half in place of the rig's own hands. */
  readonly whole?: boolean
}

export interface ConnectionRig {
  link(options?: LinkedOptions): Promise<Linked>
  /** Waits until the desk knows this of the account. */
  state(word: ChannelStateWord, reason?: string): Promise<ChannelStanding>
  ask(request: ChannelRequest): Promise<void>
  /** The newest secret that pairs; waits for one that differs from `than`. */
  secret(than?: string): Promise<{ readonly kind: string; readonly text: string }>
  stopAll(): Promise<void>
}

export function createConnectionRig(db: TestDatabase, server: () => WhatsAppServer): ConnectionRig {
  const running = new Set<Linked>()
  const folders: string[] = []

  async function link(options: LinkedOptions = {}): Promise<Linked> {
    const database = options.database ?? db.database
    const logged: string[] = []
    const take = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
    const log = { debug: take, info: take, warn: take, error: take }
    const received: WAMessage[] = []
    const leadership = createLeadership({ url: db.url, name: `whatsapp:${account}`, log })
    const states = createChannelReports(database, of)
    let current: CurrentSession = () => null
    const channel = createBaileysChannel({
      account,
      takeLease: createWhatsAppLease({ database, leadership, account, log }),
      openAuth: (lease) => openWhatsAppAuth(database, account, lease),
      readCredentials: () => readWhatsAppCredentials(database, account),
      states,
      messages(session) {
        current = session
        if (options.whole === true) {
          const sent = openWhatsAppSent(database, account)
          return createMessages({ account, sent, states, proactive: false, paceSeconds: 0, log, now: () => new Date() })(session)
        }
        return hands(session, async (message) => {
          received.push(message)
          await options.onMessage?.(message)
        })
      },
      socketUrl: server().url,
      credsFile: options.login === undefined ? null : credsFile(options.login, folders),
      ...(options.webVersion === undefined ? {} : { webVersion: options.webVersion }),
      log,
      timing: { ...quick, ...options.timing },
    })
    const linked: Linked = {
      channel,
      received,
      logged,
      session: () => current(),
      say: (address, text) => channel.send(address, { type: 'text', text: plain(text) }, answer(text)),
      async stop() {
        running.delete(linked)
        await channel.stop()
        await leadership.stop()
      },
    }
    running.add(linked)
    await channel.start({ messages: async () => {}, reports: async () => {} })
    return linked
  }

  return {
    link,
    async state(word, reason) {
      return waitUntil(
        async () => {
          const standing = await db.database.statements((tx) => findChannelState(tx, of))
          return standing?.state === word && (reason === undefined || standing.reason === reason) ? standing : null
        },
        { what: `the state ${word}` },
      )
    },
    async ask(request) {
      await db.database.transaction((tx) => recordRequest(tx, of, request, { engineerId: null, conversationId: null }))
    },
    async secret(than) {
      return waitUntil(
        async () => {
          const [row] = await db.sql<{ pairing: Buffer | null }>('SELECT pairing FROM channel_state')
          if (row?.pairing == null) return null
          const secret = JSON.parse(db.secrets.open(row.pairing, stateContext(of, 'pairing'))) as { kind: string; text: string }
          return secret.text === than ? null : secret
        },
        { what: 'something to pair with' },
      )
    },
    async stopAll() {
      for (const linked of [...running]) await linked.stop()
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
    },
  }
}

/** Takes what comes, sends what is asked; the least that a messages' half is. */
function hands(session: CurrentSession, onMessage: (message: WAMessage) => Promise<void>): MessageHalf {
  const counts = new Map<string, unknown>()
  const retryCounts: CacheStore = {
    get: <T>(key: string) => counts.get(key) as T | undefined,
    set: (key, value) => void counts.set(key, value),
    del: (key) => void counts.delete(key),
    flushAll: () => counts.clear(),
  }
  return {
    retryCounts,
    getMessage: async () => undefined,
    attach(_session, listen) {
      listen('messages.upsert', async ({ messages }) => {
        for (const message of messages) await onMessage(message)
      })
    },
    split: (content) => [content],
    async send(address, part) {
      const live = session()
      if (live === null) return { kind: 'later', reason: 'not-connected', scope: 'message' }
      const lost = new Promise<SendOutcome>((resolve) =>
        live.ended.addEventListener('abort', () => resolve({ kind: 'unknown', reason: 'connection-lost' })),
      )
      const text = part.type === 'text' ? part.text.text : ''
      const sent = live.socket.sendMessage(address, { text, linkPreview: null }).then(
        (message): SendOutcome => ({ kind: 'sent', messageIds: [message?.key.id ?? ''] }),
        (): SendOutcome => ({ kind: 'unknown', reason: 'failed' }),
      )
      return Promise.race([sent, lost])
    },
    fetch: () => Promise.reject(new Error('nothing to fetch')),
    open: () => {},
    close: async () => {},
  }
}

/** What goes with an answer to somebody who has just written. */
function answer(key: string): SendContext {
  return { key, lastHeardAt: new Date(), notice: null, open: () => Promise.reject(new Error('there is no file')) }
}

function credsFile({ creds }: Login, folders: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'linked-'))
  folders.push(folder)
  const file = join(folder, 'creds.json')
  writeFileSync(file, JSON.stringify(creds, BufferJSON.replacer))
  return file
}

/** Stores a login with all its keys as if this account had been linked before. */
export async function storeLogin(db: TestDatabase, baileys: Baileys, { creds, keys }: Login): Promise<void> {
  const [row] = await db.sql<{ fence: number }>(
    `INSERT INTO whatsapp_lease VALUES ('${account}', 1, now()) ON CONFLICT (account) DO UPDATE SET fence = whatsapp_lease.fence + 1 RETURNING fence`,
  )
  const nobody = { debug() {}, info() {}, warn() {}, error() {} }
  const store = await openAuthStore({
    baileys,
    port: openWhatsAppAuth(db.database, account, { fence: row?.fence ?? 0, lost: new AbortController().signal }),
    log: createLibraryLog(nobody),
    over: new AbortController().signal,
    onFault(error) {
      throw error
    },
    seed: async () => JSON.stringify(creds, BufferJSON.replacer),
  })
  await store.state.keys.set(keys)
  await store.close()
}
