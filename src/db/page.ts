// How lists are read a page at a time: from a key onwards, never by counting, so that a row inserted meanwhile neither
// repeats nor hides another. What a cursor looks like outside is the API's business.

/** Part of a list: the keys of the last row of the page before, or none for the first. */
export interface PageRequest<Key> {
  readonly after: Key | null
  readonly limit: number
}

export interface Page<Item, Key> {
  readonly items: readonly Item[]
  /** The key of this page's last row when there are more; else null. */
  readonly next: Key | null
}

/** Makes a page of rows that were read with one more than the limit. */
export function toPage<Row, Item, Key>(
  rows: readonly Row[],
  limit: number,
  { item, key }: { item: (row: Row) => Item; key: (row: Row) => Key },
): Page<Item, Key> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(item), next: rows.length > limit && last !== undefined ? key(last) : null }
}
