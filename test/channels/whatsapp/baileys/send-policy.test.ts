import { describe, expect, test } from 'vitest'
import { createBatches } from '../../../../src/channels/whatsapp/baileys/batches.ts'
import { nameMessage } from '../../../../src/channels/whatsapp/baileys/message-name.ts'
import { createPace } from '../../../../src/channels/whatsapp/baileys/pace.ts'
import { toOutcome } from '../../../../src/channels/whatsapp/baileys/refusals.ts'
import { judge, type PolicyState, policy } from '../../../../src/channels/whatsapp/baileys/send-policy.ts'
import { isOfKind, sniffType } from '../../../../src/channels/whatsapp/sniff-type.ts'

const now = new Date('2026-11-23T10:00:00Z')
const hours = (count: number) => new Date(now.getTime() - count * 3_600_000)
const notice = { kind: 'invoice.issued', about: 'INV-1', language: 'en' } as const
const quiet: PolicyState = { now, proactive: false, breakerUntil: null, lastHour: { sent: 0, proactive: 0 } }

describe('what may go out', () => {
  test.each<[string, Date | null, 'answer' | 'notice', Partial<PolicyState>, string | null]>([
    ['an answer at once', hours(0), 'answer', {}, null],
    ['an answer after a month', hours(24 * 40), 'answer', {}, null],
    ['an answer while nobody may be written to first', hours(1), 'answer', { breakerUntil: hours(-1) }, null],
    ['a first word while nobody may be written to first', null, 'answer', { breakerUntil: hours(-1) }, 'first-contacts-paused'],
    ['a first word after that', null, 'answer', { breakerUntil: hours(1) }, null],
    ['a notice within a day', hours(23.9), 'notice', {}, null],
    ['a notice after a day', hours(24.1), 'notice', {}, 'conversation-closed'],
    ['a notice to somebody who never wrote', null, 'notice', {}, 'conversation-closed'],
    ['a notice after a day, when wanted', hours(25), 'notice', { proactive: true }, null],
    ['a notice after 31 days, when wanted', hours(24 * 31), 'notice', { proactive: true }, 'conversation-closed'],
    ['a notice to somebody who never wrote, when wanted', null, 'notice', { proactive: true }, 'conversation-closed'],
    [
      'one proactive notice too many',
      hours(25),
      'notice',
      { proactive: true, lastHour: { sent: 30, proactive: policy.proactiveAnHour } },
      'proactive-budget',
    ],
    ['one message too many', hours(0), 'answer', { lastHour: { sent: policy.messagesAnHour, proactive: 0 } }, 'hourly-budget'],
    ['any number, when it is not counted', hours(0), 'answer', { lastHour: null }, null],
  ])('%s', (_title, lastHeardAt, what, state, reason) => {
    const outcome = judge({ lastHeardAt, notice: what === 'notice' ? notice : null }, { ...quiet, ...state })
    expect(outcome === null || !('reason' in outcome) ? null : outcome.reason).toBe(reason)
  })
})

test.each([
  ['463', 1, { kind: 'never', reason: 'first-contacts-paused' }],
  ['479', 1, { kind: 'later', reason: 'refused-479', scope: 'message' }],
  ['479', 3, { kind: 'never', reason: 'refused-479' }],
  ['404', 1, { kind: 'never', reason: 'unknown-chat', unreachable: 'unknown-chat' }],
  ['429', 1, { kind: 'later', scope: 'account' }],
  ['503', 1, { kind: 'later', scope: 'account' }],
  ['999', 1, { kind: 'never', reason: 'refused-999' }],
])('the refusal %s at try %d means %o', (code, tries, outcome) => {
  expect(toOutcome(code, tries)).toMatchObject(outcome)
})

test('the pace is uneven, counts for each contact alone, and can be off', () => {
  let time = 0
  const pace = createPace(
    2,
    () => time,
    () => 0.5,
  )
  expect(pace.wait('a')).toBe(0)
  pace.begin('a')
  expect(pace.wait('a')).toBe(2500)
  expect(pace.wait('b')).toBe(0)
  time = 2500
  expect(pace.wait('a')).toBe(0)
  const none = createPace(
    0,
    () => 0,
    () => 1,
  )
  none.begin('a')
  expect(none.wait('a')).toBe(0)
})

test('the same part has the same id in every try, and no other part has it', () => {
  const id = nameMessage('main', '184700000000001@lid', '7:1:0')
  expect(id).toMatch(/^3EB0[0-9A-F]{18}$/)
  expect(nameMessage('main', '184700000000001@lid', '7:1:0')).toBe(id)
  const others = [
    nameMessage('main', '184700000000001@lid', '7:1:1'),
    nameMessage('main', '184700000000002@lid', '7:1:0'),
    nameMessage('other', '184700000000001@lid', '7:1:0'),
  ]
  expect(others).not.toContain(id)
})

describe('what comes in while something is being stored', () => {
  const silent = { debug() {}, info() {}, warn() {}, error() {} }

  test('is stored with the next batch, in order', async () => {
    const stored: number[][] = []
    const first = Promise.withResolvers<void>()
    const batches = createBatches<number>({
      name: 'test',
      log: silent,
      async store(items) {
        if (stored.length === 0) await first.promise
        stored.push([...items])
      },
    })
    batches.add([1])
    batches.add([2])
    batches.add([3, 4])
    first.resolve()
    await batches.settled()
    expect(stored).toEqual([[1], [2, 3, 4]])
  })

  test('goes on without the one that can never be stored', async () => {
    const stored: number[] = []
    const batches = createBatches<number>({
      name: 'test',
      log: silent,
      async store(items) {
        if (items.includes(2)) throw new Error('poison')
        stored.push(...items)
      },
    })
    batches.hurry()
    batches.add([1, 2, 3])
    await batches.settled()
    expect(stored).toEqual([1, 3])
  })
})

describe('first bytes tell what a file is', () => {
  test.each([
    ['ffd8ffe000104a46', 'image/jpeg'],
    ['89504e470d0a1a0a', 'image/png'],
    ['4f67675300020000', 'audio/ogg'],
    ['000000186674797033677034', 'video/mp4'],
    ['255044462d312e37', 'application/pdf'],
    ['3c7363726970743e', null],
    ['', null],
  ])('%s is %s', (hex, type) => {
    expect(sniffType(Buffer.from(hex, 'hex'))).toBe(type)
  })

  test.each([
    ['photo', 'ffd8ff', true],
    ['photo', '255044462d', false],
    ['voice', '4f676753', true],
    ['voice', 'ffd8ff', false],
    ['document', '3c736372', true],
  ])('a %s may begin with %s: %s', (kind, hex, may) => {
    expect(isOfKind(kind, Buffer.from(hex, 'hex'))).toBe(may)
  })
})
