// One-time codes that link a chat: putting in. Redeeming stands in identities.ts.
import { randomUUID } from 'node:crypto'
import type { Tx } from './client.ts'
import type { Person } from './identities.ts'

/** Stores a code's hash; the person's older unused codes open nothing from now on. */
export async function insertLinkCode(
  tx: Tx,
  person: Person,
  code: { readonly hash: Uint8Array<ArrayBuffer>; readonly expiresAt: Date },
): Promise<void> {
  await tx.sql.linkCode.updateMany({ where: { ...person, usedAt: null, expiresAt: { gt: tx.now } }, data: { expiresAt: tx.now } })
  await tx.sql.linkCode.create({
    data: { id: randomUUID(), codeHash: code.hash, ...person, createdAt: tx.now, expiresAt: code.expiresAt },
  })
}
