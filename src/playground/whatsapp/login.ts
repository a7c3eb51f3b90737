// What becomes of a client after the handshake: a linked device is let in or refused, an unknown one may be paired.
// What a client that is in may ask stands in router.ts.
import type { proto } from '@whiskeysockets/baileys'
import { clientDevices } from './client-queue.ts'
import { takeOne } from './switches.ts'
import { type ClientDevice, changed, type Line, lidAddress, stamp, type World } from './world.ts'

/** @returns the device, or null when the client was refused. */
export function logIn(world: World, line: Line, clientKey: Buffer, payload: proto.ClientPayload): ClientDevice | null {
  const refused = takeOne(world.switches.logins)
  const device = refused === null ? deviceOf(world, payload) : null
  if (device === null || !device.noiseKey.equals(clientKey)) {
    line.send({ tag: 'failure', attrs: { reason: String(refused ?? 401), location: 'lla' } })
    line.close()
    return null
  }
  replaceLine(device, line)
  const attrs = { t: stamp(world), lid: lidAddress(device.account, device.id), companion_enc_static: 'loopback' }
  line.send({ tag: 'success', attrs })
  changed(world)
  return device
}

function deviceOf(world: World, payload: proto.ClientPayload): ClientDevice | null {
  const account = world.accounts.get(String(payload.username ?? ''))
  const device = account && clientDevices(account).find(({ id }) => id === payload.device)
  return device ?? null
}

/** A device has one line; an older one is told that it was replaced. */
function replaceLine(device: ClientDevice, line: Line): void {
  const older = device.line
  device.line = line
  device.ready = false
  older?.send({ tag: 'stream:error', attrs: {}, content: [{ tag: 'conflict', attrs: { type: 'replaced' } }] })
  older?.close()
}
