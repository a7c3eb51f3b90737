// Reading what is inside stanzas: bytes, numbers, addresses. Nothing is decided here.
import { type BinaryNode, getBinaryNodeChild, jidDecode } from '@whiskeysockets/baileys'
import type { AccountState, PersonState, World } from './world.ts'

export function bytesOf(node: BinaryNode | undefined, tag: string): Buffer | undefined {
  return contentBytes(getBinaryNodeChild(node, tag))
}

export function contentBytes(node: BinaryNode | undefined): Buffer | undefined {
  const content = node?.content
  if (typeof content === 'string') return Buffer.from(content)
  return content instanceof Uint8Array ? Buffer.from(content) : undefined
}

/** A big-endian number of any length; 0 when it is not there. */
export function numberOf(node: BinaryNode | undefined, tag: string): number {
  const bytes = bytesOf(node, tag)
  return bytes && bytes.length > 0 && bytes.length <= 6 ? bytes.readUIntBE(0, bytes.length) : 0
}

export interface Address {
  readonly user: string
  readonly device: number
  readonly lid: boolean
}

/** The parts of an address of a number or a LID; null for anything else. */
export function readAddress(address: string | undefined): Address | null {
  const parts = address === undefined ? undefined : jidDecode(address)
  if (!parts || !/^\d+$/.test(parts.user)) return null
  if (parts.server !== 'lid' && parts.server !== 's.whatsapp.net') return null
  return { user: parts.user, device: parts.device ?? 0, lid: parts.server === 'lid' }
}

/** Whose address it is. */
export function findPerson(world: World, { user, lid }: Address): PersonState | undefined {
  return (lid ? world.peopleByLid : world.people).get(user)
}

export function findAccount(world: World, { user, lid }: Address): AccountState | undefined {
  return lid ? [...world.accounts.values()].find((account) => account.lid === user) : world.accounts.get(user)
}
