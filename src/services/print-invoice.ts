// Prints an invoice or a credit note as PDF, in the company's language: who sells, who buys, what, what it comes to, and how to pay.
// The lines are print-invoice-lines.ts, the foot of the bill is print-invoice-sums.ts, letters and sheets are paper.ts.
import type { Language } from '../domain/language.ts'
import { printableLines } from '../domain/printable-text.ts'
import { sayText } from '../texts/render.ts'
import { sayDay } from '../texts/when.ts'
import type { InvoiceDocument } from './invoice-document.ts'
import { openPaper, type Paper } from './paper.ts'
import { printInvoiceLines } from './print-invoice-lines.ts'
import { printInvoiceSums } from './print-invoice-sums.ts'

const lineHeight = 13
const grey = '#6b7280'
/** Between the two columns of who sells and who buys. */
const gap = 24

/** The same document always gives the same bytes. A hundred milliseconds or so. */
export async function printInvoice(document: InvoiceDocument): Promise<Buffer> {
  const { language, number, seller } = document
  const title = sayText(language, titleKey(document))
  const name = printableLines(seller?.name ?? '').join(' ')
  const numbered = sayText(language, 'print-numbered', { title, number })
  const paper = await openPaper({ title: numbered, author: name, language, day: document.issuedOn })
  paper.onSheet = () => {
    paper.write(numbered, paper.left, { size: 8, color: grey })
    paper.y += 24
  }
  printHead(paper, document, title)
  printParties(paper, document)
  printInvoiceLines(paper, document)
  printInvoiceSums(paper, document)
  return paper.finish((sheet, sheets) => sayText(language, 'print-sheet', { sheet: String(sheet), sheets: String(sheets) }))
}

type TitleKey = 'print-invoice' | 'print-vat-invoice' | 'print-credit-note' | 'print-vat-credit-note'

/** Who is registered for VAT sends VAT invoices. */
function titleKey({ seller, cancels }: InvoiceDocument): TitleKey {
  const isVat = seller?.vatCode !== undefined
  if (cancels !== null) return isVat ? 'print-vat-credit-note' : 'print-credit-note'
  return isVat ? 'print-vat-invoice' : 'print-invoice'
}

function printHead(paper: Paper, document: InvoiceDocument, title: string): void {
  const { language, number, issuedOn, dueOn, cancels } = document
  paper.write(title, paper.left, { size: 20, bold: true })
  paper.y += 26
  paper.write(sayText(language, 'print-number', { number }), paper.left, { size: 12 })
  paper.y += 20
  paper.write(sayText(language, 'print-issued', { day: sayDay(language, issuedOn) }), paper.left)
  paper.y += lineHeight
  const second =
    cancels === null
      ? sayText(language, 'print-due', { day: sayDay(language, dueOn) })
      : sayText(language, 'print-cancels', { number: cancels.number, day: sayDay(language, cancels.issuedOn) })
  paper.write(second, paper.left)
  paper.y += lineHeight + 16
}

interface PrintedParty {
  readonly name: string
  readonly address?: string | null | undefined
  readonly registrationCode?: string | null | undefined
  readonly vatCode?: string | null | undefined
  readonly phone?: string | undefined
  readonly email?: string | undefined
}

/** Side by side; without a seller, the buyer stands alone. */
function printParties(paper: Paper, { language, seller, buyer }: InvoiceDocument): void {
  const width = (paper.right - paper.left - gap) / 2
  const sides = [
    ...(seller === null
      ? []
      : [{ heading: sayText(language, 'print-seller'), lines: partyLines(paper, language, seller, width) }]),
    { heading: sayText(language, 'print-buyer'), lines: partyLines(paper, language, buyer, width) },
  ]
  const placed = sides.map((side, place) => ({ ...side, x: paper.left + place * (width + gap) }))
  for (const { heading, x } of placed) paper.write(heading, x, { size: 8, color: grey })
  paper.y += 14
  for (let row = 0; row < Math.max(...sides.map(({ lines }) => lines.length)); row++) {
    paper.need(lineHeight)
    for (const { lines, x } of placed) paper.write(lines[row]?.text ?? '', x, { bold: lines[row]?.bold === true })
    paper.y += lineHeight
  }
  paper.y += 20
}

interface PartyLine {
  readonly text: string
  readonly bold: boolean
}

/** More lines than this are joined: an address cannot push the bill off its sheet. */
const mostAddressLines = 6

function partyLines(paper: Paper, language: Language, party: PrintedParty, width: number): readonly PartyLine[] {
  const { name, address, registrationCode, vatCode, phone, email } = party
  const street = printableLines(address ?? '')
  const texts = [
    ...street.slice(0, mostAddressLines - 1),
    street.slice(mostAddressLines - 1).join(', '),
    registrationCode == null ? '' : sayText(language, 'print-registration-code', { code: registrationCode }),
    vatCode == null ? '' : sayText(language, 'print-vat-code', { code: vatCode }),
    phone ?? '',
    email ?? '',
  ]
  return [
    ...paper.wrap(name, width, { bold: true }).map((text) => ({ text, bold: true })),
    ...texts.flatMap((text) => paper.wrap(text, width)).map((text) => ({ text, bold: false })),
  ]
}
