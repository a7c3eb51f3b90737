// What every bench stands on: a PostgreSQL with the service's own settings, the fast Bot API in a process of its own, the
// service as a process, and a few words for figures.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts'

export const apiToken = 'a-token-for-benches-only'
export const webhookSecret = 'a_secret_for_benches_only'
export const botToken = '42:only-for-benches'
/** The same for every service on one database, as replicas have it. */
const secretKey = Buffer.alloc(32, 'only for benches').toString('base64')

export interface Ground {
  readonly databaseUrl: string
  readonly pool: pg.Pool
  readonly telegram: FastTelegram
  close(): Promise<void>
}

export interface FastTelegram {
  readonly apiRoot: string
  order(order: object): void
  report(): Promise<{ sent: number; waiting: number; accepted: [string, number[]][] }>
}

export async function openGround(): Promise<Ground> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-'))
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log: () => undefined,
    // Counts statements; the references pay for it too.
    settings: { shared_preload_libraries: 'pg_stat_statements' },
  })
  const pool = new pg.Pool({ connectionString: postgres.url, max: 16 })
  pool.on('error', () => undefined)
  await pool.query('CREATE EXTENSION pg_stat_statements')
  const { telegram, child } = await startFastTelegram()
  return {
    databaseUrl: postgres.url,
    pool,
    telegram,
    async close() {
      child.kill()
      await pool.end()
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function startFastTelegram(): Promise<{ telegram: FastTelegram; child: ChildProcess }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('fast-telegram.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const read = async () => JSON.parse((await lines.next()).value as string)
  const { port } = (await read()) as { port: number }
  const order = (value: object) => child.stdin.write(`${JSON.stringify(value)}\n`)
  return {
    child,
    telegram: {
      apiRoot: `http://127.0.0.1:${port}`,
      order,
      async report() {
        order({ report: true })
        return read()
      },
    },
  }
}

export interface BenchService {
  readonly url: string
  readonly startSeconds: number
  readonly pid: number
  stop(): Promise<void>
}

/** The service as its own process, as in production: webhook mode unless `settings` say otherwise. */
export async function startService(ground: Ground, settings: Record<string, string> = {}): Promise<BenchService> {
  const port = String(20_000 + Math.floor(Math.random() * 20_000))
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-service-'))
  const begun = performance.now()
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../src/main.ts', import.meta.url))], {
    env: {
      PATH: process.env['PATH'],
      TELEGRAM_BOT_TOKEN: botToken,
      TELEGRAM_API_ROOT: ground.telegram.apiRoot,
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: webhookSecret,
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATABASE_URL: ground.databaseUrl,
      DATA_DIR: dataDir,
      PORT: port,
      API_TOKEN: apiToken,
      SECRET_KEY: secretKey,
      LOG_LEVEL: 'error',
      NOTICE_JOIN_SECONDS: '0',
      ...settings,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  await waitFor(async () => (await fetch(`${url}/readyz`)).ok, 30_000)
  return {
    url,
    startSeconds: (performance.now() - begun) / 1000,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('exit', resolve))
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Asks again and again until it is true; a refused connection counts as not yet. */
export async function waitFor(condition: () => Promise<boolean>, timeoutMs: number, everyMs = 10): Promise<void> {
  const end = performance.now() + timeoutMs
  for (;;) {
    if (await condition().catch(() => false)) return
    if (performance.now() > end) throw new Error('a bench waited in vain')
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? Number.NaN
}

/** Runs `work` `count` times, `width` at once; returns the seconds it took. */
export async function inParallel(count: number, width: number, work: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < count) await work(next++)
    }),
  )
  return (performance.now() - begun) / 1000
}
