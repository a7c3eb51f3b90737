// The whole service in the test's process, as main.ts starts it, on a database of its own and against the loopback Bot API
// server: what a person sends goes in at the front door, and what they see came out of it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createLogger } from '../../src/logger.ts'
import { type BotApiServer, type BotApiServerOptions, startBotApiServer } from '../../src/playground/bot-api-server.ts'
import type { HouseChannel } from '../../src/whatsapp.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

export interface TestService {
  readonly app: App
  readonly telegram: BotApiServer
  readonly db: TestDatabase
  /** The API as the vendor's CRM calls it; throws for any answer that is not 2xx. */
  api<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>
  /** Moves the desk's clock; the loopback server's stays. */
  advance(seconds: number): void
  /** Stops the service and starts it anew, on the same database and before the same Telegram. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export const apiToken = 'a-token-for-tests-only'

/**
 * Polling unless `TELEGRAM_MODE` is given; any setting can be given. `prepare` fills the database before the start; `others` are
 * channels to serve beside Telegram, `bot` is what Telegram's bot can do.
 */
export async function startTestService(
  settings: Record<string, string> = {},
  prepare: (db: TestDatabase) => Promise<void> = async () => {},
  others: readonly HouseChannel[] = [],
  bot: BotApiServerOptions['bot'] = {},
): Promise<TestService> {
  const db = await createTestDatabase()
  await prepare(db)
  const telegram = await startBotApiServer({ webhookRetryScale: 0.02, bot })
  const dataDir = await mkdtemp(join(tmpdir(), 'service-'))
  const config = readConfig({
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    DATABASE_URL: db.url,
    DATA_DIR: dataDir,
    PORT: '0',
    API_TOKEN: apiToken,
    LOG_LEVEL: 'silent',
    RETRY_FIRST_SECONDS: '0.2',
    NOTICE_JOIN_SECONDS: '0',
    ...settings,
  })
  let ahead = 0
  const now = () => new Date(Date.now() + ahead * 1000)
  const start = () => startApp(config, createLogger({ level: config.logLevel }), now, others)
  let app = await start()
  return {
    get app() {
      return app
    },
    telegram,
    db,
    async api<T>(method: string, path: string, body?: unknown) {
      const response = await fetch(`${app.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${apiToken}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const answer = await response.text()
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${answer}`)
      return JSON.parse(answer) as T
    },
    advance(seconds) {
      ahead += seconds
    },
    async restart() {
      await app.stop()
      app = await start()
    },
    async stop() {
      await app.stop()
      await telegram.close()
      await db.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
