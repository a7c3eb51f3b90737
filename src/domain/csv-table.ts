// Writes a table as CSV (RFC 4180) for spreadsheets. Reading one is delimited-text.ts.

/** Texts come from people; numbers are ours, already written out ("-12.50"). */
export type Cell = string | { readonly number: string } | null

/**
 * A line of the table with its end. A text that a spreadsheet would take for a formula (it begins with "=", "+", "-", "@", or a
 * control character) gets an apostrophe in front, which spreadsheets show as text; numbers stay numbers.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`
}

/** First in a file: without it spreadsheets take letters beyond ASCII for others. */
export const csvMark = '\ufeff'

function writeCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return cell.number
  const safe = isFormula(cell) ? `'${cell}` : cell
  return /[",\r\n;\t]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Spaces and what does not show in front do not hide it; full-width signs count as what they look like. */
function isFormula(text: string): boolean {
  if (/^[\t\r\n]/u.test(text)) return true
  return /^[=+\-@|%]/u.test(text.normalize('NFKC').replace(/^[\p{Cf}\p{Cc}\s]+/u, ''))
}
