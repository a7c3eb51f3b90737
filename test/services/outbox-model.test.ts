// The outbox against a naive model: lists in memory, and the rules in a few plain lines. Random histories of queueing,
// delivering, replacing and waiting; after each step every message has to stand as the model says.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { replaceQueued } from '../../src/db/outbox.ts'
import type { SendOutcome } from '../../src/domain/channel.ts'
import type { ConversationId, TicketId } from '../../src/domain/ids.ts'
import { createDeliveryDesk, type DeliveryDesk } from '../support/delivery.ts'

let desk: DeliveryDesk
beforeAll(async () => {
  desk = await createDeliveryDesk()
})
afterAll(() => desk.drop())

type Fate = 'accept' | 'later' | 'account-later' | 'unknown' | 'wait' | 'chat-wait' | 'account-wait' | 'never' | 'blocked'

type Step =
  | { readonly kind: 'queue'; readonly chat: number; readonly push: boolean; readonly inSeconds: number }
  | { readonly kind: 'replace'; readonly nth: number }
  | { readonly kind: 'deliver'; readonly chat: number; readonly workers: number; readonly fates: readonly Fate[] }
  | { readonly kind: 'wait'; readonly seconds: number }

interface ModelMessage {
  readonly key: string
  readonly chat: number
  readonly push: boolean
  text: string
  state: 'queued' | 'sent' | 'failed'
  reason: string | null
  attempts: number
  failures: number
  firstFailureAt: number
  /** When it may be tried; after a failure at the earliest and at the latest, because the wait has jitter. */
  dueAt: readonly [number, number]
}

interface Model {
  readonly messages: ModelMessage[]
  readonly shown: string[][]
  readonly blocked: boolean[]
  readonly chatPause: number[]
  accountPause: readonly [number, number]
}

const chat = fc.integer({ min: 0, max: 1 })
const fate = fc.constantFrom<Fate[]>(
  'accept',
  'accept',
  'accept',
  'later',
  'account-later',
  'unknown',
  'wait',
  'chat-wait',
  'account-wait',
  'never',
  'blocked',
)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('queue' as const),
    chat,
    push: fc.boolean(),
    inSeconds: fc.constantFrom(0, 0, 20),
  }),
  fc.record({ kind: fc.constant('replace' as const), nth: fc.nat({ max: 9 }) }),
  fc.record({
    kind: fc.constant('deliver' as const),
    chat,
    workers: fc.integer({ min: 1, max: 2 }),
    fates: fc.array(fate, { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(1, 7, 40, 4000, 50_000) }),
)

const outcomes: Record<Exclude<Fate, 'accept'>, SendOutcome> = {
  later: { kind: 'later', reason: 'busy', scope: 'message' },
  'account-later': { kind: 'later', reason: 'offline', scope: 'account' },
  unknown: { kind: 'unknown', reason: 'timeout' },
  wait: { kind: 'later', reason: 'flood', afterSeconds: 3, scope: 'message' },
  'chat-wait': { kind: 'later', reason: 'flood', afterSeconds: 4, scope: 'conversation' },
  'account-wait': { kind: 'later', reason: 'flood', afterSeconds: 5, scope: 'account' },
  never: { kind: 'never', reason: 'bad-content' },
  blocked: { kind: 'never', reason: 'forbidden', unreachable: 'blocked' },
}
const named: Partial<Record<Fate, number>> = { wait: 3, 'chat-wait': 4, 'account-wait': 5 }
const hour = 3_600_000

test('whatever is queued, tried, refused, replaced and waited for: each message stands where the rules put it', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), play), { numRuns: 40 })
}, 60_000)

async function play(steps: readonly Step[]): Promise<void> {
  await desk.clear()
  desk.channel.accepted.length = 0
  const ids: readonly ConversationId[] = [await desk.chat('0'), await desk.chat('1')]
  const ticketId = await desk.ticket()
  const model: Model = { messages: [], shown: [[], []], blocked: [false, false], chatPause: [0, 0], accountPause: [0, 0] }
  for (const next of steps) {
    if (next.kind === 'wait') desk.clock.advance(next.seconds)
    else if (next.kind === 'queue') await queue(model, ids, ticketId, next)
    else if (next.kind === 'replace') await replace(model, next.nth)
    else await deliver(model, ids, next)
    await compare(model)
  }
}

async function queue(
  model: Model,
  ids: readonly ConversationId[],
  ticketId: TicketId,
  { chat, push, inSeconds }: Extract<Step, { kind: 'queue' }>,
): Promise<void> {
  const key = `m${model.messages.length}`
  const dueAt = new Date(desk.clock.now.getTime() + inSeconds * 1000)
  await desk.queue(ids[chat] as ConversationId, [key], { push, ticketId, dueAt })
  const due = dueAt.getTime()
  const fresh = { state: 'queued', reason: null, attempts: 0, failures: 0, firstFailureAt: 0, dueAt: [due, due] } as const
  model.messages.push({ key, chat, push, text: key, ...fresh })
}

async function replace(model: Model, nth: number): Promise<void> {
  const message = model.messages[nth]
  if (message === undefined) return
  const text = `${message.text}+`
  const replaced = await desk.database.transaction((tx) =>
    replaceQueued(tx, message.key, { type: 'text', text: { text, marks: [] } }),
  )
  expect(replaced).toBe(message.state === 'queued' && message.attempts === 0)
  if (replaced) message.text = text
}

async function deliver(
  model: Model,
  ids: readonly ConversationId[],
  { chat, workers, fates }: Extract<Step, { kind: 'deliver' }>,
): Promise<void> {
  // The pace of sending has tests of its own: here every bucket is full.
  await desk.sql('UPDATE send_budget SET tokens = 1000, refilled_at = $1', [desk.clock.now])
  const left = [...fates]
  let inFlight = 0
  let most = 0
  desk.channel.script = async () => {
    most = Math.max(most, ++inFlight)
    // Whoever else wanted to send at the same time would do so now.
    await desk.sql('SELECT 1')
    inFlight -= 1
    const next = left.shift() ?? 'accept'
    return next === 'accept' ? undefined : outcomes[next]
  }
  await Promise.all(
    Array.from({ length: workers }, (_, at) => desk.deliver(ids[chat] as ConversationId, { processNumber: () => at + 1 })),
  )
  desk.channel.script = null
  expect(most).toBeLessThanOrEqual(1)
  deliverInModel(model, chat, [...fates])
}

/** The rules, as plainly as they can be said. */
function deliverInModel(model: Model, chat: number, fates: Fate[]): void {
  const now = desk.clock.now.getTime()
  for (;;) {
    const mine = model.messages.filter((one) => one.chat === chat && one.state === 'queued')
    const head = mine.find((one) => one.attempts > 0 || one.dueAt[0] <= now)
    if (head === undefined || head.dueAt[0] > now) return
    if ((model.chatPause[chat] ?? 0) > now || model.accountPause[0] > now) return
    if (head.push && model.blocked[chat] === true) {
      for (const one of mine) if (one.push) fail(one, 'unreachable')
      continue
    }
    head.attempts += 1
    const next = fates.shift() ?? 'accept'
    if (next === 'accept') {
      head.state = 'sent'
      model.blocked[chat] = false
      model.shown[chat]?.push(head.text)
    } else if (next === 'never') fail(head, 'bad-content')
    else if (next === 'blocked') {
      model.blocked[chat] = true
      fail(head, 'unreachable')
      for (const one of mine) if (one.push && one.state === 'queued') fail(one, 'unreachable')
    } else delay(model, head, next, now)
  }
}

function delay(model: Model, head: ModelMessage, next: Fate, now: number): void {
  const seconds = named[next]
  if (seconds !== undefined) {
    const until = now + seconds * 1000
    head.dueAt = [until, until]
    if (next === 'chat-wait') model.chatPause[head.chat] = until
    if (next === 'account-wait') model.accountPause = later(model.accountPause, [until, until])
    return
  }
  if (head.failures === 0) head.firstFailureAt = now
  head.failures += 1
  if (head.failures >= 40 || now - head.firstFailureAt >= 24 * hour) {
    fail(head, `given up: ${(outcomes[next as 'later'] as { reason: string }).reason}`)
    return
  }
  const wait = Math.min(5000 * 2 ** (head.failures - 1), hour)
  head.dueAt = [now + wait, now + wait * 1.1 + 1]
  if (next !== 'account-later') return
  model.accountPause = later(model.accountPause, [now + Math.min(wait, 30_000), now + Math.min(wait * 1.1 + 1, 30_000)])
}

function later(one: readonly [number, number], other: readonly [number, number]): readonly [number, number] {
  return [Math.max(one[0], other[0]), Math.max(one[1], other[1])]
}

function fail(message: ModelMessage, reason: string): void {
  message.state = 'failed'
  message.reason = reason
}

async function compare(model: Model): Promise<void> {
  for (const message of model.messages) {
    const row = await desk.row(message.key)
    const { key, state, reason, attempts } = message
    expect({ key, state: row.state, reason: row.reason, attempts: row.attempts }).toEqual({ key, state, reason, attempts })
    expect(row.content === null).toBe(state !== 'queued')
    if (state !== 'queued') continue
    const due = row.due_at.getTime()
    expect(due).toBeGreaterThanOrEqual(message.dueAt[0])
    expect(due).toBeLessThanOrEqual(message.dueAt[1])
    // From here on the model knows what the jitter came to.
    message.dueAt = [due, due]
  }
  const [pause] = await desk.sql<{ until: Date | null }>(
    `SELECT max(paused_until) AS until FROM send_budget WHERE key LIKE 'bot:%'`,
  )
  const until = pause?.until?.getTime() ?? 0
  expect(until).toBeGreaterThanOrEqual(model.accountPause[0])
  expect(until).toBeLessThanOrEqual(model.accountPause[1])
  model.accountPause = [until, until]
  expect([desk.channel.shownTo('0'), desk.channel.shownTo('1')]).toEqual(model.shown)
  const blocked = await desk.sql(`SELECT blocked_at IS NOT NULL AS blocked FROM chat_identity ORDER BY user_id`)
  expect(blocked.map((row) => row['blocked'])).toEqual(model.blocked)
  // The ticket shows every message of its that will never arrive.
  const [events] = await desk.sql(`SELECT count(*)::int AS count FROM ticket_event WHERE kind = 'delivery-failed'`)
  expect(events?.['count']).toBe(model.messages.filter((one) => one.state === 'failed').length)
}
