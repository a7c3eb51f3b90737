// The keys that name files in a store: made here, and nothing that came from outside ever becomes part of a path.
import { randomBytes } from 'node:crypto'

/** 160 random bits: nobody guesses one. */
export function newStoreKey(): string {
  return randomBytes(20).toString('hex')
}

/** Where a file lies below the root of its store, the same in every kind of store. @throws for what is no key. */
export function storePath(storeKey: string): string {
  if (!/^[0-9a-f]{40}$/.test(storeKey)) throw new Error('not a key of this file store')
  return `${storeKey.slice(0, 2)}/${storeKey}`
}
