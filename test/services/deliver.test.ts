// What clients and engineers see of the outbox: everything said, in order, once, and what happens when a platform says no.
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createDeliver } from '../../src/services/deliver.ts'
import { createDeliveryDesk, type DeliveryDesk } from '../support/delivery.ts'
import { waitUntil } from '../support/wait-until.ts'

let desk: DeliveryDesk
beforeAll(async () => {
  desk = await createDeliveryDesk()
})
beforeEach(async () => {
  await desk.clear()
  desk.channel.script = null
  desk.channel.accepted.length = 0
  desk.channel.calls.length = 0
})
afterAll(() => desk.drop())

test('messages of a chat are said in the order they were queued, and their text is gone from the desk afterwards', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['one', 'two', 'three'])
  await desk.deliver(id)
  expect(desk.channel.shownTo('5')).toEqual(['one', 'two', 'three'])
  expect(await desk.row('two')).toMatchObject({ state: 'sent', attempts: 1, parts_sent: 1, content: null })
})

test('a reply to any part of a sent message finds its ticket', async () => {
  const id = await desk.chat('5')
  const ticketId = await desk.ticket()
  await desk.queue(id, ['first\fsecond'], { ticketId })
  await desk.deliver(id)
  const rows = await desk.sql('SELECT external_id, ticket_id FROM chat_message ORDER BY external_id')
  expect(rows).toHaveLength(2)
  expect(rows.every((row) => row['ticket_id'] === ticketId)).toBe(true)
})

test('workers that deliver one chat at the same time say everything once and in order', async () => {
  const id = await desk.chat('5')
  const texts = Array.from({ length: 20 }, (_, index) => `m${String(index).padStart(2, '0')}`)
  await desk.queue(id, texts)
  await Promise.all([1, 2, 3, 4].map((number) => desk.deliver(id, { processNumber: () => number })))
  await desk.deliver(id)
  expect(desk.channel.shownTo('5')).toEqual(texts)
})

test('a chat whose message has to wait holds its later messages back, and nobody else', async () => {
  const [first, second] = [await desk.chat('5'), await desk.chat('6')]
  await desk.queue(first, ['one', 'two'])
  await desk.queue(second, ['other'])
  desk.channel.script = ({ shown }) => (shown === 'one' ? { kind: 'later', reason: 'busy', scope: 'message' } : undefined)
  await desk.deliver(first)
  await desk.deliver(second)
  expect(desk.channel.accepted.map((sent) => sent.shown)).toEqual(['other'])
  desk.channel.script = null
  await desk.deliver(first)
  expect(desk.channel.shownTo('5')).toEqual([])
  desk.clock.advance(6)
  await desk.deliver(first)
  expect(desk.channel.shownTo('5')).toEqual(['one', 'two'])
})

test('a notice planned for later lets an answer pass, and is said when its time has come', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['joined notice'], { push: true, dueAt: new Date(desk.clock.now.getTime() + 30_000) })
  await desk.queue(id, ['answer'])
  await desk.deliver(id)
  expect(desk.channel.shownTo('5')).toEqual(['answer'])
  desk.clock.advance(30)
  await desk.deliver(id)
  expect(desk.channel.shownTo('5')).toEqual(['answer', 'joined notice'])
})

test('waits between tries begin with the configured one and double up to an hour', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['one'])
  desk.channel.script = () => ({ kind: 'unknown', reason: 'timeout' })
  const waits: number[] = []
  for (let tries = 0; tries < 12; tries++) {
    await desk.deliver(id)
    const { due_at } = await desk.row('one')
    waits.push((due_at.getTime() - desk.clock.now.getTime()) / 1000)
    desk.clock.now = due_at
  }
  for (const [index, wait] of waits.entries()) {
    const expected = Math.min(5 * 2 ** index, 3600)
    expect(wait).toBeGreaterThanOrEqual(expected)
    expect(wait).toBeLessThanOrEqual(expected * 1.1)
  }
})

test('after a day of vain tries a message is given up, and its ticket shows it', async () => {
  const id = await desk.chat('5')
  const ticketId = await desk.ticket()
  await desk.queue(id, ['one'], { ticketId, push: true })
  await desk.queue(id, ['two'])
  desk.channel.script = ({ shown }) => (shown === 'one' ? { kind: 'unknown', reason: 'timeout' } : undefined)
  for (let tries = 0; tries < 60 && (await desk.row('one')).state !== 'failed'; tries++) {
    desk.clock.now = (await desk.row('one')).due_at
    await desk.deliver(id)
  }
  expect(await desk.row('one')).toMatchObject({ state: 'failed', reason: 'given up: timeout', content: null })
  const [event] = await desk.sql('SELECT kind, data FROM ticket_event WHERE ticket_id = $1', [ticketId])
  expect(event).toMatchObject({ kind: 'delivery-failed', data: { reason: 'given up: timeout', channel: 'telegram' } })
  expect(desk.channel.shownTo('5')).toEqual(['two'])
})

test('a wait that the platform names is kept exactly, holds for that chat only, and does not use up the tries', async () => {
  const [first, second] = [await desk.chat('5'), await desk.chat('6')]
  await desk.queue(first, ['one'])
  await desk.queue(second, ['other'])
  desk.channel.script = ({ shown }) =>
    shown === 'one' ? { kind: 'later', reason: 'flood', afterSeconds: 7, scope: 'conversation' } : undefined
  for (let times = 0; times < 60; times++) {
    await desk.deliver(first)
    desk.clock.advance(7)
  }
  await desk.deliver(second)
  expect(desk.channel.shownTo('6')).toEqual(['other'])
  expect(desk.channel.calls.filter((call) => call.shown === 'one')).toHaveLength(60)
  desk.channel.script = null
  await desk.deliver(first)
  expect(desk.channel.shownTo('5')).toEqual(['one'])
})

test('a wait named for the whole bot stops every chat until it is over', async () => {
  const [first, second] = [await desk.chat('5'), await desk.chat('6')]
  await desk.queue(first, ['one'])
  await desk.queue(second, ['other'])
  desk.channel.script = ({ shown }) =>
    shown === 'one' ? { kind: 'later', reason: 'flood', afterSeconds: 30, scope: 'account' } : undefined
  await desk.deliver(first)
  await desk.deliver(second)
  expect(desk.channel.accepted).toEqual([])
  desk.channel.script = null
  desk.clock.advance(29)
  await desk.deliver(second)
  expect(desk.channel.accepted).toEqual([])
  desk.clock.advance(1)
  await desk.deliver(second)
  await desk.deliver(first)
  expect(desk.channel.accepted.map((sent) => sent.shown)).toEqual(['other', 'one'])
})

test('someone who blocked the bot is marked, their waiting notices fail without a try, and the tickets show it', async () => {
  const id = await desk.chat('5')
  const ticketId = await desk.ticket()
  await desk.queue(id, ['notice 1', 'notice 2', 'notice 3'], { push: true, ticketId })
  desk.channel.script = () => ({ kind: 'never', reason: 'Forbidden: bot was blocked by the user', unreachable: 'blocked' })
  await desk.deliver(id)
  await desk.queue(id, ['notice 4'], { push: true })
  await desk.deliver(id)
  expect(desk.channel.calls).toHaveLength(1)
  for (const text of ['notice 1', 'notice 2', 'notice 3', 'notice 4']) {
    expect(await desk.row(text)).toMatchObject({ state: 'failed', reason: 'unreachable', content: null })
  }
  expect(await desk.row('notice 4')).toMatchObject({ attempts: 0 })
  const [attempt] = await desk.sql('SELECT reason FROM delivery_attempt')
  expect(attempt).toEqual({ reason: 'Forbidden: bot was blocked by the user' })
  const [identity] = await desk.sql('SELECT blocked_at FROM chat_identity')
  expect(identity?.['blocked_at']).toEqual(desk.clock.now)
  expect(await desk.sql('SELECT 1 FROM ticket_event WHERE kind = $1', ['delivery-failed'])).toHaveLength(3)
})

test('an answer to someone who had blocked the bot is tried, and its success makes them reachable again', async () => {
  const id = await desk.chat('5')
  await desk.sql('UPDATE chat_identity SET blocked_at = now()')
  await desk.queue(id, ['answer'])
  await desk.deliver(id)
  await desk.queue(id, ['notice'], { push: true })
  await desk.deliver(id)
  expect(desk.channel.shownTo('5')).toEqual(['answer', 'notice'])
})

test('a message the platform will never take fails with its reason, and the next one is said', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['bad', 'good'])
  desk.channel.script = ({ shown }) => (shown === 'bad' ? { kind: 'never', reason: 'bad-content' } : undefined)
  await desk.deliver(id)
  expect(await desk.row('bad')).toMatchObject({ state: 'failed', reason: 'bad-content', content: null })
  expect(desk.channel.shownTo('5')).toEqual(['good'])
  expect(await desk.sql('SELECT outcome, reason FROM delivery_attempt')).toEqual([{ outcome: 'never', reason: 'bad-content' }])
})

test('a message sealed with a lost key fails by itself and holds nothing up', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['lost', 'good'])
  await desk.sql(`UPDATE outbox_message SET content = content || 'x' WHERE dedup_key = 'lost'`)
  await desk.deliver(id)
  expect(await desk.row('lost')).toMatchObject({ state: 'failed', reason: 'unreadable' })
  expect(desk.channel.shownTo('5')).toEqual(['good'])
})

test('a resend after a crash begins with the first part that was not recorded', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['a\fb\fc'])
  const crash = new Error('killed')
  let sends = 0
  const crashPoints = (name: string) => {
    if (name === 'sent' && ++sends === 2) throw crash
  }
  await expect(desk.deliver(id, { crashPoints })).rejects.toBe(crash)
  expect(await desk.row('a\fb\fc')).toMatchObject({ state: 'sending', parts_sent: 1 })
  await desk.sql(`UPDATE outbox_message SET state = 'queued'`)
  await desk.deliver(id)
  expect(desk.channel.shownTo('5')).toEqual(['a', 'b', 'b', 'c'])
})

test('a channel that throws counts as unsure, and nothing else is held up by it', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['one'])
  desk.channel.script = () => {
    throw new Error('a fault of the channel')
  }
  await desk.deliver(id)
  expect(await desk.row('one')).toMatchObject({ state: 'queued', attempts: 1 })
  expect(await desk.sql('SELECT outcome, reason FROM delivery_attempt')).toEqual([{ outcome: 'unknown', reason: 'fault' }])
})

test('a group that became a supergroup is written to under its new address, in order', async () => {
  const id = await desk.chat('-7', 'group')
  await desk.queue(id, ['before'])
  await desk.deliver(id)
  await desk.queue(id, ['one', 'two'])
  desk.channel.script = ({ address }) => (address === '-7' ? { kind: 'moved', address: '-1007' } : undefined)
  await desk.deliver(id)
  expect(desk.channel.shownTo('-1007')).toEqual(['one', 'two'])
  expect(await desk.sql('SELECT id, address FROM conversation')).toEqual([{ id: 'telegram:1:-1007', address: '-1007' }])
  expect(await desk.sql('SELECT DISTINCT conversation_id FROM chat_message')).toEqual([{ conversation_id: 'telegram:1:-1007' }])
})

test('a group that moved to a chat already known hands its waiting messages over', async () => {
  const [old, known] = [await desk.chat('-7', 'group'), await desk.chat('-1007', 'group')]
  await desk.queue(known, ['known'])
  await desk.queue(old, ['one'])
  desk.channel.script = ({ address }) => (address === '-7' ? { kind: 'moved', address: '-1007' } : undefined)
  await desk.deliver(old)
  await desk.deliver(known)
  expect(desk.channel.shownTo('-1007')).toEqual(['known', 'one'])
})

test('a process without its presence lock claims nothing', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['one'])
  await desk.deliver(id, { processNumber: () => null })
  expect(await desk.row('one')).toMatchObject({ state: 'queued', attempts: 0 })
})

test('a message for another bot waits for the process that speaks for it', async () => {
  const id = await desk.chat('5')
  await desk.sql(`UPDATE conversation SET account = '2'`)
  await desk.queue(id, ['one'])
  await desk.deliver(id)
  expect(await desk.row('one')).toMatchObject({ state: 'queued', attempts: 0 })
})

test('a stop is obeyed after the message in hand, and the rest is woken', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['one', 'two'])
  desk.wakes.length = 0
  const stop = new AbortController()
  desk.channel.script = () => {
    stop.abort()
    return undefined
  }
  await createDeliver(desk.deps)(id, stop.signal)
  expect(desk.channel.shownTo('5')).toEqual(['one'])
  expect(desk.wakes).toEqual([{ queue: 'outbox', id }])
})

test('a planned notice whose time comes while an answer is in flight waits for it', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['planned'], { dueAt: new Date(desk.clock.now.getTime() + 30_000) })
  await desk.queue(id, ['answer'])
  const inFlight = Promise.withResolvers<void>()
  const accept = Promise.withResolvers<undefined>()
  desk.channel.script = () => {
    inFlight.resolve()
    return accept.promise
  }
  const first = desk.deliver(id)
  await inFlight.promise
  desk.clock.advance(30)
  await desk.deliver(id, { processNumber: () => 2 })
  expect(desk.channel.calls).toHaveLength(1)
  accept.resolve(undefined)
  await first
  expect(desk.channel.shownTo('5')).toEqual(['answer', 'planned'])
})

test('of two processes that claim different messages of a chat in the same instant, one gets its own and the other none', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['planned'], { dueAt: new Date(desk.clock.now.getTime() + 30_000) })
  await desk.queue(id, ['answer'])
  const rival = new Client({ connectionString: desk.url })
  await rival.connect()
  await rival.query(`BEGIN; UPDATE outbox_message SET state = 'sending', claimed_by = 2 WHERE dedup_key = 'answer'`)
  desk.clock.advance(30)
  const late = desk.deliver(id)
  await waitUntil(
    async () =>
      (await desk.sql(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).length >
      0,
  )
  await rival.query('COMMIT')
  await late
  await rival.end()
  expect(desk.channel.calls).toEqual([])
  expect(await desk.row('planned')).toMatchObject({ state: 'queued', attempts: 0 })
})
