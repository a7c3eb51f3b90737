// Writing down what became of a claimed message: said, tried again later, or never. Nothing here decides; `deliver` does.
// Whatever the platform accepted is recorded even when the claim was lost meanwhile: what is sent is sent.
import type { OutboundButton } from '../domain/channel.ts'
import type { ConversationId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import { type ClaimedMessage, claimMinutes } from './delivery.ts'
import { keepOffer } from './offered-choices.ts'

/** What the platform accepted of a claimed message. */
export interface Accepted {
  readonly message: Pick<ClaimedMessage, 'id' | 'claimedBy' | 'conversationId'>
  /** With this one. */
  readonly partsSent: number
  readonly messageIds: readonly string[]
  /** It was the last one: the message is said, and its text is cleared. */
  readonly whole: boolean
  /** Buttons that stand under it as numbered lines. */
  readonly choices?: readonly OutboundButton[]
  /** The text is kept, for what the platform may say of it later. */
  readonly keep?: boolean
}

export interface Recorded {
  /** False when a further part must not be sent, because the claim is no longer this process's. */
  readonly ours: boolean
  /** Further messages of the conversation are waiting. */
  readonly more: boolean
}

/**
 * Parts were accepted; their ids lead a reply to the ticket. An edit's message stays that of the row it changed, so that the
 * next edit finds it. The claims are renewed. One statement for all, and one for each that has numbered lines. @returns in the order given
 */
export async function recordAccepted(tx: Tx, parts: readonly Accepted[]): Promise<readonly Recorded[]> {
  // First, because once the message counts as said nobody would write them down any more.
  for (const part of parts) await keepChoices(tx, part)
  const until = new Date(tx.now.getTime() + claimMinutes * 60_000)
  const input = parts.map(({ message, partsSent, messageIds, whole, keep = false }) => ({
    id: String(message.id),
    claimed_by: message.claimedBy,
    parts_sent: partsSent,
    message_ids: messageIds,
    whole,
    keep,
  }))
  // LIMIT tells the planner how few they are: else it expects a hundred, and reads the whole table for them.
  const rows = await tx.sql.$queryRaw<(Recorded & { id: bigint })[]>`
    WITH input AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(input)}::jsonb)
        AS i(id bigint, claimed_by int, parts_sent int, message_ids text[], whole boolean, keep boolean) LIMIT ${parts.length}
    ), standing AS (
      INSERT INTO chat_message (conversation_id, external_id, ticket_id, comment_id, outbox_id)
      SELECT o.conversation_id, part.message_id, o.ticket_id, o.comment_id, coalesce(o.edits_id, o.id)
      FROM input i JOIN outbox_message o ON o.id = i.id CROSS JOIN unnest(i.message_ids) AS part(message_id)
      WHERE o.conversation_id IS NOT NULL
      ON CONFLICT (conversation_id, external_id) DO UPDATE
        SET ticket_id = excluded.ticket_id, comment_id = excluded.comment_id, outbox_id = excluded.outbox_id
    )
    UPDATE outbox_message o SET parts_sent = greatest(o.parts_sent, i.parts_sent),
      state = CASE WHEN i.whole THEN 'sent' ELSE o.state END,
      content = CASE WHEN i.whole AND NOT i.keep THEN NULL ELSE o.content END,
      finished_at = CASE WHEN i.whole THEN ${tx.now}::timestamptz END,
      claimed_by = CASE WHEN NOT i.whole THEN o.claimed_by END,
      claimed_until = CASE WHEN NOT i.whole AND o.state = 'sending' THEN ${until}::timestamptz END
    FROM input i WHERE o.id = i.id AND o.state IN ('sending', 'queued')
    RETURNING o.id, coalesce(o.claimed_by = i.claimed_by, false) AS ours,
      EXISTS (SELECT FROM outbox_message n WHERE n.conversation_id = o.conversation_id AND n.state = 'queued' AND n.id <> o.id) AS more`
  const byId = new Map(rows.map((row) => [row.id, row]))
  return parts.map(({ message }) => {
    const row = byId.get(message.id)
    return { ours: row?.ours === true, more: row?.more ?? true }
  })
}

async function keepChoices(tx: Tx, { message, messageIds, choices = [] }: Accepted): Promise<void> {
  const messageId = messageIds.at(-1)
  if (messageId === undefined || choices.length === 0) return
  await keepOffer(tx, { conversationId: message.conversationId, outboxId: message.id, messageId, choices })
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

export interface Failure {
  readonly reason: string
  /** By the platform. Default: the reason. */
  readonly said?: string
  /** The notice goes on by another channel; then it is no matter for the ticket. */
  readonly passedOn?: boolean
}

/** It will never be sent: the ledger keeps the reason, the ticket shows it, the text is cleared. */
export async function recordFailure(tx: Tx, id: bigint, { reason, said = reason, passedOn = false }: Failure): Promise<void> {
  await tx.sql.$executeRaw`
    WITH failed AS (
      UPDATE outbox_message SET state = 'failed', reason = ${reason}, content = NULL, finished_at = ${tx.now}, claimed_by = NULL,
        claimed_until = NULL, passed_on = ${passedOn}
      WHERE id = ${id} AND state IN ('sending', 'queued')
      RETURNING *
    ), logged AS (
      INSERT INTO delivery_attempt (outbox_id, at, outcome, reason) SELECT id, ${tx.now}::timestamptz, 'never', ${said} FROM failed
    )
    INSERT INTO ticket_event (ticket_id, at, kind, data)
    SELECT ticket_id, ${tx.now}::timestamptz, 'delivery-failed', jsonb_build_object('outboxId', id::text, 'kind', kind,
      'channel', channel, 'reason', reason, 'contactId', contact_id, 'engineerId', engineer_id)
    FROM failed WHERE ticket_id IS NOT NULL AND NOT passed_on`
}

/** Not worth saying any more: what it was to change is gone. */
export async function recordNeedless(tx: Tx, message: ClaimedMessage, reason: string): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE outbox_message SET state = 'skipped', reason = ${reason}, content = NULL, finished_at = ${tx.now}, claimed_by = NULL,
      claimed_until = NULL
    WHERE id = ${message.id} AND state = 'sending' AND claimed_by = ${message.claimedBy}`
}

/**
 * The person cannot be reached: every notice that waits for this conversation has failed as well, without a try. Answers
 * stay: they are there because the person wrote. `onwards`: those that go on by another channel.
 */
export async function failNotices(tx: Tx, id: ConversationId, onwards: ReadonlySet<bigint> = new Set()): Promise<void> {
  await tx.sql.$executeRaw`
    WITH failed AS (
      UPDATE outbox_message SET state = 'failed', reason = 'unreachable', content = NULL, finished_at = ${tx.now},
        attempts = attempts - CASE WHEN state = 'sending' THEN 1 ELSE 0 END, claimed_by = NULL, claimed_until = NULL,
        passed_on = id = ANY(${[...onwards]}::bigint[])
      WHERE conversation_id = ${id} AND push AND state IN ('queued', 'sending')
      RETURNING *
    )
    INSERT INTO ticket_event (ticket_id, at, kind, data)
    SELECT ticket_id, ${tx.now}::timestamptz, 'delivery-failed', jsonb_build_object('outboxId', id::text, 'kind', kind,
      'channel', channel, 'reason', reason, 'contactId', contact_id, 'engineerId', engineer_id)
    FROM failed WHERE ticket_id IS NOT NULL AND NOT passed_on ORDER BY id`
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
