// Reading once what a transaction asks for again and again: the engineers, a company's servers.
import type { Tx } from './client.ts'

const known = new WeakMap<Tx, Map<string, Promise<unknown>>>()

/** The answer of the first `read` under this key in this transaction. What the transaction changes itself, `readAnew` forgets. */
export function once<T>(tx: Tx, key: string, read: () => Promise<T>): Promise<T> {
  const answers = known.get(tx) ?? new Map<string, Promise<unknown>>()
  known.set(tx, answers)
  const answer = (answers.get(key) as Promise<T> | undefined) ?? read()
  answers.set(key, answer)
  return answer
}

/** The transaction has changed what was read under this key: the next one reads it anew. */
export function readAnew(tx: Tx, key: string): void {
  known.get(tx)?.delete(key)
}
