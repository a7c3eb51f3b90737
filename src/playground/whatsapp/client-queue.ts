// What waits for a client's acknowledgement. Each stanza is kept until it comes, and is sent again, marked as offline, when
// the client logs in anew: as the real server does.
import type { BinaryNode } from '@whiskeysockets/baileys'
import { type AccountState, type ClientDevice, changed, type World } from './world.ts'

const acknowledgedTags = new Set(['message', 'receipt', 'notification', 'call'])

/** Sends now if the client is there; else, what is to be acknowledged is sent when it comes. */
export function deliver(world: World, device: ClientDevice, node: BinaryNode): void {
  if (acknowledgedTags.has(node.tag)) device.waiting.push(node)
  if (device.ready) device.line?.send(node)
  changed(world)
}

export function deliverToAll(world: World, account: AccountState, node: BinaryNode): void {
  for (const device of clientDevices(account)) deliver(world, device, { ...node, attrs: { ...node.attrs } })
}

export function clientDevices(account: AccountState): ClientDevice[] {
  return [...account.devices.values()].filter((device) => device.kind === 'client').filter(({ removed }) => !removed)
}

/** Called when the client has said that it takes stanzas: everything that waits, then the word that this was all. */
export function flush(world: World, device: ClientDevice): void {
  device.ready = true
  for (const node of device.waiting) device.line?.send({ ...node, attrs: { ...node.attrs, offline: '1' } })
  const count = String(device.waiting.length)
  device.line?.send({ tag: 'ib', attrs: { from: '@s.whatsapp.net' }, content: [{ tag: 'offline', attrs: { count } }] })
  changed(world)
}

/** @returns whether anything waited for this. */
export function acknowledged(world: World, device: ClientDevice, tag: string, id: string | undefined): boolean {
  const at = device.waiting.findIndex((node) => node.tag === tag && node.attrs['id'] === id)
  if (at < 0) return false
  device.waiting.splice(at, 1)
  changed(world)
  return true
}
