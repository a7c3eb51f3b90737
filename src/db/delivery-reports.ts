// What a platform told later of messages that it had accepted, beside the message in the chat. States only move forward.
import type { DeliveryReport } from '../domain/channel.ts'
import type { ContactId, ConversationId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import type { Failure } from './delivery-outcome.ts'

/** The row of a message that a report moved forward. */
export interface ReportedMessage {
  readonly outboxId: bigint
  readonly kind: string
  readonly contactId: ContactId | null
  readonly state: string
}

/**
 * Writes a report down. "failed" counts only while nothing else was told: what was delivered has not failed.
 * @returns null when it says nothing new, or the message is none of ours.
 */
export async function storeReport(tx: Tx, report: DeliveryReport): Promise<ReportedMessage | null> {
  const { conversationId, messageId, state, at } = report
  const [row] = await tx.sql.$queryRaw<ReportedMessage[]>`
    UPDATE chat_message m SET report = ${state}, reported_at = ${at} FROM outbox_message o
    WHERE m.conversation_id = ${conversationId} AND m.external_id = ${messageId} AND o.id = m.outbox_id AND o.state <> 'sending'
      AND (m.report IS NULL OR (m.report = 'delivered' AND ${state} = 'read'))
    RETURNING o.id AS "outboxId", o.kind, o.contact_id::text AS "contactId", o.state`
  return row ?? null
}

/** Whether a message is being sent here right now: then a report may be of that one, and its id not written down yet. */
export async function isSending(tx: Tx, id: ConversationId): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM outbox_message WHERE conversation_id = ${id} AND state = 'sending' LIMIT 1`
  return rows.length > 0
}

/** It arrived: the text that was kept for the case that it does not goes. */
export async function dropKept(tx: Tx, outboxId: bigint): Promise<void> {
  await tx.sql
    .$executeRaw`UPDATE outbox_message SET content = NULL WHERE id = ${outboxId} AND state = 'sent' AND content IS NOT NULL`
}

/** What counted as said has failed after all. @returns false when it counts as failed already. */
export async function recordLateFailure(
  tx: Tx,
  outboxId: bigint,
  { reason, said = reason, passedOn = false }: Failure,
): Promise<boolean> {
  const failed = await tx.sql.$executeRaw`
    WITH failed AS (
      UPDATE outbox_message SET state = 'failed', reason = ${reason}, content = NULL, finished_at = ${tx.now}, passed_on = ${passedOn}
      WHERE id = ${outboxId} AND state = 'sent' RETURNING *
    ), told AS (
      INSERT INTO ticket_event (ticket_id, at, kind, data)
      SELECT ticket_id, ${tx.now}::timestamptz, 'delivery-failed', jsonb_build_object('outboxId', id::text, 'kind', kind,
        'channel', channel, 'reason', reason, 'contactId', contact_id, 'engineerId', engineer_id)
      FROM failed WHERE ticket_id IS NOT NULL AND NOT passed_on
    )
    INSERT INTO delivery_attempt (outbox_id, at, outcome, reason) SELECT id, ${tx.now}::timestamptz, 'never', ${said} FROM failed`
  return failed > 0
}
