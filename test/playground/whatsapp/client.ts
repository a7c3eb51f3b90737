// The unmodified Baileys socket as a client of the loopback server: creds and keys in memory, its events kept, no words on
// the console.
import makeWASocket, {
  type AuthenticationCreds,
  type ConnectionState,
  initAuthCreds,
  type SignalDataTypeMap,
  type UserFacingSocketConfig,
  type WAMessage,
  type WAMessageUpdate,
  type WASocket,
} from '@whiskeysockets/baileys'
import { guardConsole } from '../../../src/channels/whatsapp/baileys/console-guard.ts'
import type { Login, WhatsAppServer } from '../../../src/playground/whatsapp/contract.ts'

// libsignal prints sessions, on both ends of the line.
guardConsole()

/** What outlives a socket: as a database would keep it. */
export interface Memory {
  readonly creds: AuthenticationCreds
  readonly keys: Map<string, Map<string, unknown>>
}

export function memoryOf(login: Login = { creds: initAuthCreds(), keys: {} }): Memory {
  const keys = new Map(Object.entries(login.keys).map(([type, values]) => [type, new Map(Object.entries(values ?? {}))]))
  return { creds: login.creds, keys }
}

export interface Upsert {
  readonly type: 'notify' | 'append'
  readonly message: WAMessage
}

export interface Client {
  readonly socket: WASocket
  readonly memory: Memory
  readonly received: Upsert[]
  readonly updates: WAMessageUpdate[]
  readonly states: Partial<ConnectionState>[]
  /** What is written to those who listen, first found now or later. */
  until<Value>(present: () => Value | undefined, what: string, timeoutMs?: number): Promise<Value>
  open(): Promise<void>
  /** The code the connection ended with. */
  ended(timeoutMs?: number): Promise<number>
  /** Resolves with the text message that holds the words. */
  gets(words: string): Promise<Upsert>
  end(): Promise<void>
}

const silent = Object.assign(
  Object.fromEntries(['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => [level, () => {}])),
  { level: 'silent', child: () => silent },
) as unknown as NonNullable<UserFacingSocketConfig['logger']>

export function connect(
  server: Pick<WhatsAppServer, 'url' | 'faults'>,
  memory: Memory,
  config: Partial<UserFacingSocketConfig> = {},
): Client {
  const received: Upsert[] = []
  const updates: WAMessageUpdate[] = []
  const states: Partial<ConnectionState>[] = []
  const looks = new Set<() => void>()
  const ring = (): void => {
    for (const look of looks) look()
  }

  const socket = makeWASocket({
    waWebSocketUrl: server.url,
    auth: {
      creds: memory.creds,
      keys: {
        get: async (type, ids) => {
          const values = memory.keys.get(type)
          const found = ids.filter((id) => values?.has(id)).map((id) => [id, values?.get(id)])
          return Object.fromEntries(found) as Record<string, SignalDataTypeMap[typeof type]>
        },
        set: async (data) => {
          for (const [type, values] of Object.entries(data)) {
            const shelf = memory.keys.get(type) ?? new Map()
            memory.keys.set(type, shelf)
            for (const [id, value] of Object.entries(values ?? {})) value === null ? shelf.delete(id) : shelf.set(id, value)
          }
        },
      },
    },
    logger: silent,
    emitOwnEvents: false,
    markOnlineOnConnect: false,
    syncFullHistory: false,
    retryRequestDelayMs: 1,
    ...config,
  })
  socket.ev.on('creds.update', (update) => void Object.assign(memory.creds, update))
  socket.ev.on('messages.upsert', ({ type, messages }) => {
    received.push(...messages.map((message) => ({ type, message })))
    ring()
  })
  socket.ev.on('messages.update', (some) => {
    updates.push(...some)
    ring()
  })
  socket.ev.on('connection.update', (state) => {
    states.push(state)
    ring()
  })

  function until<Value>(present: () => Value | undefined, what: string, timeoutMs = 5000): Promise<Value> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = present()
        if (found === undefined) return
        stop()
        resolve(found)
      }
      const timer = setTimeout(() => {
        stop()
        reject(new Error(`The client waited ${timeoutMs} ms for ${what}. Faults of the server: ${server.faults().join('; ')}`))
      }, timeoutMs)
      const stop = (): void => {
        clearTimeout(timer)
        looks.delete(look)
      }
      looks.add(look)
      look()
    })
  }

  return {
    socket,
    memory,
    received,
    updates,
    states,
    until,
    open: () =>
      until(() => states.some(({ connection }) => connection === 'open') || undefined, 'the connection to open').then(() => {}),
    ended: (timeoutMs) =>
      until(
        () => {
          const last = states.find(({ connection }) => connection === 'close')?.lastDisconnect?.error
          return (last as { output?: { statusCode: number } } | undefined)?.output?.statusCode
        },
        'the connection to end',
        timeoutMs,
      ),
    gets: (words) => until(() => received.find(({ message }) => textOf(message).includes(words)), `a message with “${words}”`),
    end: () => socket.end(undefined),
  }
}

export function textOf({ message }: WAMessage): string {
  return message?.conversation ?? message?.extendedTextMessage?.text ?? ''
}
