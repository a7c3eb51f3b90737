// Notices that wait for the end of somebody's quiet hours. They lie in the outbox as "held", where no delivery looks, until
// they are said together. What the digest says is services/send-digests.ts.
import type { ConversationId, EngineerId, TicketId } from '../domain/ids.ts'
import type { Priority } from '../domain/priority.ts'
import type { TicketStatus } from '../domain/ticket.ts'
import type { Tx } from './client.ts'
import { type QueuedContent, sealContext } from './outbox.ts'

export interface HeldMessage {
  readonly id: bigint
  readonly kind: string
  readonly engineerId: EngineerId | null
  readonly ticketId: TicketId | null
  /** Null when the key it was sealed with is gone. */
  readonly content: QueuedContent | null
}

/** Chats in which held notices are due, the longest due first. */
export async function findDueDigests(tx: Tx, limit: number): Promise<readonly ConversationId[]> {
  const rows = await tx.sql.$queryRaw<{ id: ConversationId }[]>`
    SELECT conversation_id AS id FROM outbox_message WHERE state = 'held' AND due_at <= ${tx.now}
    GROUP BY conversation_id ORDER BY min(due_at) LIMIT ${limit}`
  return rows.map(({ id }) => id)
}

/**
 * The chat's held notices that are due, in the order they came; the chat stays locked until the end of the transaction. None
 * when somebody else has the chat just now.
 */
export async function takeHeld(tx: Tx, id: ConversationId): Promise<readonly HeldMessage[]> {
  const locked = await tx.sql.$queryRaw<unknown[]>`SELECT FROM conversation WHERE id = ${id} FOR UPDATE SKIP LOCKED`
  if (locked.length === 0) return []
  const rows = await tx.sql.$queryRaw<(Omit<HeldMessage, 'content'> & { dedupKey: string; sealed: Uint8Array | null })[]>`
    SELECT id, kind, engineer_id::text AS "engineerId", ticket_id::text AS "ticketId", dedup_key AS "dedupKey", content AS sealed
    FROM outbox_message WHERE conversation_id = ${id} AND state = 'held' AND due_at <= ${tx.now} ORDER BY id FOR UPDATE`
  return rows.map(({ dedupKey, sealed, ...row }) => ({ ...row, content: open(tx, sealed, dedupKey) }))
}

function open(tx: Tx, sealed: Uint8Array | null, dedupKey: string): QueuedContent | null {
  if (sealed === null) return null
  try {
    return JSON.parse(tx.secrets.open(sealed, sealContext(dedupKey))) as QueuedContent
  } catch {
    // The others can still be told of; the ticket has what this one said.
    return null
  }
}

/** They are said as they are, now. The ledger keeps why they waited. */
export async function releaseHeld(tx: Tx, id: ConversationId, messages: readonly HeldMessage[]): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE outbox_message SET state = 'queued', due_at = ${tx.now}
    WHERE id = ANY(${messages.map((message) => message.id)}::bigint[]) AND state = 'held'`
  tx.wake({ queue: 'outbox', id })
}

/** They are not said one by one: the ledger says why, and their texts are cleared. */
export async function finishHeld(tx: Tx, messages: readonly HeldMessage[], reason: string): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE outbox_message SET state = 'skipped', reason = ${reason}, content = NULL, finished_at = ${tx.now}
    WHERE id = ANY(${messages.map((message) => message.id)}::bigint[]) AND state = 'held'`
}

/** The person's quiet hours end at another time: what is held for them waits for that. */
export async function postponeHeld(tx: Tx, engineerId: EngineerId, until: Date): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE outbox_message SET due_at = ${until} WHERE engineer_id = ${engineerId}::uuid AND state = 'held'`
}

/** How tickets of a digest stand. */
export interface TicketStand {
  readonly id: TicketId
  readonly number: number
  readonly summary: string
  readonly priority: Priority
  readonly status: TicketStatus
  readonly assigneeName: string | null
}

export async function findStands(tx: Tx, ids: readonly TicketId[]): Promise<readonly TicketStand[]> {
  if (ids.length === 0) return []
  return tx.sql.$queryRaw<TicketStand[]>`
    SELECT t.id::text, t.number, t.summary, t.priority, t.status, e.name AS "assigneeName"
    FROM ticket t LEFT JOIN engineer e ON e.id = t.assignee_id WHERE t.id = ANY(${[...ids]}::uuid[])`
}
