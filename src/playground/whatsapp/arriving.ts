// A message of the account's client arrives at a person's phone: opened, shown, and told of by receipts; or not opened, and
// asked for again with new keys.
import type { BinaryNode } from '@whiskeysockets/baileys'
import { deliver } from './client-queue.ts'
import { bundleNodes } from './lookups.ts'
import { addSeen } from './seen-messages.ts'
import { openPadded, wireNumber } from './signal-device.ts'
import { type ClientDevice, changed, type PersonState, sessionName, stamp, type World } from './world.ts'

/** Asked for so often, then given up. */
const mostRetries = 5

export interface Arriving {
  readonly device: ClientDevice
  readonly node: BinaryNode
  /** The person's address as the client wrote it. */
  readonly to: string
  readonly sealed: { readonly type: string; readonly bytes: Buffer }
}

export async function arrive(world: World, person: PersonState, arriving: Arriving): Promise<void> {
  if (person.away) {
    person.missed.push(() => arrive(world, person, arriving))
    return
  }
  const { device, node, to, sealed } = arriving
  const id = node.attrs['id'] ?? ''
  if (person.failures > 0) {
    person.failures -= 1
    return askAgain(world, person, arriving)
  }
  try {
    const message = await openPadded(person.signal, sessionName(device.account, device.id), sealed)
    addSeen(world, person.seen, { id, addressedTo: to, message })
  } catch {
    return askAgain(world, person, arriving)
  }
  tell(person, () => giveReceipt(world, device, to, id))
  if (person.readsAll) tell(person, () => giveReceipt(world, device, to, id, 'read'))
  else person.unread.push((type) => tell(person, () => giveReceipt(world, device, to, id, type)))
}

function tell(person: PersonState, receipt: () => void): void {
  if (person.withholds) person.withheld.push(receipt)
  else receipt()
}

function giveReceipt(world: World, device: ClientDevice, from: string, id: string, type?: string): void {
  const attrs: Record<string, string> = { id, from, t: stamp(world) }
  if (type !== undefined) attrs['type'] = type
  deliver(world, device, { tag: 'receipt', attrs })
}

function askAgain(world: World, person: PersonState, { device, node, to }: Arriving): void {
  const id = node.attrs['id'] ?? ''
  const count = (person.asked.get(id) ?? 0) + 1
  person.asked.set(id, count)
  changed(world)
  if (count > mostRetries) return
  const bundle = bundleNodes(person.signal.bundle())
  const registration = { tag: 'registration', attrs: {}, content: wireNumber(person.signal.registrationId, 4) }
  const retry = { tag: 'retry', attrs: { count: String(count), id, t: stamp(world), v: '1' } }
  const keys = { tag: 'keys', attrs: {}, content: bundle.filter(({ tag }) => tag !== 'registration') }
  const attrs = { id, from: to, type: 'retry', t: stamp(world) }
  deliver(world, device, { tag: 'receipt', attrs, content: [retry, registration, keys] })
}

/** Somebody's phone came back: what it missed arrives. */
export async function catchUp(person: PersonState): Promise<void> {
  while (!person.away) {
    const next = person.missed.shift()
    if (!next) return
    await next()
  }
}
