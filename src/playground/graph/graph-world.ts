// The state of the loopback Graph server: persons, messages, templates, files. Data and its events; what happens to it stands
// in the files around.
import { EventEmitter } from 'node:events'
import { type Clock, createClock } from '../clock.ts'
import type { GraphCall, GraphFault, GraphTemplate, SeenGraph } from './contract.ts'

export interface StoredPerson {
  readonly name: string
  number: string
  userId: string | null
  username: string | undefined
  hidesNumber: boolean
  lastHeardAt: number | null
  away: boolean
  blocked: boolean
  readsAlways: boolean
  readonly seen: SeenGraph[]
  /** Accepted while the person was away. */
  readonly waiting: SeenGraph[]
  /** Of own messages: whether the business has read them. */
  readonly sent: Map<string, { read: boolean }>
  /** Of the business' messages: the tag each was sent with, and whether it went to the user id. */
  readonly posted: Map<string, { readonly tag: string | undefined; readonly toUserId: boolean }>
  readonly readIds: Set<string>
}

export interface StoredMedia {
  readonly id: string
  readonly bytes: Buffer
  readonly mediaType: string
  readonly fileName: string
  readonly spoilt: 'changed' | 'gone' | 'elsewhere' | undefined
}

export interface World {
  readonly clock: Clock
  readonly events: EventEmitter
  readonly phoneNumberId: string
  readonly businessId: string
  readonly displayNumber: string
  readonly persons: Map<string, StoredPerson>
  readonly templates: GraphTemplate[]
  readonly media: Map<string, StoredMedia>
  readonly calls: GraphCall[]
  readonly faults: (GraphFault & { left: number })[]
  readonly strictness: string[]
  /** With which code accepted messages fail, the first that fits. */
  readonly failures: { readonly code: number; readonly containing: string }[]
  mark: number
  nextId: number
}

export function createWorld(): World {
  return {
    clock: createClock(),
    events: new EventEmitter().setMaxListeners(0),
    phoneNumberId: '200000000000002',
    businessId: '100000000000001',
    displayNumber: '+370 600 00000',
    persons: new Map(),
    templates: [],
    media: new Map(),
    calls: [],
    faults: [],
    strictness: [],
    failures: [],
    mark: 0,
    nextId: 0,
  }
}

/** Opaque to clients, as Meta's are. */
export function newMessageId(world: World): string {
  return `wamid.${Buffer.from(`${world.phoneNumberId}:${++world.nextId}`).toString('base64')}`
}

export function newMediaId(world: World): string {
  return String(900_000_000_000_000 + ++world.nextId)
}

/** Announced to whoever waits. */
export function changed(world: World): number {
  world.mark += 1
  setImmediate(() => world.events.emit('change'))
  return world.mark
}

/** By number or user id. */
export function findPerson(world: World, address: string): StoredPerson | undefined {
  return [...world.persons.values()].find(({ number, userId }) => number === address || userId === address)
}

/** The first fault that fits, counted down. */
export function meetFault(world: World, path: string, to: string | undefined): GraphFault | undefined {
  const fault = world.faults.find((one) => one.left > 0 && path.includes(one.on) && (one.to === undefined || one.to === to))
  if (fault !== undefined) fault.left -= 1
  return fault
}
