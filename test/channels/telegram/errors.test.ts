// What Telegram's answers mean for a message that waits to be sent.
import { GrammyError, HttpError } from 'grammy'
import { describe, expect, test } from 'vitest'
import { inWords, toCallFailure } from '../../../src/channels/telegram/call-failure.ts'
import { isAboutFileKind, isAboutMarks, isGone, isUnchanged, toSendOutcome } from '../../../src/channels/telegram/errors.ts'
import { createFloodGauge } from '../../../src/channels/telegram/flood-gauge.ts'

function answered(error_code: number, description: string, parameters: object = {}) {
  return toCallFailure(
    new GrammyError('failed', { ok: false, error_code, description, parameters }, 'sendMessage', { text: 'x' }),
  )
}

describe('answers of the Bot API', () => {
  test.each([
    [
      429,
      'Too Many Requests: retry after 7',
      { retry_after: 7 },
      { kind: 'later', reason: 'flood', afterSeconds: 7, scope: 'conversation' },
    ],
    [429, 'Too Many Requests', {}, { kind: 'later', reason: 'flood', afterSeconds: 5, scope: 'conversation' }],
    [403, 'Forbidden: bot was blocked by the user', {}, { kind: 'never', reason: 'blocked', unreachable: 'blocked' }],
    [403, 'Forbidden: user is deactivated', {}, { kind: 'never', reason: 'deactivated', unreachable: 'deactivated' }],
    [
      403,
      'Forbidden: bot was kicked from the supergroup chat',
      {},
      { kind: 'never', reason: 'not-a-member', unreachable: 'not-a-member' },
    ],
    [
      403,
      'Forbidden: bot is not a member of the channel chat',
      {},
      { kind: 'never', reason: 'not-a-member', unreachable: 'not-a-member' },
    ],
    [403, 'Forbidden: the group chat was deleted', {}, { kind: 'never', reason: 'not-a-member', unreachable: 'not-a-member' }],
    [
      403,
      "Forbidden: bot can't initiate conversation with a user",
      {},
      { kind: 'never', reason: 'unknown-chat', unreachable: 'unknown-chat' },
    ],
    [403, 'Forbidden: something new', {}, { kind: 'never', reason: 'forbidden' }],
    [
      400,
      'Bad Request: group chat was upgraded to a supergroup chat',
      { migrate_to_chat_id: -100500 },
      { kind: 'moved', address: '-100500' },
    ],
    [400, 'Bad Request: chat not found', {}, { kind: 'never', reason: 'unknown-chat', unreachable: 'unknown-chat' }],
    [400, 'Bad Request: PEER_ID_INVALID', {}, { kind: 'never', reason: 'unknown-chat', unreachable: 'unknown-chat' }],
    [400, 'Bad Request: not enough rights to send text messages to the chat', {}, { kind: 'never', reason: 'no-rights' }],
    [400, "Bad Request: can't parse entities: unexpected end", {}, { kind: 'never', reason: 'bad-content' }],
    [400, 'Bad Request: message is too long', {}, { kind: 'never', reason: 'bad-content' }],
    [400, 'Bad Request: BUTTON_DATA_INVALID', {}, { kind: 'never', reason: 'bad-content' }],
    [400, 'Bad Request: words that nobody has seen yet', {}, { kind: 'never', reason: 'bad-content' }],
    [413, 'Request Entity Too Large', {}, { kind: 'never', reason: 'too-large' }],
    [400, 'Bad Request: file is too big', {}, { kind: 'never', reason: 'too-large' }],
    [401, 'Unauthorized', {}, { kind: 'later', reason: 'token-refused', scope: 'account' }],
    [404, 'Not Found', {}, { kind: 'later', reason: 'token-refused', scope: 'account' }],
    [500, 'Internal Server Error', {}, { kind: 'unknown', reason: '500' }],
    [502, 'Bad Gateway', {}, { kind: 'unknown', reason: '502' }],
  ])('%i "%s" with %j means %j', (code, description, parameters, outcome) => {
    expect(toSendOutcome(answered(code, description, parameters))).toEqual(outcome)
  })

  test.each([
    ['Bad Request: message is not modified: specified new message content…', isUnchanged],
    ['Bad Request: message to edit not found', isGone],
    ["Bad Request: message can't be edited", isGone],
    ["Bad Request: can't parse entities: Unsupported start tag", isAboutMarks],
    ['Bad Request: ENTITY_BOUNDS_INVALID', isAboutMarks],
    ['Bad Request: PHOTO_INVALID_DIMENSIONS', isAboutFileKind],
    ['Bad Request: VOICE_MESSAGES_FORBIDDEN', isAboutFileKind],
  ])('"%s" is known, and nothing else is taken for it', (description, recognises) => {
    const all = [isUnchanged, isGone, isAboutMarks, isAboutFileKind]
    expect(all.filter((test) => test(answered(400, description)))).toEqual([recognises])
    expect(all.some((test) => test(answered(403, description)))).toBe(false)
  })
})

describe('connections', () => {
  const broken = (code: string | undefined, message: string, type = 'system') =>
    toCallFailure(
      new HttpError(
        'failed',
        Object.assign(new Error(`request to https://x/bot42:SECRET/m failed, reason: ${message}`), { code, type }),
      ),
    )

  test.each([
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9'],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND bot.example'],
    ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN bot.example'],
    ['ETIMEDOUT', 'connect ETIMEDOUT 192.0.2.1:443'],
    ['ETIMEDOUT', ''],
    ['CERT_HAS_EXPIRED', 'certificate has expired'],
    ['ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'],
  ])('%s "%s" came before anything was said: later', (code, reason) => {
    expect(toSendOutcome(broken(code, reason))).toEqual({ kind: 'later', reason: code, scope: 'account' })
  })

  test.each([
    ['ECONNRESET', 'read ECONNRESET', 'ECONNRESET'],
    ['ECONNRESET', 'socket hang up', 'ECONNRESET'],
    ['ETIMEDOUT', 'read ETIMEDOUT', 'ETIMEDOUT'],
    ['EPIPE', 'write EPIPE', 'EPIPE'],
    [undefined, 'Premature close', 'connection lost'],
  ])('%s "%s" leaves it open whether the message was taken', (code, message, reason) => {
    expect(toSendOutcome(broken(code, message))).toEqual({ kind: 'unknown', reason })
  })

  test('No answer in time, and an answer that cannot be read, leave it open too', () => {
    expect(toSendOutcome(toCallFailure(new HttpError('failed', new Error('aborted')), true))).toEqual({
      kind: 'unknown',
      reason: 'no answer in time',
    })
    expect(toSendOutcome(broken(undefined, 'Unexpected token <', 'invalid-json'))).toEqual({
      kind: 'unknown',
      reason: 'unreadable answer',
    })
  })

  test('What is told of a failure never holds the token or the text', () => {
    const told = [broken('ECONNRESET', 'socket hang up'), broken('ECONNREFUSED', 'connect'), answered(400, 'Bad Request: x')]
    expect(told.map(inWords)).toEqual(['ECONNRESET', 'ECONNREFUSED', '400: Bad Request: x'])
    expect(JSON.stringify(told)).not.toContain('SECRET')
  })
})

test('A 429 pauses its chat; when three chats wait at once, the whole bot; and that passes', () => {
  let milliseconds = 0
  const floodScope = createFloodGauge(() => milliseconds)
  expect(['1', '1', '2'].map((chat) => floodScope(chat, 10))).toEqual(['conversation', 'conversation', 'conversation'])
  expect(floodScope('3', 10)).toBe('account')
  milliseconds = 10_000
  expect(floodScope('4', 10)).toBe('conversation')
})
