// Choices that stand in a chat as numbered lines: kept when the message with them was accepted, found when somebody answers.
// What an answer means is domain/numbered-choices.ts.
import type { OutboundButton } from '../domain/channel.ts'
import type { ConversationId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

export interface Offer {
  readonly conversationId: ConversationId
  readonly outboxId: bigint
  /** The message they stand under. */
  readonly messageId: string
  readonly choices: readonly OutboundButton[]
}

/** Labels may hold a client's words, so they are on disk only encrypted. Repeated, it stays one offer. */
export async function keepOffer(tx: Tx, { conversationId, outboxId, messageId, choices }: Offer): Promise<void> {
  const sealed = tx.secrets.seal(JSON.stringify(choices), sealContext(outboxId))
  await tx.sql.$executeRaw`
    INSERT INTO offered_choice (conversation_id, message_id, outbox_id, choices, offered_at)
    VALUES (${conversationId}, ${messageId}, ${outboxId}, ${sealed}, ${tx.now})
    ON CONFLICT (conversation_id, message_id) DO UPDATE
      SET outbox_id = excluded.outbox_id, choices = excluded.choices, offered_at = excluded.offered_at`
}

/** What stands under this message of the chat, or (null) what was offered last, if it was since then; null: nothing. */
export async function findOffer(tx: Tx, id: ConversationId, messageId: string | null, since: Date): Promise<Offer | null> {
  const [row] = await tx.sql.$queryRaw<(Pick<Offer, 'outboxId' | 'messageId'> & { sealed: Uint8Array; offeredAt: Date })[]>`
    SELECT outbox_id AS "outboxId", message_id AS "messageId", choices AS sealed,
      offered_at AS "offeredAt"
    FROM offered_choice WHERE conversation_id = ${id} AND (${messageId}::text IS NULL OR message_id = ${messageId}::text)
    ORDER BY outbox_id DESC, offered_at DESC LIMIT 1`
  if (row === undefined || row.offeredAt <= since) return null
  const { outboxId, sealed } = row
  const choices = open(tx, sealed, outboxId)
  return choices === null ? null : { conversationId: id, outboxId, messageId: row.messageId, choices }
}

function open(tx: Tx, sealed: Uint8Array, outboxId: bigint): readonly OutboundButton[] | null {
  try {
    return JSON.parse(tx.secrets.open(sealed, sealContext(outboxId))) as readonly OutboundButton[]
  } catch {
    // The key is gone, and with it what the numbers meant.
    return null
  }
}

/** Offers that nobody can answer any more. @returns how many went. */
export async function pruneOffers(tx: Tx, before: Date, limit: number): Promise<number> {
  return tx.sql.$executeRaw`
    DELETE FROM offered_choice WHERE ctid = ANY(ARRAY(SELECT ctid FROM offered_choice WHERE offered_at < ${before} LIMIT ${limit}))`
}

function sealContext(outboxId: bigint): string {
  return `choices:${outboxId}`
}
