// Files of companies, contacts and servers: which columns there are, and what is wrong in a row before anybody looks into the
// database. Cells that are empty say nothing: they leave what is known as it is.
import { readTable } from './delimited-text.ts'
import { type ImportKind, importColumns, importKinds, type RowFaultReason, readCell } from './import-columns.ts'
import type { Language } from './language.ts'

/** Rows beside the heading. */
export const mostImportRows = 10_000

export interface RowFault {
  /** Of the file, from 1. */
  readonly line: number
  /** The column, as the file heads it; empty: the row as a whole. */
  readonly field: string
  readonly reason: RowFaultReason
}

/** What a row says. Absent: nothing. */
export interface ImportValues {
  readonly company?: string
  readonly name: string
  readonly externalId?: string
  readonly emails?: readonly string[]
  readonly requestEmail?: string
  readonly email?: string
  readonly telegramId?: string
  readonly whatsapp?: string
  readonly language?: Language
  readonly timeZone?: string
  readonly licence?: boolean
  readonly mainUser?: boolean
  readonly loginAccess?: boolean
  readonly invoices?: boolean
  readonly product?: string
  readonly version?: string
}

export interface ImportRow {
  readonly line: number
  /** Null where there is a fault. */
  readonly values: ImportValues | null
}

export interface ImportFile {
  readonly kind: ImportKind
  /** All rows in order, faulty ones too. */
  readonly rows: readonly ImportRow[]
  readonly faults: readonly RowFault[]
}

/** Why a file cannot be read at all. `word`: the column, or the line. */
export interface FileFault {
  readonly fault: 'empty' | 'quote-open' | 'too-many-rows' | 'unknown-column' | 'column-twice' | 'no-name' | 'which-kind'
  readonly word: string
}

/**
 * Reads a file. Its kind is told by `hint` (its name, the words sent with it), else by its columns.
 * Headings may be written in any case, with spaces, dashes or underlines: "External ID" is externalId.
 */
export function readImport(text: string, hint: string): ImportFile | FileFault {
  const table = readTable(text, mostImportRows + 1)
  if ('fault' in table) return { fault: table.fault, word: String(table.line) }
  const [heading, ...rows] = table
  if (heading === undefined || rows.length === 0) return { fault: 'empty', word: '' }
  const kind = kindOf(heading.cells, hint)
  if (kind === null) return { fault: 'which-kind', word: '' }
  const fields = toFields(kind, heading.cells)
  if ('fault' in fields) return fields
  const faults: RowFault[] = []
  const read = rows.map(({ line, cells }): ImportRow => {
    const found = readRow(kind, fields, cells)
    if ('values' in found) return { line, values: found.values }
    faults.push({ line, ...found })
    return { line, values: null }
  })
  const twice = findTwice(kind, read)
  const repeated = new Set(twice.map((fault) => fault.line))
  return {
    kind,
    rows: read.map((row) => (repeated.has(row.line) ? { ...row, values: null } : row)),
    faults: [...faults, ...twice].sort((a, b) => a.line - b.line),
  }
}

/** Rows that name the same as an earlier one: which of them holds, nobody could say. */
function findTwice(kind: ImportKind, rows: readonly ImportRow[]): readonly RowFault[] {
  const seen = new Set<string>()
  return rows.flatMap(({ line, values }): RowFault[] => {
    if (values === null) return []
    const keys: [field: string, key: string][] = [['name', nameKey(kind, values)]]
    for (const field of ['telegramId', 'whatsapp'] as const)
      if (values[field] !== undefined) keys.push([field, `${field}:${values[field]}`])
    const again = keys.find(([, key]) => seen.has(key))
    for (const [, key] of keys) seen.add(key)
    return again === undefined ? [] : [{ line, field: again[0], reason: 'twice' }]
  })
}

/** Companies with an id of their own may share a name. */
function nameKey(kind: ImportKind, { company = '', name, externalId }: ImportValues): string {
  if (kind === 'companies' && externalId !== undefined) return `externalId:${externalId}`
  return `name:${company.toLowerCase()}:${name.toLowerCase()}`
}

function fold(heading: string): string {
  return heading.toLowerCase().replace(/[\s_-]/gu, '')
}

function kindOf(headings: readonly string[], hint: string): ImportKind | null {
  const hinted = importKinds.filter((kind) => hint.toLowerCase().includes(kind))
  const [only] = hinted
  if (hinted.length === 1 && only !== undefined) return only
  const folded = headings.map(fold)
  if (!folded.includes('company')) return 'companies'
  const fitting = (['contacts', 'servers'] as const).filter((kind) =>
    importColumns[kind].some((column) => !['company', 'name'].includes(column) && folded.includes(fold(column))),
  )
  return fitting.length === 1 ? (fitting[0] ?? null) : null
}

/** The field of each column. */
function toFields(kind: ImportKind, headings: readonly string[]): readonly string[] | FileFault {
  const known = new Map(importColumns[kind].map((column) => [fold(column), column]))
  const fields: string[] = []
  for (const heading of headings) {
    const field = known.get(fold(heading))
    if (field === undefined) return { fault: 'unknown-column', word: heading.slice(0, 60) }
    if (fields.includes(field)) return { fault: 'column-twice', word: field }
    fields.push(field)
  }
  const missing = (kind === 'companies' ? ['name'] : ['company', 'name']).find((field) => !fields.includes(field))
  return missing === undefined ? fields : { fault: 'no-name', word: missing }
}

function readRow(
  kind: ImportKind,
  fields: readonly string[],
  cells: readonly string[],
): { readonly values: ImportValues } | Omit<RowFault, 'line'> {
  if (cells.slice(fields.length).some((cell) => cell !== '')) return { field: '', reason: 'too-many-cells' }
  const values: Record<string, unknown> = {}
  for (const [index, field] of fields.entries()) {
    const value = readCell(kind, field, cells[index] ?? '')
    if (value === undefined) continue
    if (value !== null && typeof value === 'object' && 'reason' in value)
      return { field, reason: (value as { reason: RowFaultReason }).reason }
    values[field] = value
  }
  const required = kind === 'companies' ? ['name'] : ['company', 'name']
  const missing = required.find((field) => values[field] === undefined)
  return missing === undefined ? { values: values as unknown as ImportValues } : { field: missing, reason: 'missing' }
}
