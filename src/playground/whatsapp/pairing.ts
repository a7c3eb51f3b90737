// A client that is not linked: it is offered references to show as a picture or asks for a code, and is linked when the
// owner's phone, played by this server, has scanned or typed it.
import { type BinaryNode, getBinaryNodeChild, type proto } from '@whiskeysockets/baileys'
import type { Applicant, Candidate } from './linking.ts'
import { finishByCode, holdCode } from './pairing-by-code.ts'
import { bytesOf } from './stanza-parts.ts'
import { changed, fault, freshId, type Line, type World } from './world.ts'

const references = 6

export function offerPairing(world: World, line: Line, clientKey: Buffer, payload: proto.ClientPayload): Candidate {
  const data = payload.devicePairingData
  const bytes = (value: Uint8Array | null | undefined): Buffer => Buffer.from(value ?? [])
  const applicant: Applicant = {
    noiseKey: clientKey,
    identity: bytes(data?.eIdent),
    registrationId: bytes(data?.eRegid).readUInt32BE(0),
    signedPreKey: {
      keyId: bytes(data?.eSkeyId).readUIntBE(0, 3),
      publicKey: bytes(data?.eSkeyVal),
      signature: bytes(data?.eSkeySig),
    },
  }
  const candidate: Candidate = {
    line,
    applicant,
    references: Array.from({ length: references }, () => `2@${freshId(world)}`),
    code: null,
    successId: null,
    linked: false,
  }
  const content = candidate.references.map((reference) => ({ tag: 'ref', attrs: {}, content: Buffer.from(reference) }))
  const attrs = { id: freshId(world), from: '@s.whatsapp.net', type: 'set', xmlns: 'md' }
  line.send({ tag: 'iq', attrs, content: [{ tag: 'pair-device', attrs: {}, content }] })
  changed(world)
  return candidate
}

/** What a client says before it is linked. */
export function takeFromCandidate(world: World, candidate: Candidate, node: BinaryNode): void {
  const { id = '', type, xmlns } = node.attrs
  const answer = (content?: BinaryNode[]): void =>
    candidate.line.send({ tag: 'iq', attrs: { id, from: '@s.whatsapp.net', type: 'result' }, ...(content ? { content } : {}) })
  if (node.tag === 'iq' && type === 'result') {
    if (id === candidate.successId) endPairing(world, candidate, node)
    return
  }
  const registration = getBinaryNodeChild(node, 'link_code_companion_reg')
  if (registration?.attrs['stage'] === 'companion_hello') return void answer([holdCode(world, candidate, registration)])
  if (registration?.attrs['stage'] === 'companion_finish') {
    answer()
    return void finishByCode(world, candidate, registration)
  }
  if (xmlns === 'w:p') return void answer()
  if (!['presence', 'ib', 'ack'].includes(node.tag)) fault(world, `An unlinked client sent <${node.tag} ${xmlns ?? ''}>`)
}

/** The client has signed; it is told to come again, as the device it is now. */
function endPairing(world: World, candidate: Candidate, node: BinaryNode): void {
  const signed = bytesOf(getBinaryNodeChild(node, 'pair-device-sign'), 'device-identity')
  if (!signed) return void fault(world, 'A client was linked and did not sign')
  candidate.linked = true
  candidate.line.send({ tag: 'stream:error', attrs: { code: '515' } })
  candidate.line.close()
  changed(world)
}

/** The parts of the picture a client shows. */
export function readQr(qr: string): { readonly reference: string; readonly advSecret: Buffer } {
  const [reference = '', , , secret = ''] = qr.slice(qr.indexOf('#') + 1).split(',')
  return { reference, advSecret: Buffer.from(secret, 'base64') }
}
