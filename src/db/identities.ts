// Links between chat identities and the desk's people: finding whom a stored id names, linking, unlinking.
import { idConnects } from '../domain/contact-address.ts'
import type { ContactId, ConversationId, EngineerId, IdentityId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

/** A contact or an engineer, by id. */
export type Person = { readonly contactId: ContactId } | { readonly engineerId: EngineerId }

interface PersonRow {
  contactId: ContactId | null
  engineerId: EngineerId | null
}

/**
 * The active person whose stored Telegram id this is. A stored "@username" counts only until it was matched once: then the
 * numeric id it was pinned to counts, and the name opens nothing any more (it may have changed hands).
 */
export async function findPersonByStoredId(
  tx: Tx,
  channel: string,
  userId: string,
  username: string | null,
): Promise<Person | null> {
  if (!idConnects(channel)) return null
  const name = username === null ? null : `@${username.toLowerCase()}`
  const rows = await tx.sql.$queryRaw<PersonRow[]>`
    SELECT "id"::text AS "contactId", NULL AS "engineerId" FROM "contact"
    WHERE "telegram_id" IN (${userId}, ${name}) AND "active" AND ("login_access" OR "invoices")
      AND (COALESCE("telegram_pinned_id", "telegram_id") = ${userId} OR ("telegram_pinned_id" IS NULL AND "telegram_id" = ${name}))
    UNION ALL
    SELECT NULL, "id"::text FROM "engineer"
    WHERE "telegram_id" IN (${userId}, ${name}) AND "active"
      AND (COALESCE("telegram_pinned_id", "telegram_id") = ${userId} OR ("telegram_pinned_id" IS NULL AND "telegram_id" = ${name}))
    LIMIT 2`
  const [row] = rows
  // Two people with one id: the API refuses it, so this is an old fault; whom it means is not for us to guess.
  return row === undefined || rows.length > 1 ? null : toPerson(row)
}

function toPerson(row: PersonRow): Person | null {
  if (row.contactId !== null) return { contactId: row.contactId }
  if (row.engineerId !== null) return { engineerId: row.engineerId }
  return null
}

/** Links an identity to a person and pins the person's stored id to it. Whatever either was linked to before must be gone. */
export async function linkIdentity(
  tx: Tx,
  identity: { id: IdentityId; channel: string; userId: string },
  person: Person,
): Promise<void> {
  await tx.sql.chatIdentity.update({ where: { id: identity.id }, data: { ...person, linkedAt: tx.now, blockedAt: null } })
  if (!idConnects(identity.channel)) return
  if ('contactId' in person) {
    await tx.sql.$executeRaw`
      UPDATE "contact" SET "telegram_pinned_id" = ${identity.userId},
        "telegram_id" = CASE WHEN "telegram_id" LIKE '@%' THEN "telegram_id" ELSE ${identity.userId} END
      WHERE "id" = ${person.contactId}::uuid`
  } else {
    await tx.sql.$executeRaw`
      UPDATE "engineer" SET "telegram_pinned_id" = ${identity.userId},
        "telegram_id" = CASE WHEN "telegram_id" LIKE '@%' THEN "telegram_id" ELSE ${identity.userId} END
      WHERE "id" = ${person.engineerId}::uuid`
  }
}

export interface Unlinked {
  readonly identityId: IdentityId
  readonly conversationId: ConversationId | null
  readonly channel: string
}

/** Takes a person's identities (of one channel, or all) away from them; says which chats they were. */
export async function unlinkIdentities(
  tx: Tx,
  person: Person,
  options: { channel?: string; except?: IdentityId },
): Promise<readonly Unlinked[]> {
  const found = await tx.sql.chatIdentity.findMany({
    where: {
      ...person,
      ...(options.channel === undefined ? {} : { channel: options.channel }),
      ...(options.except === undefined ? {} : { id: { not: options.except } }),
    },
    select: { id: true, channel: true, conversations: { where: { kind: 'private', roomOf: null }, select: { id: true } } },
  })
  if (found.length === 0) return []
  await tx.sql.chatIdentity.updateMany({
    where: { id: { in: found.map((identity) => identity.id) } },
    data: { contactId: null, engineerId: null, linkedAt: null },
  })
  // Whoever the chat belongs to next finds nobody's tickets behind its rooms.
  const chats = found.flatMap(({ conversations }) => conversations.map(({ id }) => id))
  await tx.sql.contactRoom.deleteMany({ where: { chatId: { in: chats } } })
  return found.map((identity) => ({
    identityId: identity.id as IdentityId,
    channel: identity.channel,
    conversationId: (identity.conversations[0]?.id ?? null) as ConversationId | null,
  }))
}

/** The person blocked the bot (or their account is gone), or is back. */
export async function markReachable(tx: Tx, id: IdentityId, reachable: boolean): Promise<void> {
  await tx.sql.chatIdentity.update({ where: { id }, data: { blockedAt: reachable ? null : tx.now } })
}

export type Redemption =
  | { readonly kind: 'redeemed'; readonly person: Person }
  /** The same chat redeemed it before: answered as the first time. */
  | { readonly kind: 'again'; readonly person: Person }
  | { readonly kind: 'refused' }

/** Uses up a one-time code for an identity. One statement decides, so that of two at once one wins. */
export async function redeemCode(tx: Tx, codeHash: Uint8Array<ArrayBuffer>, identityId: IdentityId): Promise<Redemption> {
  const rows = await tx.sql.$queryRaw<PersonRow[]>`
    UPDATE "link_code" SET "used_at" = ${tx.now}, "used_by" = ${identityId}::uuid
    WHERE "code_hash" = ${codeHash} AND "used_at" IS NULL AND "expires_at" > ${tx.now}
    RETURNING "contact_id"::text AS "contactId", "engineer_id"::text AS "engineerId"`
  const [row] = rows
  if (row !== undefined) {
    const person = toPerson(row)
    return person === null ? { kind: 'refused' } : { kind: 'redeemed', person }
  }
  const used = await tx.sql.linkCode.findFirst({ where: { codeHash, usedBy: identityId } })
  const person = used === null ? null : toPerson(used as PersonRow)
  return person === null ? { kind: 'refused' } : { kind: 'again', person }
}

/** Appends to the audit: changes of links and rights. */
export async function addAudit(
  tx: Tx,
  entry: { actor: string; action: string; subject: string; data?: Record<string, string> },
): Promise<void> {
  await tx.sql.auditEntry.create({
    data: { at: tx.now, actor: entry.actor, action: entry.action, subject: entry.subject, data: entry.data ?? {} },
  })
}

/** The user ids of a channel that ever wrote to the desk. */
export async function findKnownUsers(tx: Tx, channel: string): Promise<ReadonlySet<string>> {
  const rows = await tx.sql.chatIdentity.findMany({ where: { channel }, select: { userId: true } })
  return new Set(rows.map((row) => row.userId))
}
