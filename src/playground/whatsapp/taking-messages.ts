// A message of the account's client: checked as the real server checks it, acknowledged or refused, and opened by those it
// is for. A message without an encrypted part is a fault here, since a lenient server would hide that nothing was sent.
import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildren } from '@whiskeysockets/baileys'
import { arrive } from './arriving.ts'
import { deliver } from './client-queue.ts'
import { identityFault } from './device-identity.ts'
import { addSeen } from './seen-messages.ts'
import { openPadded } from './signal-device.ts'
import { type Address, bytesOf, contentBytes, findAccount, findPerson, readAddress } from './stanza-parts.ts'
import { takeOne } from './switches.ts'
import {
  type AccountState,
  type ClientDevice,
  changed,
  fault,
  lidAddress,
  numberAddress,
  sessionName,
  stamp,
  type World,
} from './world.ts'

const invalid = 479
const reachOut = 463

interface Part {
  readonly to: string
  readonly address: Address
  readonly sealed: { readonly type: string; readonly bytes: Buffer }
}

export async function takeMessage(world: World, device: ClientDevice, node: BinaryNode): Promise<void> {
  if (world.switches.lost > 0) {
    world.switches.lost -= 1
    changed(world)
    return
  }
  const code = takeOne(world.switches.messages) ?? restriction(world, device, node) ?? structureFault(world, device, node)
  acknowledge(world, device, node, code)
  if (code !== null) return
  for (const part of partsOf(node)) await handOver(world, device, node, part)
}

function acknowledge(world: World, device: ClientDevice, { attrs }: BinaryNode, code: number | null): void {
  const ack: Record<string, string> = { class: 'message', id: attrs['id'] ?? '', from: attrs['to'] ?? '', t: stamp(world) }
  if (code !== null) ack['error'] = String(code)
  const line = device.line
  const send = (): void => line?.send({ tag: 'ack', attrs: ack })
  if (world.switches.acksHeld) world.switches.heldAcks.push(send)
  else send()
  changed(world)
}

/** While the account is restricted, nobody may be written to who has not written first. */
function restriction(world: World, device: ClientDevice, { attrs }: BinaryNode): number | null {
  const until = world.switches.restrictedUntil
  const address = readAddress(attrs['to'])
  const person = address && findPerson(world, address)
  if (until === null || until <= world.now() || !person || person.wroteTo.has(device.account)) return null
  return reachOut
}

/** @returns the code the message is refused with; the fault is noted. */
function structureFault(world: World, device: ClientDevice, node: BinaryNode): number | null {
  const words = whatIsWrong(world, device, node)
  if (words === null) return null
  fault(world, `Message ${node.attrs['id']} to ${node.attrs['to']}: ${words}`)
  return invalid
}

function whatIsWrong(world: World, device: ClientDevice, node: BinaryNode): string | null {
  const { id, to, type } = node.attrs
  const address = readAddress(to)
  if (!id || !type) return 'it has no id or no type'
  const parts = partsOf(node)
  if (parts.length === 0) return 'it has no encrypted part'
  if (!address) return 'its address is neither a number nor a LID'
  const own = findAccount(world, address)
  if (!own && !findPerson(world, address)) return 'its address is unknown'
  const stranger = parts.find((part) => !findPerson(world, part.address) && findAccount(world, part.address) !== device.account)
  if (stranger) return `${stranger.to} is nobody of this chat`
  if (!own && !parts.some((part) => part.address.user === address.user && part.address.device === 0))
    return 'the recipient is left out'
  return firstMessageFault(device, node, parts)
}

/** Whoever meets the device for the first time has to be shown that it belongs to the account. */
function firstMessageFault(device: ClientDevice, node: BinaryNode, parts: readonly Part[]): string | null {
  if (!parts.some(({ sealed }) => sealed.type === 'pkmsg')) return null
  const word = bytesOf(node, 'device-identity')
  const owner = device.account.devices.get(0)
  if (!word || owner?.kind !== 'played') return 'a first message without a device identity'
  if (device.shownIdentity?.equals(word)) return null
  const words = identityFault(word, owner.signal.identity.public, device.identity)
  if (words === null) device.shownIdentity = word
  return words
}

function partsOf(node: BinaryNode): Part[] {
  const listed = getBinaryNodeChildren(getBinaryNodeChild(node, 'participants'), 'to')
  return [node, ...listed].flatMap((part) => {
    const sealed = getBinaryNodeChild(part, 'enc')
    const bytes = contentBytes(sealed)
    const to = part === node ? node.attrs['to'] : part.attrs['jid']
    const address = readAddress(to)
    if (!sealed || !bytes?.length || !to || !address) return []
    return [{ to, address, sealed: { type: sealed.attrs['type'] ?? '', bytes } }]
  })
}

async function handOver(world: World, device: ClientDevice, node: BinaryNode, part: Part): Promise<void> {
  const person = findPerson(world, part.address)
  if (person) return arrive(world, person, { device, node, to: node.attrs['to'] ?? part.to, sealed: part.sealed })
  return handToOwnDevice(world, device, node, part)
}

/** Copies for the account's other devices: opened where this server plays them, passed on where somebody's client does. */
async function handToOwnDevice(world: World, device: ClientDevice, node: BinaryNode, part: Part): Promise<void> {
  const { account } = device
  const other = account.devices.get(part.address.device)
  if (!other) return fault(world, `A copy for device ${part.address.device}, which the account does not have`)
  if (other.kind === 'client') return passOn(world, device, node, part, other)
  try {
    const message = await openPadded(other.signal, sessionName(account, device.id), part.sealed)
    addSeen(world, other.seen, { id: node.attrs['id'] ?? '', addressedTo: part.to, message })
  } catch (error) {
    fault(world, `Device ${other.id} of the account could not open its copy: ${String(error)}`)
  }
}

function passOn(world: World, device: ClientDevice, node: BinaryNode, part: Part, other: ClientDevice): void {
  const { id = '', to = '', type = 'text' } = node.attrs
  const from = ownAddress(device.account, device.id, part.address.lid)
  const content = [{ tag: 'enc', attrs: { v: '2', type: part.sealed.type }, content: part.sealed.bytes }]
  deliver(world, other, { tag: 'message', attrs: { id, type, from, recipient: to, t: stamp(world) }, content })
}

function ownAddress(account: AccountState, device: number, lid: boolean): string {
  return lid ? lidAddress(account, device) : numberAddress(account, device)
}
