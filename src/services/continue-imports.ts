// Goes on with imports: reads a file that has come, and takes in a share of the rows of one that runs. A crash loses nothing:
// how far it is stands in the row, in the transaction that wrote the records. When it is done, importer.ts says.
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Database, Tx } from '../db/client.ts'
import {
  findDueImports,
  findImport,
  findImportFile,
  forgetImportFile,
  type ImportRecord,
  lockFreeImport,
  updateImport,
} from '../db/record-imports.ts'
import type { Actor } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import type { FileStore } from '../domain/file-store.ts'
import { type RowFault, readImport } from '../domain/import-rows.ts'
import type { Log } from '../domain/log.ts'
import { announceImport, announceUnreadable } from './announce-import.ts'
import { applyImportRow } from './apply-import-row.ts'
import { kept, keptFaults, mostImportBytes } from './begin-import.ts'
import { checkImport, planImport } from './check-import.ts'
import type { Desk } from './desk.ts'

export interface ImportDeps {
  readonly database: Database
  readonly desk: Desk
  readonly files: FileStore
  readonly log: Log
}

const atOnce = 3
/** Rows of one transaction: what they lock, others wait for. */
const share = 50
const lookAgainMilliseconds = 1000
const retryMilliseconds = 30_000

/** One share of each import that is due. @returns whether there was any: then there may be more. */
export async function continueImports(deps: ImportDeps): Promise<boolean> {
  const due = await deps.database.statements((tx) => findDueImports(tx, atOnce))
  for (const id of due) {
    try {
      await continueImport(deps, id)
    } catch (error) {
      deps.log.error({ importId: id, err: error }, 'an import could not go on and is tried again')
      await deps.database.statements((tx) => updateImport(tx, id, { dueAt: after(tx, retryMilliseconds) }))
    }
  }
  return due.length > 0
}

async function continueImport(deps: ImportDeps, id: string): Promise<void> {
  const found = await deps.database.statements((tx) => findImport(tx, id))
  if (found?.state === 'running') await deps.database.transaction((tx) => takeShare(tx, deps.desk, id))
  else if (found?.state === 'waiting') await readFile(deps, found)
}

/** The file is read outside of any transaction. */
async function readFile(deps: ImportDeps, { id, attachmentId }: ImportRecord): Promise<void> {
  const file = attachmentId === null ? null : await deps.database.statements((tx) => findImportFile(tx, attachmentId))
  if (file?.state === 'waiting') {
    return deps.database.statements((tx) => updateImport(tx, id, { dueAt: after(tx, lookAgainMilliseconds) }))
  }
  const storeKey = file?.state === 'stored' && file.bytes <= mostImportBytes ? file.storeKey : null
  const bytes = storeKey === null ? null : await buffer(Readable.from(await deps.files.open(storeKey)))
  await deps.database.transaction(async (tx) => {
    const record = await lockFreeImport(tx, id)
    if (record?.state !== 'waiting') return
    await check(tx, deps.desk, record, bytes === null ? null : decode(bytes))
    if (attachmentId !== null && storeKey !== null) await forgetImportFile(tx, attachmentId)
  })
  // From now on the text stands sealed in the database alone.
  if (storeKey !== null) await deps.files.remove(storeKey)
}

/** Null: neither UTF-8 nor UTF-16 with its mark. */
export function decode(bytes: Uint8Array): string | null {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

async function check(tx: Tx, desk: Desk, record: ImportRecord, text: string | null): Promise<void> {
  const checked =
    text === null || text.includes('\0')
      ? ({ fault: 'not-text', word: '' } as const)
      : await checkImport(tx, text, record.fileName)
  if ('fault' in checked) {
    await updateImport(tx, record.id, { state: 'refused' })
    return announceUnreadable(tx, desk, record, checked)
  }
  const isOver = checked.create + checked.change === 0
  await updateImport(tx, record.id, { ...kept(checked), text, state: isOver ? 'done' : 'checked', dueAt: null })
  await announceImport(tx, desk, record, { phase: 'checked', check: checked })
}

async function takeShare(tx: Tx, desk: Desk, id: string): Promise<void> {
  const record = await lockFreeImport(tx, id)
  if (record?.state !== 'running') return
  const file = record.text === null ? null : readImport(record.text, record.kind ?? '')
  if (file === null || 'fault' in file) throw new Error('the text of an import is not to be had any more')
  const by: Actor = record.engineerId === null ? { kind: 'api' } : { kind: 'engineer', id: record.engineerId }
  const end = record.nextRow + share
  const rows = file.rows.slice(record.nextRow, end)
  const counts = { created: record.created, changed: record.changed, unchanged: record.unchanged }
  const late: RowFault[] = []
  for (const plan of await planImport(tx, file, rows)) {
    if (plan.kind === 'unchanged') counts.unchanged += 1
    else if (plan.kind === 'fault') late.push(plan.fault)
    else {
      const fault = await applyImportRow(tx, desk, file.kind, plan, by).then(() => null, toFault(plan.row.line))
      if (fault !== null) late.push(fault)
      else if (plan.kind === 'create') counts.created += 1
      else counts.changed += 1
    }
  }
  const isOver = end >= file.rows.length
  const refused = record.refused + late.length + rows.filter(({ values }) => values === null).length
  const faults = merge(record.faults, late)
  await updateImport(tx, id, {
    ...counts,
    refused,
    faults,
    nextRow: end,
    state: isOver ? 'done' : 'running',
    dueAt: isOver ? null : tx.now,
  })
  if (isOver) await announceImport(tx, desk, record, { phase: 'done', ...counts, refused })
}

/** Something came in between: an address was given to somebody else. @throws anything that is no refusal. */
function toFault(line: number): (error: unknown) => RowFault {
  return (error) => {
    if (!(error instanceof Refusal)) throw error
    return { line, field: error.field ?? '', reason: error.code === 'conflict' ? 'taken' : 'refused' }
  }
}

/** Those of the check, and what has come up since; each line once. */
function merge(known: readonly RowFault[], late: readonly RowFault[]): readonly RowFault[] {
  const lines = new Set(known.map(({ line }) => line))
  return [...known, ...late.filter(({ line }) => !lines.has(line))].sort((a, b) => a.line - b.line).slice(0, keptFaults)
}

function after(tx: Tx, milliseconds: number): Date {
  return new Date(tx.now.getTime() + milliseconds)
}
