// Received files on their way from the platform into the store: claiming one, and writing down what became of it.
import type { ChannelName } from '../domain/channel.ts'
import type { StoredFile } from '../domain/file-store.ts'
import type { AttachmentId, CommentId, ConversationId, TicketId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import type { drawingSource } from './drawings.ts'

/** A file in the hands of this process. */
export interface ClaimedFile {
  readonly id: AttachmentId
  readonly fileName: string
  /** Or "desk", for a picture that it draws itself (drawings.ts). */
  readonly channel: ChannelName | typeof drawingSource.channel
  readonly ticketId: TicketId | null
  readonly commentId: CommentId | null
  readonly conversationId: ConversationId | null
  readonly attempts: number
  /** What the adapter needs to fetch it; null when the key it was sealed with is gone. */
  readonly reference: string | null
}

/** For how long nobody else fetches it while its process lives; one that was killed is noticed at once (db/presence). */
const claimMinutes = 10

/** Claims a file that is due; null when it is not, or not for these accounts ("<channel>:<account>"). */
export async function claimFile(
  tx: Tx,
  id: string,
  by: { readonly processNumber: number; readonly accounts: readonly string[] },
): Promise<ClaimedFile | null> {
  const until = new Date(tx.now.getTime() + claimMinutes * 60_000)
  const [row] = await tx.sql.$queryRaw<(Omit<ClaimedFile, 'reference'> & { source: Uint8Array | null })[]>`
    UPDATE attachment SET attempts = attempts + 1, due_at = ${until}, claimed_by = ${by.processNumber}
    WHERE id = ${id}::uuid AND state = 'waiting' AND due_at <= ${tx.now} AND channel || ':' || account = ANY(${[...by.accounts]}::text[])
    RETURNING id::text, file_name AS "fileName", channel, ticket_id::text AS "ticketId", comment_id::text AS "commentId",
      conversation_id AS "conversationId", attempts, source`
  if (row === undefined) return null
  const { source, ...file } = row
  return { ...file, reference: open(tx, source, file.id) }
}

function open(tx: Tx, source: Uint8Array | null, id: AttachmentId): string | null {
  if (source === null) return null
  try {
    return tx.secrets.open(source, `attachment:${id}`)
  } catch {
    return null
  }
}

/** It lies in the store; the platform's reference is cleared. @returns false when somebody else was first. */
export async function recordStored(tx: Tx, id: AttachmentId, stored: StoredFile): Promise<boolean> {
  const changed = await tx.sql.$executeRaw`
    UPDATE attachment SET state = 'stored', reason = NULL, bytes = ${stored.bytes}, sha256 = ${stored.sha256},
      store_key = ${stored.storeKey}, source = NULL, claimed_by = NULL
    WHERE id = ${id}::uuid AND state = 'waiting'`
  return changed > 0
}

/** Fetched again at `dueAt`. `counts`: whether this was one of the tries after which it is given up; unless given: yes. */
export async function recordFetchDelay(
  tx: Tx,
  file: ClaimedFile,
  dueAt: Date,
  reason: string,
  { counts = true }: { readonly counts?: boolean } = {},
): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE attachment SET due_at = ${dueAt}, claimed_by = NULL, reason = ${reason}, attempts = attempts - ${counts ? 0 : 1}::int
    WHERE id = ${file.id}::uuid AND state = 'waiting' AND attempts = ${file.attempts}`
}

/**
 * It will never come: "refused" (too large) or "failed". The ticket shows it.
 * @returns where it belongs by now, or null when it had come after all.
 */
export async function recordFetchFailure(
  tx: Tx,
  file: ClaimedFile,
  state: 'refused' | 'failed',
  reason: string,
): Promise<Pick<ClaimedFile, 'ticketId' | 'commentId'> | null> {
  const [row] = await tx.sql.$queryRaw<Pick<ClaimedFile, 'ticketId' | 'commentId'>[]>`
    WITH given_up AS (
      UPDATE attachment SET state = ${state}, reason = ${reason}, source = NULL, claimed_by = NULL
      WHERE id = ${file.id}::uuid AND state = 'waiting' RETURNING *
    ), shown AS (
      INSERT INTO ticket_event (ticket_id, at, kind, data)
      SELECT ticket_id, ${tx.now}::timestamptz, 'file-failed',
        jsonb_build_object('attachmentId', id, 'fileName', file_name, 'reason', reason)
      FROM given_up WHERE ticket_id IS NOT NULL
    )
    SELECT ticket_id::text AS "ticketId", comment_id::text AS "commentId" FROM given_up`
  return row ?? null
}
