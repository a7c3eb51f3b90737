// What the suite's output is searched for: a session or a login that is printed does not pass.
import { inspect } from 'node:util'
import { initAuthCreds } from '@whiskeysockets/baileys'
import { expect, test } from 'vitest'
import { findKeyNames } from './key-names.ts'

test('a login that is printed, in whatever way, is found', () => {
  const creds = initAuthCreds()
  expect(findKeyNames(inspect(creds))).toContain('noiseKey')
  expect(findKeyNames(JSON.stringify(creds))).toContain('advSecretKey')
})

test('a session as the library below the socket prints it is found', () => {
  const session = { currentRatchet: { ephemeralKeyPair: { privKey: Buffer.alloc(32) }, rootKey: Buffer.alloc(32) } }
  expect(findKeyNames(inspect(session, { depth: 8 }))).toEqual(['ephemeralKeyPair', 'privKey', 'rootKey'])
})

test('ordinary words pass', () => {
  expect(findKeyNames('the key of the session is not in SECRET_KEY, and the route is unknown')).toEqual([])
})
