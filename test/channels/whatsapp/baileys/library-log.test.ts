// The library's log on its way into ours.
import { expect, test } from 'vitest'
import { createLibraryLog, withoutPeople } from '../../../../src/channels/whatsapp/baileys/library-log.ts'

test('sentences come through from “warn” on, without addresses, numbers, or what hangs on them', () => {
  const lines: string[] = []
  const take = (fields: object, message: string) => void lines.push(`${JSON.stringify(fields)} ${message}`)
  const library = createLibraryLog({ debug: take, info: take, warn: take, error: take }).child({ class: 'x' })
  library.trace({}, 'trace')
  library.debug({}, 'debug')
  library.info({}, 'info')
  library.warn({ jid: '37061234567@s.whatsapp.net', key: Buffer.alloc(32) }, 'no session for 37061234567:3@s.whatsapp.net')
  library.error({ err: new Error('refused by +37061234567') }, 'unexpected error')
  library.warn('only words')
  expect(lines).toEqual([
    '{} whatsapp: the library warns: no session for [chat]',
    '{"cause":"refused by [number]"} whatsapp: the library reports: unexpected error',
    '{} whatsapp: the library warns: only words',
  ])
})

test.each([
  ['184700000000001@lid', '[chat]'],
  ['120363@g.us and 1.0:2@s.whatsapp.net', '[chat] and [chat]'],
  ['code 440 after 30000 ms', 'code 440 after 30000 ms'],
])('%s becomes %s', (text, clean) => {
  expect(withoutPeople(text)).toBe(clean)
})
