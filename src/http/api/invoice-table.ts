// Invoices and their lines as tables for spreadsheets: a line of CSV each. Amounts have two decimals and a point, whatever the
// company's language; days are days.
import type { Invoice } from '../../db/invoices.ts'
import { type Cell, csvLine } from '../../domain/csv-table.ts'
import type { Day } from '../../domain/day.ts'
import { statusOn } from '../../domain/invoice.ts'

export const invoiceColumns = csvLine([
  ...['number', 'company', 'buyer', 'currency', 'status', 'issuedOn', 'dueOn', 'net', 'vatPercent', 'vat', 'total', 'paid'],
  ...['credit', 'creditTaken', 'cancels', 'cancelledBy'],
])

export function invoiceRow(found: Invoice, today: Day): string {
  const { number, companyId, parties, currency, issuedOn, dueOn, vatRate, cancels, cancelledBy } = found
  return csvLine([
    ...[number, companyId, parties?.buyer.name ?? null, currency, statusOn(today, found), issuedOn, dueOn],
    money(found.totalCents - found.vatCents),
    vatRate === null ? null : { number: String(vatRate / 10) },
    ...[found.vatCents, found.totalCents, found.paidCents, found.creditCents, found.creditTakenCents].map(money),
    ...[cancels?.number ?? null, cancelledBy?.number ?? null],
  ])
}

export const lineColumns = csvLine(['invoice', 'line', 'description', 'quantity', 'unitPrice', 'amount', 'currency'])

export function lineRows({ number, currency, lines }: Invoice): readonly string[] {
  return lines.map(({ description, quantity, unitPriceCents, amountCents }, row) =>
    csvLine([
      ...[number, { number: String(row + 1) }, description, { number: quantity }],
      ...[money(unitPriceCents), money(amountCents), currency],
    ]),
  )
}

/** "-1234.50". */
function money(cents: bigint): Cell {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0')
  return { number: `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}` }
}
