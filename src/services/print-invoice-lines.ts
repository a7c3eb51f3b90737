// The table of what an invoice bills: as many sheets as it takes, with the names of the columns at the head of each. Columns of sums
// are as wide as their widest sum, the description has the rest.
import { sayAmount, sayDecimal } from '../texts/money.ts'
import { sayText } from '../texts/render.ts'
import type { InvoiceDocument } from './invoice-document.ts'
import type { Ink, Paper } from './paper.ts'

interface Column {
  readonly name: string
  readonly cells: readonly string[]
  /** Where the column's texts end. */
  readonly end: number
}

const lineHeight = 13
const between = 14
const headInk: Ink = { size: 8, color: '#6b7280' }

export function printInvoiceLines(paper: Paper, document: InvoiceDocument): void {
  const { language, currency, lines } = document
  const places = lines.map((_, place) => String(place + 1))
  const placeEnd = paper.left + Math.max(...places.map((place) => paper.widthOf(place)), 8)
  const columns = toColumns(paper, [
    { name: sayText(language, 'print-quantity'), cells: lines.map(({ quantity }) => sayDecimal(language, quantity)) },
    {
      name: sayText(language, 'print-price', { currency }),
      cells: lines.map(({ unitPriceCents }) => sayAmount(language, BigInt(unitPriceCents))),
    },
    {
      name: sayText(language, 'print-amount', { currency }),
      cells: lines.map(({ amountCents }) => sayAmount(language, BigInt(amountCents))),
    },
  ])
  const start = placeEnd + between
  const printHead = () => {
    paper.write(sayText(language, 'print-description'), start, headInk)
    for (const { name, end } of columns.list) paper.write(name, end, { ...headInk, align: 'right' })
    paper.y += 14
    paper.rule('#111827')
    paper.y += 5
  }
  const repeatAbove = paper.onSheet
  paper.need(60)
  paper.onSheet = () => {
    repeatAbove()
    printHead()
  }
  printHead()
  lines.forEach(({ description }, row) => {
    const texts = paper.wrap(description, columns.start - between - start)
    // A row begins where all of it fits, unless it is longer than most of a sheet.
    paper.need(Math.min(texts.length * lineHeight + 8, 400))
    paper.write(places[row] ?? '', placeEnd, { ...headInk, size: 9.5, align: 'right' })
    for (const { cells, end } of columns.list) paper.write(cells[row] ?? '', end, { align: 'right' })
    for (const text of texts) {
      paper.need(lineHeight)
      paper.write(text, start)
      paper.y += lineHeight
    }
    if (texts.length === 0) paper.y += lineHeight
    paper.y += 3
    paper.rule('#e5e7eb')
    paper.y += 4
  })
  paper.onSheet = repeatAbove
}

/** From the right edge leftwards. */
function toColumns(
  paper: Paper,
  wanted: readonly Pick<Column, 'name' | 'cells'>[],
): { readonly list: readonly Column[]; readonly start: number } {
  let end = paper.right
  const list = wanted.toReversed().map(({ name, cells }) => {
    const width = cells.reduce((most, cell) => Math.max(most, paper.widthOf(cell)), paper.widthOf(name, headInk))
    const column = { name, cells, end }
    end -= width + between
    return column
  })
  return { list, start: end + between }
}
