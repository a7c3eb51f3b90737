// What each of Meta's error codes means for the message: tried again, by template or another channel, or given up.
import { expect, test } from 'vitest'
import { toSendOutcome, verdictOf, verdictOn } from '../../../../src/channels/whatsapp/cloud/error-table.ts'

const answered = (code: number | null, status = 400, afterSeconds?: number) => ({
  kind: 'answered' as const,
  status,
  code,
  ...(afterSeconds === undefined ? {} : { afterSeconds }),
})

test.each([
  ['the window is closed', 131047, { kind: 'never', reason: 'conversation-closed' }],
  ['too much to one person', 131056, { kind: 'later', reason: 'pair-limit', afterSeconds: 16, scope: 'conversation' }],
  ['too much from the number', 130429, { kind: 'later', reason: 'flood', scope: 'account' }],
  ['too much from the account', 80007, { kind: 'later', reason: 'flood', scope: 'account' }],
  ['too many calls of the app', 4, { kind: 'later', reason: 'flood', scope: 'account' }],
  ['spam, for an answer', 131048, { kind: 'later', reason: 'spam-limit', scope: 'account' }],
  ['not on WhatsApp', 131026, { kind: 'never', reason: 'undeliverable', unreachable: 'unknown-chat' }],
  ['held back by Meta', 131049, { kind: 'never', reason: 'held-back-by-platform' }],
  ['a token that has run out', 190, { kind: 'later', reason: 'token-refused', scope: 'account' }],
  ['a locked account, for an answer', 131031, { kind: 'later', reason: 'account-refused', scope: 'account' }],
  ['a policy violation, for an answer', 368, { kind: 'later', reason: 'account-refused', scope: 'account' }],
  ['a payment problem, for an answer', 131042, { kind: 'later', reason: 'account-refused', scope: 'account' }],
  ['a template with other parameters', 132000, { kind: 'never', reason: 'no-template' }],
  ['a missing template', 132001, { kind: 'never', reason: 'no-template' }],
  ['a paused template', 132015, { kind: 'never', reason: 'no-template' }],
  ['something of Meta’s that passes', 131000, { kind: 'later', reason: 'temporary', scope: 'message' }],
  ['a service that is away', 2, { kind: 'later', reason: 'temporary', scope: 'message' }],
  ['a message that is wrong', 100, { kind: 'never', reason: 'bad-content' }],
  ['a code that nobody knows', 139999, { kind: 'never', reason: 'refused-139999' }],
])('%s (%i)', (_, code, outcome) => {
  expect(toSendOutcome(answered(code), { pairWaitSeconds: 16, notice: false })).toEqual(outcome)
})

test.each([
  ['spam stops what is told unasked', 131048, 'first-contacts-paused'],
  ['a locked account sends notices by the next channel', 131031, 'account-refused'],
  ['so does a payment problem', 131042, 'account-refused'],
])('%s', (_, code, reason) => {
  expect(toSendOutcome(answered(code), { pairWaitSeconds: 1, notice: true })).toEqual({ kind: 'never', reason })
})

test('a token that is refused holds notices back as well: somebody will put in a new one', () => {
  expect(toSendOutcome(answered(190), { pairWaitSeconds: 1, notice: true })).toMatchObject({ kind: 'later', scope: 'account' })
})

test('a time that Meta names is kept', () => {
  expect(toSendOutcome(answered(130429, 429, 30), { pairWaitSeconds: 1, notice: false })).toMatchObject({ afterSeconds: 30 })
})

test.each([
  ['no answer in time', { kind: 'broken' as const, reason: 'no answer in time' }, 'unknown'],
  ['a proxy’s 502', answered(null, 502), 'unknown'],
  ['an unknown code with a 500', answered(999_999, 500), 'unknown'],
  ['a temporary code with a 503', answered(131016, 503), 'later'],
  ['no connection', { kind: 'unreached' as const, reason: 'ECONNREFUSED' }, 'later'],
])('whether it was sent after %s', (_, failure, kind) => {
  expect(toSendOutcome(failure, { pairWaitSeconds: 1, notice: false }).kind).toBe(kind)
})

test('every permission that is missing is the token’s trouble', () => {
  for (const code of [3, 10, 200, 250, 299]) expect(verdictOn(code)).toMatchObject({ kind: 'account', part: 'token' })
  expect(verdictOf(answered(null, 401))).toMatchObject({ kind: 'account', part: 'token' })
})
