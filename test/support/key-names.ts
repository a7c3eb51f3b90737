// The names under which the linked account's libraries keep keys. None of them has any business in an output.

const names = [
  'privKey',
  'pubKey',
  'rootKey',
  'ephemeralKeyPair',
  'lastRemoteEphemeralKey',
  'chainKey',
  'messageKeys',
  'remoteIdentityKey',
  'noiseKey',
  'signedIdentityKey',
  'signedPreKey',
  'pairingEphemeralKeyPair',
  'advSecretKey',
  'preKeyPair',
]

const pattern = new RegExp(`\\b(${names.join('|')})\\b`, 'g')

/** Those that stand in a text, each once. */
export function findKeyNames(text: string): string[] {
  return [...new Set(text.match(pattern) ?? [])]
}
