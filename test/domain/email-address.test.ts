import { expect, test } from 'vitest'
import { toEmail } from '../../src/domain/email-address.ts'

test('an address is taken as it is written, without the spaces around it', () => {
  expect(toEmail(' noc+voip@baltic-voice.example ')).toBe('noc+voip@baltic-voice.example')
})

test.each([
  '',
  'noc',
  'noc@',
  '@baltic.example',
  'noc@baltic',
  'a b@c.lt',
  'a@b..lt',
  '.a@b.lt',
  `${'a'.repeat(250)}@b.lt`,
  '<a@b.lt>',
])('“%s” is none', (text) => {
  expect(toEmail(text)).toBe(null)
})
