// Durable intake: updates a second until they are committed, by webhook and by polling, beside bare grammY with an empty handler.
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Ground, inParallel, startService, waitFor } from './ground.ts'
import { post, postText, textUpdate } from './messages.ts'

const connections = 40

async function measureWebhooks(url: string, count: number): Promise<number> {
  const bodies = Array.from({ length: count }, (_, n) => JSON.stringify(textUpdate(500_000 + (n % 1000), `message ${n}`)))
  return count / (await inParallel(count, connections, (n) => postText(url, bodies[n] ?? '')))
}

async function stored(ground: Ground): Promise<number> {
  const { rows } = await ground.pool.query<{ count: string }>('SELECT count(*) FROM inbound_message')
  return Number(rows[0]?.count)
}

/** Rows of the service that takes and does not think: the roles of intake alone. */
export async function benchIntake(ground: Ground, count: number): Promise<void> {
  const bare = await startBare(['webhook', ground.telegram.apiRoot])
  await measureWebhooks(`http://127.0.0.1:${bare.port}/`, 2000)
  const reference = await measureWebhooks(`http://127.0.0.1:${bare.port}/`, count)
  bare.child.kill()
  const webhook = await startService(ground, { ROLES: 'http,telegram' })
  await inParallel(2000, connections, (n) => post(webhook.url, textUpdate(600_000 + n, 'warm')))
  const durable = await measureWebhooks(`${webhook.url}/telegram/webhook`, count)
  await webhook.stop()
  console.log(
    `webhook intake, committed before the 200      ${durable.toFixed(0)}/s  (bare grammY, empty handler: ${reference.toFixed(0)}/s)`,
  )

  const before = await stored(ground)
  const polling = await startService(ground, {
    ROLES: 'http,telegram',
    TELEGRAM_MODE: 'polling',
    PUBLIC_URL: '',
    TELEGRAM_WEBHOOK_SECRET: '',
  })
  const updates = Array.from({ length: count }, (_, n) => textUpdate(500_000 + (n % 1000), `polled ${n}`))
  const begun = performance.now()
  ground.telegram.order({ updates })
  await waitFor(async () => (await stored(ground)) >= before + count, 120_000)
  const polled = count / ((performance.now() - begun) / 1000)
  await polling.stop()
  console.log(`polling intake, committed before the offset   ${polled.toFixed(0)}/s`)
  await ground.pool.query('TRUNCATE inbound_message')
}

export async function startBare(args: readonly string[]): Promise<{ child: ChildProcess; port: string }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('bare-grammy.ts', import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return { child, port: (await lines.next()).value as string }
}
