// The foot of an invoice: what it comes to, with VAT or why there is none, and how to pay, in words and as a picture that banks' apps
// read. It stays together on one sheet.
import { encode } from 'uqr'
import { spacedIban } from '../domain/iban.ts'
import type { Seller } from '../domain/invoice-parties.ts'
import { sayPaymentCode } from '../domain/payment-code.ts'
import { sayDecimal, sayMoney } from '../texts/money.ts'
import { sayText } from '../texts/render.ts'
import { sayDay } from '../texts/when.ts'
import type { InvoiceDocument } from './invoice-document.ts'
import type { Paper } from './paper.ts'

const lineHeight = 14
const pictureSide = 104
const grey = '#6b7280'

export function printInvoiceSums(paper: Paper, document: InvoiceDocument): void {
  const sums = sumsOf(document)
  const notes = document.vatExemption === null ? [] : paper.wrap(document.vatExemption, paper.right - paper.left)
  paper.need(Math.min(20 + (sums.length + notes.length) * lineHeight, 500))
  paper.y += 8
  const widest = Math.max(...sums.map(({ value }) => paper.widthOf(value, { bold: true, size: 11 })))
  for (const { name, value, strong } of sums) {
    const ink = strong ? { bold: true, size: 11 } : {}
    paper.write(name, paper.right - widest - 18, { ...ink, align: 'right' })
    paper.write(value, paper.right, { ...ink, align: 'right' })
    paper.y += strong ? lineHeight + 3 : lineHeight
  }
  paper.y += 4
  for (const note of notes) {
    paper.need(lineHeight)
    paper.write(note, paper.left, { color: grey })
    paper.y += lineHeight
  }
  const { seller } = document
  if (seller?.bank !== undefined && toPay(document) > 0n) printPayment(paper, document, seller)
}

interface Sum {
  readonly name: string
  readonly value: string
  readonly strong: boolean
}

function toPay({ totalCents, creditTakenCents, cancels }: InvoiceDocument): bigint {
  return cancels === null ? BigInt(totalCents) - BigInt(creditTakenCents) : 0n
}

function sumsOf(document: InvoiceDocument): readonly Sum[] {
  const { language, currency, vatRate } = document
  const money = (cents: bigint) => sayMoney(language, cents, currency)
  const [total, vat, taken] = [document.totalCents, document.vatCents, document.creditTakenCents].map(BigInt)
  if (total === undefined || vat === undefined || taken === undefined) return []
  const rate = vatRate === null ? '' : sayDecimal(language, String(vatRate / 10))
  return [
    ...(vatRate === null
      ? []
      : [
          { name: sayText(language, 'print-net'), value: money(total - vat), strong: false },
          { name: sayText(language, 'print-vat', { rate }), value: money(vat), strong: false },
        ]),
    { name: sayText(language, 'print-total'), value: money(total), strong: true },
    ...(taken === 0n
      ? []
      : [
          { name: sayText(language, 'print-credit-taken'), value: money(-taken), strong: false },
          { name: sayText(language, 'print-to-pay'), value: money(total - taken), strong: true },
        ]),
  ]
}

function printPayment(paper: Paper, document: InvoiceDocument, seller: Seller): void {
  const { language, number, currency, dueOn } = document
  const cents = toPay(document)
  const { iban = '', bic, name: bank } = seller.bank ?? {}
  const code = sayPaymentCode({ seller, currency, cents, reference: number })
  const width = paper.right - paper.left - pictureSide - 24
  const texts = [
    sayText(language, 'print-pay-by', { amount: sayMoney(language, cents, currency), day: sayDay(language, dueOn) }),
    sayText(language, 'print-beneficiary', { name: seller.name }),
    sayText(language, 'print-iban', { iban: spacedIban(iban) }),
    ...(bic === undefined ? [] : [sayText(language, 'print-bic', { bic })]),
    ...(bank === undefined ? [] : [sayText(language, 'print-bank', { name: bank })]),
    sayText(language, 'print-reference', { number }),
  ].flatMap((text) => paper.wrap(text, width))
  paper.need(Math.max(Math.min(texts.length * lineHeight, 400) + 34, code === null ? 0 : pictureSide + 60))
  paper.y += 18
  paper.rule()
  paper.y += 12
  const top = paper.y
  paper.write(sayText(language, 'print-payment'), paper.left, { size: 8, color: grey })
  paper.y += lineHeight
  if (code !== null) printPicture(paper, code, top, sayText(language, 'print-scan'))
  paper.y = top + lineHeight
  for (const text of texts) {
    paper.need(lineHeight)
    paper.write(text, paper.left)
    paper.y += lineHeight
  }
}

function printPicture(paper: Paper, code: string, top: number, caption: string): void {
  const { data, size } = encode(code, { ecc: 'M', border: 0 })
  paper.squares(data, paper.right - pictureSide, top, pictureSide / size)
  paper.y = top + pictureSide + 6
  paper.write(caption, paper.right, { size: 7.5, color: grey, align: 'right' })
  paper.y += lineHeight
}
