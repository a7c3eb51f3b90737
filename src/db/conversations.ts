// Conversations: the row that is locked while one of its messages is thought about, with the person behind it.

import type { InboundMessage } from '../domain/channel.ts'
import { type Conversation, type Dialogue, dialogueDue, type MessageSubject } from '../domain/conversation.ts'
import { type ConversationId, conversationId, type IdentityId, newId, type TicketId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import type { Party } from '../domain/party.ts'
import { readAddress } from '../domain/room-address.ts'
import type { Tx } from './client.ts'
import { findSubjectBeside } from './contact-rooms.ts'
import { type PartyColumns, toParty } from './people.ts'

/** A locked conversation and the identity behind it. */
export interface Locked {
  readonly conversation: Conversation
  /** Who they are to the desk; `appLanguage` decides only for those who have not chosen a language. */
  party(appLanguage?: string): Party
  readonly username: string | null
  readonly displayName: string | null
  readonly blocked: boolean
  /** Every id they are known under, and those that were said to be theirs and are not. */
  readonly knownAs: readonly string[]
  /** Buttons stand here as numbered lines, or did of late. */
  readonly offers: boolean
}

interface Row extends PartyColumns {
  id: ConversationId
  channel: string
  account: string
  address: string
  kind: string
  dialogue: Uint8Array | null
  dialogueDueAt: Date | null
  currentTicketId: TicketId | null
  currentTicketAt: Date | null
  heardAt: Date | null
  offers: boolean
  userId: string | null
  aliases: readonly string[] | null
  conflicts: readonly string[] | null
  greetedAt: Date | null
  linkFailures: number
  linkFailuresAt: Date | null
}

/** Locks one conversation, as `lockConversations` does. Null: it has not been made yet. */
export async function lockConversation(tx: Tx, id: ConversationId, otherwise: Language): Promise<Locked | null> {
  return (await lockConversations(tx, [id], otherwise)).get(id) ?? null
}

/**
 * Locks conversations for the rest of the transaction, in the order of their ids, and says who is behind each. One that has not
 * been made yet is left out. Not FOR UPDATE: an outbox row for this chat, written by another transaction, must not wait for
 * (or dead-lock with) us.
 */
export async function lockConversations(
  tx: Tx,
  ids: readonly ConversationId[],
  otherwise: Language,
): Promise<ReadonlyMap<ConversationId, Locked>> {
  const rows = await tx.sql.$queryRaw<Row[]>`
    SELECT c."id", c."channel", c."account", c."address", c."kind", c."dialogue", c."dialogue_due_at" AS "dialogueDueAt",
      c."current_ticket_id"::text AS "currentTicketId", c."current_ticket_at" AS "currentTicketAt", c."greeted_at" AS "greetedAt",
      c."heard_at" AS "heardAt", EXISTS (SELECT FROM "offered_choice" f WHERE f."conversation_id" = c."id") AS "offers",
      c."link_failures" AS "linkFailures", c."link_failures_at" AS "linkFailuresAt",
      i."id"::text AS "identityId", i."username", i."display_name" AS "displayName", i."blocked_at" AS "blockedAt",
      i."user_id" AS "userId", i."aliases", i."conflicts",
      k."id"::text AS "contactId", k."name" AS "contactName", k."language" AS "contactLanguage",
      k."time_zone" AS "contactTimeZone", k."main_user" AS "mainUser", k."login_access" AS "loginAccess", k."invoices",
      k."muted_notices" AS "contactMuted", k."current_ticket" AS "currentTicket", k."active" AS "contactActive",
      o."id"::text AS "companyId", o."name" AS "companyName", o."language" AS "companyLanguage",
      e."id"::text AS "engineerId", e."name" AS "engineerName", e."role", e."language" AS "engineerLanguage",
      e."muted_notices" AS "engineerMuted", e."active" AS "engineerActive"
    FROM "conversation" c
    LEFT JOIN "chat_identity" i ON i."id" = c."identity_id"
    LEFT JOIN "contact" k ON k."id" = i."contact_id"
    LEFT JOIN "company" o ON o."id" = k."company_id"
    LEFT JOIN "engineer" e ON e."id" = i."engineer_id"
    WHERE c."id" = ANY(${[...ids]}::text[]) ORDER BY c."id"
    FOR NO KEY UPDATE OF c`
  return new Map(rows.map((row) => [row.id, toLocked(tx, row, otherwise)]))
}

function toLocked(tx: Tx, row: Row, otherwise: Language): Locked {
  return {
    conversation: toConversation(tx, row),
    party: (appLanguage) => toParty(row, otherwise, appLanguage),
    username: row.username,
    displayName: row.displayName,
    blocked: row.blockedAt !== null,
    knownAs: [...(row.userId === null ? [] : [row.userId]), ...(row.aliases ?? []), ...(row.conflicts ?? [])],
    offers: row.offers,
  }
}

/** Makes the conversation (and identity) that a chat's first message needs. Of two at once, the second finds the first's. */
export async function createConversation(tx: Tx, message: InboundMessage): Promise<void> {
  const { channel, account, address, sender, private: isPrivate } = message
  if (isPrivate) {
    await tx.sql.$executeRaw`
      INSERT INTO "chat_identity" ("id", "channel", "user_id", "username", "display_name", "created_at")
      SELECT ${newId(tx.now)}::uuid, ${channel}, ${sender.userId}, ${sender.username ?? null}, ${sender.displayName ?? null}, ${tx.now}
      WHERE NOT EXISTS (SELECT FROM "chat_identity" WHERE "channel" = ${channel} AND "aliases" @> ARRAY[${sender.userId}])
      ON CONFLICT DO NOTHING`
  }
  const { chat, room } = readAddress(address)
  const roomOf = room === null ? null : conversationId(channel, account, chat)
  // A person may write in a room of their chat before anything is said in the chat itself, where they are to be found.
  const places = [...(isPrivate && roomOf !== null ? [{ at: chat, of: null }] : []), { at: address, of: roomOf }]
  for (const { at, of } of places)
    await tx.sql.$executeRaw`
    INSERT INTO "conversation" ("id", "channel", "account", "address", "kind", "identity_id", "room_of", "created_at")
    SELECT ${conversationId(channel, account, at)}, ${channel}, ${account}, ${at}, ${isPrivate ? 'private' : 'group'},
      (SELECT "id" FROM "chat_identity" WHERE "channel" = ${channel} AND ${isPrivate}
        AND ("user_id" = ${sender.userId} OR "aliases" @> ARRAY[${sender.userId}]) ORDER BY "user_id" = ${sender.userId} DESC LIMIT 1),
      ${of}, ${tx.now}
    ON CONFLICT DO NOTHING`
}

/** People change their names; the desk shows the last one it saw. */
export async function refreshProfile(tx: Tx, locked: Locked, identityId: IdentityId, { sender }: InboundMessage): Promise<void> {
  const username = sender.username ?? null
  const displayName = sender.displayName ?? null
  if (username === locked.username && displayName === locked.displayName) return
  await tx.sql.chatIdentity.update({ where: { id: identityId }, data: { username, displayName } })
}

function toConversation(tx: Tx, row: Row): Conversation {
  return {
    id: row.id,
    channel: row.channel,
    account: row.account,
    address: row.address,
    private: row.kind === 'private',
    dialogue: openDialogue(tx, row),
    dialogueDueAt: row.dialogueDueAt,
    currentTicket:
      row.currentTicketId === null || row.currentTicketAt === null ? null : { id: row.currentTicketId, at: row.currentTicketAt },
    heardAt: row.heardAt,
    greetedAt: row.greetedAt,
    linkFailures: row.linkFailures,
    linkFailuresAt: row.linkFailuresAt,
  }
}

/** A dialogue whose key is gone is lost, and must not take the conversation with it. */
function openDialogue(tx: Tx, { id, dialogue }: Row): Dialogue | null {
  if (dialogue === null) return null
  try {
    return JSON.parse(tx.secrets.open(dialogue, dialogueContext(id))) as Dialogue
  } catch {
    return null
  }
}

/** Writes back what a message changed, in one statement. A changed dialogue gets a new time for its reminder. */
export async function saveConversations(
  tx: Tx,
  conversations: readonly { readonly before: Conversation; readonly after: Conversation }[],
): Promise<void> {
  for (const { before, after } of conversations) {
    const touched = JSON.stringify(before.dialogue) !== JSON.stringify(after.dialogue)
    if (touched) after.dialogueDueAt = after.dialogue === null ? null : dialogueDue(after.dialogue, tx.now)
  }
  const changed = conversations.filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
  if (changed.length === 0) return
  const rows = JSON.stringify(changed.map(({ after }) => toSaved(tx, after)))
  // LIMIT tells the planner how few they are: else it expects a hundred, and reads the whole table for them.
  await tx.sql.$executeRaw`
    UPDATE "conversation" c SET "dialogue" = decode(r.dialogue, 'base64'), "dialogue_due_at" = r.dialogue_due_at,
      "current_ticket_id" = r.current_ticket_id, "current_ticket_at" = r.current_ticket_at, "heard_at" = r.heard_at, "greeted_at" = r.greeted_at,
      "link_failures" = r.link_failures, "link_failures_at" = r.link_failures_at
    FROM (
      SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS row(id text, dialogue text, dialogue_due_at timestamptz, current_ticket_id uuid,
        current_ticket_at timestamptz, heard_at timestamptz, greeted_at timestamptz, link_failures int, link_failures_at timestamptz) LIMIT ${changed.length}
    ) r
    WHERE c."id" = r.id`
}

function toSaved(tx: Tx, after: Conversation) {
  const sealed = after.dialogue === null ? null : tx.secrets.seal(JSON.stringify(after.dialogue), dialogueContext(after.id))
  return {
    id: after.id,
    dialogue: sealed === null ? null : Buffer.from(sealed).toString('base64'),
    dialogue_due_at: after.dialogueDueAt,
    current_ticket_id: after.currentTicket?.id ?? null,
    current_ticket_at: after.currentTicket?.at ?? null,
    heard_at: after.heardAt,
    greeted_at: after.greetedAt,
    link_failures: after.linkFailures,
    link_failures_at: after.linkFailuresAt,
  }
}

/** A dialogue as another conversation can read it; null when there is none, or nobody can read it any more. */
export function resealDialogue(
  tx: Tx,
  dialogue: Uint8Array | null,
  from: ConversationId,
  to: ConversationId,
): Uint8Array<ArrayBuffer> | null {
  if (dialogue === null) return null
  try {
    return tx.secrets.seal(tx.secrets.open(dialogue, dialogueContext(from)), dialogueContext(to))
  } catch {
    return null
  }
}

function dialogueContext(id: ConversationId): string {
  return `dialogue:${id}`
}

/** Conversations whose dialogue is due for its reminder or its end. */
export async function findDueDialogues(tx: Tx, limit: number): Promise<readonly ConversationId[]> {
  const rows = await tx.sql.conversation.findMany({
    where: { dialogueDueAt: { lte: tx.now } },
    select: { id: true },
    orderBy: { dialogueDueAt: 'asc' },
    take: limit,
  })
  return rows.map((row) => row.id as ConversationId)
}

/** What a message of this chat belongs to: ours that was replied to, or the person's own that was edited. */
export async function findMessageSubject(tx: Tx, id: ConversationId, externalId: string): Promise<MessageSubject | null> {
  const [row] = await tx.sql.$queryRaw<MessageSubject[]>`
    SELECT "ticket_id"::text AS "ticketId", "comment_id"::text AS "commentId" FROM "chat_message"
    WHERE "conversation_id" = ${id} AND "external_id" = ${externalId} AND "ticket_id" IS NOT NULL`
  return row ?? findSubjectBeside(tx, id, externalId)
}

/** The tickets whose comments this chat was told of since then, newest first. */
export async function findRecentNews(tx: Tx, id: ConversationId, since: Date): Promise<readonly TicketId[]> {
  const rows = await tx.sql.$queryRaw<{ ticketId: TicketId }[]>`
    SELECT "ticket_id"::text AS "ticketId" FROM "outbox_message"
    WHERE "conversation_id" = ${id} AND "kind" = 'ticket.comment' AND "created_at" > ${since} AND "ticket_id" IS NOT NULL
    GROUP BY "ticket_id" ORDER BY MAX("id") DESC LIMIT 5`
  return rows.map((row) => row.ticketId)
}
