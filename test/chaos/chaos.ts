// Chaos: clients and engineers write while the service's processes are killed again and again, at random and at the very
// moments that hurt, and while whatever they lean on breaks. The processes are real, the platform is the loopback Bot API
// server; the report says what became of every message.

import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBotApiServer } from '../../src/playground/bot-api-server.ts'
import type { BotApiServer } from '../../src/playground/server-contract.ts'
import { findFreePort } from '../support/free-port.ts'
import { causesOf } from './causes.ts'
import type { ChatWriter } from './chat-writer.ts'
import { addEveryFault, keepRestarting, type Restarts } from './disturbances.ts'
import { createEngineersDesk } from './engineers-desk.ts'
import { createFleet, type Fleet, type Kill } from './fleet.ts'
import { createPeople } from './people.ts'
import { startRoundRobin } from './round-robin.ts'
import type { Scenario } from './scenario.ts'
import { createRandom } from './seeded-random.ts'
import { findUnfinished, judge, type Query, type Repeated, type Verdict } from './verdict.ts'
import { startWriting } from './writing.ts'

export interface ChaosOptions {
  readonly scenario: Scenario
  readonly chats: number
  /** At least so many in all; writing goes on until the last kill is done. */
  readonly messages: number
  readonly kills: number
  /** How many are written a second, as long as the answers come. */
  readonly perSecond: number
  readonly seed: number
  /** Of a database without any table: the first kills are within its migration. */
  readonly databaseUrl: string
  readonly query: Query
  /** For scenarios with Redis. */
  readonly redis?: { readonly url: string; stop(signal: 'SIGKILL'): Promise<void>; start(): Promise<void> }
  /** For scenarios in which PostgreSQL dies: kills it; somebody starts it again. */
  readonly killPostgres?: () => Promise<void>
  readonly timeoutMs: number
  readonly log?: (line: string) => void
}

export interface ChaosReport extends Verdict {
  readonly kills: number
  readonly killsOf: Readonly<Record<string, number>>
  readonly messages: number
  /** Why a message stands twice, and how often. */
  readonly repeatedBy: Readonly<Record<string, number>>
  readonly redisRestarts: number
  readonly postgresRestarts: number
  readonly apiFaults: readonly string[]
  readonly milliseconds: number
  readonly exitCodes: readonly (number | null)[]
}

/** Runs one scenario. @throws when a process dies of something else, or all is not done in time. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { scenario, log = () => {} } = options
  const startedAt = Date.now()
  const random = createRandom(options.seed)
  const server = await startBotApiServer({ webhookRetryScale: 0.02, random: () => random.next() })
  const dataDir = await mkdtemp(join(tmpdir(), 'support-assistant-chaos-'))
  const ports: number[] = []
  while (ports.length < scenario.replicas) ports.push(await findFreePort())
  const balancer = await startRoundRobin(ports)
  const settings = settingsOf(options, server, balancer.url, dataDir)
  let writers: readonly ChatWriter[] = []
  let said = 0
  const written = () => writers.reduce((sum, { asked, notices }) => sum + asked.length + notices.length, 0)
  const fleet = createFleet({
    settings: ports.map((port) => ({ ...settings, PORT: String(port) })),
    random,
    killsWanted: options.kills,
    perSecond: options.perSecond,
    said: () => said,
    messagesLeft: () => options.messages - written(),
    mayFailToStart: scenario.postgres,
    log: (line) => log(`${scenario.name}, ${written()} messages, ${line}`),
  })
  const causes = causesOf(server)
  const giveUp = withDeadline(options.timeoutMs, () => describe(writers, fleet))
  const inTime = <T>(work: Promise<T>): Promise<T> => Promise.race([work, giveUp.promise, fleet.broken])
  const restarts: { redis?: Restarts; postgres?: Restarts } = {}
  const stops: (() => void)[] = []
  const stopRestarts = () => Promise.all([restarts.redis?.stop(), restarts.postgres?.stop()])
  try {
    await inTime(fleet.killMigrations())
    fleet.start()
    await inTime(untilMigrated(options.query))
    const people = await createPeople(options, server, random)
    writers = people.writers
    const engineers = createEngineersDesk({
      url: () => balancer.url,
      apiToken: settings['API_TOKEN'] ?? '',
      engineerId: people.engineerId,
      name: people.name,
    })
    stops.push(engineers.stop)
    stops.push(
      listenTo(server, writers, () => {
        said += 1
      }),
    )
    if (scenario.faults) addEveryFault(server)
    breakServers(options, restarts, random, giveUp.fail)
    const writing = startWriting({ writers, engineers, random, perSecond: options.perSecond })
    stops.push(writing.stop)
    await inTime(until(() => written() >= options.messages && fleet.kills.length >= options.kills))
    writing.stop()
    log(`${scenario.name}, ${written()} messages, ${fleet.kills.length} kills: now all is finished in peace`)
    await inTime(stopRestarts())
    server.clearFaults()
    await inTime(fleet.calm())
    await inTime(until(() => engineers.open() === 0 && writers.every((writer) => writer.open().length === 0)))
    await inTime(untilSettled(options.query))
    const exitCodes = await inTime(fleet.stop())
    const verdict = await judge(writers, options.query)
    for (const one of verdict.repeated) log(describeRepeated(one, causes.of(one, writers, fleet.kills), fleet.kills))
    return {
      ...verdict,
      kills: fleet.kills.length,
      killsOf: countBy(fleet.kills, ({ kind }) => kind),
      messages: written(),
      repeatedBy: countBy(verdict.repeated, (one) => causes.of(one, writers, fleet.kills)),
      redisRestarts: restarts.redis?.count() ?? 0,
      postgresRestarts: restarts.postgres?.count() ?? 0,
      apiFaults: engineers.faults,
      milliseconds: Date.now() - startedAt,
      exitCodes,
    }
  } finally {
    giveUp.cancel()
    for (const stop of stops) stop()
    await stopRestarts()
    await fleet.abandon()
    await balancer.close()
    await server.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

function settingsOf(options: ChaosOptions, server: BotApiServer, url: string, dataDir: string): Record<string, string> {
  const { scenario, redis } = options
  const webhook = { TELEGRAM_MODE: 'webhook', TELEGRAM_WEBHOOK_SECRET: randomBytes(16).toString('hex'), PUBLIC_URL: url }
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: 'info',
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    DATABASE_URL: options.databaseUrl,
    SECRET_KEY: randomBytes(32).toString('base64'),
    API_TOKEN: 'chaos',
    TELEGRAM_BOT_TOKEN: server.token,
    TELEGRAM_API_ROOT: server.apiRoot,
    RETRY_FIRST_SECONDS: '0.2',
    NOTICE_JOIN_SECONDS: '2',
    ...(scenario.redis && redis !== undefined ? { REDIS_URL: redis.url } : {}),
    ...(scenario.mode === 'webhook' ? webhook : { TELEGRAM_MODE: 'polling' }),
  }
}

function breakServers(
  { scenario, redis, killPostgres }: ChaosOptions,
  restarts: { redis?: Restarts; postgres?: Restarts },
  random: ReturnType<typeof createRandom>,
  onFault: (error: unknown) => void,
): void {
  if (scenario.redis && redis !== undefined) {
    const restart = async () => {
      await redis.stop('SIGKILL')
      await new Promise((resolve) => setTimeout(resolve, random.between(50, 1500)))
      await redis.start()
    }
    restarts.redis = keepRestarting(random, [3000, 9000], restart, onFault)
  }
  if (scenario.postgres && killPostgres !== undefined)
    restarts.postgres = keepRestarting(random, [5000, 12_000], killPostgres, onFault)
}

/** Gives every new message of the bot to the writer it is for. @returns how to stop. */
function listenTo(server: BotApiServer, writers: readonly ChatWriter[], onMessage: () => void): () => void {
  const byChat = new Map(writers.map((writer) => [writer.person.chatId, writer]))
  return server.on('message', ({ kind, chat, stored }) => {
    const writer = byChat.get(chat.telegram.id)
    if (kind !== 'new' || !stored.byBot || writer === undefined) return
    onMessage()
    const seen = writer.person.messages().find(({ messageId }) => messageId === stored.message.message_id)
    // The call that made the message is answered first.
    if (seen !== undefined) setImmediate(() => writer.hear(seen))
  })
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** All migrations, not only those that were begun: people who come in between would be in their way. */
async function untilMigrated(query: Query): Promise<void> {
  const folders = await readdir(new URL('../../prisma/migrations/', import.meta.url), { withFileTypes: true })
  const wanted = folders.filter((entry) => entry.isDirectory()).length
  for (;;) {
    const rows = await query('SELECT FROM _prisma_migrations WHERE finished_at IS NOT NULL').catch(() => [])
    if (rows.length >= wanted) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function untilSettled(query: Query): Promise<void> {
  while ((await findUnfinished(query)).length > 0) await new Promise((resolve) => setTimeout(resolve, 50))
}

function withDeadline(milliseconds: number, describeState: () => string) {
  const { promise, reject } = Promise.withResolvers<never>()
  promise.catch(() => {})
  const late = () => reject(new Error(`Not done after ${milliseconds} ms.\n${describeState()}`))
  const timer = setTimeout(late, milliseconds)
  return { promise, fail: reject, cancel: () => clearTimeout(timer) }
}

function describe(writers: readonly ChatWriter[], fleet: Fleet): string {
  const waiting = writers
    .filter(({ open }) => open().length > 0)
    .slice(0, 10)
    .map(({ person, open, asked, heard }) => {
      const last = heard.slice(-5).map(({ text }) => `    ${text}`)
      return [`  chat ${person.chatId}: ${asked.length} asked, waits for ${open().join(', ')}. Heard last:`, ...last].join('\n')
    })
  return [`After ${fleet.kills.length} kills:`, ...waiting, fleet.output()].join('\n')
}

function describeRepeated({ first, again }: Repeated, cause: string, kills: readonly Kill[]): string {
  const between = kills
    .filter(({ at }) => at >= first.at && at <= again.at)
    .map(({ kind, at }) => `${kind} after ${at - first.at} ms`)
  return `said twice (${cause}), again after ${again.at - first.at} ms; kills between: ${between.join(', ')}; ${first.text.slice(0, 60)}`
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1
  return counts
}
