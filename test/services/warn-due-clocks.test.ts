// Warnings of promises that run out: each once, whoever sweeps; the highest alone after a silence; ordinary ones only while the
// desk is open; and nobody hears of what was answered in time.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { lockTicket } from '../../src/db/tickets.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import { addComment } from '../../src/services/add-comment.ts'
import { assignTicket } from '../../src/services/assign-ticket.ts'
import { warnDueClocks } from '../../src/services/warn-due-clocks.ts'
import { silentLog } from '../support/delivery.ts'
import { createPromisedDesk, type PromisedDesk } from '../support/promised-desk.ts'
import { vilnius } from '../support/sla-examples.ts'

let house: PromisedDesk
beforeAll(async () => {
  house = await createPromisedDesk(vilnius('Thu 19 Nov 10:00'))
})
beforeEach(async () => {
  await house.renew()
  house.clock.now = vilnius('Thu 19 Nov 10:00')
  await house.subscribe('PREMIUM', '2026-01-01')
})
afterAll(() => house.drop())

const sweep = (database = house.database) => warnDueClocks({ database, desk: house.desk, log: silentLog })

/** Sweeps at a time of the desk's clock. */
async function sweepAt(time: string): Promise<void> {
  house.clock.now = vilnius(time)
  await sweep()
}

const levels = async () => (await house.sql('SELECT level FROM sla_warning ORDER BY at')).map(({ level }) => level)

async function assign(ticket: Ticket): Promise<void> {
  const { petras } = house.engineers
  await house.run((tx) => assignTicket(tx, house.desk, { ticketId: ticket.id, engineerId: petras, by: { kind: 'api' } }))
}

test('the ladder is climbed step by step: the assignee alone first, the admins from three quarters on', async () => {
  await assign(await house.open('high'))
  for (const time of ['10:24:59', '10:25', '10:25:01', '10:59:59', '11:00', '11:30', '12:00', '12:59:59', '13:00', '14:00'])
    await sweepAt(`Thu 19 Nov ${time}`)
  const told = ['average', 'half', 'three-quarters', 'due', 'overdue-1', 'overdue-2']
  expect(await levels()).toEqual(told)
  expect(await house.warned()).toEqual([
    'Petras: first-response 1 average',
    'Petras: first-response 1 half',
    ...told.slice(2).flatMap((level) => [`Darius: first-response 1 ${level}`, `Petras: first-response 1 ${level}`]),
  ])
})

test('while nobody has a ticket, all engineers are warned', async () => {
  await house.open('high')
  await sweepAt('Thu 19 Nov 10:25')
  await sweepAt('Thu 19 Nov 11:30')
  expect(await house.warned()).toEqual([
    'Asta: first-response 1 average',
    'Petras: first-response 1 average',
    'Asta: first-response 1 three-quarters',
    'Darius: first-response 1 three-quarters',
    'Petras: first-response 1 three-quarters',
  ])
})

test('after a silence only the highest of the missed warnings is given, and then they go on', async () => {
  await assign(await house.open('high'))
  await sweepAt('Thu 19 Nov 13:40')
  expect(await levels()).toEqual(['overdue-1'])
  await sweepAt('Thu 19 Nov 14:00')
  expect(await levels()).toEqual(['overdue-1', 'overdue-2'])
})

test('an ordinary ticket warns nobody at night, at weekends or on holidays; a Blocker does', async () => {
  house.clock.now = vilnius('Fri 30 Oct 17:30')
  await assign(await house.open('high'))
  for (const time of ['Fri 30 Oct 17:55', 'Fri 30 Oct 18:00', 'Sat 31 Oct 12:00', 'Mon 2 Nov 10:00', 'Tue 3 Nov 07:59'])
    await sweepAt(time)
  expect(await levels()).toEqual(['average'])
  await sweepAt('Tue 3 Nov 08:30')
  await sweepAt('Tue 3 Nov 09:30')
  expect(await levels()).toEqual(['average', 'half', 'due'])

  await house.sql('DELETE FROM sla_warning')
  house.clock.now = vilnius('Sat 7 Nov 03:00')
  await assign(await house.open('blocker'))
  await sweepAt('Sat 7 Nov 03:25')
  await sweepAt('Sat 7 Nov 05:00')
  await sweepAt('Sat 7 Nov 06:00')
  expect(await levels()).toEqual(['average', 'due', 'overdue-1'])
})

test('two replicas that sweep at once give each warning once', async () => {
  for (let n = 0; n < 6; n++) await house.open('high')
  const other = openDatabase({ url: house.url, secrets: house.secrets, now: () => house.clock.now, onCommit: () => {} })
  try {
    for (const time of ['Thu 19 Nov 10:25', 'Thu 19 Nov 11:00', 'Thu 19 Nov 12:00']) {
      house.clock.now = vilnius(time)
      await Promise.all([sweep(), sweep(other), sweep(), sweep(other)])
      // What one had in hand the other left alone: the next sweep finds nothing more.
      await sweep(other)
    }
  } finally {
    await other.close()
  }
  expect((await levels()).toSorted()).toEqual(['average', 'due', 'half'].flatMap((level) => Array(6).fill(level)).toSorted())
  const told = await house.warned()
  expect(told).toHaveLength(6 * (2 + 2 + 3))
})

test('an answer that is being written when the sweep comes is not overtaken by a warning', async () => {
  const ticket = await house.open('high')
  house.clock.now = vilnius('Thu 19 Nov 12:00')
  await house.run(async (tx) => {
    await lockTicket(tx, ticket.id)
    await sweep()
    const author = { engineerId: house.engineers.petras }
    await addComment(tx, house.desk, { ticketId: ticket.id, author, body: 'Mended' })
  })
  await sweep()
  expect(await levels()).toEqual([])
})

test('a ticket that cannot be looked at keeps no other waiting, and is tried again', async () => {
  const first = await house.open('high')
  await house.open('high')
  await house.sql(`UPDATE sla_clock SET state = state - 'kind' WHERE ticket_id = $1`, [first.id])
  const faults: unknown[] = []
  house.clock.now = vilnius('Thu 19 Nov 11:00')
  const log = { ...silentLog, error: (fields: object) => void faults.push(fields) }
  for (let n = 0; n < 3; n++) await warnDueClocks({ database: house.database, desk: house.desk, log })
  expect(faults).toHaveLength(1)
  expect(await levels()).toEqual(['half'])
})
