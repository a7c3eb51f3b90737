// A lock on a value rather than on a row: two transactions that want to store the same outside id, or change the same
// person, go one after the other, so that a look before an insert can be trusted.
import type { Tx } from './client.ts'

/** Waits for, and holds until the end of the transaction, the lock of each value; always in one order, against dead-locks. */
export async function lockValues(tx: Tx, values: readonly string[]): Promise<void> {
  for (const value of [...new Set(values)].sort()) {
    await tx.sql.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${value}, 0))`
  }
}
