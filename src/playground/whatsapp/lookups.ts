// Looking up others: who is on WhatsApp, which devices they have, which LID belongs to a number (usync), and the keys to
// write to them for the first time.
import { type BinaryNode, getAllBinaryNodeChildren, getBinaryNodeChild } from '@whiskeysockets/baileys'
import type { Answer, Asked } from './queries.ts'
import { type KeyBundle, wireNumber } from './signal-device.ts'
import { type Address, contentBytes, findAccount, findPerson, readAddress } from './stanza-parts.ts'
import type { AccountState, ClientDevice, PlayedDevice, World } from './world.ts'

/** Each user of the list with what was asked of them; users nobody knows are left out, unless asked whether they exist. */
export function lookUp({ world, about }: Asked): Answer {
  const asked = getAllBinaryNodeChildren(getBinaryNodeChild(about, 'query') ?? { tag: '', attrs: {} }).map(({ tag }) => tag)
  if (asked.length === 0 || asked.some((tag) => !['devices', 'lid', 'contact'].includes(tag))) return { error: 501 }
  const users = getAllBinaryNodeChildren(getBinaryNodeChild(about, 'list') ?? { tag: '', attrs: {} })
  const found = users.map((user) => userNode(world, asked, user)).filter((node) => node !== null)
  return {
    content: [
      {
        tag: 'usync',
        attrs: { ...about?.attrs },
        content: [
          { tag: 'result', attrs: {}, content: asked.map((tag) => ({ tag, attrs: {} })) },
          { tag: 'list', attrs: {}, content: found },
        ],
      },
    ],
  }
}

function userNode(world: World, asked: readonly string[], user: BinaryNode): BinaryNode | null {
  const number = contentBytes(getBinaryNodeChild(user, 'contact'))?.toString().replace(/\D/g, '')
  const jid = user.attrs['jid'] ?? `${number}@s.whatsapp.net`
  const address = readAddress(jid)
  const found = address && (findPerson(world, address) ?? findAccount(world, address))
  if (!found) return asked.includes('contact') ? { tag: 'user', attrs: { jid }, content: [contact('out')] } : null
  const parts: Record<string, BinaryNode> = {
    devices: deviceNode('devices' in found ? found : null),
    // Asked by LID, the answer is about that LID; there is nothing to add.
    lid: { tag: 'lid', attrs: address.lid ? {} : { val: `${found.lid}@lid` } },
    contact: contact('in'),
  }
  const content = asked.map((tag) => parts[tag]).filter((part) => part !== undefined)
  return { tag: 'user', attrs: { jid }, content: address.lid ? content.filter(({ tag }) => tag !== 'lid') : content }
}

function contact(type: 'in' | 'out'): BinaryNode {
  return { tag: 'contact', attrs: { type } }
}

/** Phones have one device; an account has the owner's phone and what is linked to it. */
function deviceNode(account: AccountState | null): BinaryNode {
  const ids = account ? [...account.devices.values()].filter((one) => one.kind === 'played' || !one.removed) : [{ id: 0 }]
  const list = ids.map(({ id }) => ({
    tag: 'device',
    attrs: { id: String(id), ...(id === 0 ? {} : { 'key-index': String(id) }) } as Record<string, string>,
  }))
  return { tag: 'devices', attrs: {}, content: [{ tag: 'device-list', attrs: {}, content: list }] }
}

/** Keys for a first message to each device asked for. */
export function handOutKeys({ world, about }: Asked): Answer {
  const users = getAllBinaryNodeChildren(about ?? { tag: '', attrs: {} })
  return { content: [{ tag: 'list', attrs: {}, content: users.map(({ attrs }) => keysNode(world, attrs['jid'] ?? '')) }] }
}

function keysNode(world: World, jid: string): BinaryNode {
  const address = readAddress(jid)
  const bundle = address && bundleOf(world, address)
  if (!bundle) return { tag: 'user', attrs: { jid }, content: [{ tag: 'error', attrs: { code: '404', text: 'item-not-found' } }] }
  return { tag: 'user', attrs: { jid }, content: bundleNodes(bundle) }
}

function bundleOf(world: World, address: Address): KeyBundle | null {
  const person = findPerson(world, address)
  if (person) return address.device === 0 ? person.signal.bundle() : null
  const device = findAccount(world, address)?.devices.get(address.device)
  return device ? deviceBundle(device) : null
}

/** The keys of an account's device; of a client, one of the one-time keys it left here. */
export function deviceBundle(device: ClientDevice | PlayedDevice): KeyBundle {
  if (device.kind === 'played') return device.signal.bundle()
  const { registrationId, identity, signedPreKey } = device
  const next = device.preKeys.entries().next().value
  if (next) device.preKeys.delete(next[0])
  return { registrationId, identity, signedPreKey, preKey: next && { keyId: next[0], publicKey: next[1] } }
}

export function bundleNodes({ registrationId, identity, signedPreKey, preKey }: KeyBundle): BinaryNode[] {
  const key = preKey && {
    tag: 'key',
    attrs: {},
    content: [
      { tag: 'id', attrs: {}, content: wireNumber(preKey.keyId, 3) },
      { tag: 'value', attrs: {}, content: preKey.publicKey },
    ],
  }
  return [
    { tag: 'registration', attrs: {}, content: wireNumber(registrationId, 4) },
    { tag: 'type', attrs: {}, content: Buffer.from([5]) },
    { tag: 'identity', attrs: {}, content: identity },
    ...(key ? [key] : []),
    {
      tag: 'skey',
      attrs: {},
      content: [
        { tag: 'id', attrs: {}, content: wireNumber(signedPreKey.keyId, 3) },
        { tag: 'value', attrs: {}, content: signedPreKey.publicKey },
        { tag: 'signature', attrs: {}, content: signedPreKey.signature },
      ],
    },
  ]
}
