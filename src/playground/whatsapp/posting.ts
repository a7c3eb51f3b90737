// A message on its way to an account: sealed for each linked client with the sender's Signal session, put into a stanza,
// handed over or kept until the client comes. What persons say is made in person.ts.
import { type BinaryNode, proto, writeRandomPadMax16 } from '@whiskeysockets/baileys'
import { clientDevices, deliver } from './client-queue.ts'
import type { SendOptions } from './contract.ts'
import { deviceBundle } from './lookups.ts'
import { contentOf } from './seen-messages.ts'
import type { KeyBundle, Sealed, SignalDevice } from './signal-device.ts'
import { type AccountState, type ClientDevice, changed, freshId, type SentState, sessionName, type World } from './world.ts'

/** Fewer one-time keys than this, and the client is told. */
const fewKeys = 5

export interface Posting {
  readonly id: string
  readonly signal: SignalDevice
  readonly to: AccountState
  /** Attributes of the stanza but id and time: from, names, the other identity. */
  readonly attributes: Readonly<Record<string, string>>
  /** null: the content stays on the phone. */
  readonly message: proto.IMessage | null
  /** What clients read out of the sealed bytes, where it is not the message itself. */
  readonly sealed?: proto.IMessage
  readonly options: SendOptions
}

/** @returns the record that receipts and refusals are noted in. */
export async function post(world: World, posting: Posting): Promise<SentState> {
  const { id, to, message, options } = posting
  const plain = message && writeRandomPadMax16(proto.Message.encode(posting.sealed ?? message).finish())
  const sent: SentState = {
    id,
    mark: changed(world),
    to,
    message: message ?? {},
    content: contentOf(world.media, message ?? {}),
    state: 'sent',
    error: undefined,
    retries: 0,
    again:
      plain &&
      ((device, count, bundle) =>
        sealAndDeliver(world, posting, device, plain, { count, bundle, corrupt: options.corrupt === 'always' })),
  }
  for (const device of clientDevices(to)) {
    if (plain === null) deliver(world, device, stanza(world, posting, [{ tag: 'unavailable', attrs: {} }]))
    else await sealAndDeliver(world, posting, device, plain, { corrupt: Boolean(options.corrupt) })
  }
  return sent
}

interface Manner {
  readonly corrupt?: boolean
  /** Which request to send again this answers. */
  readonly count?: number
  /** New keys that came with the request. */
  readonly bundle?: KeyBundle | null
}

async function sealAndDeliver(
  world: World,
  posting: Posting,
  device: ClientDevice,
  plain: Buffer,
  manner: Manner,
): Promise<void> {
  const { signal } = posting
  const name = sessionName(device.account, device.id)
  if (manner.bundle) await signal.meet(name, manner.bundle)
  else if (!signal.knows(name)) await signal.meet(name, deviceBundle(device))
  const sealed = await signal.seal(name, plain)
  if (manner.corrupt) spoil(sealed)
  const attrs: Record<string, string> = { v: '2', type: sealed.type }
  if (manner.count !== undefined) attrs['count'] = String(manner.count)
  deliver(world, device, stanza(world, posting, [{ tag: 'enc', attrs, content: sealed.bytes }]))
  askForKeys(world, device)
}

/** Flips a bit of the authentication code, so that nothing but the seal is broken. */
function spoil({ type, bytes }: Sealed): void {
  // A first message ends with two small numbers of five or six bytes; the code of eight bytes stands before them.
  const at = bytes.length - (type === 'pkmsg' ? 10 : 4)
  bytes[at] = (bytes[at] ?? 0) ^ 1
}

function stanza(world: World, { id, message, attributes, options }: Posting, content: BinaryNode[]): BinaryNode {
  const at = options.at ?? world.now()
  const t = String(Math.floor(at.getTime() / 1000))
  return { tag: 'message', attrs: { id, t, type: stanzaType(message), ...attributes, ...options.attributes }, content }
}

function stanzaType(message: proto.IMessage | null): string {
  if (message?.reactionMessage) return 'reaction'
  const isText = message === null || message.conversation || message.extendedTextMessage || message.protocolMessage
  return isText ? 'text' : 'media'
}

function askForKeys(world: World, device: ClientDevice): void {
  if (device.askedForKeys || device.preKeys.size >= fewKeys) return
  device.askedForKeys = true
  const content = [{ tag: 'count', attrs: { value: String(device.preKeys.size) } }]
  deliver(world, device, {
    tag: 'notification',
    attrs: { id: freshId(world), type: 'encrypt', from: '@s.whatsapp.net' },
    content,
  })
}

/** The record of a message that somebody sent, whoever it was. */
export function findSent(world: World, id: string): SentState | undefined {
  for (const person of world.people.values()) {
    const sent = person.sent.get(id)
    if (sent) return sent
  }
  return undefined
}

/** The client answered a message with an error. Where it asked for the message again, that is no refusal. */
export function noteRefusal(world: World, id: string, error: string): void {
  const sent = findSent(world, id)
  if (sent?.state !== 'sent' || sent.retries > 0) return
  sent.state = 'refused'
  sent.error = error
  changed(world)
}
