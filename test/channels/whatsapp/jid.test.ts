import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLid, personJid, readJid, readMessageId, userOf } from '../../../src/channels/whatsapp/jid.ts'

describe('an id of a person', () => {
  test.each([
    ['37060000001@s.whatsapp.net', '37060000001@s.whatsapp.net'],
    ['37060000001:12@s.whatsapp.net', '37060000001@s.whatsapp.net'],
    ['37060000001_1:2@s.whatsapp.net', '37060000001@s.whatsapp.net'],
    ['37060000001@c.us', '37060000001@s.whatsapp.net'],
    ['37060000001@hosted', '37060000001@s.whatsapp.net'],
    ['184700000000001@lid', '184700000000001@lid'],
    ['184700000000001:0@lid', '184700000000001@lid'],
    ['184700000000001:3@hosted.lid', '184700000000001@lid'],
  ])('%s is read as %s', (text, jid) => {
    expect(readJid(text)).toEqual({ kind: 'person', jid })
    expect(personJid(jid)).toBe(jid)
    expect(userOf(jid)).toMatch(/^\d+$/)
    expect(isLid(jid)).toBe(jid.endsWith('@lid'))
  })

  test.each([
    '120363000000000000@g.us',
    'status@broadcast',
    '123@newsletter',
    '13135550002@bot',
    '0@s.whatsapp.net',
    's.whatsapp.net',
  ])('%s is nobody', (text) => {
    expect(readJid(text)).toEqual({ kind: 'other' })
  })

  test.each([
    'x@lid@s.whatsapp.net',
    '184700000000001@lid@s.whatsapp.net',
    '37060000001',
    '@lid',
    'lid',
    '',
    '37060000001@evil.example',
    '37060000001@s.whatsapp.net.evil',
    '3706 0000001@s.whatsapp.net',
    '37060000001@s.whatsapp.net\n',
    '../../@lid',
    `${'1'.repeat(30)}@lid`,
    undefined,
    null,
    7,
    {},
  ])('%s is malformed', (text) => {
    expect(readJid(text)).toEqual({ kind: 'malformed' })
    expect(personJid(text)).toBeNull()
  })

  test('reading never throws, and what is read is read as itself', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (thing, text) => {
        expect(readJid(thing).kind).toBe(typeof thing === 'string' ? readJid(`${thing}`).kind : 'malformed')
        const jid = personJid(text)
        if (jid !== null) expect(personJid(jid)).toBe(jid)
      }),
    )
  })
})

test.each([
  ['3EB0C767D097B7C7C03069', true],
  ['A.1-b:c_d', true],
  ['', false],
  ['with space', false],
  ['a|b', false],
  ['x'.repeat(129), false],
  [undefined, false],
])('the message id %s is taken: %s', (id, taken) => {
  expect(readMessageId(id) !== null).toBe(taken)
})
