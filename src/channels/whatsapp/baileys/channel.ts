// WhatsApp through a linked device as one of the desk's channels: puts the connection and the messages of this folder
// together. The only file of the folder that the rest of the house imports.
import { readFile } from 'node:fs/promises'
import type { AccountLease } from '../../../domain/account-lease.ts'
import type { Channel } from '../../../domain/channel.ts'
import type { ChannelStatePort } from '../../../domain/channel-state.ts'
import type { Log } from '../../../domain/log.ts'
import type { AuthPort, StoredCredentials } from './auth-port.ts'
import type { CreateMessages } from './live-session.ts'
import { createOwnNumber } from './own-number.ts'
import { socketUrl } from './socket-url.ts'
import { createSupervisor, type SupervisorTiming } from './supervisor.ts'

export interface BaileysOptions {
  /** Names the linked account in the database and in the ids of conversations; not its number, which may change. */
  readonly account: string
  /** Waits until this process has the account, or `stop` aborts (then null). */
  readonly takeLease: (stop: AbortSignal) => Promise<AccountLease | null>
  readonly openAuth: (lease: AccountLease) => AuthPort
  /** Without a lease: for the number in links. */
  readonly readCredentials: () => Promise<StoredCredentials | null>
  readonly states: ChannelStatePort
  /** The messages' half. */
  readonly messages: CreateMessages
  /** An address of this machine, for tests and the playground; null: WhatsApp's own. */
  readonly socketUrl: string | null
  /** The path of a login to begin with while none is stored; only with `socketUrl`. */
  readonly credsFile: string | null
  /** The version of the web client to be, for the day on which the library's own is refused. */
  readonly webVersion?: readonly [number, number, number]
  readonly log: Log
  /** Some of the times, for tests. */
  readonly timing?: Partial<SupervisorTiming>
}

const times: SupervisorTiming = {
  firstMilliseconds: 1000,
  longestMilliseconds: 300_000,
  openWithinMilliseconds: 60_000,
  keepAliveMilliseconds: 30_000,
  silentMilliseconds: 45_000,
  queryMilliseconds: 30_000,
  beatMilliseconds: 3000,
  stableMilliseconds: 30_000,
}

/** Not yet started. @throws Error when the options cannot work. */
export function createBaileysChannel(options: BaileysOptions): Channel {
  const { account, credsFile, webVersion } = options
  const url = socketUrl(options.socketUrl ?? undefined)
  if (credsFile !== null && url === undefined) throw new Error('a login from a file is for a server of this machine only')
  const number = createOwnNumber(options.readCredentials)
  const messages = options.messages(() => supervisor.session())
  const supervisor = createSupervisor({
    ...options,
    hooks: messages,
    url,
    version: webVersion === undefined ? undefined : [...webVersion],
    seed: credsFile === null ? undefined : () => readFile(credsFile, 'utf8'),
    timing: { ...times, ...options.timing },
    onOpen: () => void number.refresh(),
  })

  return {
    name: 'whatsapp',
    account,
    reportsLater: true,
    keepsHours: 30 * 24,
    split: messages.split,
    send: messages.send,
    fetch: messages.fetch,
    async start(received) {
      messages.open(received)
      await Promise.all([supervisor.start(), number.refresh()])
    },
    async stop() {
      await supervisor.stop()
      await messages.close()
    },
    fault: supervisor.fault,
    speaksHere: () => supervisor.session() !== null,
    linkFor(code) {
      const digits = number.current()
      return digits === null ? null : `https://wa.me/${digits}?text=${encodeURIComponent(code)}`
    },
  }
}
