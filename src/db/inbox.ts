// The inbox: messages are stored here before anybody thinks about them, encrypted, and cleared once processed.
import type { InboundMessage } from '../domain/channel.ts'
import type { ConversationId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

export interface WaitingMessage {
  readonly id: bigint
  /** Opens the content. @throws when the key is gone or the row was changed. */
  read(): InboundMessage
  /** Parts of one album share it. */
  readonly groupKey: string | null
  readonly receivedAt: Date
  readonly attempts: number
}

/** Stores messages, in their order, in one statement. One that is already there (a redelivery) is left as it is. */
export async function storeInbound(tx: Tx, messages: readonly InboundMessage[]): Promise<void> {
  const column = <T>(read: (message: InboundMessage) => T) => messages.map(read)
  const groupKeys = column((message) => ('albumId' in message ? (message.albumId ?? null) : null))
  const payloads = column((message) => tx.secrets.seal(JSON.stringify(message), inboundContext(message)))
  // One value for all payloads, which travels as it is; an array of them would be spelled out in hexadecimal.
  const starts: number[] = []
  let length = 0
  for (const payload of payloads) {
    starts.push(length + 1)
    length += payload.length
  }
  await tx.sql.$executeRaw`
    INSERT INTO "inbound_message" ("channel", "account", "external_id", "conversation_id", "group_key", "payload", "due_at", "received_at")
    SELECT channel, account, external_id, conversation_id, group_key, substring(${Buffer.concat(payloads)}::bytea FROM start FOR length),
      ${tx.now}::timestamptz, ${tx.now}::timestamptz
    FROM unnest(${column((message) => message.channel)}::text[], ${column((message) => message.account)}::text[],
      ${column((message) => message.externalId)}::text[], ${column((message) => message.conversationId)}::text[],
      ${groupKeys}::text[], ${starts}::int[], ${payloads.map((payload) => payload.length)}::int[]) WITH ORDINALITY
      AS row(channel, account, external_id, conversation_id, group_key, start, length, position)
    ORDER BY position
    ON CONFLICT ("channel", "account", "external_id") DO NOTHING`
}

/**
 * The unprocessed messages at the head of each conversation, oldest first, up to the first that has to wait for its next try.
 * Conversations without any are left out. Call it with the conversations locked, in a statement of its own: only then is
 * what the last holder of the lock has finished seen as finished.
 */
export async function findWaiting(
  tx: Tx,
  ids: readonly ConversationId[],
  limit: number,
): Promise<ReadonlyMap<ConversationId, readonly [WaitingMessage, ...WaitingMessage[]]>> {
  const rows = await tx.sql.$queryRaw<Row[]>`
    SELECT m."id", m."conversation_id" AS "conversationId", m."channel", m."account", m."external_id" AS "externalId",
      m."group_key" AS "groupKey", m."payload", m."attempts", m."due_at" AS "dueAt", m."received_at" AS "receivedAt"
    FROM unnest(${[...ids]}::text[]) AS wanted(id) CROSS JOIN LATERAL (
      SELECT * FROM "inbound_message" WHERE "conversation_id" = wanted.id AND "state" = 'new' ORDER BY "id" LIMIT ${limit}
    ) m ORDER BY m."id"`
  const waiting = new Map<ConversationId, [WaitingMessage, ...WaitingMessage[]]>()
  const held = new Set<ConversationId>()
  for (const row of rows) {
    if (row.dueAt > tx.now) held.add(row.conversationId)
    if (held.has(row.conversationId)) continue
    const message = toWaiting(tx, row)
    const earlier = waiting.get(row.conversationId)
    if (earlier === undefined) waiting.set(row.conversationId, [message])
    else earlier.push(message)
  }
  return waiting
}

function toWaiting(tx: Tx, row: Row): WaitingMessage {
  let opened: InboundMessage | null = null
  return {
    id: row.id,
    attempts: row.attempts,
    groupKey: row.groupKey,
    receivedAt: row.receivedAt,
    read() {
      opened ??= parseInbound(tx.secrets.open(row.payload, inboundContext(row)))
      return opened
    },
  }
}

interface Row {
  id: bigint
  conversationId: ConversationId
  channel: string
  account: string
  externalId: string
  groupKey: string | null
  payload: Uint8Array
  attempts: number
  dueAt: Date
  receivedAt: Date
}

/** The tries of a message that still waits; null when it waits no more. */
export async function findWaitingOne(
  tx: Tx,
  id: ConversationId,
  inboundId: bigint,
): Promise<{ readonly attempts: number } | null> {
  return tx.sql.inboundMessage.findFirst({
    where: { id: inboundId, conversationId: id, state: 'new' },
    select: { attempts: true },
  })
}

/** Processed: what was stored of the content is cleared; the row stays, so that a redelivery is recognised. */
export async function finishInbound(tx: Tx, ids: readonly bigint[]): Promise<void> {
  if (ids.length === 0) return
  await tx.sql.$executeRaw`
    UPDATE "inbound_message" SET "state" = 'done', "payload" = NULL, "processed_at" = ${tx.now} WHERE "id" = ANY(${[...ids]}::bigint[])`
}

/** Processing failed: tried again at `dueAt`, or set aside for a person. A parked message keeps its encrypted content. */
export async function failInbound(tx: Tx, id: bigint, verdict: { dueAt: Date } | 'parked', error: string): Promise<void> {
  await tx.sql.inboundMessage.update({
    where: { id },
    data: {
      attempts: { increment: 1 },
      error: error.slice(0, 500),
      ...(verdict === 'parked' ? { state: 'parked', processedAt: tx.now } : { dueAt: verdict.dueAt }),
    },
  })
}

/** Holds an album back until its parts have had time to arrive. */
export async function holdInbound(tx: Tx, ids: readonly bigint[], dueAt: Date): Promise<void> {
  await tx.sql.inboundMessage.updateMany({ where: { id: { in: [...ids] } }, data: { dueAt } })
}

function inboundContext(row: { channel: string; account: string; externalId: string }): string {
  return `inbound:${row.channel}:${row.account}:${row.externalId}`
}

function parseInbound(json: string): InboundMessage {
  return JSON.parse(json, (key, value) => (key === 'sentAt' ? new Date(value) : value)) as InboundMessage
}
