// Notices that cannot be said where they were to be, and what is needed to say them elsewhere. Which chat comes next is decided by
// services/pass-on.ts.
import type { CommentId, ContactId, ConversationId, EngineerId, InvoiceId, TicketId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'
import { type QueuedContent, sealContext } from './outbox.ts'

/** A notice to somebody, as it was queued. */
export interface StrandedNotice {
  readonly id: bigint
  readonly conversationId: ConversationId
  readonly dedupKey: string
  readonly kind: string
  readonly ticketId: TicketId | null
  readonly commentId: CommentId | null
  readonly invoiceId: InvoiceId | null
  readonly contactId: ContactId | null
  readonly engineerId: EngineerId | null
  /** Null when it is kept no more, or the key it was sealed with is gone. */
  readonly content: QueuedContent | null
}

const columns = Prisma.sql`
  id, conversation_id AS "conversationId", dedup_key AS "dedupKey", kind, ticket_id::text AS "ticketId", comment_id::text AS "commentId",
  invoice_id::text AS "invoiceId", contact_id::text AS "contactId", engineer_id::text AS "engineerId", content AS sealed`

type Row = Omit<StrandedNotice, 'content'> & { readonly sealed: Uint8Array | null }

/** One row, whatever its state; null when it is no notice to a person. */
export async function findStranded(tx: Tx, id: bigint): Promise<StrandedNotice | null> {
  const [row] = await tx.sql.$queryRaw<Row[]>`
    SELECT ${columns} FROM outbox_message WHERE id = ${id} AND push AND coalesce(contact_id, engineer_id) IS NOT NULL`
  return row === undefined ? null : open(tx, row)
}

/** Every notice that waits in a conversation, in the order they were queued. */
export async function findWaitingNotices(tx: Tx, id: ConversationId): Promise<readonly StrandedNotice[]> {
  const rows = await tx.sql.$queryRaw<Row[]>`
    SELECT ${columns} FROM outbox_message WHERE conversation_id = ${id} AND push AND state IN ('queued', 'sending')
      AND coalesce(contact_id, engineer_id) IS NOT NULL ORDER BY id`
  return rows.map((row) => open(tx, row))
}

/** The channels by which messages of these keys were to be said. */
export async function findTriedChannels(tx: Tx, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.sql.$queryRaw<{ channel: string }[]>`
    SELECT channel FROM outbox_message WHERE dedup_key = ANY(${[...keys]}::text[])`
  return new Set(rows.map(({ channel }) => channel))
}

function open(tx: Tx, { sealed, ...row }: Row): StrandedNotice {
  return { ...row, content: sealed === null ? null : read(tx, sealed, row.dedupKey) }
}

function read(tx: Tx, sealed: Uint8Array, dedupKey: string): QueuedContent | null {
  try {
    return JSON.parse(tx.secrets.open(sealed, sealContext(dedupKey))) as QueuedContent
  } catch {
    return null
  }
}
