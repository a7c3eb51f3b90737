// Writing down what became of a claimed message: said, tried again later, or never. Nothing here decides; `deliver` does.
// Whatever the platform accepted is recorded even when the claim was lost meanwhile: what is sent is sent.
import type { ConversationId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import { type ClaimedMessage, claimMinutes } from './delivery.ts'

interface AcceptedPart {
  /** With this one. */
  readonly partsSent: number
  readonly messageIds: readonly string[]
  /** It was the last one: the message is said, and its text is cleared. */
  readonly whole: boolean
}

/**
 * A part was accepted; its ids lead a reply to the ticket. An edit's message stays that of the row it changed, so that the
 * next edit finds it. The claim is renewed.
 * @returns false when a further part must not be sent, because the claim is no longer this process's.
 */
export async function recordAccepted(tx: Tx, message: ClaimedMessage, part: AcceptedPart): Promise<boolean> {
  const until = new Date(tx.now.getTime() + claimMinutes * 60_000)
  const [row] = await tx.sql.$queryRaw<{ ours: boolean | null }[]>`
    WITH standing AS (
      INSERT INTO chat_message (conversation_id, external_id, ticket_id, comment_id, outbox_id)
      SELECT o.conversation_id, part.message_id, o.ticket_id, o.comment_id, coalesce(o.edits_id, o.id)
      FROM outbox_message o, unnest(${[...part.messageIds]}::text[]) AS part(message_id)
      WHERE o.id = ${message.id} AND o.conversation_id IS NOT NULL
      ON CONFLICT (conversation_id, external_id) DO UPDATE
        SET ticket_id = excluded.ticket_id, comment_id = excluded.comment_id, outbox_id = excluded.outbox_id
    )
    UPDATE outbox_message SET parts_sent = greatest(parts_sent, ${part.partsSent}::int),
      state = CASE WHEN ${part.whole} THEN 'sent' ELSE state END,
      content = CASE WHEN ${part.whole} THEN NULL ELSE content END,
      finished_at = CASE WHEN ${part.whole} THEN ${tx.now}::timestamptz END,
      claimed_by = CASE WHEN NOT ${part.whole} THEN claimed_by END,
      claimed_until = CASE WHEN NOT ${part.whole} AND state = 'sending' THEN ${until}::timestamptz END
    WHERE id = ${message.id} AND state IN ('sending', 'queued') RETURNING claimed_by = ${message.claimedBy} AS ours`
  return row?.ours === true
}

export interface Delay {
  readonly dueAt: Date
  /** "wait" (the platform named the time; not counted), "later", "unknown", "moved" */
  readonly outcome: 'wait' | 'later' | 'unknown' | 'moved'
  readonly reason: string
}

/** Tried in vain, or perhaps not: again at `dueAt`. Later messages of the conversation wait for it. */
export async function recordDelay(tx: Tx, message: ClaimedMessage, delay: Delay): Promise<void> {
  await tx.sql.$executeRaw`
    WITH delayed AS (
      UPDATE outbox_message SET state = 'queued', paced = false, due_at = ${delay.dueAt}, claimed_by = NULL, claimed_until = NULL
      WHERE id = ${message.id} AND state = 'sending' AND claimed_by = ${message.claimedBy}
    )
    INSERT INTO delivery_attempt (outbox_id, at, outcome, reason) VALUES (${message.id}, ${tx.now}, ${delay.outcome}, ${delay.reason})`
}

/** How often a message was tried in vain so far, and since when. */
export interface Failures {
  readonly tries: number
  readonly since: Date | null
}

/** Waits that the platform named do not count. */
export async function countFailures(tx: Tx, id: bigint): Promise<Failures> {
  const [row] = await tx.sql.$queryRaw<Failures[]>`
    SELECT count(*)::int AS tries, min(at) AS since FROM delivery_attempt WHERE outbox_id = ${id} AND outcome <> 'wait'`
  return row ?? { tries: 0, since: null }
}

/** It will never be sent: the ledger keeps the reason, the ticket shows it, the text is cleared. `said`: by the platform. */
export async function recordFailure(tx: Tx, message: ClaimedMessage, reason: string, said = reason): Promise<void> {
  await tx.sql.$executeRaw`
    WITH failed AS (
      UPDATE outbox_message SET state = 'failed', reason = ${reason}, content = NULL, finished_at = ${tx.now}, claimed_by = NULL,
        claimed_until = NULL
      WHERE id = ${message.id} AND state IN ('sending', 'queued')
      RETURNING *
    ), logged AS (
      INSERT INTO delivery_attempt (outbox_id, at, outcome, reason) SELECT id, ${tx.now}::timestamptz, 'never', ${said} FROM failed
    )
    INSERT INTO ticket_event (ticket_id, at, kind, data)
    SELECT ticket_id, ${tx.now}::timestamptz, 'delivery-failed', jsonb_build_object('outboxId', id::text, 'kind', kind,
      'channel', channel, 'reason', reason, 'contactId', contact_id, 'engineerId', engineer_id)
    FROM failed WHERE ticket_id IS NOT NULL`
}

/**
 * The person cannot be reached: every notice that waits for this conversation has failed as well, without a try. Answers
 * stay: they are there because the person wrote.
 */
export async function failNotices(tx: Tx, id: ConversationId): Promise<void> {
  await tx.sql.$executeRaw`
    WITH failed AS (
      UPDATE outbox_message SET state = 'failed', reason = 'unreachable', content = NULL, finished_at = ${tx.now},
        attempts = attempts - CASE WHEN state = 'sending' THEN 1 ELSE 0 END, claimed_by = NULL, claimed_until = NULL
      WHERE conversation_id = ${id} AND push AND state IN ('queued', 'sending')
      RETURNING *
    )
    INSERT INTO ticket_event (ticket_id, at, kind, data)
    SELECT ticket_id, ${tx.now}::timestamptz, 'delivery-failed', jsonb_build_object('outboxId', id::text, 'kind', kind,
      'channel', channel, 'reason', reason, 'contactId', contact_id, 'engineerId', engineer_id)
    FROM failed WHERE ticket_id IS NOT NULL ORDER BY id`
}

/** The person behind a private chat blocked us, or is gone; their identity carries it until they come back. */
export async function markBlocked(tx: Tx, id: ConversationId): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE chat_identity SET blocked_at = ${tx.now}
    WHERE id = (SELECT identity_id FROM conversation WHERE id = ${id} AND kind = 'private') AND blocked_at IS NULL`
}

/** Something reached a person who had blocked us: they are back. */
export async function clearBlocked(tx: Tx, id: ConversationId): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE chat_identity SET blocked_at = NULL WHERE id = (SELECT identity_id FROM conversation WHERE id = ${id})`
}
