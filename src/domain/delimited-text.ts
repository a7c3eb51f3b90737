// Reads a table as spreadsheets export it: fields between commas or semicolons, quoted where they hold one of these or a line
// break. What the columns mean is import-rows.ts.

export interface TableRow {
  /** The line of the file on which the row begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

export type TableFault = 'quote-open' | 'too-many-rows'

/**
 * All rows that hold anything, cells trimmed. Takes a byte order mark, "\n", "\r\n" and "\r", and whichever of ";", "," and
 * tab the first row holds most of. Time grows with the length of the text only.
 * @param most a text with more rows is refused as a whole.
 */
export function readTable(
  text: string,
  most: number,
): readonly TableRow[] | { readonly fault: TableFault; readonly line: number } {
  const source = text.replace(/^\ufeff/u, '').replace(/\r\n?/gu, '\n')
  const rows: TableRow[] = []
  const cut = createCutter(source)
  for (let row = cut(); row !== null; row = cut()) {
    if ('fault' in row) return { fault: 'quote-open', line: row.line }
    if (row.cells.every((cell) => cell === '')) continue
    if (rows.length === most) return { fault: 'too-many-rows', line: row.line }
    rows.push(row)
  }
  return rows
}

/** A function that gives the next row each time it is called, and null at the end. */
function createCutter(source: string): () => TableRow | { readonly fault: true; readonly line: number } | null {
  const separator = separatorOf(source)
  let at = 0
  let line = 1

  /** A quoted field from its opening quote on; null when it has no end. */
  function quoted(): string | null {
    let value = ''
    for (;;) {
      const end = source.indexOf('"', at)
      if (end < 0) return null
      value += source.slice(at, end)
      at = end + 1
      if (source[at] !== '"') return value
      value += '"'
      at += 1
    }
  }

  function bare(): string {
    const from = at
    while (at < source.length && source[at] !== separator && source[at] !== '\n') at += 1
    return source.slice(from, at)
  }

  return () => {
    if (at >= source.length) return null
    const begin = line
    const cells: string[] = []
    for (;;) {
      let value = ''
      if (source[at] === '"') {
        at += 1
        const inside = quoted()
        if (inside === null) return { fault: true, line: begin }
        line += inside.split('\n').length - 1
        value = inside
      }
      // What stands behind a closing quote belongs to the field all the same: nothing is dropped in silence.
      cells.push((value + bare()).trim())
      if (source[at] !== separator) break
      at += 1
    }
    at += 1
    line += 1
    return { line: begin, cells }
  }
}

function separatorOf(source: string): string {
  const [first = ''] = source.split('\n', 1)
  const count = (character: string) => first.split(character).length - 1
  return [';', ',', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best))
}
