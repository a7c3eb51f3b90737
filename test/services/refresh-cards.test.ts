// Cards in the engineers' group grow old by themselves. They are renewed a few at a time, the most urgent first, and behind
// everything that somebody did.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { ensureGroup, type StaffGroup } from '../../src/db/rooms.ts'
import { conversationId } from '../../src/domain/ids.ts'
import type { Desk } from '../../src/services/desk.ts'
import { refreshCards } from '../../src/services/refresh-cards.ts'
import { showInRoom } from '../../src/services/show-in-room.ts'
import { silentLog } from '../support/delivery.ts'
import { createPromisedDesk, type PromisedDesk } from '../support/promised-desk.ts'
import { vilnius } from '../support/sla-examples.ts'

const staffGroup: StaffGroup = {
  id: conversationId('telegram', '1', '-100'),
  channel: 'telegram',
  account: '1',
  address: '-100',
}

let house: PromisedDesk
let desk: Desk

beforeAll(async () => {
  house = await createPromisedDesk(vilnius('Thu 19 Nov 10:00'))
  desk = Object.assign(house.desk, { staffGroup })
})
beforeEach(async () => {
  await house.renew()
  house.clock.now = vilnius('Thu 19 Nov 10:00')
  await house.run((tx) => ensureGroup(tx, staffGroup))
  await house.subscribe('PREMIUM', '2026-01-01')
})
afterAll(() => house.drop())

const refresh = (database = house.database) => refreshCards({ database, desk, log: silentLog })

/** The edits that wait: the ticket's number and how urgent each is. */
async function edits(): Promise<readonly string[]> {
  const rows = await house.sql<{ told: string }>(
    `SELECT t.number || ' ' || o.urgency AS told FROM outbox_message o JOIN ticket t ON t.id = o.ticket_id
     WHERE o.kind = 'room.edit' AND o.state = 'queued' ORDER BY o.id`,
  )
  return rows.map(({ told }) => told)
}

async function openHigh(minutesAgo: number): Promise<number> {
  const openedAt = new Date(house.clock.now.getTime() - minutesAgo * 60_000)
  return (await house.open('high', { openedAt })).number
}

test('a card is renewed when its words change, and not before', async () => {
  const number = await openHigh(0)
  await refresh()
  house.clock.advance(3599)
  await refresh()
  expect(await edits()).toEqual([])
  house.clock.advance(2)
  await refresh()
  await refresh()
  expect(await edits()).toEqual([`${number} -2`])
})

test('an edit that waits already says the new words in its own place', async () => {
  const { id, number } = await house.open('high')
  await house.run((tx) => showInRoom(tx, desk, id))
  house.clock.advance(3601)
  await refresh()
  expect(await edits()).toEqual([`${number} -1`])
})

test('what ended grows old no more', async () => {
  const number = await openHigh(0)
  await house.sql(`UPDATE ticket SET status = 'closed', ended_at = opened_at WHERE number = $1`, [number])
  house.clock.advance(4 * 3600)
  await refresh()
  await refresh()
  expect(await edits()).toHaveLength(1)
})

test('of many the most urgent come first, and no more than three a minute, whoever sweeps', async () => {
  const numbers: number[] = []
  for (let n = 0; n < 12; n++) numbers.push(await openHigh(n))
  house.clock.advance(3601)
  const replica = openDatabase({
    url: house.url,
    secrets: house.secrets,
    now: () => house.clock.now,
    onCommit: () => {},
  })
  await refresh()
  expect((await edits()).map((told) => Number(told.split(' ')[0])).sort()).toEqual(numbers.slice(-3).sort())
  await Promise.all([refresh(), refresh(replica), refresh()])
  expect(await edits()).toHaveLength(3)
  for (let second = 0; second < 60; second += 10) {
    house.clock.advance(10)
    await refresh(second % 20 === 0 ? house.database : replica)
  }
  await replica.close()
  expect(await edits()).toHaveLength(6)
})
