import { expect, test } from 'vitest'
import { createLinkCode, hashLinkCode, looksLikeLinkCode } from '../../src/domain/link-code.ts'

test('every code is new, is recognised, and fits into a deep link', () => {
  const codes = Array.from({ length: 500 }, createLinkCode)
  expect(new Set(codes).size).toBe(500)
  for (const code of codes) {
    expect(looksLikeLinkCode(code)).toBe(true)
    expect(code).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
  }
})

test('what cannot be a code is not taken for one', () => {
  const code = createLinkCode()
  for (const text of [
    '',
    'hello',
    code.slice(1),
    `${code}A`,
    ` ${code}`,
    `${code}\n`,
    `${code.slice(0, 21)}B`,
    'užklausaužklausaužkla',
  ]) {
    expect([text, looksLikeLinkCode(text)]).toEqual([text, false])
  }
})

test('a hash is the same each time and tells codes apart', () => {
  const code = createLinkCode()
  expect(hashLinkCode(code)).toEqual(hashLinkCode(code))
  expect(hashLinkCode(code)).not.toEqual(hashLinkCode(createLinkCode()))
  expect(hashLinkCode(code)).toHaveLength(32)
})
