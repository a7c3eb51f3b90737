// Answered POSTs, kept in the same transaction as what they did: the same key gets the same answer and no second effect.
// Hash and answer are encrypted, because an answer may hold a link code and a hash of a short secret can be guessed.
import type { Tx } from './client.ts'

/** A POST that wants to happen once. `route` is method and path. */
export interface OnceKey {
  readonly key: string
  readonly route: string
  /** What was asked for; the same key with another one is a mistake of the caller. */
  readonly requestHash: string
}

export interface Answered {
  readonly status: number
  readonly body: string
}

export type Claim =
  | { readonly kind: 'first' }
  | { readonly kind: 'answered'; readonly answer: Answered }
  | { readonly kind: 'other-request' }

/**
 * Takes the key, or says what was answered under it. A transaction that holds the key at this moment is waited for: if it
 * rolls back, this one is the first after all.
 */
export async function claimKey(tx: Tx, { key, route, requestHash }: OnceKey): Promise<Claim> {
  const context = contextOf(key, route)
  const inserted = await tx.sql.$executeRaw`
    INSERT INTO "idempotency_key" ("key", "route", "request_hash", "created_at")
    VALUES (${key}, ${route}, ${tx.secrets.seal(requestHash, `${context}:request`)}, ${tx.now})
    ON CONFLICT ("key", "route") DO NOTHING`
  if (inserted > 0) return { kind: 'first' }
  const row = await tx.sql.idempotencyKey.findUniqueOrThrow({ where: { key_route: { key, route } } })
  if (tx.secrets.open(row.requestHash, `${context}:request`) !== requestHash) return { kind: 'other-request' }
  if (row.status === null || row.answer === null) throw new Error('an idempotency key was committed without its answer')
  return { kind: 'answered', answer: { status: row.status, body: tx.secrets.open(row.answer, context) } }
}

/** Keeps the answer under a key that this transaction has claimed. */
export async function keepAnswer(tx: Tx, { key, route }: OnceKey, answer: Answered): Promise<void> {
  await tx.sql.idempotencyKey.update({
    where: { key_route: { key, route } },
    data: { status: answer.status, answer: tx.secrets.seal(answer.body, contextOf(key, route)) },
  })
}

function contextOf(key: string, route: string): string {
  return `idempotency:${key}:${route}`
}
