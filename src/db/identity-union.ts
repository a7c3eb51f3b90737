// Ids of one person on a channel brought together in one identity: reading what is known under any of them, and writing what is
// known now. Whether they may be brought together is decided by services/unite-identities.ts.
import { type ContactId, type ConversationId, conversationId, type EngineerId, type IdentityId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

export interface KnownIdentity {
  readonly id: IdentityId
  readonly userId: string
  readonly aliases: readonly string[]
  readonly conflicts: readonly string[]
  readonly contactId: ContactId | null
  readonly engineerId: EngineerId | null
  readonly linkedAt: Date | null
  readonly blockedAt: Date | null
}

/** Every identity of a channel that is known under one of these ids, locked, the oldest first. */
export async function lockIdentities(tx: Tx, channel: string, ids: readonly string[]): Promise<readonly KnownIdentity[]> {
  return tx.sql.$queryRaw<KnownIdentity[]>`
    SELECT id::text, user_id AS "userId", aliases, conflicts, contact_id::text AS "contactId", engineer_id::text AS "engineerId",
      linked_at AS "linkedAt", blocked_at AS "blockedAt"
    FROM chat_identity
    WHERE channel = ${channel} AND (user_id = ANY(${[...ids]}::text[]) OR aliases && ${[...ids]}::text[])
    ORDER BY id FOR UPDATE`
}

/** The chats, and the codes it redeemed, become the other's, and the identity is gone. */
export async function absorbIdentity(tx: Tx, from: IdentityId, into: IdentityId): Promise<void> {
  await tx.sql.$executeRaw`UPDATE conversation SET identity_id = ${into}::uuid WHERE identity_id = ${from}::uuid`
  await tx.sql.$executeRaw`UPDATE link_code SET used_by = ${into}::uuid WHERE used_by = ${from}::uuid`
  await tx.sql.$executeRaw`DELETE FROM chat_identity WHERE id = ${from}::uuid`
}

export async function saveIdentity(tx: Tx, { id, ...identity }: KnownIdentity): Promise<void> {
  const { userId, aliases, conflicts, contactId, engineerId, linkedAt, blockedAt } = identity
  await tx.sql.chatIdentity.update({
    where: { id },
    data: { userId, aliases: [...aliases], conflicts: [...conflicts], contactId, engineerId, linkedAt, blockedAt },
  })
}

/** Whoever writes in this chat is this identity. */
export async function giveChat(
  tx: Tx,
  identityId: IdentityId,
  { channel, account, address }: { readonly channel: string; readonly account: string; readonly address: string },
): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE conversation SET identity_id = ${identityId}::uuid
    WHERE id = ${conversationId(channel, account, address)} AND kind = 'private' AND identity_id IS DISTINCT FROM ${identityId}::uuid`
}

/** The identity's private chats with one account, other than at this address. */
export async function findOtherChats(
  tx: Tx,
  identityId: IdentityId,
  at: { readonly channel: string; readonly account: string; readonly address: string },
): Promise<readonly ConversationId[]> {
  const { channel, account, address } = at
  const rows = await tx.sql.conversation.findMany({
    where: { identityId, channel, account, kind: 'private', roomOf: null, address: { not: address } },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  return rows.map((row) => row.id as ConversationId)
}
