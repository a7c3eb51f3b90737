// Imports of records: the row that remembers how far a file is. The file's text is sealed, and gone when the import is over.

import { type AttachmentId, type ConversationId, type EngineerId, newId } from '../domain/ids.ts'
import type { ImportKind } from '../domain/import-columns.ts'
import type { RowFault } from '../domain/import-rows.ts'
import type { Tx } from './client.ts'
import type { Prisma, RecordImport } from './generated/client.ts'

export type ImportState = 'waiting' | 'checked' | 'running' | 'done' | 'refused' | 'cancelled'

export interface ImportRecord
  extends Omit<RecordImport, 'kind' | 'state' | 'content' | 'faults' | 'conversationId' | 'engineerId'> {
  readonly kind: ImportKind | null
  readonly state: ImportState
  readonly faults: readonly RowFault[]
  readonly conversationId: ConversationId | null
  readonly engineerId: EngineerId | null
  /** Null: not read yet, over, or the key it was sealed with is gone. */
  readonly text: string | null
}

export interface ImportChange {
  readonly kind?: ImportKind
  readonly state?: ImportState
  readonly text?: string | null
  readonly rows?: number
  readonly nextRow?: number
  readonly created?: number
  readonly changed?: number
  readonly unchanged?: number
  readonly refused?: number
  readonly faults?: readonly RowFault[]
  readonly dueAt?: Date | null
}

export async function insertImport(
  tx: Tx,
  made: {
    readonly fileName: string
    readonly state: ImportState
    readonly attachmentId?: AttachmentId
    readonly conversationId?: ConversationId
    readonly engineerId?: EngineerId
  },
): Promise<string> {
  const id = newId<EngineerId>(tx.now) as string
  await tx.sql.recordImport.create({ data: { ...made, id, faults: [], dueAt: tx.now, createdAt: tx.now } })
  return id
}

export async function updateImport(tx: Tx, id: string, { text, faults, kind, ...change }: ImportChange): Promise<void> {
  const isOver = change.state !== undefined && ['done', 'refused', 'cancelled'].includes(change.state)
  const data: Prisma.RecordImportUpdateInput = {
    ...change,
    ...(kind === undefined ? {} : { kind }),
    ...(faults === undefined ? {} : { faults: faults as unknown as Prisma.InputJsonValue }),
    ...(text === undefined || text === null ? {} : { content: Uint8Array.from(tx.secrets.seal(text, sealContext(id))) }),
    ...(isOver ? { content: null, dueAt: null, finishedAt: tx.now } : {}),
  }
  await tx.sql.recordImport.update({ where: { id }, data })
}

/** Null: no such import. */
export async function findImport(tx: Tx, id: string): Promise<ImportRecord | null> {
  const row = await tx.sql.recordImport.findUnique({ where: { id } })
  return row === null ? null : toImport(tx, row)
}

/** Locked until the transaction ends. Null: there is none, or another transaction has it. */
export async function lockFreeImport(tx: Tx, id: string): Promise<ImportRecord | null> {
  const locked = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM record_import WHERE id = ${id}::uuid FOR UPDATE SKIP LOCKED`
  return locked.length === 0 ? null : findImport(tx, id)
}

/** The same, but waits for whoever has it. */
export async function lockImport(tx: Tx, id: string): Promise<ImportRecord | null> {
  await tx.sql.$queryRaw`SELECT 1 FROM record_import WHERE id = ${id}::uuid FOR UPDATE`
  return findImport(tx, id)
}

/** Imports to go on with, the one that waits longest first. */
export async function findDueImports(tx: Tx, limit: number): Promise<readonly string[]> {
  const rows = await tx.sql.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM record_import WHERE due_at <= ${tx.now} ORDER BY due_at LIMIT ${limit}`
  return rows.map((row) => row.id)
}

/** Where the file that was sent lies. Null: there is none any more. */
export async function findImportFile(
  tx: Tx,
  attachmentId: string,
): Promise<{ readonly state: string; readonly storeKey: string | null; readonly bytes: number } | null> {
  const row = await tx.sql.attachment.findUnique({
    where: { id: attachmentId },
    select: { state: true, storeKey: true, bytes: true },
  })
  return row === null ? null : { ...row, bytes: Number(row.bytes ?? 0) }
}

/** The file's bytes were taken out of the store: the row says so. */
export async function forgetImportFile(tx: Tx, attachmentId: string): Promise<void> {
  await tx.sql.attachment.update({
    where: { id: attachmentId },
    data: { state: 'failed', reason: 'imported', storeKey: null },
  })
}

function toImport(tx: Tx, { content, ...row }: RecordImport): ImportRecord {
  return {
    ...row,
    kind: row.kind as ImportKind | null,
    state: row.state as ImportState,
    faults: row.faults as unknown as readonly RowFault[],
    conversationId: row.conversationId as ConversationId | null,
    engineerId: row.engineerId as EngineerId | null,
    text: content === null ? null : open(tx, content, row.id),
  }
}

function open(tx: Tx, content: Uint8Array, id: string): string | null {
  try {
    return tx.secrets.open(content, sealContext(id))
  } catch {
    return null
  }
}

function sealContext(id: string): string {
  return `import:${id}`
}
