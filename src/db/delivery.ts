// Taking the next message out of a conversation's outbox, with what is needed to say it. One at a time, in order, by one
// process; what became of it is written by delivery-outcome.ts. The order and the retries live here, in PostgreSQL.
import type { ChannelName, FileKind, OutboundFile } from '../domain/channel.ts'
import type { AttachmentId, ContactId, ConversationId, EngineerId, TicketId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import { takeTurnInLine } from './group-line.ts'
import { type QueuedContent, sealContext } from './outbox.ts'
import { accountKey, conversationKey, type Lane, needsPlace, takePlace } from './send-budget.ts'

/** A message in the hands of this process. */
export interface ClaimedMessage extends Lane {
  readonly id: bigint
  readonly channel: ChannelName
  readonly address: string
  readonly kind: string
  readonly push: boolean
  readonly urgency: number
  readonly attempts: number
  /** The process number of the claim. */
  readonly claimedBy: number
  readonly partsSent: number
  /** It changes a message of the chat, with this id there; null when that message never came to stand in the chat. */
  readonly edits: boolean
  readonly editTarget: string | null
  readonly ticketId: TicketId | null
  readonly contactId: ContactId | null
  readonly engineerId: EngineerId | null
  readonly createdAt: Date
  /** The person blocked us. Answers are tried all the same: they wrote, so they are back. */
  readonly blocked: boolean
  /** When the person last wrote in the conversation. */
  readonly heardAt: Date | null
  /** Of a notice: the number of the ticket or invoice it is about, and the recipient's languages, the strongest first. */
  readonly about: string | null
  readonly languages: readonly (string | null)[]
  /** Null when the key it was sealed with is gone. */
  readonly content: QueuedContent | null
}

/** A claim is given up on when its holder neither finishes nor renews it for this long, though it is alive. */
export const claimMinutes = 2

interface Row extends Omit<ClaimedMessage, 'content'> {
  dedupKey: string
  sealed: Uint8Array | null
  paced: boolean
}

/** Who claims: this process, and the "<channel>:<account>" it can speak for. */
export interface Claimant {
  readonly processNumber: number
  readonly accounts: readonly string[]
}

/**
 * Claims the head of each conversation: its oldest unfinished message, if that is due and nothing is paused. Whatever waits for
 * a retry or for its place in the send budget holds the later ones back; a message planned for later (`dueAt`) and never
 * tried does not. One statement for all; a notice costs one more (`takeItsPlace`). The unique index over messages being sent makes
 * a lost race an error (`isLostRace`), never a second send.
 */
export async function claimHeads(
  tx: Tx,
  ids: readonly ConversationId[],
  by: Claimant,
): Promise<ReadonlyMap<ConversationId, HeadMessage>> {
  const until = new Date(tx.now.getTime() + claimMinutes * 60_000)
  const rows = await tx.sql.$queryRaw<Row[]>`
    WITH head AS (
      SELECT first.id FROM unnest(${[...ids].sort()}::text[]) AS wanted(id) CROSS JOIN LATERAL (
        SELECT id FROM outbox_message
        WHERE conversation_id = wanted.id AND state IN ('queued', 'sending')
          AND NOT (state = 'queued' AND attempts = 0 AND NOT paced AND due_at > ${tx.now})
        ORDER BY (state = 'sending') DESC, urgency DESC, id LIMIT 1
      ) first
    )
    UPDATE outbox_message o
    SET state = 'sending', attempts = o.attempts + 1, claimed_by = ${by.processNumber}, claimed_until = ${until}
    FROM head, conversation c LEFT JOIN chat_identity i ON i.id = c.identity_id
    WHERE o.id = head.id AND c.id = o.conversation_id AND o.state = 'queued' AND o.due_at <= ${tx.now}
      AND c.channel || ':' || c.account = ANY(${[...by.accounts]}::text[])
      AND NOT EXISTS (SELECT FROM send_budget b WHERE b.paused_until > ${tx.now}
        AND b.key IN ('bot:' || c.channel || ':' || c.account, 'chat:' || coalesce(c.room_of, c.id)))
    RETURNING o.id, o.conversation_id AS "conversationId", o.channel, c.channel || ':' || c.account AS account, c.address,
      c.kind = 'private' AS private, coalesce(c.room_of, c.id) AS lane, o.kind, o.push, o.urgency, o.paced, o.attempts,
      o.claimed_by AS "claimedBy", o.parts_sent AS "partsSent", o.edits_id IS NOT NULL AS edits,
      -- Platform ids of one chat grow; the longer one is the larger number.
      CASE WHEN o.edits_id IS NOT NULL THEN (SELECT m.external_id FROM chat_message m
        WHERE m.outbox_id = o.edits_id AND m.conversation_id = o.conversation_id
        ORDER BY length(m.external_id) DESC, m.external_id DESC LIMIT 1) END AS "editTarget",
      o.ticket_id::text AS "ticketId", o.contact_id::text AS "contactId", o.engineer_id::text AS "engineerId",
      o.created_at AS "createdAt", c.heard_at AS "heardAt",
      CASE WHEN o.push THEN coalesce((SELECT t.number::text FROM ticket t WHERE t.id = o.ticket_id),
        (SELECT v.number FROM invoice v WHERE v.id = o.invoice_id)) END AS about,
      CASE WHEN o.push THEN ARRAY[(SELECT k.language FROM contact k WHERE k.id = o.contact_id), (SELECT y.language FROM contact k
        JOIN company y ON y.id = k.company_id WHERE k.id = o.contact_id), (SELECT e.language FROM engineer e WHERE e.id = o.engineer_id)]
        ELSE '{}' END AS languages,
      i.blocked_at IS NOT NULL AS blocked, o.dedup_key AS "dedupKey", o.content AS sealed`
  return new Map(rows.map((row) => [row.conversationId, toHead(tx, row)]))
}

/** A claimed message that may still have to wait for its place in the send budget. */
export interface HeadMessage extends ClaimedMessage {
  readonly paced: boolean
}

function toHead(tx: Tx, { dedupKey, sealed, ...message }: Row): HeadMessage {
  return { ...message, content: open(tx, sealed, dedupKey) }
}

/**
 * Takes the message's place in the send budget, once; in a group it waits for its turn as often as more urgent ones come before it.
 * @returns false when it has to wait: it is put back until then.
 */
export async function takeItsPlace(tx: Tx, message: HeadMessage): Promise<boolean> {
  if (!message.private) return takeItsTurn(tx, message)
  const unsayable = message.push && message.blocked
  if (message.paced || unsayable || !needsPlace(message, message.push)) return true
  const place = await takePlace(tx, message, message.push)
  if (place <= tx.now) return true
  await putBack(tx, message.id, place, { holds: true })
  return false
}

/** Signs, removals and menus are no messages: groups do not count them. */
async function takeItsTurn(tx: Tx, message: HeadMessage): Promise<boolean> {
  const type = message.content?.type
  if (type === 'mark' || type === 'delete' || type === 'menu') return true
  const turn = await takeTurnInLine(tx, message)
  if (turn === null) return true
  await putBack(tx, message.id, turn, { holds: true })
  return false
}

/** Whether a transaction failed because another process claimed a message of the same conversation in the same instant. */
export function isLostRace(error: unknown): boolean {
  return error instanceof Error && error.message.includes('outbox_message_one_sending')
}

function open(tx: Tx, sealed: Uint8Array | null, dedupKey: string): QueuedContent | null {
  if (sealed === null) return null
  try {
    return JSON.parse(tx.secrets.open(sealed, sealContext(dedupKey))) as QueuedContent
  } catch {
    // Not a fault of this message alone to crash on: the caller fails it with a reason, and the next one goes out.
    return null
  }
}

/** Claimed, but not tried: back into the queue as if nothing had been. `holds`: the conversation waits for it. */
export async function putBack(tx: Tx, id: bigint, dueAt: Date, { holds }: { readonly holds: boolean }): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE outbox_message SET state = 'queued', attempts = attempts - 1, paced = ${holds}, due_at = ${dueAt}, claimed_by = NULL,
      claimed_until = NULL
    WHERE id = ${id} AND state = 'sending'`
}

/** Every message that stands in the chat for the row that this one changes, in order. */
export async function findStanding(tx: Tx, id: bigint): Promise<readonly string[]> {
  // Platform ids of one chat grow; the longer one is the larger number.
  const rows = await tx.sql.$queryRaw<{ externalId: string }[]>`
    SELECT m.external_id AS "externalId" FROM outbox_message o
    JOIN chat_message m ON m.outbox_id = o.edits_id AND m.conversation_id = o.conversation_id
    WHERE o.id = ${id} ORDER BY length(m.external_id), m.external_id`
  return rows.map((row) => row.externalId)
}

/** The files of a message: those that can be sent, the names of those that never will, and whether some are on their way. */
export interface MessageFiles {
  readonly ready: readonly OutboundFile[]
  readonly missing: readonly string[]
  readonly waiting: boolean
  /** The recipient's and their company's. */
  readonly languages: readonly (string | null)[]
}

/** In the order of the ids. */
export async function findFiles(tx: Tx, message: ClaimedMessage, ids: readonly AttachmentId[]): Promise<MessageFiles> {
  const rows = await tx.sql.attachment.findMany({ where: { id: { in: [...ids] } } })
  const ordered = ids.map((id) => rows.find((row) => row.id === id)).filter((row) => row !== undefined)
  const ready: OutboundFile[] = []
  const missing: string[] = []
  for (const { id, storeKey, kind, fileName, mediaType, bytes, state } of ordered) {
    if (state === 'stored' && storeKey !== null) {
      const attachmentId = id as AttachmentId
      ready.push({ attachmentId, storeKey, kind: kind as FileKind, fileName, mediaType, bytes: Number(bytes ?? 0) })
    } else if (state !== 'waiting') missing.push(fileName)
  }
  const waiting = rows.some((row) => row.state === 'waiting')
  return { ready, missing, waiting, languages: missing.length === 0 ? [] : await findLanguages(tx, message) }
}

async function findLanguages(tx: Tx, { contactId, engineerId }: ClaimedMessage): Promise<readonly (string | null)[]> {
  if (contactId !== null) {
    const contact = await tx.sql.contact.findUnique({ where: { id: contactId }, include: { company: true } })
    return [contact?.language ?? null, contact?.company.language ?? null]
  }
  if (engineerId === null) return []
  const engineer = await tx.sql.engineer.findUnique({ where: { id: engineerId } })
  return [engineer?.language ?? null]
}

/** The rows of `send_budget` that can hold a message up. */
export function budgetKeys(message: ClaimedMessage): { readonly account: string; readonly conversation: string } {
  return { account: accountKey(message.account), conversation: conversationKey(message.lane ?? message.conversationId) }
}
