// Clocks as they are stored are those that the history of their tickets says, whatever happens and in whatever order; and
// whatever is stored wrongly is found.
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadClocks } from '../../src/db/sla-clocks.ts'
import { Refusal } from '../../src/domain/errors.ts'
import type { CommentId } from '../../src/domain/ids.ts'
import { type Priority, priorities } from '../../src/domain/priority.ts'
import { type Ticket, type TicketStatus, ticketStatuses } from '../../src/domain/ticket.ts'
import { tidy } from '../../src/jobs/tidy.ts'
import { addComment } from '../../src/services/add-comment.ts'
import { applyBetterPlan } from '../../src/services/apply-better-plan.ts'
import { changePriority } from '../../src/services/change-priority.ts'
import { changeStatus } from '../../src/services/change-status.ts'
import { checkClocks } from '../../src/services/check-clocks.ts'
import { editComment } from '../../src/services/edit-comment.ts'
import { withdrawComment } from '../../src/services/withdraw-comment.ts'
import { silentLog } from '../support/delivery.ts'
import { createPromisedDesk, type PromisedDesk } from '../support/promised-desk.ts'
import { inVilnius, vilnius } from '../support/sla-examples.ts'

let house: PromisedDesk
beforeAll(async () => {
  house = await createPromisedDesk(vilnius('Thu 19 Nov 10:00'))
})
beforeEach(async () => {
  await house.renew()
  house.clock.now = vilnius('Thu 19 Nov 10:00')
})
afterAll(() => house.drop())

const deps = () => ({ database: house.database, desk: house.desk, log: silentLog })

async function say(ticket: Ticket, by: 'client' | 'engineer', body: string, more: object = {}): Promise<CommentId> {
  const author = by === 'client' ? { contactId: house.contact } : { engineerId: house.engineers.petras }
  return (await house.run((tx) => addComment(tx, house.desk, { ticketId: ticket.id, author, body, ...more }))).id
}

async function client(): Promise<Parameters<typeof withdrawComment>[2]> {
  const person = { kind: 'contact', id: house.contact, companyId: house.company, companyName: '', name: 'Jonas' } as const
  return {
    ...person,
    language: 'en',
    mainUser: false,
    loginAccess: true,
    invoices: false,
    timeZone: null,
    mutedNotices: [],
    currentTicket: true,
  }
}

/** The clocks of a ticket as rows: kind, cycle, due, stopped, outcome. */
async function clocks(): Promise<readonly string[]> {
  const rows = await house.sql<{
    kind: string
    cycle: number
    due_at: Date | null
    stopped_at: Date | null
    outcome: string | null
  }>('SELECT * FROM sla_clock ORDER BY started_at, kind, cycle')
  const when = (at: Date | null) => (at === null ? '-' : inVilnius(at))
  return rows.map(
    ({ kind, cycle, due_at, stopped_at, outcome }) => `${kind} ${cycle}, ${when(due_at)}, ${when(stopped_at)}, ${outcome}`,
  )
}

describe('a ticket under a plan', () => {
  beforeEach(() => house.subscribe('PREMIUM', '2026-01-01'))

  test('raised, waiting, answered and reopened', async () => {
    const ticket = await house.open('high')
    house.clock.now = vilnius('Thu 19 Nov 11:00')
    await house.run((tx) => changePriority(tx, house.desk, { ticketId: ticket.id, priority: 'blocker', by: { kind: 'api' } }))
    expect((await clocks())[0]).toBe('first-response 1, Thu 19 Nov 12:00, -, null')
    house.clock.now = vilnius('Thu 19 Nov 11:50')
    await say(ticket, 'engineer', 'Which carrier?', { waitingForClient: true })
    house.clock.now = vilnius('Thu 19 Nov 13:00')
    await say(ticket, 'client', 'All of them')
    house.clock.now = vilnius('Thu 19 Nov 15:30')
    await say(ticket, 'engineer', 'Mended')
    house.clock.now = vilnius('Thu 19 Nov 16:00')
    const resolved = { ticketId: ticket.id, status: 'resolved', by: { kind: 'api' } } as const
    await house.run((tx) => changeStatus(tx, house.desk, resolved))
    house.clock.now = vilnius('Fri 20 Nov 17:30')
    const reopened = { ticketId: ticket.id, status: 'open', by: await client() } as const
    await house.run((tx) => changeStatus(tx, house.desk, reopened))
    expect(await clocks()).toEqual([
      'first-response 1, Thu 19 Nov 12:00, Thu 19 Nov 11:50, kept',
      'resolution 1, -, Thu 19 Nov 16:00, null',
      'next-response 1, Thu 19 Nov 15:00, Thu 19 Nov 15:30, breached',
      'next-response 2, Fri 20 Nov 19:30, -, null',
      'resolution 2, -, -, null',
    ])
    expect(await checkClocks(deps())).toEqual({ tickets: 1, differences: 0 })
  })

  test('a note and a “thanks” move nothing; a “thanks” that is edited into a question does', async () => {
    const ticket = await house.open('medium')
    house.clock.advance(600)
    await say(ticket, 'engineer', 'Look at the trunk', { internal: true })
    expect((await clocks())[0]).toContain('-, null')
    await say(ticket, 'engineer', 'Try again, please')
    house.clock.advance(60)
    const thanks = await say(ticket, 'client', 'Ok, thanks!')
    expect(await clocks()).toHaveLength(2)
    house.clock.now = vilnius('Thu 19 Nov 12:00')
    const by = await client()
    const edited = { subject: { ticketId: ticket.id, commentId: thanks }, by, body: 'Ok, thanks, but it still fails', key: 'k' }
    await house.run((tx) => editComment(tx, house.desk, edited))
    expect((await clocks()).at(-1)).toBe('next-response 1, Thu 19 Nov 14:00, -, null')
    await house.run((tx) => withdrawComment(tx, house.desk, by, thanks))
    expect((await clocks()).at(-1)).toContain('cancelled')
    expect((await checkClocks(deps())).differences).toBe(0)
  })

  test('history that is brought in counts from its own time', async () => {
    const ticket = await house.open('low', { openedAt: vilnius('Fri 30 Oct 17:30') })
    // Monday 2 November is All Souls' Day.
    expect((await clocks())[0]).toBe('first-response 1, Tue 3 Nov 09:30, -, null')
    await say(ticket, 'engineer', 'Here you are', { at: vilnius('Tue 3 Nov 09:30') })
    expect((await clocks())[0]).toBe('first-response 1, Tue 3 Nov 09:30, Tue 3 Nov 09:30, kept')
  })

  test('what is stored wrongly is found, told and left as it is', async () => {
    for (let n = 0; n < 4; n++) await house.open('high')
    await house.run(async (tx) => {
      await tx.sql.$executeRaw`UPDATE sla_clock SET due_at = due_at + interval '1 hour' WHERE kind = 'first-response'
        AND ticket_id = (SELECT id FROM ticket WHERE number = 10001)`
      await tx.sql.$executeRaw`UPDATE ticket SET due_at = NULL WHERE number = 10002`
      await tx.sql.$executeRaw`DELETE FROM sla_clock WHERE ticket_id = (SELECT id FROM ticket WHERE number = 10003)`
    })
    const faults: object[] = []
    const log = { ...silentLog, error: (fields: object) => void faults.push(fields) }
    expect(await checkClocks({ ...deps(), log })).toEqual({ tickets: 4, differences: 3 })
    expect(faults).toEqual(
      expect.arrayContaining([
        { ticketNumber: 10001, fault: 'first-response 1, its columns' },
        { ticketNumber: 10002, fault: 'due time' },
        { ticketNumber: 10003, fault: 'first-response 1' },
      ]),
    )
    expect((await checkClocks(deps())).differences).toBe(3)
  })

  test('a date that was closed after a ticket was opened does not make its clocks wrong', async () => {
    await house.open('high')
    house.clock.advance(60)
    await house.sql(`INSERT INTO calendar_day VALUES ('kolmisoft', '2026-11-19', '[]', $1)`, [house.clock.now])
    expect(await checkClocks(deps())).toEqual({ tickets: 0, differences: 0 })
  })
})

test('a better plan helps what is open, from the beginning of its first day, and a worse one does not', async () => {
  const ticket = await house.open('high')
  const ended = await house.open('high')
  await house.run((tx) => changeStatus(tx, house.desk, { ticketId: ended.id, status: 'closed', by: { kind: 'api' } }))
  await house.subscribe('PREMIUM', '2026-11-20', '2026-11-22')
  await house.subscribe('ENTERPRISE', '2026-11-23')
  await tidy(deps())
  expect((await clocks())[0]).toContain('-, -')
  house.clock.now = vilnius('Fri 20 Nov 03:00')
  await tidy(deps())
  const clocksNow = async () => house.run((tx) => loadClocks(tx, ticket.id))
  expect((await clocksNow())?.terms.plan).toBe('PREMIUM')
  // Eight hours of Thursday were used already: what is left is the plan's average, from Friday's opening.
  const first = (await clocks()).find((line) => line.startsWith('first-response 1') && line.endsWith('-, null'))
  expect(first).toBe('first-response 1, Fri 20 Nov 08:25, -, null')
  house.clock.now = vilnius('Mon 23 Nov 00:30')
  await tidy(deps())
  expect((await clocksNow())?.terms.plan).toBe('ENTERPRISE')
  await house.sql(`DELETE FROM subscription WHERE plan = 'ENTERPRISE'`)
  expect(await house.run((tx) => applyBetterPlan(tx, house.desk, house.company))).toBe(0)
  expect((await clocksNow())?.terms.plan).toBe('ENTERPRISE')
  expect((await checkClocks(deps())).differences).toBe(0)
})

test('the nightly count is done once a night by all replicas together, after two o’clock', async () => {
  const told: string[] = []
  const log = { ...silentLog, info: (_: object, message: string) => void told.push(message) }
  const counted = () => told.filter((message) => message === 'clocks were counted again').length
  await house.open('high')
  await Promise.all([tidy({ ...deps(), log }), tidy({ ...deps(), log })])
  expect(counted()).toBe(1)
  house.clock.now = vilnius('Fri 20 Nov 01:59')
  await tidy({ ...deps(), log })
  expect(counted()).toBe(1)
  house.clock.now = vilnius('Fri 20 Nov 02:00')
  await tidy({ ...deps(), log })
  expect(counted()).toBe(2)
  expect(await house.sql('SELECT result FROM daily_task')).toEqual([{ result: { tickets: 1, differences: 0 } }])
})

test('a ticket from before plans has no clocks and goes on without', async () => {
  const ticket = await house.open('high')
  await house.sql(`DELETE FROM sla_clock`)
  await house.sql(`UPDATE ticket SET terms = NULL, clock_state = NULL`)
  await say(ticket, 'engineer', 'Mended')
  expect(await clocks()).toEqual([])
  expect(await checkClocks(deps())).toEqual({ tickets: 0, differences: 0 })
})

type Step =
  | { readonly kind: 'client' | 'answer' | 'note' | 'ask' | 'withdraw' | 'edit' | 'enterprise'; readonly thanks: boolean }
  | { readonly kind: 'priority'; readonly priority: Priority }
  | { readonly kind: 'status'; readonly status: TicketStatus; readonly byClient: boolean }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('client' as const, 'client' as const, 'answer' as const, 'note' as const, 'ask' as const),
    thanks: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('withdraw' as const, 'edit' as const, 'enterprise' as const), thanks: fc.boolean() }),
  fc.record({ kind: fc.constant('priority' as const), priority: fc.constantFrom(...priorities) }),
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(...ticketStatuses), byClient: fc.boolean() }),
)

/** Seconds that pass before a step; the step itself may be dated back into them. */
const walk = fc.array(fc.record({ step, seconds: fc.constantFrom(0, 0, 40, 1800, 9000, 60_000), back: fc.boolean() }), {
  minLength: 5,
  maxLength: 25,
  size: 'max',
})

test('whatever happens to tickets, what is stored equals what is counted again', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(walk, fc.constantFrom(...priorities), fc.boolean(), async (steps, priority, planned) => {
      await house.renew()
      if (planned) await house.subscribe('PREMIUM', '2026-01-01', '2026-11-19')
      const ticket = await house.open(priority)
      const said: CommentId[] = []
      for (const { step, seconds, back } of steps) {
        house.clock.advance(seconds)
        const at = back ? { at: new Date(house.clock.now.getTime() - seconds * 300) } : {}
        await take(ticket, step, at, said).catch(expected)
      }
      expect(await checkClocks(deps())).toEqual({ tickets: 1, differences: 0 })
    }),
    { numRuns: 12 },
  )
})

function expected(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}

async function take(ticket: Ticket, step: Step, at: { at?: Date }, said: CommentId[]): Promise<unknown> {
  const by = await client()
  const body = 'thanks' in step && step.thanks ? 'Thank you!' : `It fails again (${said.length})`
  switch (step.kind) {
    case 'client':
      return said.push(await say(ticket, 'client', body, at))
    case 'answer':
      return say(ticket, 'engineer', 'Mended', at)
    case 'note':
      return say(ticket, 'engineer', 'A fuse', { internal: true, ...at })
    case 'ask':
      return say(ticket, 'engineer', 'Which?', { waitingForClient: true, ...at })
    case 'withdraw':
      return said.length > 0 && house.run((tx) => withdrawComment(tx, house.desk, by, said.shift() as CommentId))
    case 'edit': {
      const subject = { ticketId: ticket.id, commentId: said.at(-1) ?? null }
      return subject.commentId !== null && house.run((tx) => editComment(tx, house.desk, { subject, by, body, key: body }))
    }
    case 'enterprise':
      await house.subscribe('ENTERPRISE', '2026-11-01')
      return house.run((tx) => applyBetterPlan(tx, house.desk, house.company))
    case 'priority':
      return house.run((tx) =>
        changePriority(tx, house.desk, {
          ticketId: ticket.id,
          priority: step.priority,
          by: { kind: 'api' },
          reason: 'agreed',
          ...at,
        }),
      )
    case 'status': {
      const who = step.byClient ? by : ({ kind: 'api' } as const)
      return house.run((tx) => changeStatus(tx, house.desk, { ticketId: ticket.id, status: step.status, by: who, ...at }))
    }
  }
}
