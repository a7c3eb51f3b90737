// A channel against the loopback Bot API server, with a store that remembers, counts and fails on demand. In webhook mode a
// small HTTP server hands requests to the channel, as the service's own does.
import { EventEmitter } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTelegramChannel, type TelegramChannel, type TelegramOptions } from '../../../src/channels/telegram/channel.ts'
import type { InboundMessage, InboundText, Received } from '../../../src/domain/channel.ts'
import { startBotApiServer } from '../../../src/playground/bot-api-server.ts'
import type { BotApiServer } from '../../../src/playground/server-contract.ts'

export const webhookSecret = 'a-secret_for-the-webhook'

export interface Rig {
  readonly server: BotApiServer
  readonly channel: TelegramChannel
  readonly store: Store
  /** Every line logged, fields included. */
  readonly log: string[]
  /** Resolves when a line with these words is logged, now or later. */
  logged(words: string): Promise<void>
  close(): Promise<void>
}

/** What a channel received, once each, as the inbox keeps it. */
export interface Store {
  readonly messages: InboundMessage[]
  /** Sizes of the calls that came, failed ones included. */
  readonly batches: number[]
  /** What a channel is started with. */
  readonly received: Received
  /** The next calls fail, as with the database away. */
  failNext(times: number): void
  /** Calls wait until the returned function is called. */
  hold(): () => void
  /** The first message that fits, received or yet to come. */
  waitFor(fits: (message: InboundMessage) => boolean): Promise<InboundMessage>
  waitForText(text: string): Promise<InboundText>
  waitForBatches(count: number): Promise<void>
}

export function createStore(): Store {
  const events = new EventEmitter().setMaxListeners(100)
  const seen = new Set<string>()
  const messages: InboundMessage[] = []
  const batches: number[] = []
  let failures = 0
  let gate: Promise<void> = Promise.resolve()

  async function waitFor<Found>(look: () => Found | undefined): Promise<Found> {
    for (;;) {
      const found = look()
      if (found !== undefined) return found
      await new Promise((resolve) => events.once('change', resolve))
    }
  }

  async function receive(batch: readonly InboundMessage[]): Promise<void> {
    batches.push(batch.length)
    events.emit('change')
    await gate
    if (failures > 0) {
      failures -= 1
      throw new Error('the database is away')
    }
    for (const message of batch) {
      if (seen.has(message.externalId)) continue
      seen.add(message.externalId)
      messages.push(message)
    }
    events.emit('change')
  }

  const store: Store = {
    messages,
    batches,
    received: { messages: receive, reports: async () => {} },
    failNext(times) {
      failures = times
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      return resolve
    },
    waitFor: (fits) => waitFor(() => messages.find(fits)),
    async waitForText(text) {
      const found = await store.waitFor((message) => 'text' in message && message.text === text)
      if (!('text' in found)) throw new Error('not a text')
      return found
    },
    async waitForBatches(count) {
      await waitFor(() => (batches.length >= count ? true : undefined))
    },
  }
  return store
}

export interface RigOptions extends Partial<TelegramOptions> {
  readonly server?: BotApiServer
  /** false leaves it to the test. */
  readonly started?: boolean
}

/** Server and channel, started. `close` ends both (a server that was handed in stays). */
export async function createRig({ server: given, started = true, ...options }: RigOptions = {}): Promise<Rig> {
  const server = given ?? (await startBotApiServer({ webhookRetryScale: 0.02 }))
  const store = createStore()
  const events = new EventEmitter()
  const log: string[] = []
  const line = (fields: object, message: string) => {
    log.push(`${message} ${JSON.stringify(fields, (_, value: unknown) => (value instanceof Error ? `${value.stack}` : value))}`)
    events.emit('line')
  }
  const front = options.mode === 'webhook' ? createServer((request, response) => void relay(request, response)) : undefined
  const publicUrl = front === undefined ? undefined : await listen(front)
  const channel = createTelegramChannel({
    token: server.token,
    apiRoot: server.apiRoot,
    mode: 'polling',
    log: { debug: line, info: line, warn: line, error: line },
    backOff: { firstMilliseconds: 20, longestMilliseconds: 100 },
    callTimeoutSeconds: 5,
    ...(publicUrl !== undefined && { publicUrl, webhookSecret }),
    ...options,
  })

  async function relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const answer = await channel.webhook.handle({ headers: request.headers, body: Buffer.concat(chunks) })
    response.writeHead(request.url === channel.webhook.path ? answer.status : 404).end()
  }

  if (started) await channel.start(store.received)
  return {
    server,
    channel,
    store,
    log,
    async logged(words) {
      while (!log.some((logLine) => logLine.includes(words))) await new Promise((resolve) => events.once('line', resolve))
    },
    async close() {
      await channel.stop()
      front?.closeAllConnections()
      front?.close()
      if (given === undefined) await server.close()
    },
  }
}

async function listen(front: Server): Promise<string> {
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(front.address() as AddressInfo).port}`
}
