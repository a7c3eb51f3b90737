// Takes in a file of records: sent in a chat it waits until it has been fetched, through the API it is checked at once. Going on
// with it, some rows at a time, is continue-imports.ts.
import type { Tx } from '../db/client.ts'
import { type ImportRecord, insertImport, lockImport, updateImport } from '../db/record-imports.ts'
import { Refusal } from '../domain/errors.ts'
import type { AttachmentId, ConversationId, EngineerId } from '../domain/ids.ts'
import type { FileFault } from '../domain/import-rows.ts'
import { checkImport, type ImportCheck } from './check-import.ts'

/** A text above this is no file of ten thousand rows. */
export const mostImportBytes = 8 * 1024 * 1024
/** So many faults are kept; the file is mended in that order. */
export const keptFaults = 200

/** A file that an admin sent: it is checked as soon as it is there, and the chat is told. */
export async function expectImport(
  tx: Tx,
  file: {
    readonly fileName: string
    readonly attachmentId: AttachmentId
    readonly conversationId: ConversationId
    readonly engineerId: EngineerId
  },
): Promise<string> {
  return insertImport(tx, { ...file, state: 'waiting' })
}

/** A file that came through the API is taken in from now on, but for the lines with a fault. @returns null for one that cannot be read. */
export async function postImport(
  tx: Tx,
  {
    fileName,
    text,
    hint,
    dryRun,
  }: { readonly fileName: string; readonly text: string; readonly hint: string; readonly dryRun: boolean },
): Promise<{ readonly id: string | null; readonly check: ImportCheck | FileFault }> {
  const check = await checkImport(tx, text, hint)
  if ('fault' in check || dryRun) return { id: null, check }
  const id = await insertImport(tx, { fileName, state: 'running' })
  await updateImport(tx, id, { ...kept(check), text })
  return { id, check }
}

/** What of a check is remembered. */
export function kept({ kind, rows, faults }: ImportCheck) {
  return { kind, rows, faults: faults.slice(0, keptFaults) }
}

/** "Import N rows": from now on they are taken in. @throws Refusal `stale-button`, also when it runs already. */
export async function startImport(tx: Tx, id: string, engineerId: EngineerId): Promise<ImportRecord> {
  const found = await getOwn(tx, id, engineerId)
  await updateImport(tx, id, { state: 'running', dueAt: tx.now })
  return found
}

/** @throws Refusal `stale-button`. */
export async function cancelImport(tx: Tx, id: string, engineerId: EngineerId): Promise<void> {
  await getOwn(tx, id, engineerId)
  await updateImport(tx, id, { state: 'cancelled' })
}

async function getOwn(tx: Tx, id: string, engineerId: EngineerId): Promise<ImportRecord> {
  const found = await lockImport(tx, id)
  if (found === null || found.state !== 'checked' || found.engineerId !== engineerId) throw new Refusal('stale-button')
  return found
}
