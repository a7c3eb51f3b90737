// The whole service with the playground in it, as `npm start` opens it without a token: with the people
// of the demo data, the page and the API on one port.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createLogger } from '../../src/logger.ts'

export interface PlaygroundService {
  /** Of the page. */
  readonly page: string
  /** A call of the API, as the vendor's CRM makes it; throws for any answer that is not 2xx. */
  api<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>
  stop(): Promise<void>
}

const apiToken = 'a-token-for-tests-only'

/** With its embedded database unless a `DATABASE_URL` is given; any setting can be. */
export async function startPlaygroundService(settings: Record<string, string> = {}): Promise<PlaygroundService> {
  const dataDir = await mkdtemp(join(tmpdir(), 'playground-'))
  const config = readConfig({
    DATA_DIR: dataDir,
    PORT: '0',
    API_TOKEN: apiToken,
    LOG_LEVEL: 'silent',
    RETRY_FIRST_SECONDS: '0.3',
    NOTICE_JOIN_SECONDS: '0',
    ...settings,
  })
  const app = await startApp(config, createLogger({ level: config.logLevel }))
  return {
    page: `${app.url}/playground`,
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
    async stop() {
      await app.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
