// The call for a Blocker, from its first ring to its end: who is called when, what ends it, and that no second process, lost
// hour or closed chat makes it ring twice or not at all.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/db/client.ts'
import type { ContactId, EngineerId, TicketId } from '../../src/domain/ids.ts'
import type { Priority } from '../../src/domain/priority.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import { acknowledgeBlocker } from '../../src/services/acknowledge-blocker.ts'
import { addComment } from '../../src/services/add-comment.ts'
import { applyBetterPlan } from '../../src/services/apply-better-plan.ts'
import { assignTicket } from '../../src/services/assign-ticket.ts'
import { changePriority } from '../../src/services/change-priority.ts'
import { changeStatus } from '../../src/services/change-status.ts'
import { type OpenTicket, openTicket } from '../../src/services/open-ticket.ts'
import { repeatBlockerCalls } from '../../src/services/repeat-blocker-calls.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { silentLog } from '../support/delivery.ts'
import { createDesk } from '../support/desk.ts'
import { createContact, createEngineer } from '../support/factories.ts'

const desk = createDesk({ noticeJoinSeconds: 0 })
/** 03:00 in Vilnius. */
const saturdayNight = new Date('2026-11-28T01:00:00Z')
const mondayMorning = new Date('2026-11-30T06:00:00Z')

let db: TestDatabase
let other: Database
let client: { readonly id: ContactId; readonly companyId: OpenTicket['companyId'] }
let people: Record<'petras' | 'asta' | 'marius' | 'darius', EngineerId>

beforeAll(async () => {
  db = await createTestDatabase()
  other = openDatabase({ url: db.url, secrets: db.secrets, now: () => db.clock.now, poolSize: 4, onCommit: () => {} })
})

beforeEach(async () => {
  await db.clear()
  db.clock.now = saturdayNight
  await db.database.transaction(async (tx) => {
    client = await createContact(tx, { name: 'Jonas' })
    const engineer = async (name: string, role = 'engineer') => (await createEngineer(tx, { name, role })).id
    people = {
      petras: await engineer('Petras'),
      asta: await engineer('Asta'),
      marius: await engineer('Marius'),
      darius: await engineer('Darius', 'admin'),
    }
  })
  for (const id of Object.values(people)) await link('engineer_id', id)
  await link('contact_id', client.id)
  await subscribe('kolmisoft', 'ENTERPRISE')
  await putOnCall(people.petras, 1)
  await putOnCall(people.asta, 2)
})

afterAll(async () => {
  await other.close()
  await db.drop()
})

let chats = 100

async function link(column: 'engineer_id' | 'contact_id', id: string): Promise<void> {
  const userId = String(++chats)
  await db.sql(
    `WITH linked AS (INSERT INTO chat_identity (id, channel, user_id, ${column}, linked_at, created_at)
       VALUES (gen_random_uuid(), 'telegram', $1, $2, now(), now()) RETURNING id)
     INSERT INTO conversation (id, channel, account, address, kind, identity_id, created_at)
     SELECT 'telegram:1:' || $1, 'telegram', '1', $1, 'private', id, now() FROM linked`,
    [userId, id],
  )
}

async function subscribe(catalogue: string, plan: string): Promise<void> {
  await db.sql('DELETE FROM subscription')
  await db.sql(
    `INSERT INTO subscription (id, company_id, catalogue, plan, starts_on, bought_on, created_at)
     VALUES (gen_random_uuid(), $1, $2, $3, '2026-01-01', '2026-01-01', now())`,
    [client.companyId, catalogue, plan],
  )
}

/** Day and night. */
async function putOnCall(engineer: EngineerId, rung: number): Promise<void> {
  await db.sql(
    `INSERT INTO on_call_rule (id, engineer_id, rung, weekdays, from_minute, to_minute, starts_on, created_at)
     VALUES (gen_random_uuid(), $1, $2, '{1,2,3,4,5,6,7}', 0, 0, '2026-01-01', now())`,
    [engineer, rung],
  )
}

function open(priority: Priority = 'blocker', more: Partial<OpenTicket> = {}): Promise<Ticket> {
  const by = { kind: 'contact', id: client.id } as const
  const request = {
    companyId: client.companyId,
    contactId: client.id,
    description: 'All calls fail',
    priority,
    channel: 'telegram',
    by,
  }
  return db.database.transaction((tx) => openTicket(tx, desk, { ...request, ...more }))
}

const sweep = (database = db.database) => repeatBlockerCalls({ database, desk, log: silentLog })

async function sweepAfter(minutes: number): Promise<void> {
  db.clock.advance(minutes * 60)
  await sweep()
}

interface Said {
  readonly kind: string
  readonly to: string
  readonly state: string
  readonly due: Date
}

/** Notices about the ticket, in order, to whom. */
async function said(ticket: Ticket, kind: string): Promise<Said[]> {
  return db.sql<Said & { [column: string]: unknown }>(
    `SELECT o.kind, coalesce(e.name, k.name) AS to, o.state, o.due_at AS due FROM outbox_message o
     LEFT JOIN engineer e ON e.id = o.engineer_id LEFT JOIN contact k ON k.id = o.contact_id
     WHERE o.ticket_id = $1 AND o.kind = $2 ORDER BY o.id`,
    [ticket.id, kind],
  )
}

/** Who was called by each call so far: ["Petras", "Petras", "Asta Petras", ...]. */
async function calls(ticket: Ticket): Promise<string[]> {
  const rows = await db.sql<{ names: string }>(
    `SELECT string_agg(e.name, ' ' ORDER BY e.name) AS names FROM outbox_message o JOIN engineer e ON e.id = o.engineer_id
     WHERE o.ticket_id = $1 AND o.kind = 'blocker.call' GROUP BY split_part(o.dedup_key, ':', 3), split_part(o.dedup_key, ':', 4)::int
     ORDER BY split_part(o.dedup_key, ':', 3), split_part(o.dedup_key, ':', 4)::int`,
    [ticket.id],
  )
  return rows.map(({ names }) => names)
}

async function history(ticket: Ticket): Promise<string[]> {
  const rows = await db.sql<{ kind: string }>('SELECT kind FROM ticket_event WHERE ticket_id = $1 ORDER BY id', [ticket.id])
  return rows.map(({ kind }) => kind).filter((kind) => kind.startsWith('blocker'))
}

function acknowledge(ticket: Ticket, name: 'petras' | 'asta', database = db.database): Promise<Ticket> {
  const engineer = { kind: 'engineer', id: people[name], name, role: 'engineer', language: 'en', mutedNotices: [] } as const
  return database.transaction((tx) => acknowledgeBlocker(tx, desk, ticket.id, engineer))
}

function asEngineer(name: 'petras' | 'asta') {
  return { kind: 'engineer', id: people[name] } as const
}

function write(ticketId: TicketId, author: { engineerId: EngineerId } | { contactId: ContactId }, internal = false) {
  return db.database.transaction((tx) => addComment(tx, desk, { ticketId, author, body: 'We look at it', internal }))
}

describe('who is called', () => {
  test('the first on call, then the second too, then all engineers, then the admins, every five minutes', async () => {
    const ticket = await open()
    expect(await calls(ticket)).toEqual(['Petras'])
    for (let n = 2; n <= 9; n++) {
      await sweepAfter(4.9)
      expect(await calls(ticket)).toHaveLength(n - 1)
      await sweepAfter(0.1)
    }
    const [first, both] = ['Petras', 'Asta Petras']
    const [engineers, everybody] = ['Asta Marius Petras', 'Asta Darius Marius Petras']
    expect(await calls(ticket)).toEqual([first, first, both, both, engineers, engineers, everybody, everybody, everybody])
    expect(await history(ticket)).toEqual(Array(9).fill('blocker-called'))
  })

  test('those who are not called hear of it when the desk opens, and on a working day at once', async () => {
    const night = await open()
    expect(await said(night, 'ticket.opened')).toEqual(
      ['Asta', 'Darius', 'Marius'].map((to) => ({ kind: 'ticket.opened', to, state: 'queued', due: mondayMorning })),
    )
    db.clock.now = new Date('2026-11-30T08:00:00Z')
    const day = await open()
    expect((await said(day, 'ticket.opened')).map(({ due }) => due)).toEqual(Array(3).fill(db.clock.now))
  })

  test('those who are called later need not hear of it again when the desk opens', async () => {
    const ticket = await open()
    for (let n = 2; n <= 5; n++) await sweepAfter(5)
    const told = await said(ticket, 'ticket.opened')
    expect(told.map(({ to, state }) => `${to} ${state}`)).toEqual(['Asta skipped', 'Darius queued', 'Marius skipped'])
  })

  test('what the client adds meanwhile wakes nobody else', async () => {
    const ticket = await open()
    await write(ticket.id, { contactId: client.id })
    expect((await said(ticket, 'ticket.comment')).map(({ to }) => to)).toEqual(['Petras'])
  })

  test('whoever took over for the night, instead of whom the rota names', async () => {
    await db.sql(
      `INSERT INTO on_call_swap (id, engineer_id, rung, starts_at, ends_at, created_at)
       VALUES (gen_random_uuid(), $1, 1, '2026-11-27T16:00:00Z', '2026-11-28T01:07:00Z', now())`,
      [people.marius],
    )
    const ticket = await open()
    await sweepAfter(5)
    await sweepAfter(5)
    expect(await calls(ticket)).toEqual(['Marius', 'Marius', 'Asta Petras'])
  })

  test('all engineers when nobody is on call, everybody when nobody of them can be reached', async () => {
    await db.sql('DELETE FROM on_call_rule')
    expect(await calls(await open())).toEqual(['Asta Marius Petras'])
    await db.sql(
      `UPDATE chat_identity SET blocked_at = now() WHERE engineer_id IN (SELECT id FROM engineer WHERE role = 'engineer')`,
    )
    expect(await calls(await open())).toEqual(['Asta Darius Marius Petras'])
  })

  test('the next circle when the chat of the first on call is closed', async () => {
    await db.sql('UPDATE chat_identity SET blocked_at = now() WHERE engineer_id = $1', [people.petras])
    expect(await calls(await open())).toEqual(['Asta Petras'])
    await db.sql('UPDATE chat_identity SET engineer_id = NULL WHERE engineer_id = $1', [people.asta])
    expect(await calls(await open())).toEqual(['Asta Marius Petras'])
  })

  test('nobody for less than a Blocker, without a plan, under a plan that sleeps at night, or for history', async () => {
    const ordinary = [await open('high')]
    await subscribe('kolmisoft-legacy', 'PLATINUM')
    ordinary.push(await open())
    await db.sql('DELETE FROM subscription')
    ordinary.push(await open())
    await subscribe('kolmisoft', 'PREMIUM')
    ordinary.push(await open('blocker', { openedAt: new Date('2026-11-20T09:00:00Z') }))
    await sweepAfter(5)
    for (const ticket of ordinary) {
      expect(await calls(ticket)).toEqual([])
      expect((await said(ticket, 'ticket.opened')).map(({ due }) => due)).toEqual(Array(4).fill(saturdayNight))
    }
  })
})

describe('what begins it', () => {
  const raise = (ticket: Ticket, by: Parameters<typeof changePriority>[2]['by'], priority: Priority = 'blocker') =>
    db.database.transaction((tx) => changePriority(tx, desk, { ticketId: ticket.id, priority, by, reason: 'as agreed' }))

  test('raising a ticket, however old; the others hear of the priority when the desk opens', async () => {
    const ticket = await open('high')
    db.clock.now = new Date(saturdayNight.getTime() + 7 * 86_400_000)
    await raise(ticket, { kind: 'contact', id: client.id })
    expect(await calls(ticket)).toEqual(['Petras'])
    const told = await said(ticket, 'ticket.priority')
    expect(told.map(({ to }) => to)).toEqual(['Asta', 'Darius', 'Marius'])
    expect(told.map(({ due }) => due)).toEqual(Array(3).fill(new Date(mondayMorning.getTime() + 7 * 86_400_000)))
  })

  test('a plan that is bought while a Blocker waits for somebody, once', async () => {
    await db.sql('DELETE FROM subscription')
    const [waiting, taken] = [await open(), await open()]
    await db.database.transaction((tx) =>
      assignTicket(tx, desk, { ticketId: taken.id, engineerId: people.asta, by: asEngineer('asta') }),
    )
    db.clock.advance(3600)
    await subscribe('kolmisoft', 'ENTERPRISE')
    for (let times = 0; times < 2; times++) await db.database.transaction((tx) => applyBetterPlan(tx, desk, client.companyId))
    expect(await calls(waiting)).toEqual(['Petras'])
    expect(await calls(taken)).toEqual([])
  })

  test('not when the assignee raises what is theirs', async () => {
    const ticket = await open('high')
    await db.database.transaction((tx) =>
      assignTicket(tx, desk, { ticketId: ticket.id, engineerId: people.asta, by: asEngineer('asta') }),
    )
    await raise(ticket, asEngineer('asta'))
    expect(await calls(ticket)).toEqual([])
  })

  test('raising it anew calls anew, from the first circle on', async () => {
    const ticket = await open()
    await acknowledge(ticket, 'petras')
    await raise(ticket, asEngineer('petras'), 'high')
    db.clock.advance(3600)
    await raise(ticket, { kind: 'contact', id: client.id })
    await sweepAfter(5)
    expect(await calls(ticket)).toEqual(['Petras', 'Petras', 'Petras'])
  })

  test('a client who reopens a Blocker at night; not an engineer who does', async () => {
    const ticket = await open()
    const by = { kind: 'contact', id: client.id } as const
    const set = (status: 'open' | 'closed', who: typeof by | ReturnType<typeof asEngineer>) =>
      db.database.transaction((tx) => changeStatus(tx, desk, { ticketId: ticket.id, status, by: who }))
    await set('closed', by)
    await set('open', asEngineer('asta'))
    expect(await calls(ticket)).toEqual(['Petras'])
    await set('closed', by)
    db.clock.advance(60)
    await set('open', by)
    expect(await calls(ticket)).toEqual(['Petras', 'Petras'])
  })
})

describe('what ends it', () => {
  /** It is over, and stays so. */
  async function expectSilence(ticket: Ticket, after: readonly string[]): Promise<void> {
    const before = await calls(ticket)
    await sweepAfter(5)
    await sweepAfter(60)
    expect(await calls(ticket)).toEqual(before)
    expect((await history(ticket)).slice(before.length)).toEqual(after)
  }

  test('the button: the ticket is theirs, and the called and the client hear who has it', async () => {
    const ticket = await open()
    await sweepAfter(5)
    await sweepAfter(5)
    const held = await acknowledge(ticket, 'asta')
    expect(held.assigneeId).toBe(people.asta)
    expect((await said(ticket, 'blocker.acknowledged')).map(({ to }) => to)).toEqual(['Petras', 'Jonas'])
    expect(await said(ticket, 'ticket.assigned')).toEqual([])
    await acknowledge(ticket, 'asta')
    await expectSilence(ticket, ['blocker-acknowledged'])
  })

  test('the button, when the ticket is somebody else’s already: it stays theirs', async () => {
    const ticket = await open()
    await db.database.transaction((tx) =>
      assignTicket(tx, desk, { ticketId: ticket.id, engineerId: people.asta, by: { kind: 'api' } }),
    )
    await sweepAfter(5)
    expect(await calls(ticket)).toHaveLength(2)
    expect((await acknowledge(ticket, 'petras')).assigneeId).toBe(people.asta)
    await expectSilence(ticket, ['blocker-acknowledged'])
  })

  test('taking it, also by an engineer who was not called', async () => {
    const ticket = await open()
    await db.database.transaction((tx) =>
      assignTicket(tx, desk, { ticketId: ticket.id, engineerId: people.asta, by: asEngineer('asta'), onlyIfFree: true }),
    )
    expect((await said(ticket, 'blocker.acknowledged')).map(({ to }) => to)).toEqual(['Petras', 'Jonas'])
    await expectSilence(ticket, ['blocker-acknowledged'])
  })

  test('a public answer, which makes the ticket theirs; no note, and nothing the client writes', async () => {
    const ticket = await open()
    await write(ticket.id, { engineerId: people.petras }, true)
    await write(ticket.id, { contactId: client.id })
    await sweepAfter(5)
    expect(await calls(ticket)).toHaveLength(2)
    await write(ticket.id, { engineerId: people.petras })
    const [row] = await db.sql('SELECT assignee_id FROM ticket WHERE id = $1', [ticket.id])
    expect(row).toEqual({ assignee_id: people.petras })
    await expectSilence(ticket, ['blocker-acknowledged'])
  })

  test('closing or lowering it: whoever was called is told that nobody is needed', async () => {
    const by = { kind: 'contact', id: client.id } as const
    const closed = await open()
    await db.database.transaction((tx) => changeStatus(tx, desk, { ticketId: closed.id, status: 'closed', by }))
    const lowered = await open()
    await db.database.transaction((tx) => changePriority(tx, desk, { ticketId: lowered.id, priority: 'low', by }))
    for (const ticket of [closed, lowered]) {
      expect((await said(ticket, 'blocker.acknowledged')).map(({ to }) => to)).toEqual(['Petras'])
      await expectSilence(ticket, ['blocker-call-ended'])
    }
    expect((await said(lowered, 'ticket.priority')).map(({ to }) => to)).toEqual(['Asta', 'Darius', 'Marius'])
  })
})

describe('several at once', () => {
  test('two sweeps of two processes make one call, however often they meet', async () => {
    const tickets = [await open(), await open(), await open()]
    for (let n = 2; n <= 8; n++) {
      db.clock.advance(300)
      await Promise.all([sweep(), sweep(other), sweep(), sweep(other)])
      await sweep()
      for (const ticket of tickets) expect(await calls(ticket)).toHaveLength(n)
    }
  })

  test('two engineers in the same moment: one has it, the other is told who', async () => {
    for (let n = 0; n < 5; n++) {
      const ticket = await open()
      const results = await Promise.allSettled([acknowledge(ticket, 'petras'), acknowledge(ticket, 'asta', other)])
      const refused = results.filter((result) => result.status === 'rejected')
      expect(refused).toHaveLength(1)
      expect(refused[0]?.reason).toMatchObject({ code: 'already-taken' })
      expect((await history(ticket)).filter((kind) => kind === 'blocker-acknowledged')).toHaveLength(1)
    }
  })

  test('a call and an acknowledgement in the same moment: never a call after it', async () => {
    for (let n = 0; n < 5; n++) {
      const ticket = await open()
      db.clock.advance(300)
      await Promise.all([sweep(other), acknowledge(ticket, 'petras')])
      await sweep()
      expect((await history(ticket)).at(-1)).toBe('blocker-acknowledged')
    }
  })

  test('after hours without the service it calls once, and goes on from there', async () => {
    const ticket = await open()
    await sweepAfter(3 * 60)
    await sweep()
    expect(await calls(ticket)).toEqual(['Petras', 'Petras'])
    await sweepAfter(4.9)
    expect(await calls(ticket)).toHaveLength(2)
    await sweepAfter(0.1)
    expect(await calls(ticket)).toHaveLength(3)
  })

  test('a ticket that cannot be called for holds no other up, and is tried again', async () => {
    const [broken, sound] = [await open(), await open()]
    await db.sql(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$`)
    await db.sql(
      `CREATE TRIGGER broken BEFORE UPDATE OF calls ON blocker_call FOR EACH ROW WHEN (OLD.ticket_id = '${broken.id}') EXECUTE FUNCTION refuse()`,
    )
    await sweepAfter(5)
    expect([await calls(broken), await calls(sound)]).toEqual([['Petras'], ['Petras', 'Petras']])
    await db.sql('DROP FUNCTION refuse CASCADE')
    await sweepAfter(0.1)
    expect(await calls(broken)).toHaveLength(1)
    await sweepAfter(0.1)
    expect(await calls(broken)).toHaveLength(2)
  })
})
