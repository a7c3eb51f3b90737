// Which chat a notice goes to, and what the rows of one that went on are called.
import { expect, test } from 'vitest'
import { inOrderOfPreference } from '../../src/domain/channel-preference.ts'
import { keyEndings, ownKey, passedOnKey } from '../../src/domain/passed-on-key.ts'

const noon = new Date('2026-11-23T12:00:00Z')
const one = new Date('2026-11-23T13:00:00Z')
const chat = (channel: string, heardAt: Date | null = null, blocked = false) => ({ channel, heardAt, blocked })
const order = (...chats: readonly ReturnType<typeof chat>[]) => inOrderOfPreference(chats).map(({ channel }) => channel)

test('News goes where somebody last wrote', () => {
  expect(order(chat('telegram', noon), chat('whatsapp', one))).toEqual(['whatsapp', 'telegram'])
  expect(order(chat('whatsapp', noon), chat('telegram', one))).toEqual(['telegram', 'whatsapp'])
})

test('A blocked chat comes last, whenever they wrote there', () => {
  expect(order(chat('whatsapp', one, true), chat('telegram'))).toEqual(['telegram', 'whatsapp'])
})

test('Who wrote nowhere is told by Telegram, then WhatsApp, and last by e-mail', () => {
  expect(order(chat('email'), chat('whatsapp'), chat('telegram'))).toEqual(['telegram', 'whatsapp', 'email'])
})

test('However often a notice goes on, its rows share one key and differ in the channel behind it', () => {
  const first = passedOnKey('ticket.comment:1:2:files', 'whatsapp')
  const second = passedOnKey(first, 'email')
  expect([first, second]).toEqual(['ticket.comment:1:2:files>whatsapp', 'ticket.comment:1:2:files>email'])
  expect(ownKey(second)).toBe('ticket.comment:1:2:files')
  expect(keyEndings).toEqual(['', '>telegram', '>whatsapp', '>email'])
})
