// What a broadcast can be narrowed to: the plans that run today, the products that servers have.
import { findAudienceWords } from '../db/broadcasts.ts'
import type { Tx } from '../db/client.ts'
import { dayAt } from '../domain/day.ts'

export async function listAudiences(
  tx: Tx,
): Promise<{ readonly plans: readonly string[]; readonly products: readonly string[] }> {
  return findAudienceWords(tx, dayAt(tx.now))
}
