// What is due and perhaps forgotten: the sweep asks here each second. Every question is one statement on a partial index over
// the few rows that still wait, oldest first, bounded; what is left comes with the next sweep.
import type { AttachmentId, ConversationId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

/** Conversations whose oldest unprocessed message may be processed now. */
export async function findDueInbox(tx: Tx, limit: number): Promise<readonly ConversationId[]> {
  const rows = await tx.sql.$queryRaw<{ id: ConversationId }[]>`
    SELECT m.conversation_id AS id FROM inbound_message m
    WHERE m.state = 'new' AND m.due_at <= ${tx.now} AND NOT EXISTS (
      SELECT FROM inbound_message e WHERE e.conversation_id = m.conversation_id AND e.state = 'new' AND e.id < m.id)
    ORDER BY m.due_at LIMIT ${limit}`
  return rows.map((row) => row.id)
}

/**
 * Conversations with something to say now that nothing holds back: no pause, nothing in flight, nothing earlier. Only those of
 * `accounts` ("<channel>:<account>"), because nobody else can speak for them.
 */
export async function findDueOutbox(tx: Tx, accounts: readonly string[], limit: number): Promise<readonly ConversationId[]> {
  const rows = await tx.sql.$queryRaw<{ id: ConversationId }[]>`
    SELECT o.conversation_id AS id FROM outbox_message o JOIN conversation c ON c.id = o.conversation_id
    WHERE o.state = 'queued' AND o.due_at <= ${tx.now} AND c.channel || ':' || c.account = ANY(${[...accounts]}::text[])
      AND NOT EXISTS (SELECT FROM send_budget b WHERE b.paused_until > ${tx.now}
        AND b.key IN ('bot:' || c.channel || ':' || c.account, 'chat:' || coalesce(c.room_of, c.id)))
      AND NOT EXISTS (SELECT FROM outbox_message e WHERE e.conversation_id = o.conversation_id AND e.state IN ('queued', 'sending')
        AND (e.state = 'sending' OR ((-e.urgency, e.id) < (-o.urgency, o.id) AND (e.attempts > 0 OR e.paced OR e.due_at <= ${tx.now}))))
    ORDER BY o.due_at LIMIT ${limit}`
  return rows.map((row) => row.id)
}

/** Files to be fetched now, by an account that can. */
export async function findDueFiles(tx: Tx, accounts: readonly string[], limit: number): Promise<readonly AttachmentId[]> {
  const rows = await tx.sql.$queryRaw<{ id: AttachmentId }[]>`
    SELECT id::text FROM attachment
    WHERE state = 'waiting' AND due_at <= ${tx.now} AND channel || ':' || account = ANY(${[...accounts]}::text[])
    ORDER BY due_at LIMIT ${limit}`
  return rows.map((row) => row.id)
}
