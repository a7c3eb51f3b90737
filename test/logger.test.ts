// The log must be useful to an operator, and useless to somebody who looks for secrets or clients' words in it.
import { expect, test } from 'vitest'
import { createLogger } from '../src/logger.ts'

const secret = '123456789:AAabc_def-ghi'

function logged(
  write: (log: ReturnType<typeof createLogger>) => void,
  level = 'info',
): { lines: Record<string, unknown>[]; raw: string } {
  let raw = ''
  write(createLogger({ level, secrets: [secret], destination: { write: (line) => (raw += line) } }))
  return {
    raw,
    lines: raw
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

test('an entry carries its ids, its level as a word, and the time in UTC', () => {
  const { lines } = logged((log) => log.warn({ ticketNumber: 10001, conversationId: 'telegram:1:2' }, 'ticket reopened'))
  expect(lines).toEqual([
    {
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      ticketNumber: 10001,
      conversationId: 'telegram:1:2',
      msg: 'ticket reopened',
    },
  ])
})

test('fields that hold secrets or words of a client are left out, also inside of other fields', () => {
  const { raw } = logged((log) => {
    for (const name of ['token', 'authorization', 'secret', 'text', 'body', 'payload', 'code', 'caption']) {
      log.info({ [name]: 'the root password' }, 'one')
      log.info({ request: { [name]: 'the root password', headers: { [name]: 'the root password' } } }, 'deeper')
    }
  })
  expect(raw).toContain('[left out]')
  expect(raw).not.toContain('root password')
})

test('a secret inside a message, an address or an error is cut out', () => {
  const { raw } = logged((log) => {
    log.info({ url: `http://127.0.0.1/bot${secret}/getMe` }, `calling ${secret}`)
    log.error({ err: new Error(`no answer from /bot${secret}`, { cause: new Error(secret) }) }, 'failed')
  })
  expect(raw).not.toContain(secret)
  expect(raw).toContain('no answer from /bot[left out]')
})

test('an error shows what and where, and nothing of the request or the row that hangs on it', () => {
  const error = Object.assign(new TypeError('unreadable'), {
    code: 'P2002',
    response: { data: 'words of a client' },
    detail: 'words of a client',
  })
  const { raw, lines } = logged((log) => log.error({ err: error }, 'failed'))
  expect(lines[0]).toMatchObject({
    err: { type: 'TypeError', message: 'unreadable', errorCode: 'P2002', stack: expect.stringContaining('logger.test.ts') },
  })
  expect(raw).not.toContain('words of a client')
})

test('entries below the chosen level are not written', () => {
  expect(logged((log) => log.debug({}, 'detail')).raw).toBe('')
  expect(logged((log) => log.error({}, 'failed'), 'silent').raw).toBe('')
})
