// Attachments: files known to the desk, whether they are already fetched or not.
import type { FileKind, InboundFile } from '../domain/channel.ts'
import { type AttachmentId, type CommentId, type ConversationId, newId, type TicketId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

/**
 * Keeps received files, to be fetched by a job after the commit. A file above the platform's limit is kept as "refused", so
 * that the ticket shows it was there. `sourceKey` makes a repeat harmless.
 */
export async function insertReceivedFiles(
  tx: Tx,
  conversation: { readonly id: ConversationId; readonly channel: string; readonly account: string },
  files: readonly { readonly file: InboundFile; readonly sourceKey: string }[],
): Promise<readonly AttachmentId[]> {
  if (files.length === 0) return []
  const rows = files.map(({ file, sourceKey }) => {
    const id = newId<AttachmentId>(tx.now)
    return {
      id,
      conversationId: conversation.id,
      channel: conversation.channel,
      account: conversation.account,
      fileName: file.fileName,
      mediaType: file.mediaType,
      bytes: file.bytes ?? null,
      kind: file.kind,
      state: file.tooLarge === true ? 'refused' : 'waiting',
      reason: file.tooLarge === true ? 'too-large' : null,
      source: tx.secrets.seal(file.reference, `attachment:${id}`),
      sourceKey,
      dueAt: tx.now,
      createdAt: tx.now,
    }
  })
  await tx.sql.attachment.createMany({ data: rows, skipDuplicates: true })
  for (const row of rows) if (row.state === 'waiting') tx.wake({ queue: 'files', id: row.id })
  return rows.map((row) => row.id)
}

/** Gives files their place: a ticket's description, or one of its comments. */
export async function attachFiles(
  tx: Tx,
  ids: readonly AttachmentId[],
  place: { readonly ticketId: TicketId; readonly commentId: CommentId | null; readonly internal: boolean },
): Promise<void> {
  if (ids.length === 0) return
  await tx.sql.attachment.updateMany({
    where: { id: { in: [...ids] } },
    data: { ticketId: place.ticketId, commentId: place.commentId, internal: place.internal },
  })
}

/** Takes a comment's files off its ticket; they wait for another place. */
export async function detachFiles(tx: Tx, commentId: CommentId): Promise<readonly AttachmentId[]> {
  const rows = await tx.sql.attachment.findMany({ where: { commentId }, select: { id: true } })
  await tx.sql.attachment.updateMany({ where: { commentId }, data: { ticketId: null, commentId: null } })
  return rows.map((row) => row.id as AttachmentId)
}

export interface AttachmentRow {
  readonly id: AttachmentId
  readonly fileName: string
  readonly kind: FileKind
  readonly state: string
}

/** The files of tickets' descriptions and comments that are (or will be) there; internal ones on request. */
export async function findTicketFiles(
  tx: Tx,
  ticketIds: readonly TicketId[],
  internal: boolean,
): Promise<readonly AttachmentRow[]> {
  const rows = await tx.sql.attachment.findMany({
    where: { ticketId: { in: [...ticketIds] }, state: { in: ['waiting', 'stored'] }, ...(internal ? {} : { internal: false }) },
    select: { id: true, fileName: true, kind: true, state: true },
    orderBy: { createdAt: 'asc' },
  })
  return rows as unknown as readonly AttachmentRow[]
}

/** Names of files by id, for cards. */
export async function findFileNames(tx: Tx, ids: readonly AttachmentId[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const rows = await tx.sql.attachment.findMany({
    where: { id: { in: [...ids] } },
    select: { fileName: true },
    orderBy: { createdAt: 'asc' },
  })
  return rows.map((row) => row.fileName)
}
