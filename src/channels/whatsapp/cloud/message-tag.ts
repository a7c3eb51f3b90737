// What every message of ours carries and Meta gives back with its statuses: a short name of the part it is, and the address it
// went to. So a status finds its message and its conversation, whichever process hears of it, and whatever ids it names.
import { createHash } from 'node:crypto'
import { readTarget } from './target.ts'

/** @param key SendContext.key, the same for every try */
export function writeTag(key: string, address: string): string {
  return `${createHash('sha256').update(key).digest('base64url').slice(0, 32)} ${address}`
}

/** Nulls for a tag that is none of ours. */
export function readTag(text: string | undefined): { readonly tag: string | null; readonly address: string | null } {
  const address = /^[\w-]{32} (\S+)$/.exec(text ?? '')?.[1] ?? null
  return address === null || readTarget(address) === null ? { tag: null, address: null } : { tag: text ?? null, address }
}
