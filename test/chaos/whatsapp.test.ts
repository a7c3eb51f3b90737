// The service with a linked WhatsApp account, killed again and again while people write: at any moment, and at the points where
// it hurts most. What was stored is neither lost nor done twice, and nobody reads anything twice.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFailed, test } from 'vitest'
import { insertLinkCode } from '../../src/db/link-codes.ts'
import { createLinkCode, hashLinkCode } from '../../src/domain/link-code.ts'
import type { SentWhatsApp, WhatsAppPerson } from '../../src/playground/whatsapp/contract.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createContact } from '../support/factories.ts'
import { type LinkedWhatsApp, startLinkedWhatsApp } from '../support/linked-whatsapp.ts'
import { createRandom } from './seeded-random.ts'
import { type ServiceProcess, startService } from './service-process.ts'

const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000)
const people = 3
const followUps = 3
const killsByHand = 2
const isOpen = /#(\d+)\*? is open/
const crashPoints = 'received:0.05,processed:0.03,claimed:0.03,sent:0.03'

let db: TestDatabase
let whatsapp: LinkedWhatsApp
let folder: string

beforeEach(async () => {
  db = await createTestDatabase()
  whatsapp = await startLinkedWhatsApp()
  folder = mkdtempSync(join(tmpdir(), 'chaos-whatsapp-'))
})
afterEach(async () => {
  await whatsapp.close()
  await db.drop()
  rmSync(folder, { recursive: true })
})

interface Fleet {
  kill(): void
  readonly deaths: () => number
  /** From now on nothing is killed; the one that runs stays. */
  calm(): Promise<void>
  stop(): Promise<void>
}

/** One process after another, as a supervisor would start them. */
function keepRunning(settings: Record<string, string>): Fleet {
  let current: ServiceProcess
  let deaths = 0
  let stopped = false
  let points: Record<string, string> = { CRASH_POINTS: crashPoints }
  function start(): void {
    current = startService({ ...settings, ...points })
    void current.exited.then(({ signal, code }) => {
      if (stopped) return
      if (signal !== 'SIGKILL') throw new Error(`ended by itself with ${code}: ${current.output()}`)
      deaths += 1
      start()
    })
  }
  start()
  return {
    kill: () => current.kill(),
    deaths: () => deaths,
    async calm() {
      points = {}
      const { exited } = current
      current.kill()
      await exited
    },
    async stop() {
      stopped = true
      await current.stop()
    },
  }
}

async function codeFor(name: string): Promise<string> {
  const code = createLinkCode()
  await db.database.transaction(async (tx) => {
    const { id } = await createContact(tx, { name })
    await insertLinkCode(tx, { contactId: id }, { hash: hashLinkCode(code), expiresAt: new Date(Date.now() + 600_000) })
  })
  return code
}

/** As a person does it: who gets no answer says it again. @returns how often it was said */
async function insist(person: WhatsAppPerson, text: string, answer: RegExp, said: SentWhatsApp[]): Promise<number> {
  for (let tries = 1; ; tries++) {
    const mark = whatsapp.server.mark()
    said.push(await person.send(text))
    const seen = await person.sees(answer, { after: mark, timeoutMs: 25_000 }).catch((error: unknown) => {
      if (tries === 4) throw error
      return null
    })
    if (seen !== null) return tries
  }
}

test('killed at any moment, the service loses nothing that it stored, opens no ticket twice and says nothing twice', {
  timeout: 240_000,
}, async () => {
  const random = createRandom(seed)
  const fleet = keepRunning({
    ...whatsapp.settings,
    NODE_OPTIONS: '--import ./src/playground/whatsapp/trust.ts',
    NODE_EXTRA_CA_CERTS: whatsapp.server.caFile,
    DATABASE_URL: db.url,
    SECRET_KEY: randomBytes(32).toString('base64'),
    DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'warn',
    RETRY_FIRST_SECONDS: '0.2',
    TICKET_NUMBER_START: '500',
  })
  // It would go on by itself, one process after another.
  onTestFailed(() => fleet.stop())
  const said: SentWhatsApp[] = []
  let repeats = 0

  async function live(index: number): Promise<void> {
    const person = whatsapp.server.phone(`Person ${index}`)
    const write = async (text: string, answer: RegExp) => {
      repeats += (await insist(person, text, answer, said)) - 1
    }
    await write(await codeFor(person.name), /Successfully connected|already/)
    await write(`The lines of person ${index} are down since morning`, /New ticket/)
    // Who answers in the second in which the service dies is taken by their words: the card shows it, and they choose again.
    while (!person.messages().some(({ text }) => isOpen.test(text))) await write('create ticket', /is open|New ticket|Added to/)
    const ticket = isOpen.exec(person.messages().findLast(({ text }) => isOpen.test(text))?.text ?? '')?.[1]
    for (let note = 1; note <= followUps; note++)
      await write(`Note ${note} of person ${index} about ticket #${ticket}`, /Added to/)
  }

  const lives = Promise.all(Array.from({ length: people }, (_, index) => live(index + 1)))
  const killing = (async () => {
    for (let kill = 0; kill < killsByHand; kill++) {
      const before = said.length
      const enough = random.between(3, 8)
      await whatsapp.server
        .until(() => (said.length >= before + enough ? true : undefined), 'more to be said', 120_000)
        .catch(() => null)
      fleet.kill()
    }
  })()
  await lives
  const deaths = fleet.deaths()
  await fleet.calm()
  await whatsapp.server.phone('Last').send('the end')
  await expect.poll(() => unprocessed(), { timeout: 30_000 }).toBe(0)
  await fleet.stop()
  void killing

  const rows = await db.sql<{ external_id: string; state: string }>('SELECT external_id, state FROM inbound_message')
  const stored = new Set(rows.map(({ external_id: name }) => name.split('|')[2]))
  const lost = said.filter(({ id, state }) => !stored.has(id) && state !== 'sent')
  const comments = await db.sql<{ body: string; times: number }>('SELECT body, count(*)::int AS times FROM comment GROUP BY body')
  const tickets = await db.sql<{ count: number }>('SELECT count(*)::int FROM ticket')
  const readTwice = whatsapp.server
    .people()
    .flatMap((person) => person.messages())
    .filter(({ times }) => times > 1)
  console.log(
    `seed ${seed}: ${said.length} messages, ${deaths} kills, ${lost.length} lost before the insert, ${repeats} said again, ${readTwice.length} sent again under the same id`,
  )

  expect(deaths).toBeGreaterThanOrEqual(2)
  expect(rows.filter(({ state }) => state !== 'done')).toEqual([])
  expect(tickets).toEqual([{ count: people }])
  const notes = comments.filter(({ body }) => /^Note \d/.test(body))
  expect(notes).toHaveLength(people * followUps)
  // As often as it was stored: once, or once more where its writer had to say it again.
  for (const { body, times } of notes)
    expect(times, body).toBeLessThanOrEqual(said.filter((one) => textOf(one) === body && stored.has(one.id)).length)
  for (const person of whatsapp.server.people())
    expect(new Set(person.messages().map(({ id }) => id)).size).toBe(person.messages().length)
})

async function unprocessed(): Promise<number> {
  const [row] = await db.sql<{ count: number }>(`SELECT count(*)::int FROM inbound_message WHERE state = 'new'`)
  return row?.count ?? 0
}

function textOf({ message }: SentWhatsApp): string {
  return message.conversation ?? message.extendedTextMessage?.text ?? ''
}
