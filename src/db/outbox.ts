// What is to be said: messages go into the outbox in the transaction that decides them, and leave it by `deliver`.
// Here: putting in, and changing what has not left yet. Claiming and recording stand in delivery.ts, the ledger's lists elsewhere.
import type { ChannelName, MenuEntry, MessageMark, OutboundButton, RoomContent } from '../domain/channel.ts'
import type { AttachmentId, CommentId, ContactId, ConversationId, EngineerId, InvoiceId, TicketId } from '../domain/ids.ts'
import type { RichText } from '../domain/rich-text.ts'
import type { Tx } from './client.ts'

/** What is to be said; files by their id, because they may still be on their way when the message is queued. */
export type QueuedContent =
  | {
      readonly type: 'text'
      readonly text: RichText
      readonly buttons?: readonly (readonly OutboundButton[])[]
      /** A message of the same chat to quote. */
      readonly replyTo?: string
    }
  | {
      readonly type: 'files'
      readonly attachmentIds: readonly AttachmentId[]
      readonly caption?: RichText
      readonly replyTo?: string
    }
  /** Needs `editsKey`; becomes a new text when the message it changes was never sent. Without `buttons` they are removed. */
  | {
      readonly type: 'edit'
      readonly text: RichText
      readonly buttons?: readonly (readonly OutboundButton[])[]
      /** Of all messages that the text was cut into, not of the last one alone. */
      readonly whole?: boolean
      /** Said when the message cannot be changed, or never came to stand in the chat. Default: the text. */
      readonly instead?: RichText
    }
  /** Takes every message of the row that `editsKey` names out of the chat. */
  | { readonly type: 'delete' }
  | { readonly type: 'menu'; readonly entries: readonly MenuEntry[] | null }
  | RoomContent
  /** Pins every message of the row that `editsKey` names. */
  | { readonly type: 'pin' }
  | { readonly type: 'mark'; readonly messageId: string; readonly mark: MessageMark }

export interface QueuedMessage {
  /** Null when there is no chat to say it in; then `skipped` says why. */
  readonly conversationId: ConversationId | null
  readonly channel: ChannelName
  /** "ticket.comment", "reply", ...: what the ledger calls it. */
  readonly kind: string
  /** The same thing to the same recipient has the same key, and is said once. */
  readonly dedupKey: string
  readonly content: QueuedContent
  /** A notice nobody asked for: bulk limits apply, and it is not tried on a blocked chat. */
  readonly push: boolean
  /** The `dedupKey` of the message that is changed in place. */
  readonly editsKey?: string
  readonly ticketId?: TicketId
  readonly commentId?: CommentId
  readonly invoiceId?: InvoiceId
  readonly contactId?: ContactId
  readonly engineerId?: EngineerId
  /** Not before this time; until then it holds nothing else of its conversation up. Default: now. */
  readonly dueAt?: Date
  /** Of what waits in one room, or in the line of one group, the more urgent goes first. Default: 0. */
  readonly urgency?: number
  /** Stands in the ledger as "skipped" with this reason, and is never sent. */
  readonly skipped?: string
  /** Waits until `dueAt` for this reason, and is then said in a digest with whatever else waits (db/held-messages.ts). */
  readonly held?: string
}

/**
 * Puts messages into the outbox, in the given order, with one statement however many they are. One whose key is already
 * there is left out. Each conversation is woken after the commit. The text is on disk only encrypted, bound to the key.
 */
export async function queueMessages(tx: Tx, messages: readonly QueuedMessage[]): Promise<void> {
  if (messages.length === 0) return
  const first = new Map<string, QueuedMessage>()
  for (const message of messages) if (!first.has(message.dedupKey)) first.set(message.dedupKey, message)
  const rows = JSON.stringify([...first.values()].map((message, position) => toRow(tx, message, position)))
  // LIMIT tells the planner how few they are: else it expects a hundred, and reads whole tables for them.
  // Numbers are drawn in a sorted subquery, so that the order of sending is the order given; they are drawn before the
  // insert, so that an edit may name a message of the same batch. An edit of an edit points to the first message.
  await tx.sql.$executeRaw`
    WITH input AS (
      SELECT nextval('outbox_message_id_seq') AS id, ordered.* FROM (
        SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS row(
          position int, conversation_id text, kind text, dedup_key text, content text, edits_key text, ticket_id uuid,
          comment_id uuid, invoice_id uuid, contact_id uuid, engineer_id uuid, channel text, push boolean, state text,
          reason text, due_at timestamptz, urgency int) ORDER BY position LIMIT ${first.size}
      ) AS ordered
    )
    INSERT INTO outbox_message (id, conversation_id, kind, dedup_key, content, edits_id, ticket_id, comment_id, invoice_id,
      contact_id, engineer_id, channel, push, state, reason, due_at, created_at, finished_at, urgency, lane)
    SELECT input.id, input.conversation_id, input.kind, input.dedup_key, decode(input.content, 'base64'),
      coalesce(earlier.edits_id, earlier.id, beside.id), input.ticket_id, input.comment_id, input.invoice_id,
      input.contact_id, input.engineer_id, input.channel, input.push, input.state, input.reason, input.due_at, ${tx.now}::timestamptz,
      CASE WHEN input.state = 'skipped' THEN ${tx.now}::timestamptz END, input.urgency, coalesce(place.room_of, place.id)
    FROM input
    LEFT JOIN conversation place ON place.id = input.conversation_id AND place.kind = 'group'
    LEFT JOIN outbox_message earlier ON earlier.dedup_key = input.edits_key
    LEFT JOIN input beside ON beside.dedup_key = input.edits_key
    ORDER BY input.position
    ON CONFLICT (dedup_key) DO NOTHING`
  const conversations = new Set<ConversationId>()
  for (const { conversationId, dueAt, skipped, held } of messages) {
    if (conversationId === null || skipped !== undefined || held !== undefined || (dueAt !== undefined && dueAt > tx.now))
      continue
    conversations.add(conversationId)
  }
  for (const id of conversations) tx.wake({ queue: 'outbox', id })
}

/**
 * Puts another content in the place of one that still waits for its first try. `joins`: a further comment that it tells now.
 * @returns false when it is gone, being sent, or was tried before: then say the new thing anew.
 */
export async function replaceQueued(tx: Tx, dedupKey: string, content: QueuedContent, joins?: CommentId): Promise<boolean> {
  const sealed = tx.secrets.seal(JSON.stringify(content), sealContext(dedupKey))
  const changed = await tx.sql.$executeRaw`
    UPDATE outbox_message SET content = ${sealed},
      comment_ids = CASE WHEN ${joins ?? null}::uuid IS NULL THEN comment_ids ELSE coalesce(comment_ids, '{}') || ${joins ?? null}::uuid END
    WHERE dedup_key = ${dedupKey} AND state IN ('queued', 'held') AND attempts = 0`
  return changed > 0
}

/** Notices that wait for a later hour, and are not to be said then after all. They stand in the ledger with the reason. */
export async function skipPlanned(tx: Tx, dedupKeys: readonly string[], reason: string): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE outbox_message SET state = 'skipped', reason = ${reason}, content = NULL, finished_at = ${tx.now}
    WHERE dedup_key = ANY(${[...dedupKeys]}::text[]) AND state IN ('queued', 'held') AND attempts = 0 AND due_at > ${tx.now}`
}

export interface EarlierNotice {
  readonly dedupKey: string
  readonly createdAt: Date
  /** Planned for later and never tried: more can be put into it. Null when it left, or is leaving. */
  readonly held: QueuedContent | null
}

/** The last notice of this kind about the ticket that was made for this person since then; null when there is none. */
export async function findEarlierNotice(
  tx: Tx,
  about: { readonly kind: string; readonly ticketId: TicketId; readonly personId: ContactId | EngineerId; readonly since: Date },
): Promise<EarlierNotice | null> {
  const [row] = await tx.sql.$queryRaw<{ dedupKey: string; createdAt: Date; content: Uint8Array | null; held: boolean }[]>`
    SELECT dedup_key AS "dedupKey", created_at AS "createdAt", content,
      state = 'queued' AND attempts = 0 AND due_at > ${tx.now} AS held
    FROM outbox_message
    WHERE ticket_id = ${about.ticketId}::uuid AND kind = ${about.kind} AND push AND state <> 'skipped' AND created_at > ${about.since}
      AND (contact_id = ${about.personId}::uuid OR engineer_id = ${about.personId}::uuid) AND dedup_key NOT LIKE '%:files%'
      AND edits_id IS NULL
    ORDER BY id DESC LIMIT 1`
  if (row === undefined) return null
  const content = row.held && row.content !== null ? tx.secrets.open(row.content, sealContext(row.dedupKey)) : null
  return {
    dedupKey: row.dedupKey,
    createdAt: row.createdAt,
    held: content === null ? null : (JSON.parse(content) as QueuedContent),
  }
}

/** Which message of ours stands in a chat under the platform's id: its de-duplication key, to change it by. Null: none known. */
export async function findSaidKey(tx: Tx, id: ConversationId, externalId: string): Promise<string | null> {
  const [row] = await tx.sql.$queryRaw<{ key: string }[]>`
    SELECT o.dedup_key AS key FROM chat_message m JOIN outbox_message o ON o.id = m.outbox_id
    WHERE m.conversation_id = ${id} AND m.external_id = ${externalId}`
  return row?.key ?? null
}

/** What a content's encryption is bound to. */
export function sealContext(dedupKey: string): string {
  return `outbox:${dedupKey}`
}

function toRow(tx: Tx, message: QueuedMessage, position: number) {
  const skipped = message.skipped !== undefined
  if (!skipped && message.conversationId === null) throw new Error(`no conversation and no reason to skip: ${message.dedupKey}`)
  const sealed = skipped ? null : tx.secrets.seal(JSON.stringify(message.content), sealContext(message.dedupKey))
  return {
    position,
    conversation_id: message.conversationId,
    kind: message.kind,
    dedup_key: message.dedupKey,
    content: sealed === null ? null : Buffer.from(sealed).toString('base64'),
    edits_key: message.editsKey ?? null,
    ticket_id: message.ticketId ?? null,
    comment_id: message.commentId ?? null,
    invoice_id: message.invoiceId ?? null,
    contact_id: message.contactId ?? null,
    engineer_id: message.engineerId ?? null,
    channel: message.channel,
    push: message.push,
    state: skipped ? 'skipped' : message.held === undefined ? 'queued' : 'held',
    reason: message.skipped ?? message.held ?? null,
    due_at: (message.dueAt ?? tx.now).toISOString(),
    urgency: message.urgency ?? 0,
  }
}
