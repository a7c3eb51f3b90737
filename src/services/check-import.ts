// The dry run of a file: what its rows would do, and every line that cannot be taken, before anything is written.
import type { Tx } from '../db/client.ts'
import { findKnownRecords } from '../db/import-records.ts'
import type { ImportKind } from '../domain/import-columns.ts'
import { planRows, type RowPlan } from '../domain/import-plan.ts'
import { type FileFault, type ImportFile, type ImportRow, type RowFault, readImport } from '../domain/import-rows.ts'

export interface ImportCheck {
  readonly kind: ImportKind
  readonly rows: number
  readonly create: number
  readonly change: number
  readonly unchanged: number
  /** All of them, in the order of the file. */
  readonly faults: readonly RowFault[]
}

/** @param hint the file's name and the words sent with it. */
export async function checkImport(tx: Tx, text: string, hint: string): Promise<ImportCheck | FileFault> {
  const file = readImport(text, hint)
  if ('fault' in file) return file
  const plans = await planImport(tx, file, file.rows)
  const count = (kind: RowPlan['kind']) => plans.filter((plan) => plan.kind === kind).length
  const found = plans.flatMap((plan) => (plan.kind === 'fault' ? [plan.fault] : []))
  return {
    kind: file.kind,
    rows: file.rows.length,
    create: count('create'),
    change: count('change'),
    unchanged: count('unchanged'),
    faults: [...file.faults, ...found].sort((a, b) => a.line - b.line),
  }
}

/** What these rows of a file would do now. */
export async function planImport(tx: Tx, { kind }: ImportFile, rows: readonly ImportRow[]): Promise<readonly RowPlan[]> {
  const known = await findKnownRecords(
    tx,
    kind,
    rows.flatMap(({ values }) => values ?? []),
  )
  return planRows(kind, rows, known)
}
