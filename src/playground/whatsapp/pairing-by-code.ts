// Linking by eight characters: the client asks, the owner types, and both sides agree on keys that only somebody who knows
// the characters can reach.
import { createCipheriv, createDecipheriv, hkdfSync, pbkdf2Sync, randomBytes } from 'node:crypto'
import { type BinaryNode, Curve } from '@whiskeysockets/baileys'
import { type Candidate, link, ownerOf } from './linking.ts'
import { bytesOf, readAddress } from './stanza-parts.ts'
import { type AccountState, changed, fault, freshId, type World } from './world.ts'

const rounds = 2 << 16

/** @returns what the client is answered. */
export function holdCode(world: World, candidate: Candidate, registration: BinaryNode): BinaryNode {
  const number = readAddress(registration.attrs['jid'])?.user ?? ''
  const wrapped = bytesOf(registration, 'link_code_pairing_wrapped_companion_ephemeral_pub') ?? Buffer.alloc(80)
  const reference = Buffer.from(freshId(world))
  candidate.code = { number, reference, wrapped, typed: null, wrong: false }
  changed(world)
  const content = [{ tag: 'link_code_pairing_ref', attrs: {}, content: reference }]
  return { tag: 'link_code_companion_reg', attrs: { stage: 'companion_hello' }, content }
}

/** The owner types the code; the client is told, and answers with its keys. */
export function typeInto(world: World, candidate: Candidate, account: AccountState, code: string): void {
  const held = candidate.code
  if (!held) throw new Error('Nobody waits for a code')
  const ours = Curve.generateKeyPair()
  held.typed = { account, ours, theirs: opened(held.wrapped, code) }
  const salt = randomBytes(32)
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-ctr', keyFrom(code, salt), iv)
  const wrapped = Buffer.concat([salt, iv, cipher.update(ours.public), cipher.final()])
  const content = [
    { tag: 'link_code_pairing_ref', attrs: {}, content: held.reference },
    { tag: 'link_code_pairing_wrapped_primary_ephemeral_pub', attrs: {}, content: wrapped },
    { tag: 'primary_identity_pub', attrs: {}, content: ownerOf(account).signal.identity.public },
  ]
  candidate.line.send({
    tag: 'notification',
    attrs: { id: freshId(world), from: '@s.whatsapp.net', type: 'link_code_companion_reg' },
    content: [{ tag: 'link_code_companion_reg', attrs: { stage: 'primary_hello' }, content }],
  })
}

/** The client's keys came: they open only where both had the same code. */
export function finishByCode(world: World, candidate: Candidate, registration: BinaryNode): void {
  const held = candidate.code
  const bundle = bytesOf(registration, 'link_code_pairing_wrapped_key_bundle')
  if (!held?.typed || !bundle) return void fault(world, 'A client ends a pairing by code that nobody began')
  const { account, ours, theirs } = held.typed
  const shared = Curve.sharedKey(ours.private, theirs)
  const identities = openBundle(bundle, shared)
  if (!identities?.subarray(0, 32).equals(candidate.applicant.identity)) {
    held.wrong = true
    changed(world)
    return
  }
  const owner = ownerOf(account).signal.identity
  const both = Curve.sharedKey(owner.private, candidate.applicant.identity)
  const secret = hkdfSync('sha256', Buffer.concat([shared, both, identities.subarray(64)]), Buffer.alloc(0), 'adv_secret', 32)
  link(world, candidate, account, Buffer.from(secret))
}

function openBundle(bundle: Buffer, shared: Buffer): Buffer | null {
  const key = hkdfSync('sha256', shared, bundle.subarray(0, 32), 'link_code_pairing_key_bundle_encryption_key', 32)
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key), bundle.subarray(32, 44)).setAAD(Buffer.alloc(0))
  decipher.setAuthTag(bundle.subarray(-16))
  try {
    return Buffer.concat([decipher.update(bundle.subarray(44, -16)), decipher.final()])
  } catch {
    return null
  }
}

function opened(wrapped: Buffer, code: string): Buffer {
  const decipher = createDecipheriv('aes-256-ctr', keyFrom(code, wrapped.subarray(0, 32)), wrapped.subarray(32, 48))
  return Buffer.concat([decipher.update(wrapped.subarray(48, 80)), decipher.final()])
}

function keyFrom(code: string, salt: Buffer): Buffer {
  return pbkdf2Sync(code, salt, rounds, 32, 'sha256')
}
