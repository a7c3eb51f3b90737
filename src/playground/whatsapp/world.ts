// What the loopback WhatsApp server knows: accounts with their devices, persons, faults, switches. Plain state with a bell
// that rings at every change; who acts on it stands elsewhere.
import { EventEmitter } from 'node:events'
import type { BinaryNode, proto } from '@whiskeysockets/baileys'
import { waitUntil } from '../waiting.ts'
import type { ChatLine, SeenWhatsApp } from './contract.ts'
import type { MediaShelf } from './media-shelf.ts'
import type { KeyBundle, SignalDevice } from './signal-device.ts'
import type { Switches } from './switches.ts'

/** A line to a client that is logged in, or on its way there. */
export interface Line {
  send(node: BinaryNode): void
  close(): void
  cut(): void
}

/** A linked device whose client is somebody else's program. */
export interface ClientDevice {
  readonly kind: 'client'
  readonly id: number
  readonly account: AccountState
  readonly noiseKey: Buffer
  readonly identity: Buffer
  readonly registrationId: number
  signedPreKey: KeyBundle['signedPreKey']
  readonly preKeys: Map<number, Buffer>
  /** Told that the one-time keys run low, and not heard of new ones since. */
  askedForKeys: boolean
  /** Not acknowledged yet, oldest first. */
  readonly waiting: BinaryNode[]
  line: Line | null
  /** Whether it takes stanzas: logged in and active. */
  ready: boolean
  removed: boolean
  /** The identity it has shown, once that was checked: checking takes a while, and it shows it often. */
  shownIdentity: Buffer | null
}

/** A device of the account that this server plays. */
export interface PlayedDevice {
  readonly kind: 'played'
  readonly id: number
  readonly account: AccountState
  readonly signal: SignalDevice
  readonly seen: SeenWhatsApp[]
}

export interface AccountState {
  readonly number: string
  readonly lid: string
  readonly devices: Map<number, ClientDevice | PlayedDevice>
  lastDevice: number
}

export interface SentState {
  readonly id: string
  readonly mark: number
  readonly to: AccountState
  readonly message: proto.IMessage
  /** As a line of the chat. */
  readonly content: Pick<ChatLine, 'kind' | 'text' | 'media' | 'about'>
  /** What a request to send again is answered with; null when it cannot be. */
  readonly again: ((device: ClientDevice, count: number, bundle: KeyBundle | null) => Promise<void>) | null
  state: 'sent' | 'delivered' | 'read' | 'refused'
  error: string | undefined
  retries: number
}

export interface PersonState {
  name: string
  readonly number: string
  readonly lid: string
  addressing: 'lid' | 'number'
  alternative: boolean
  signal: SignalDevice
  readonly seen: SeenWhatsApp[]
  readonly sent: Map<string, SentState>
  /** Accounts they have written to. */
  readonly wroteTo: Set<AccountState>
  away: boolean
  /** What waits for their phone to come back. */
  readonly missed: (() => Promise<void>)[]
  withholds: boolean
  readonly withheld: (() => void)[]
  readsAll: boolean
  failures: number
  /** How often a message was asked for again, by its id. */
  readonly asked: Map<string, number>
  /** Receipts that are still owed for what was seen and not read. */
  readonly unread: ((type: 'read') => void)[]
  typingSeen: number
  /** What they do is done one after the other. */
  queue: Promise<unknown>
}

export interface World {
  readonly accounts: Map<string, AccountState>
  /** By number, and the same by LID. */
  readonly people: Map<string, PersonState>
  readonly peopleByLid: Map<string, PersonState>
  readonly faults: string[]
  readonly stanzas: BinaryNode[]
  readonly switches: Switches
  readonly media: MediaShelf
  /** Puts the file of a message on the shelf once more, and says where; by the message's id. */
  readonly uploadsAgain: Map<string, () => string | null>
  readonly bell: EventEmitter
  readonly now: () => Date
  lastMark: number
  lastId: number
}

export function createWorld(parts: Pick<World, 'switches' | 'media' | 'now'>): World {
  const bell = new EventEmitter().setMaxListeners(0)
  return {
    ...parts,
    accounts: new Map(),
    people: new Map(),
    peopleByLid: new Map(),
    faults: [],
    stanzas: [],
    uploadsAgain: new Map(),
    bell,
    lastMark: 0,
    lastId: 0,
  }
}

/** Rings the bell. @returns the mark of this change. */
export function changed(world: World): number {
  world.lastMark += 1
  world.bell.emit('change')
  return world.lastMark
}

export function fault(world: World, words: string): void {
  world.faults.push(words)
  changed(world)
}

/** An id of the server's own making. */
export function freshId(world: World): string {
  world.lastId += 1
  return `${world.lastId}.server`
}

/** In whole seconds, as stanzas have it. */
export function stamp(world: World): string {
  return String(Math.floor(world.now().getTime() / 1000))
}

/** Resolves with what `present` finds, now or after some change; rejects with `what` after the time. */
export function until<Value>(
  world: World,
  present: () => Value | undefined,
  what: () => string,
  timeoutMs = 5000,
): Promise<Value> {
  const subscribe = (offer: (look: () => Value | undefined) => void): (() => void) => {
    const onChange = (): void => offer(present)
    world.bell.on('change', onChange)
    return () => world.bell.off('change', onChange)
  }
  return waitUntil(present, subscribe, timeoutMs, what)
}

export function numberAddress(who: { readonly number: string }, device = 0): string {
  return device === 0 ? `${who.number}@s.whatsapp.net` : `${who.number}:${device}@s.whatsapp.net`
}

export function lidAddress(who: { readonly lid: string }, device = 0): string {
  return device === 0 ? `${who.lid}@lid` : `${who.lid}:${device}@lid`
}

/** Where a person's messages come from. */
export function addressOf(person: PersonState): string {
  return person.addressing === 'lid' ? lidAddress(person) : numberAddress(person)
}

/** The name of an account's device in the sessions of others. */
export function sessionName(account: AccountState, device: number): string {
  return `${account.number}.${device}`
}
