// A bot by hand: calls over plain fetch, for what a library would hide. With grammY, use its Api and `server.apiRoot`.
import { afterEach } from 'vitest'
import type { BotApiServerOptions } from '../../src/playground/bot-api-server.ts'
import { startBotApiServer } from '../../src/playground/bot-api-server.ts'
import type { BotApiServer } from '../../src/playground/server-contract.ts'
import type { Update } from '../../src/playground/telegram-objects.ts'

export interface RawAnswer {
  readonly status: number
  readonly ok: boolean
  readonly result: unknown
  readonly description: string
  readonly parameters: Record<string, unknown>
  readonly headers: Headers
}

/** Starts a server that is closed after the test. Call at the top of a test file. */
export function servers(): (options?: BotApiServerOptions) => Promise<BotApiServer> {
  const started: BotApiServer[] = []
  afterEach(async () => {
    await Promise.all(started.splice(0).map((server) => server.close()))
  })
  return async (options) => {
    const server = await startBotApiServer(options)
    started.push(server)
    return server
  }
}

/** A JSON call. */
export async function callRaw(
  server: BotApiServer,
  method: string,
  parameters: object = {},
  token = server.token,
): Promise<RawAnswer> {
  const body = JSON.stringify(parameters)
  return readAnswer(
    await fetch(`${server.apiRoot}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }),
  )
}

export async function readAnswer(response: Response): Promise<RawAnswer> {
  const body = (await response.json()) as Partial<RawAnswer>
  const { ok = false, result, description = '', parameters = {} } = body
  return { status: response.status, ok, result, description, parameters, headers: response.headers }
}

export async function pollRaw(server: BotApiServer, parameters: object = {}): Promise<Update[]> {
  return (await callRaw(server, 'getUpdates', parameters)).result as Update[]
}
