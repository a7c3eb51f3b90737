// Promises over weeks of the desk's clock: two replicas sweep when they like, or not for days, and every connection is cut in
// the middle of a sweep. No warning is lost, none is given twice, and nobody is woken for an ordinary ticket.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/db/client.ts'
import type { TicketId } from '../../src/domain/ids.ts'
import { priorities } from '../../src/domain/priority.ts'
import type { SlaClock } from '../../src/domain/sla-clock.ts'
import { nextWarning, type WarningLevel } from '../../src/domain/sla-warnings.ts'
import { addComment } from '../../src/services/add-comment.ts'
import { warnDueClocks } from '../../src/services/warn-due-clocks.ts'
import { silentLog } from '../support/delivery.ts'
import { createPromisedDesk, type PromisedDesk } from '../support/promised-desk.ts'
import { vilnius } from '../support/sla-examples.ts'
import { waitUntil } from '../support/wait-until.ts'
import { createRandom } from './seeded-random.ts'

const minute = 60_000
const steps = 120
/** Another seed each run, printed when it fails: CHAOS_SEED=... */
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000)

let house: PromisedDesk
let replicas: readonly [Database, Database]
beforeAll(async () => {
  house = await createPromisedDesk(vilnius('Mon 26 Oct 09:00'))
  await house.subscribe('PREMIUM', '2026-01-01')
  const open = () => openDatabase({ url: house.url, secrets: house.secrets, now: () => house.clock.now, onCommit: () => {} })
  replicas = [open(), open()]
})
afterAll(async () => {
  for (const replica of replicas) await replica.close()
  await house.drop()
})

const sweep = (database: Database) => warnDueClocks({ database, desk: house.desk, log: silentLog })

/** As a database that is killed does it: whoever is in the middle of something has done nothing. */
async function cutEverybody(): Promise<void> {
  const others = `FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_start < $1`
  const [now] = await house.sql<{ at: Date }>('SELECT clock_timestamp() AS at')
  await house.sql(`SELECT pg_terminate_backend(pid) ${others}`, [now?.at])
  await waitUntil(async () => (await house.sql(`SELECT 1 ${others}`, [now?.at])).length === 0)
  // Everybody has heard of it by now; whoever has not yet is asked until they have.
  const answers = (database: Database) =>
    database.ping().then(
      () => true,
      () => false,
    )
  for (const database of [house.database, ...replicas]) await waitUntil(() => answers(database))
}

interface Given {
  readonly ticket: TicketId
  readonly clock: SlaClock
  readonly warnings: readonly { readonly level: WarningLevel; readonly at: string; readonly told: number }[]
}

async function readClocks(): Promise<readonly Given[]> {
  return house.sql<Given & Record<string, unknown>>(
    `SELECT c.ticket_id AS ticket, c.state AS clock, coalesce((
       SELECT jsonb_agg(jsonb_build_object('level', w.level, 'at', w.at, 'told', (
         SELECT count(*) FROM outbox_message o WHERE o.kind = 'ticket.warning' AND o.dedup_key LIKE
           'ticket.warning:' || w.ticket_id || ':' || w.kind || ':' || w.cycle || ':' || w.level || ':%')) ORDER BY w.at)
       FROM sla_warning w WHERE (w.ticket_id, w.kind, w.cycle) = (c.ticket_id, c.kind, c.cycle)), '[]') AS warnings
     FROM sla_clock c`,
  )
}

test(`weeks of promises, swept by two, cut again and again (seed ${seed})`, { timeout: 90_000 }, async () => {
  const random = createRandom(seed)
  const { catalogues, calendars } = house.desk
  const calendar = calendars(catalogues.standard, [])
  const open: TicketId[] = []
  let cutAt = 0
  let compared = 0

  async function write(ticketId: TicketId, byEngineer: boolean): Promise<void> {
    const author = byEngineer ? { engineerId: house.engineers.petras } : { contactId: house.contact }
    await house.run((tx) => addComment(tx, house.desk, { ticketId, author, body: 'It fails again, please look' }))
  }

  async function step(): Promise<boolean> {
    const [first, second] = replicas
    const chance = random.next()
    if (chance < 0.2) open.push((await house.open(random.pick(priorities))).id)
    else if (chance < 0.4 && open.length > 0) await write(random.pick(open as [TicketId]), random.next() < 0.6)
    else if (chance < 0.5) return false
    if (chance > 0.85) {
      cutAt = house.clock.now.getTime()
      const sweeps = [sweep(first), sweep(second)].map((one) => one.catch(() => undefined))
      for (let turns = random.between(0, 30); turns > 0; turns--) await new Promise((turn) => setImmediate(turn))
      await cutEverybody()
      await Promise.all(sweeps)
      return false
    }
    await Promise.all(chance < 0.7 ? [sweep(first)] : [sweep(first), sweep(second)])
    // What one had in hand the other has left alone.
    await sweep(second)
    return true
  }

  for (let count = 0; count < steps; count++) {
    const pause = random.pick([1, 3, 10, 25, 60, 61, 240, 900, 3000])
    house.clock.now = new Date(house.clock.now.getTime() + pause * minute)
    if (!(await step())) continue
    // A ticket that could not be looked at is looked at again after a minute.
    if (house.clock.now.getTime() - cutAt <= minute) continue
    for (const { ticket, clock, warnings } of await readClocks()) {
      const { send } = nextWarning(clock, { sent: warnings.map(({ level }) => level), now: house.clock.now }, calendar)
      expect({ ticket, send }).toEqual({ ticket, send: null })
      compared += 1
    }
  }

  const clocks = await readClocks()
  expect(compared).toBeGreaterThan(100)
  expect(clocks.flatMap(({ warnings }) => warnings).length).toBeGreaterThan(10)
  for (const { clock, warnings } of clocks) {
    for (const { at, told } of warnings) {
      expect(told).toBeGreaterThan(0)
      if (clock.time === 'working') expect(calendar.isOpen(new Date(at))).toBe(true)
    }
  }
  const doubled = await house.sql('SELECT dedup_key FROM outbox_message GROUP BY dedup_key HAVING count(*) > 1')
  expect(doubled).toEqual([])
})
