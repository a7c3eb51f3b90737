// Fuzz through the front door: a real service process gets updates and API requests, good and spoilt, by the thousand. It
// may refuse anything, but never fail: no crash, no unhandled rejection, no 5xx, nothing left over, memory flat.

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startBotApiServer } from '../../src/playground/bot-api-server.ts'
import { createRandom } from '../chaos/seeded-random.ts'
import { type ServiceProcess, startService } from '../chaos/service-process.ts'
import { findFreePort } from '../support/free-port.ts'
import { checkRoutes, nextRequest } from './api-requests.ts'
import { createFuzzDesk, type FuzzDesk } from './desk.ts'
import { createDoor, type Door } from './door.ts'
import type { Memory } from './growth.ts'
import type { RawAnswer } from './send-raw.ts'
import { nextUpdate, type Shown } from './updates.ts'

export interface FuzzOptions {
  readonly seed: number
  /** Updates and API requests together, about half and half. */
  readonly inputs: number
  readonly databaseUrl: string
  readonly query: <Row>(text: string) => Promise<readonly Row[]>
  readonly log?: (line: string) => void
}

export interface FuzzFault {
  /** Which input of the seed's; the same seed has the same one there. */
  readonly input: number
  readonly what: string
}

export interface FuzzReport {
  readonly inputs: number
  readonly faults: readonly FuzzFault[]
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>
  readonly stored: Stored
  /** Of the service, over each tenth of the inputs. */
  readonly memory: readonly Memory[]
  readonly milliseconds: number
  /** Lines of error in the service's log, the end of them. */
  readonly errors: string
  readonly stopExitCode: number | null
}

/** What all of it became: how deep the inputs went. */
export interface Stored {
  /** Messages that the service gave up on: each is a fault. */
  readonly parked: number
  readonly chatTickets: number
  readonly comments: number
  readonly outboxMessages: number
}

const token = 'a-token-for-fuzz-only'
const lanes = 8

export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const startedAt = Date.now()
  const telegram = await startBotApiServer({ webhookRetryScale: 0.02 })
  const buttons = new Map<number, readonly string[]>()
  telegram.on('message', ({ chat, stored }) => {
    const rows = stored.message.reply_markup?.inline_keyboard ?? []
    const data = rows.flat().flatMap((button) => ('callback_data' in button ? [String(button.callback_data)] : []))
    if (data.length > 0) buttons.set(chat.telegram.id, data)
  })
  const shown: Shown = (person) => buttons.get(person) ?? []
  const dataDir = await mkdtemp(join(tmpdir(), 'support-assistant-fuzz-'))
  const port = await findFreePort()
  const secret = randomBytes(16).toString('hex')
  const service = startService({
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: options.databaseUrl,
    SECRET_KEY: randomBytes(32).toString('base64'),
    API_TOKEN: token,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_MODE: 'webhook',
    TELEGRAM_WEBHOOK_SECRET: secret,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    RETRY_FIRST_SECONDS: '1',
    NOTICE_JOIN_SECONDS: '0',
  })
  const agent = new Agent({ keepAlive: true, maxSockets: lanes * 2 })
  const door = createDoor(port, secret, agent, shown)
  try {
    await untilReady(door, service)
    const desk = await prepare(door, (id) => telegram.person({ id, firstName: `Person ${id}` }).begin())
    const thrown = await throwAll(options, desk, door, service)
    await untilDrained(options, service)
    const [stored] = await options.query<Stored>(`
      SELECT (SELECT count(*)::int FROM inbound_message WHERE state = 'parked') AS parked,
        (SELECT count(*)::int FROM ticket WHERE channel = 'telegram') AS "chatTickets",
        (SELECT count(*)::int FROM comment) AS comments, (SELECT count(*)::int FROM outbox_message) AS "outboxMessages"`)
    if (stored === undefined) throw new Error('the database tells nothing')
    const { faults: late, exitCode } = await stopUnderFire(options, desk, door, service)
    return {
      ...thrown,
      inputs: options.inputs,
      faults: [...thrown.faults, ...late],
      stored,
      milliseconds: Date.now() - startedAt,
      errors: service.output(),
      stopExitCode: exitCode,
    }
  } finally {
    service.kill()
    await service.exited
    agent.destroy()
    await telegram.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function prepare(door: Door, begin: (id: number) => void): Promise<FuzzDesk> {
  const headers = { authorization: `Bearer ${token}` }
  const document = await door.send({ method: 'GET', path: '/api/v1/openapi.json', headers, body: null })
  const { paths } = JSON.parse(document.text) as { paths: Record<string, Record<string, object>> }
  const documented = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
  )
  const unknown = checkRoutes(documented)
  if (unknown.length > 0) throw new Error(`Routes without an example, or examples without a route: ${unknown.join(', ')}`)
  const desk = await createFuzzDesk(async (path, body) => {
    // A form writes itself, with a boundary of its own.
    const encoded = new Response(body instanceof FormData ? body : JSON.stringify(body))
    const type = body instanceof FormData ? (encoded.headers.get('content-type') ?? '') : 'application/json'
    const answer = await door.send({
      method: 'POST',
      path: `/api/v1${path}`,
      headers: { ...headers, 'content-type': type },
      body: Buffer.from(await encoded.arrayBuffer()),
    })
    if (answer.status !== 201) throw new Error(`POST ${path} answered ${answer.status}: ${answer.text}`)
    return JSON.parse(answer.text) as Record<string, unknown>
  })
  for (const [n, id] of desk.people.entries()) {
    begin(id)
    const from = { id, is_bot: false, first_name: `Person ${id}` }
    const message = { message_id: 1, date: 1_795_000_000, chat: { id, type: 'private' }, from, text: '/start' }
    await door.deliver({ update_id: n + 1, message })
  }
  return desk
}

async function throwAll(options: FuzzOptions, desk: FuzzDesk, door: Door, service: ServiceProcess) {
  const faults: FuzzFault[] = []
  const statuses: Record<string, number> = {}
  const memory: Memory[] = []
  const samples: Memory[] = []
  const tenth = Math.ceil(options.inputs / 10)
  const between = Math.ceil(tenth / 50)
  let next = 0
  let ended = false
  void service.exited.then(() => {
    ended = true
  })
  async function lane(): Promise<void> {
    while (next < options.inputs && !ended && faults.length < 20) {
      const input = next++
      const { answer, what } = await throwOne(options.seed, input, desk, door)
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
      if (isFault(answer)) faults.push({ input, what: `${answer.status} ${answer.text.slice(0, 300)}\n  to ${what}` })
      if ((input + 1) % between === 0) samples.push(await readMemory(door))
      if ((input + 1) % tenth === 0) {
        const taken = samples.splice(0)
        // Garbage lies about for a while: the least of many readings is what is alive.
        const liveMB = Math.min(...taken.map((sample) => sample.liveMB))
        const residentMB = Math.max(...taken.map((sample) => sample.residentMB))
        memory.push({ residentMB, liveMB })
        options.log?.(`${input + 1} inputs, ${residentMB} MB resident, ${liveMB} MB alive`)
      }
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  if (ended) faults.push({ input: next - 1, what: `the service ended by itself:\n${service.output()}` })
  return { faults, statuses, memory }
}

/** One input: what it is depends on the seed and its number alone. */
async function throwOne(seed: number, input: number, desk: FuzzDesk, door: Door): Promise<{ answer: RawAnswer; what: string }> {
  const random = createRandom(seed * 1_000_003 + input)
  if (random.next() < 0.5) {
    const request = nextRequest(random, desk, token)
    const { method, path, headers, body } = request
    return {
      answer: await door.send(request),
      what: `${method} ${path} ${JSON.stringify(headers)} ${body?.toString().slice(0, 2000)}`,
    }
  }
  // Now and then an update comes again.
  const update = nextUpdate(random, desk, 1000 + input - (random.next() < 0.03 ? random.between(0, 20) : 0), door.shown)
  return { answer: await door.deliver(update), what: `the update ${JSON.stringify(update).slice(0, 2000)}` }
}

/** Whatever is wrong is to be told as the sender's fault, or to be taken; a request cut off by us has no answer. */
function isFault({ status, text }: RawAnswer): boolean {
  return status >= 500 || (status === 0 && text !== 'cut')
}

async function readMemory(door: Door): Promise<Memory> {
  const { text } = await door.send({ method: 'GET', path: '/metrics', headers: {}, body: null })
  const read = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]) / 1e6
  const live = read('nodejs_heap_size_used_bytes') + read('nodejs_external_memory_bytes')
  return { residentMB: Math.round(read('process_resident_memory_bytes')), liveMB: Math.round(live) }
}

async function untilReady(door: Door, service: ServiceProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { status } = await door.send({ method: 'GET', path: '/readyz', headers: {}, body: null })
    if (status === 200) return
    await pause(50)
  }
  throw new Error(`The service did not start:\n${service.output()}`)
}

async function untilDrained({ query }: FuzzOptions, service: ServiceProcess): Promise<void> {
  const until = Date.now() + 120_000
  for (;;) {
    const [row] = await query<{ waiting: number }>(`SELECT count(*)::int AS waiting FROM inbound_message WHERE state = 'new'`)
    if (row?.waiting === 0) return
    if (Date.now() > until) throw new Error(`${row?.waiting} received messages are not processed:\n${service.output()}`)
    await pause(100)
  }
}

/** SIGTERM while requests come: each is answered, or refused with 503 or a closed door; then the process ends well. */
async function stopUnderFire(options: FuzzOptions, desk: FuzzDesk, door: Door, service: ServiceProcess) {
  const faults: FuzzFault[] = []
  const firing = Array.from({ length: lanes }, async (_, lane) => {
    for (let shot = 0; shot < 50; shot++) {
      const input = options.inputs + shot * lanes + lane
      const { answer, what } = await throwOne(options.seed, input, desk, door)
      if (answer.status >= 500 && answer.status !== 503)
        faults.push({ input, what: `while stopping: ${answer.status} to ${what}` })
      if (answer.status === 0 && answer.text !== 'cut') return
    }
  })
  const { code } = await service.stop()
  await Promise.all(firing)
  return { faults, exitCode: code }
}
