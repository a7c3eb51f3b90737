// The service behind the Cloud API, killed at the points where it hurts most: Meta repeats what was not answered, so nothing is
// lost, and nothing that was stored is done twice.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFailed, test } from 'vitest'
import { insertLinkCode } from '../../src/db/link-codes.ts'
import { createLinkCode, hashLinkCode } from '../../src/domain/link-code.ts'
import { type GraphServer, startGraphServer } from '../../src/playground/graph/graph-server.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createContact } from '../support/factories.ts'
import { findFreePort } from '../support/free-port.ts'
import { type ServiceProcess, startService } from './service-process.ts'

const people = 3
const followUps = 4
const patience = { timeoutMs: 60_000 }

let db: TestDatabase
let graph: GraphServer
let folder: string

beforeEach(async () => {
  db = await createTestDatabase()
  graph = await startGraphServer({ firstPauseMs: 50 })
  folder = mkdtempSync(join(tmpdir(), 'chaos-cloud-'))
})
afterEach(async () => {
  await graph.close()
  await db.drop()
  rmSync(folder, { recursive: true })
})

/** One process after another, as a supervisor would start them; the last is not killed any more. */
function keepRunning(settings: Record<string, string>, kills: number) {
  let deaths = 0
  let stopped = false
  let current: ServiceProcess
  function start(): void {
    const points = deaths < kills ? { CRASH_POINTS: 'received:0.04,processed:0.03,claimed:0.03,sent:0.04' } : {}
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
    deaths: () => deaths,
    stop() {
      stopped = true
      return current.stop()
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

async function live(index: number): Promise<void> {
  const person = graph.phone(`Person ${index}`)
  person.send(await codeFor(person.name))
  await person.sees('Successfully connected', patience)
  person.send(`The lines of person ${index} are down since morning`)
  await person.sees(/New ticket/, patience)
  person.press('Create ticket')
  const number = /#(\d+)\*? is open/.exec((await person.sees(/#\d+\*? is open/, patience)).text)?.[1]
  for (let note = 1; note <= followUps; note++) {
    const sent = person.send(`Note ${note} of person ${index} about ticket #${number}`)
    await person.sees(/Added to/, { ...patience, after: sent })
  }
}

test('killed again and again, the service loses nothing, opens no ticket twice and leaves nobody without an answer', {
  timeout: 240_000,
}, async () => {
  const port = await findFreePort()
  const service = keepRunning(
    {
      ...graph.settings,
      DATABASE_URL: db.url,
      SECRET_KEY: randomBytes(32).toString('base64'),
      DATA_DIR: folder,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      RETRY_FIRST_SECONDS: '0.2',
      TICKET_NUMBER_START: '500',
    },
    4,
  )
  // It would go on by itself, one process after another.
  onTestFailed(async () => {
    await service.stop()
  })
  const webhook = `http://127.0.0.1:${port}/whatsapp/webhook`
  await expect
    .poll(
      () =>
        graph.setWebhook(webhook).then(
          () => true,
          () => false,
        ),
      { timeout: 30_000 },
    )
    .toBe(true)
  await Promise.all(Array.from({ length: people }, (_, index) => live(index + 1)))
  await graph.delivered(60_000)
  const waiting = `SELECT 1 FROM inbound_message WHERE state = 'new' UNION ALL SELECT 1 FROM outbox_message WHERE state IN ('queued', 'sending')`
  await expect.poll(() => db.sql(waiting), { timeout: 30_000 }).toEqual([])
  const deaths = service.deaths()
  await service.stop()

  const notes = await db.sql<{ body: string; times: number }>(
    `SELECT body, count(*)::int AS times FROM comment WHERE body LIKE 'Note %' GROUP BY body`,
  )
  expect(notes).toHaveLength(people * followUps)
  expect(notes.filter(({ times }) => times !== 1)).toEqual([])
  expect(await db.sql('SELECT count(*)::int AS tickets FROM ticket')).toEqual([{ tickets: people }])
  expect(await db.sql(`SELECT 1 FROM inbound_message WHERE state <> 'done'`)).toEqual([])
  expect(graph.faults()).toEqual([])
  expect(deaths).toBeGreaterThanOrEqual(1)
  const said = Array.from({ length: people }, (_, index) =>
    graph
      .phone(`Person ${index + 1}`)
      .messages()
      .map(({ text }) => text),
  )
  const twice = said.map((texts) => texts.length - new Set(texts.filter((words) => !words.includes('Added to'))).size)
  console.log(`${deaths} kills, ${graph.repeats} deliveries repeated, ${said.flat().length} messages said (${twice.join(', ')})`)
})
