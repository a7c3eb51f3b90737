// What a file's rows would do to the records that are there: make, change, or nothing; and what is in the way. Pure: the records
// are handed in. A row is the same as a record by its outside id, or by its name within the company (idempotent).
import type { ImportKind, RowFaultReason } from './import-columns.ts'
import type { ImportRow, ImportValues, RowFault } from './import-rows.ts'

/** A record as it is, with the columns that a file can change. */
export interface KnownRecord {
  readonly id: string
  readonly companyId: string
  readonly name: string
  readonly externalId?: string | null
  /** People who cannot connect any more hold no address. */
  readonly active?: boolean
  readonly [column: string]: unknown
}

/** What is there already, as far as the rows speak of it. */
export interface Known {
  /** Those the rows name, by outside id or name; for a file of companies, the records themselves. */
  readonly companies: readonly KnownRecord[]
  /** Contacts or servers of these companies; none for a file of companies. */
  readonly records: readonly KnownRecord[]
  /** Telegram ids and numbers of active people, and whose they are. */
  readonly holders: readonly { readonly address: string; readonly personId: string }[]
}

export type RowPlan =
  | { readonly kind: 'create'; readonly row: ImportRow; readonly values: ImportValues; readonly companyId: string | null }
  | {
      readonly kind: 'change'
      readonly row: ImportRow
      readonly id: string
      readonly change: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'unchanged'; readonly row: ImportRow }
  | { readonly kind: 'fault'; readonly fault: RowFault }

/** A plan for each row that has no fault of its own. */
export function planRows(kind: ImportKind, rows: readonly ImportRow[], known: Known): readonly RowPlan[] {
  const find = createFinder(kind, known)
  return rows.flatMap((row) => (row.values === null ? [] : [planRow(kind, row, row.values, find)]))
}

type Finder = ReturnType<typeof createFinder>

function createFinder(kind: ImportKind, known: Known) {
  const byExternalId = new Map(known.companies.map((company) => [company.externalId, company]))
  const byName = group(known.companies, (company) => company.name.toLowerCase())
  const records = group(known.records, (record) => `${record.companyId} ${record.name.toLowerCase()}`)
  const holders = group(known.holders, (holder) => holder.address)
  return {
    /** The company that a cell means: its outside id before its name. */
    company(word: string): KnownRecord | Extract<RowFaultReason, 'unknown-company' | 'ambiguous-company'> {
      const named = byName.get(word.toLowerCase()) ?? []
      const found = byExternalId.get(word) ?? named[0]
      if (found === undefined) return 'unknown-company'
      return byExternalId.has(word) || named.length === 1 ? found : 'ambiguous-company'
    },
    record({ name, externalId }: ImportValues, companyId: string | null): KnownRecord | undefined {
      if (kind === 'companies') {
        const named = (byName.get(name.toLowerCase()) ?? []).filter((company) => company.externalId === null)
        // A name alone finds the company whatever its id is; an id takes over a company of that name that has none.
        const anyNamed = byName.get(name.toLowerCase()) ?? []
        return externalId === undefined ? anyNamed[0] : (byExternalId.get(externalId) ?? named[0])
      }
      const found = records.get(`${companyId} ${name.toLowerCase()}`) ?? []
      return found.find((record) => record.active !== false) ?? found[0]
    },
    isTaken(address: string, self: string | undefined): boolean {
      return (holders.get(address) ?? []).some((holder) => holder.personId !== self)
    },
  }
}

function planRow(kind: ImportKind, row: ImportRow, values: ImportValues, find: Finder): RowPlan {
  const faulty = (field: string, reason: RowFaultReason): RowPlan => ({
    kind: 'fault',
    fault: { line: row.line, field, reason },
  })
  let companyId: string | null = null
  if (values.company !== undefined) {
    const company = find.company(values.company)
    if (typeof company === 'string') return faulty('company', company)
    companyId = company.id
  }
  const record = find.record(values, companyId)
  if (record?.active !== false) {
    const taken = (['telegramId', 'whatsapp'] as const).find((field) => {
      const address = values[field]
      return address !== undefined && find.isTaken(address, record?.id)
    })
    if (taken !== undefined) return faulty(taken, 'taken')
  }
  if (record === undefined) return { kind: 'create', row, values, companyId }
  const { company: _, ...wanted } = values
  const change = Object.fromEntries(Object.entries(wanted).filter(([column, value]) => !isSame(record[column], value)))
  // The name is what found it; another way of writing it small and large is no change.
  if (kind !== 'companies' || record.externalId !== values.externalId) delete change['name']
  return Object.keys(change).length === 0 ? { kind: 'unchanged', row } : { kind: 'change', row, id: record.id, change }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}

function group<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const found = groups.get(keyOf(item))
    if (found === undefined) groups.set(keyOf(item), [item])
    else found.push(item)
  }
  return groups
}
