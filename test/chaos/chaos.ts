// Chaos: clients write while the service is killed again and again, at random and at the very moments that hurt. The
// service is a real process, the platform the loopback Bot API server; the figures say what became of every message.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BotApiServer, startBotApiServer } from '../../src/playground/bot-api-server.ts'
import { type ChatWriter, createChatWriter } from './chat-writer.ts'
import { createRandom, type Random } from './seeded-random.ts'
import { type ServiceProcess, startService } from './service-process.ts'
import { findUnfinished, judge, type Query, type Verdict } from './verdict.ts'

/**
 * When a process dies: `random` some moments into its work, `early` while it still starts, or by its own hand at a crash
 * point: after the intake's commit, after the processing's commit, between claim and send, between send and record.
 */
export type KillKind = 'random' | 'early' | 'received' | 'processed' | 'claimed' | 'sent'

export interface ChaosOptions {
  readonly mode: 'polling' | 'webhook'
  readonly chats: number
  /** At least so many a chat; they go on writing until the last kill is done. */
  readonly messages: number
  readonly kills: readonly KillKind[]
  readonly seed: number
  readonly databaseUrl: string
  readonly query: Query
  /** Absent: the queue lives in PostgreSQL. */
  readonly redisUrl?: string
  readonly timeoutMs: number
  readonly log?: (line: string) => void
}

export interface ChaosReport extends Verdict {
  readonly kills: number
  readonly messages: number
  readonly milliseconds: number
  /** From the last start to the first message said, at the median; what a kill costs the people. */
  readonly backAfterMs: number
  readonly stopExitCode: number | null
}

/** Runs one round. @throws when the service dies of something else, or is not done in time. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const startedAt = Date.now()
  const random = createRandom(options.seed)
  const server = await startBotApiServer({ webhookRetryScale: 0.02, random: () => random.next() })
  const dataDir = await mkdtemp(join(tmpdir(), 'support-assistant-chaos-'))
  const settings = await settingsOf(options, server, dataDir)
  const progress = { kills: 0 }
  const writers = await createWriters(options, server, random, progress)
  const backAfter: number[] = []
  let service: ServiceProcess | null = null
  const giveUp = withDeadline(options.timeoutMs, () => describe(writers, service, progress.kills))
  const listen = listenTo(server, writers)
  try {
    for (const writer of writers) writer.write()
    for (const kind of options.kills) {
      service = startService(withCrashPoint(settings, kind))
      const disarm = arm(kind, service, server, random, backAfter)
      const exit = await Promise.race([service.exited, giveUp.promise])
      disarm()
      if (exit.signal !== 'SIGKILL')
        throw new Error(`The service ended by itself (${exit.code ?? exit.signal}):\n${service.output()}`)
      progress.kills += 1
      options.log?.(`${options.mode}, kill ${progress.kills} (${kind})`)
      for (const writer of writers) writer.write()
    }
    service = startService(settings)
    await Promise.race([untilDone(server, writers, service), giveUp.promise])
    await Promise.race([untilSettled(options.query), giveUp.promise])
    const stopped = await Promise.race([service.stop(), giveUp.promise])
    return {
      ...(await judge(writers, options.query)),
      kills: progress.kills,
      messages: writers.reduce((sum, writer) => sum + writer.asked.length, 0),
      milliseconds: Date.now() - startedAt,
      backAfterMs: backAfter.sort((a, b) => a - b)[Math.floor(backAfter.length / 2)] ?? 0,
      stopExitCode: stopped.code,
    }
  } finally {
    giveUp.cancel()
    listen()
    service?.kill()
    await service?.exited
    await server.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function settingsOf(options: ChaosOptions, server: BotApiServer, dataDir: string): Promise<Record<string, string>> {
  const port = await findFreePort()
  const webhook = {
    TELEGRAM_MODE: 'webhook',
    TELEGRAM_WEBHOOK_SECRET: randomBytes(16).toString('hex'),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  }
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: 'warn',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: options.databaseUrl,
    SECRET_KEY: randomBytes(32).toString('base64'),
    API_TOKEN: 'chaos',
    TELEGRAM_BOT_TOKEN: server.token,
    TELEGRAM_API_ROOT: server.apiRoot,
    RETRY_FIRST_SECONDS: '0.2',
    ...(options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl }),
    ...(options.mode === 'webhook' ? webhook : { TELEGRAM_MODE: 'polling' }),
  }
}

function withCrashPoint(settings: Record<string, string>, kind: KillKind): Record<string, string> {
  return kind === 'random' || kind === 'early' ? settings : { ...settings, CRASH_POINTS: `${kind}:0.3` }
}

/** Companies with one client and tickets each, and the client at their phone. */
async function createWriters(
  options: ChaosOptions,
  server: BotApiServer,
  random: Random,
  progress: { readonly kills: number },
): Promise<readonly ChatWriter[]> {
  const wantsMore = (written: number) => written < options.messages || progress.kills < options.kills.length
  const writers: ChatWriter[] = []
  for (let chat = 0; chat < options.chats; chat++) {
    const person = server.person({ id: 700_000 + chat, firstName: `Client ${chat}`, languageCode: 'en' })
    const first = 1_000_000 + chat * 1000
    const count = options.messages * 5 + options.kills.length * 10
    await options.query(
      `WITH added AS (
         INSERT INTO company (id, name, emails, created_at) VALUES (gen_random_uuid(), $1, '{}', now()) RETURNING id
       ), client AS (
         INSERT INTO contact (id, company_id, name, telegram_id, language, created_at)
         SELECT gen_random_uuid(), id, $1, $2, 'en', now() FROM added RETURNING id, company_id
       )
       INSERT INTO ticket (id, number, company_id, contact_id, summary, description, priority, status, channel, source_key, opened_at, last_activity_at, created_at)
       SELECT gen_random_uuid(), n, company_id, id, 'No audio', '', 'medium', 'open', 'api', 'chaos:' || n, now(), now(), now()
       FROM client, generate_series($3::int, $3::int + $4::int - 1) n`,
      [`Client ${chat}`, String(person.chatId), first, count],
    )
    const numbers = Array.from({ length: count }, (_, at) => first + at)
    const name = `c${chat}s${options.seed}`
    writers.push(createChatWriter({ person, name, numbers, random: createRandom(random.between(0, 2 ** 31)), wantsMore }))
  }
  return writers
}

/** Gives every new message of the bot to the writer it is for, who then writes on. @returns how to stop. */
function listenTo(server: BotApiServer, writers: readonly ChatWriter[]): () => void {
  return server.on('message', ({ kind, chat, stored }) => {
    const writer = writers.find(({ person }) => person.chatId === chat.telegram.id)
    if (kind !== 'new' || !stored.byBot || writer === undefined) return
    const seen = writer.person.messages().find(({ messageId }) => messageId === stored.message.message_id)
    if (seen === undefined) return
    // The call that made the message is answered first.
    setImmediate(() => {
      writer.hear(seen)
      writer.write()
    })
  })
}

/** Sees to it that the process dies as planned. @returns how to take that back. */
function arm(kind: KillKind, service: ServiceProcess, server: BotApiServer, random: Random, backAfter: number[]): () => void {
  const startedAt = Date.now()
  let timer: NodeJS.Timeout | undefined
  if (kind === 'early') timer = setTimeout(service.kill, random.between(20, 700))
  let left = random.between(2, 8)
  let silent = true
  const off = server.on('call', ({ method }) => {
    if (method !== 'sendMessage') return
    if (silent) backAfter.push(Date.now() - startedAt)
    silent = false
    left -= 1
    if (kind === 'random' && left === 0) timer = setTimeout(service.kill, random.between(0, 30))
  })
  return () => {
    clearTimeout(timer)
    off()
  }
}

/** Every writer has written what they wanted and heard every answer. */
async function untilDone(server: BotApiServer, writers: readonly ChatWriter[], service: ServiceProcess): Promise<void> {
  const ended = service.exited.then((exit) => {
    throw new Error(`The service ended by itself (${exit.code ?? exit.signal}):\n${service.output()}`)
  })
  for (;;) {
    if (writers.every((writer) => writer.open().length === 0)) return
    let off = () => {}
    const heard = new Promise<void>((resolve) => {
      off = server.on('message', () => setImmediate(() => setImmediate(resolve)))
    })
    await Promise.race([heard, ended]).finally(() => off())
  }
}

async function untilSettled(query: Query): Promise<void> {
  while ((await findUnfinished(query)).length > 0) await new Promise((resolve) => setTimeout(resolve, 50))
}

function withDeadline(milliseconds: number, describeState: () => string): { promise: Promise<never>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined
  const promise = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done after ${milliseconds} ms.\n${describeState()}`)), milliseconds)
  })
  promise.catch(() => {})
  return { promise, cancel: () => clearTimeout(timer) }
}

function describe(writers: readonly ChatWriter[], service: ServiceProcess | null, kills: number): string {
  const waiting = writers
    .filter(({ open }) => open().length > 0)
    .map(({ person, open, asked, heard }) => {
      const last = heard.slice(-5).map(({ text }) => `    ${text}`)
      return [`  chat ${person.chatId}: ${asked.length} asked, waits for ${open().join(', ')}. Heard last:`, ...last].join('\n')
    })
  return [`After ${kills} kills:`, ...waiting, service?.output() ?? ''].join('\n')
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}
