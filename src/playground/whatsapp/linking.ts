// Linking a client to an account: a device of its own, the signed word that it belongs there, and the order to restart.
// How the client proves itself differs: by the picture it shows (pairing.ts), or by a code (pairing-by-code.ts).
import type { BinaryNode, KeyPair } from '@whiskeysockets/baileys'
import { sealIdentity, signDevice } from './device-identity.ts'
import {
  type AccountState,
  type ClientDevice,
  changed,
  freshId,
  type Line,
  lidAddress,
  numberAddress,
  type PlayedDevice,
  type World,
} from './world.ts'

/** What a client that is not linked yet said of itself when it came. */
export interface Applicant {
  readonly noiseKey: Buffer
  readonly identity: Buffer
  readonly registrationId: number
  readonly signedPreKey: ClientDevice['signedPreKey']
}

export function addDevice(account: AccountState, applicant: Applicant): ClientDevice {
  account.lastDevice += 1
  const device: ClientDevice = {
    kind: 'client',
    id: account.lastDevice,
    account,
    ...applicant,
    preKeys: new Map(),
    askedForKeys: false,
    waiting: [],
    line: null,
    ready: false,
    removed: false,
    shownIdentity: null,
  }
  account.devices.set(device.id, device)
  return device
}

export function ownerOf(account: AccountState): PlayedDevice {
  const owner = account.devices.get(0)
  if (owner?.kind !== 'played') throw new Error(`The account ${account.number} has no phone`)
  return owner
}

/** @returns the stanza that tells the client of its success. */
export function pairSuccess(world: World, device: ClientDevice, advSecret: Buffer, id: string): BinaryNode {
  const { account } = device
  const identity = signDevice(ownerOf(account).signal.identity, device.identity, device.id, world.now())
  const content = [
    { tag: 'device-identity', attrs: {}, content: sealIdentity(identity, advSecret) },
    { tag: 'device', attrs: { jid: numberAddress(account, device.id), lid: lidAddress(account, device.id) } },
    { tag: 'platform', attrs: { name: 'android' } },
  ]
  changed(world)
  return {
    tag: 'iq',
    attrs: { id, from: '@s.whatsapp.net', type: 'set', xmlns: 'md' },
    content: [{ tag: 'pair-success', attrs: {}, content }],
  }
}

/** A request to be linked by code. */
export interface HeldCode {
  readonly number: string
  readonly reference: Buffer
  /** The client's passing key, readable only with the code. */
  readonly wrapped: Buffer
  /** Set when the owner has typed. */
  typed: { readonly account: AccountState; readonly ours: KeyPair; readonly theirs: Buffer } | null
  wrong: boolean
}

/** A client on its way to be linked. */
export interface Candidate {
  readonly line: Line
  readonly applicant: Applicant
  readonly references: readonly string[]
  /** What it asked to be linked by code with. */
  code: HeldCode | null
  /** The id of the stanza that told it of its success; the answer to that ends the pairing. */
  successId: string | null
  linked: boolean
}

/** Links the client, tells it so, and waits for its signature. */
export function link(world: World, candidate: Candidate, account: AccountState, advSecret: Buffer): void {
  const device = addDevice(account, candidate.applicant)
  const id = freshId(world)
  candidate.successId = id
  candidate.line.send(pairSuccess(world, device, advSecret, id))
}
