// A loopback Bot API server: bots speak HTTP to it as to Telegram, tests and the page act as the people on the other side.
// Wiring only; see server-contract.ts for what it offers and DEVIATIONS.md for where it differs from Telegram.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { runMethod } from './answer-call.ts'
import { type BotDetails, type BotSettings, createBot } from './bots.ts'
import { createFaults } from './faults.ts'
import { createGroup } from './group.ts'
import { createPlaygroundPages, type PlaygroundPerson } from './pages.ts'
import { createPerson } from './person.ts'
import { createRecorder, type RecordedCall } from './recorder.ts'
import { createRequestHandler } from './request-handler.ts'
import type { BotApiServer } from './server-contract.ts'
import { restoreSnapshot, takeSnapshot } from './snapshot.ts'
import type { Bot, ServerEvents } from './state.ts'
import { findMethod } from './table.ts'
import { transcriptText } from './transcript.ts'
import { waitUntil } from './waiting.ts'
import { createWorld, emptyChats, forgetEverything, type WorldOptions } from './world.ts'

export type { BotApiServer } from './server-contract.ts'

export interface BotApiServerOptions extends WorldOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** The first bot. */
  readonly bot?: BotDetails
  /** Telegram's brakes on a bot that asks the same offset again and again; false if absent. */
  readonly repeatRules?: boolean
  /** Waits between webhook tries are multiplied by this; 1 if absent. */
  readonly webhookRetryScale?: number
  readonly webhookTimeoutMilliseconds?: number
  /** A random start if absent, as with Telegram. */
  readonly firstUpdateId?: number
  readonly maximumCalls?: number
  /** Who can be chosen on the page at /playground. */
  readonly persons?: readonly PlaygroundPerson[]
  /** Decides probabilities of faults; seeded in tests that must repeat. */
  readonly random?: () => number
}

/** Listens on 127.0.0.1 and nowhere else. Rejects when the port is taken. */
export async function startBotApiServer(options: BotApiServerOptions = {}): Promise<BotApiServer> {
  const world = createWorld(options)
  const bots = new Map<string, Bot>()
  const random = options.random ?? Math.random
  const faults = createFaults(random, () => world.events.emit('faults'))
  const recorder = createRecorder(options.maximumCalls ?? 10_000, (call) => world.events.emit('call', call))
  const settings: BotSettings = {
    firstUpdateId: options.firstUpdateId ?? 100_000_000 + Math.floor(Math.random() * 800_000_000),
    repeatRules: options.repeatRules ?? false,
    webhookRetryScale: options.webhookRetryScale ?? 1,
    webhookTimeoutMilliseconds: options.webhookTimeoutMilliseconds ?? 60_000,
    random,
    onWebhookReply: (bot, body) => void answerReply(bot, body),
  }

  /** A method call that came as the answer to a webhook: done and recorded, though nobody is told what came of it. */
  async function answerReply(from: Bot, { method: name, ...parameters }: Record<string, unknown>): Promise<void> {
    const method = findMethod(String(name))
    if (!method) return
    const answer = await runMethod(world, from, method, { parameters, files: new Map() }, new AbortController().signal)
    const at = world.clock.now()
    recorder.record({ at, botId: from.user.id, method: method.name, parameters, status: 0, answer, fault: undefined })
  }

  function addBot(details: BotDetails = {}): Bot {
    const bot = createBot(world, details, settings)
    if (bots.has(bot.token)) throw new Error('There is a bot with this token already')
    bots.set(bot.token, bot)
    return bot
  }

  const bot = addBot(options.bot)
  const handle = createRequestHandler({ world, faults, recorder }, (token) => bots.get(token))
  const http = createServer((request, response) => {
    if (request.url?.startsWith('/playground')) void pages(request, response)
    else void handle(request, response)
  })
  http.keepAliveTimeout = 60_000
  http.listen(options.port ?? 0, '127.0.0.1')
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo

  const server: BotApiServer = {
    apiRoot: `http://127.0.0.1:${port}`,
    port,
    token: bot.token,
    bot,
    http,
    addBot,
    person: (details, of = bot) => createPerson(world, of, details),
    group: (details, of = bot) => createGroup(world, of, details),
    transcript: (of) => of.transcript(),
    transcriptText: (of, options) => transcriptText(of.transcript(), options),
    calls: recorder.calls,
    waitForCall: (wanted, { timeoutMs = 5000, after = 0 } = {}) =>
      waitUntil(
        () => recorder.calls.find((call) => call.sequence > after && wanted(call)),
        (offer) => {
          const onCall = (call: RecordedCall): void => offer(() => (wanted(call) ? call : undefined))
          world.events.on('call', onCall)
          return () => world.events.off('call', onCall)
        },
        timeoutMs,
        () =>
          `No call fits. The last ones: ${recorder.calls
            .slice(-10)
            .map(({ method, status }) => `${method} ${status}`)
            .join(', ')}`,
      ),
    addFault: faults.add,
    clearFaults: faults.clear,
    faults: faults.list,
    redeliver: (updateId, of = bot) => of.queue.redeliver(updateId),
    jumpUpdateId: (id, of = bot) => of.queue.jump(id),
    advanceClock(seconds) {
      world.clock.advance(seconds)
      world.events.emit('clock')
    },
    clockAhead: () => world.clock.ahead(),
    snapshot: () => takeSnapshot(world, bots.values()),
    restore(snapshot) {
      restoreSnapshot(world, bots.values(), snapshot)
      world.events.emit('clock')
    },
    emptyChats() {
      recorder.clear()
      for (const one of bots.values()) emptyChats(world, one)
    },
    on(event, listener) {
      // The emitter's own types lose the tie between the event's name and its values.
      const untied = listener as unknown as (...values: unknown[]) => void
      world.events.on(event as keyof ServerEvents, untied as never)
      return () => void world.events.off(event as keyof ServerEvents, untied as never)
    },
    reset() {
      faults.clear()
      recorder.clear()
      for (const one of bots.values()) forgetEverything(one)
    },
    async close() {
      if (!http.listening) return
      for (const one of bots.values()) {
        one.webhook.remove()
        one.polling.release()
      }
      const closed = once(http, 'close')
      http.close()
      http.closeAllConnections()
      await closed
    },
  }
  const pages = createPlaygroundPages(server, { persons: options.persons ?? [] })
  return server
}
