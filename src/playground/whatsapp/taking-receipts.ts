// What the account's client says of messages it got: that it has them, that they were read, that it could not open them,
// that a file is no longer there.
import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import {
  type BinaryNode,
  getAllBinaryNodeChildren,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  proto,
} from '@whiskeysockets/baileys'
import { acknowledged, deliver } from './client-queue.ts'
import { findSent } from './posting.ts'
import type { KeyBundle } from './signal-device.ts'
import { bytesOf, numberOf } from './stanza-parts.ts'
import { type ClientDevice, changed, fault, type SentState, stamp, type World } from './world.ts'

/** About own copies, peers and history: only the waiting ends. */
const quiet = new Set(['sender', 'peer_msg', 'hist_sync'])
const delivered = new Set(['', 'inactive'])
const read = new Set(['read', 'read-self', 'played', 'played-self'])

export async function takeReceipt(world: World, device: ClientDevice, node: BinaryNode): Promise<void> {
  const { id = '', type = '', to = '' } = node.attrs
  device.line?.send({ tag: 'ack', attrs: { class: 'receipt', id, from: to, ...(type ? { type } : {}) } })
  if (type === 'server-error') return sendFileAgain(world, device, node)
  if (type === 'retry') return sendAgain(world, device, node)
  if (!quiet.has(type) && !delivered.has(type) && !read.has(type)) return fault(world, `A receipt of the unknown type ${type}`)
  const list = getBinaryNodeChild(node, 'list')
  for (const one of [id, ...getBinaryNodeChildren(list, 'item').map(({ attrs }) => attrs['id'] ?? '')]) {
    if (!read.has(type)) acknowledged(world, device, 'message', one)
    const sent = findSent(world, one)
    if (!sent && !quiet.has(type)) fault(world, `A receipt of a message that nobody sent: ${one}`)
    if (sent) note(sent, type)
  }
  changed(world)
}

function note(sent: SentState, type: string): void {
  if (read.has(type)) sent.state = 'read'
  else if (delivered.has(type) && sent.state !== 'read') sent.state = 'delivered'
}

/** Keys come along from the second time on; then the session begins anew with them. */
async function sendAgain(world: World, device: ClientDevice, node: BinaryNode): Promise<void> {
  const id = node.attrs['id'] ?? ''
  const sent = findSent(world, id)
  if (!sent) return fault(world, `A message that nobody sent is asked for again: ${id}`)
  sent.retries += 1
  changed(world)
  const keys = getBinaryNodeChild(node, 'keys')
  const count = Number(getBinaryNodeChild(node, 'retry')?.attrs['count'] ?? 1)
  await sent.again?.(device, count, keys ? bundleOf(node, keys) : null)
}

function bundleOf(node: BinaryNode, keys: BinaryNode): KeyBundle {
  const signed = getBinaryNodeChild(keys, 'skey')
  const key = getBinaryNodeChild(keys, 'key')
  const publicKey = bytesOf(key, 'value')
  return {
    registrationId: numberOf(node, 'registration'),
    identity: bytesOf(keys, 'identity') ?? Buffer.alloc(0),
    signedPreKey: {
      keyId: numberOf(signed, 'id'),
      publicKey: bytesOf(signed, 'value') ?? Buffer.alloc(0),
      signature: bytesOf(signed, 'signature') ?? Buffer.alloc(0),
    },
    preKey: publicKey && { keyId: numberOf(key, 'id'), publicKey },
  }
}

/** The phone uploads the file once more and tells where; or that it has it no longer. */
function sendFileAgain(world: World, device: ClientDevice, node: BinaryNode): void {
  const id = node.attrs['id'] ?? ''
  const sent = findSent(world, id)
  const media = getAllBinaryNodeChildren(node).find(({ tag }) => tag === 'rmr')
  if (!sent || !media) return void fault(world, `A file that nobody sent is asked for again: ${id}`)
  const content =
    sent.message.imageMessage ?? sent.message.documentMessage ?? sent.message.audioMessage ?? sent.message.videoMessage
  const fresh = world.uploadsAgain.get(id)?.()
  const rmr = { tag: 'rmr', attrs: media.attrs }
  const attrs = { id, from: node.attrs['to'] ?? '', type: 'mediaretry', t: stamp(world) }
  const found = fresh && content?.mediaKey ? sealedPlace(id, fresh, content.mediaKey) : null
  const answer = found ?? { tag: 'error', attrs: { code: String(proto.MediaRetryNotification.ResultType.NOT_FOUND) } }
  deliver(world, device, { tag: 'notification', attrs, content: [answer, rmr] })
}

function sealedPlace(id: string, directPath: string, mediaKey: Uint8Array): BinaryNode {
  const result = proto.MediaRetryNotification.ResultType.SUCCESS
  const plain = proto.MediaRetryNotification.encode({ stanzaId: id, directPath, result }).finish()
  const key = Buffer.from(hkdfSync('sha256', mediaKey, Buffer.alloc(0), 'WhatsApp Media Retry Notification', 32))
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return {
    tag: 'encrypt',
    attrs: {},
    content: [
      { tag: 'enc_p', attrs: {}, content: sealed },
      { tag: 'enc_iv', attrs: {}, content: iv },
    ],
  }
}
