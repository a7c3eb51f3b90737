// A device of an account that this server plays: the owner's phone, or another linked one. It sees copies of what clients
// write, and its owner writes by hand.
import type { OwnDevice, WhatsAppPerson } from './contract.ts'
import { post } from './posting.ts'
import { addSeen } from './seen-messages.ts'
import { createSignalDevice } from './signal-device.ts'
import { waitForSeen } from './waiting-for-seen.ts'
import {
  type AccountState,
  addressOf,
  freshId,
  lidAddress,
  numberAddress,
  type PersonState,
  type PlayedDevice,
  type World,
} from './world.ts'

export function createPlayedDevice(account: AccountState, id: number): PlayedDevice {
  return { kind: 'played', id, account, signal: createSignalDevice(), seen: [] }
}

/** @param stateOf the inner side of a person. */
export function createOwnDevice(world: World, device: PlayedDevice, stateOf: (person: WhatsAppPerson) => PersonState): OwnDevice {
  const { account, id: deviceId, signal } = device
  return {
    id: deviceId,
    messages: () => [...device.seen],
    sees: (wanted, options) => waitForSeen(world, `Device ${deviceId} of the account`, device.seen, wanted, options),
    async writeTo(outer, text) {
      const person = stateOf(outer)
      const id = freshId(world)
      const recipient = addressOf(person)
      const from = person.addressing === 'lid' ? lidAddress(account, deviceId) : numberAddress(account, deviceId)
      const message = { conversation: text }
      const sealed = { deviceSentMessage: { destinationJid: recipient, message } }
      const sent = await post(world, { id, signal, to: account, attributes: { from, recipient }, message, sealed, options: {} })
      person.sent.set(id, sent)
      addSeen(world, person.seen, { id, addressedTo: recipient, message })
    },
  }
}
