// What the end of a connection means: the whole table.
import { expect, test } from 'vitest'
import { codeOf, judgeEnding } from '../../../../src/channels/whatsapp/baileys/disconnect-policy.ts'

test.each([
  [515, 'lost', 'at-once'],
  [428, 'lost', 'back-off'],
  [408, 'lost', 'back-off'],
  [503, 'lost', 'back-off'],
  [500, 'lost', 'back-off'],
  [418, 'lost', 'back-off'],
  [null, 'lost', 'back-off'],
  [405, 'unsupported-version', 'slow'],
  [440, 'replaced', 'slow'],
  [401, 'needs-pairing', 'stop'],
  [403, 'refused', 'stop'],
  [411, 'refused', 'stop'],
])('an end with code %s is called %s, and the next step is %s', (code, state, next) => {
  expect(judgeEnding({ code, pairing: false })).toMatchObject({ state, next: { kind: next } })
})

test('a refused version is tried again after five minutes at the earliest, a replaced connection after one', () => {
  expect(judgeEnding({ code: 405, pairing: false }).next).toEqual({ kind: 'slow', atLeastSeconds: 300 })
  expect(judgeEnding({ code: 440, pairing: false }).next).toEqual({ kind: 'slow', atLeastSeconds: 60 })
})

test.each([408, 428, 503, null])('a pairing that nobody took up (%s) waits for an administrator', (code) => {
  expect(judgeEnding({ code, pairing: true })).toMatchObject({ state: 'needs-pairing', next: { kind: 'stop' } })
})

test('after a pairing the order to restart is followed at once', () => {
  expect(judgeEnding({ code: 515, pairing: true }).next).toEqual({ kind: 'at-once' })
})

test.each([
  [{ output: { statusCode: 401 } }, 401],
  [1006, null],
  [new Error('network'), null],
  [undefined, null],
  [{ output: { statusCode: 'x' } }, null],
])('a code is read from what the library gives: %j', (error, code) => {
  expect(codeOf(error)).toBe(code)
})
