// Invoices, their lines and payments. Amounts come and go as bigint cents, days as text.
import { randomUUID } from 'node:crypto'
import { type Day, fromDay, toDay } from '../domain/day.ts'
import { type AttachmentId, type CompanyId, type InvoiceId, newId } from '../domain/ids.ts'
import type { InvoiceStatus } from '../domain/invoice.ts'
import type { InvoiceParties } from '../domain/invoice-parties.ts'
import type { Tx } from './client.ts'
import type { Prisma } from './generated/client.ts'
import { chargeColumns, type LineCharge, lineTicket, toLineCharge } from './line-charge.ts'
import { type Page, type PageRequest, toPage } from './page.ts'

export interface Invoice {
  readonly id: InvoiceId
  readonly number: string
  readonly companyId: CompanyId
  readonly currency: string
  readonly status: InvoiceStatus
  readonly issuedOn: Day
  readonly dueOn: Day
  /** With VAT; below zero on a credit note, or where a difference is a credit. */
  readonly totalCents: bigint
  /** May be more than the total while `creditCents` of it is kept. */
  readonly paidCents: bigint
  /** Thousandths; null: no VAT is shown. */
  readonly vatRate: number | null
  readonly vatCents: bigint
  readonly vatExemption: string | null
  /** Paid beyond what is due, and kept for the company's next invoice in this currency. */
  readonly creditCents: bigint
  /** Kept from earlier invoices and taken off when this one was issued; part of `paidCents`. */
  readonly creditTakenCents: bigint
  /** A credit note: the invoice it cancels. */
  readonly cancels: RelatedInvoice | null
  /** The credit note that cancels it. */
  readonly cancelledBy: RelatedInvoice | null
  /** Null: issued before they were kept. */
  readonly parties: InvoiceParties | null
  readonly pdfKey: string | null
  /** The document as a file that can be sent to a chat. */
  readonly pdfFileId: AttachmentId | null
  readonly lines: readonly StoredLine[]
}

export interface RelatedInvoice {
  readonly id: InvoiceId
  readonly number: string
  readonly issuedOn: Day
}

export interface StoredLine {
  readonly description: string
  /** "1.5": as exact as it was given. */
  readonly quantity: string
  readonly unitPriceCents: bigint
  readonly amountCents: bigint
  /** What it billed; null: it was given as it is. */
  readonly charge?: LineCharge | null
}

export type NewInvoice = Omit<Invoice, 'id' | 'cancels' | 'cancelledBy' | 'parties'> & {
  readonly cancelsId: InvoiceId | null
  readonly parties: InvoiceParties
}

const related = { select: { id: true, number: true, issuedOn: true } } satisfies Prisma.InvoiceDefaultArgs
const withLines = {
  lines: { orderBy: { position: 'asc' }, include: lineTicket },
  cancels: related,
  cancelledBy: related,
} satisfies Prisma.InvoiceInclude
type Row = Prisma.InvoiceGetPayload<{ include: typeof withLines }>

function toInvoice(row: Row): Invoice {
  return {
    id: row.id as InvoiceId,
    number: row.number,
    companyId: row.companyId as CompanyId,
    currency: row.currency,
    status: row.status as InvoiceStatus,
    issuedOn: toDay(row.issuedOn),
    dueOn: toDay(row.dueOn),
    totalCents: row.totalCents,
    paidCents: row.paidCents,
    vatRate: row.vatRate,
    vatCents: row.vatCents,
    vatExemption: row.vatExemption,
    creditCents: row.creditCents,
    creditTakenCents: row.creditTakenCents,
    cancels: toRelated(row.cancels),
    cancelledBy: toRelated(row.cancelledBy),
    parties: row.parties as InvoiceParties | null,
    pdfKey: row.pdfKey,
    pdfFileId: row.pdfFileId as AttachmentId | null,
    lines: row.lines.map(({ description, quantity, unitPriceCents, amountCents, ...charge }) => ({
      description,
      quantity: quantity.toString(),
      unitPriceCents,
      amountCents,
      charge: toLineCharge(charge),
    })),
  }
}

function toRelated(row: Row['cancels']): RelatedInvoice | null {
  return row === null ? null : { id: row.id as InvoiceId, number: row.number, issuedOn: toDay(row.issuedOn) }
}

/** Null: no such invoice. */
export async function findInvoiceById(tx: Tx, id: string): Promise<Invoice | null> {
  const row = await tx.sql.invoice.findUnique({ where: { id }, include: withLines })
  return row === null ? null : toInvoice(row)
}

/** Null: no such invoice. */
export async function findInvoice(tx: Tx, number: string): Promise<Invoice | null> {
  const row = await tx.sql.invoice.findUnique({ where: { number }, include: withLines })
  return row === null ? null : toInvoice(row)
}

/** The invoice, locked until the transaction ends, so that two payments at once are added up. */
export async function lockInvoice(tx: Tx, number: string): Promise<Invoice | null> {
  await tx.sql.$executeRaw`SELECT 1 FROM "invoice" WHERE "number" = ${number} FOR NO KEY UPDATE`
  return findInvoice(tx, number)
}

/** Newest first; with a company, that company's. */
export async function findInvoices(
  tx: Tx,
  filter: { companyId?: CompanyId | undefined },
  page: PageRequest<string>,
): Promise<Page<Invoice, string>> {
  const rows = await tx.sql.invoice.findMany({
    where: {
      ...(filter.companyId === undefined ? {} : { companyId: filter.companyId }),
      ...(page.after === null ? {} : { id: { lt: page.after } }),
    },
    include: withLines,
    orderBy: { id: 'desc' },
    take: page.limit + 1,
  })
  return toPage(rows, page.limit, { item: toInvoice, key: (row) => row.id })
}

export async function insertInvoice(tx: Tx, { lines, parties, ...invoice }: NewInvoice): Promise<Invoice> {
  const id = newId<InvoiceId>(tx.now)
  const row = await tx.sql.invoice.create({
    data: {
      ...invoice,
      id,
      issuedOn: fromDay(invoice.issuedOn),
      dueOn: fromDay(invoice.dueOn),
      createdAt: tx.now,
      parties: parties as unknown as Prisma.InputJsonObject,
      lines: {
        create: lines.map(({ charge, ...line }, position) => ({ ...line, ...chargeColumns(charge), id: randomUUID(), position })),
      },
    },
    include: withLines,
  })
  return toInvoice(row)
}

/**
 * The next number of a year, "2026-00001". The counter's row stays locked until the transaction ends: whoever comes next
 * waits, and a rolled back invoice leaves no gap.
 */
export async function nextInvoiceNumber(tx: Tx, year: number): Promise<string> {
  const [row] = await tx.sql.$queryRaw<{ last: number }[]>`
    INSERT INTO "invoice_counter" ("year", "last") VALUES (${year}, 1)
    ON CONFLICT ("year") DO UPDATE SET "last" = "invoice_counter"."last" + 1 RETURNING "last"`
  if (row === undefined) throw new Error('an invoice counter gave no number')
  return `${year}-${String(row.last).padStart(5, '0')}`
}

/** A number given from outside that looks like one of ours moves the counter past it, so that it is never given again. */
export async function reserveInvoiceNumber(tx: Tx, year: number, last: number): Promise<void> {
  await tx.sql.$executeRaw`
    INSERT INTO "invoice_counter" ("year", "last") VALUES (${year}, ${last})
    ON CONFLICT ("year") DO UPDATE SET "last" = GREATEST("invoice_counter"."last", ${last})`
}

/** An invoice that is locked, and what is to change. */
export async function updateInvoice(
  tx: Tx,
  id: InvoiceId,
  change: { status?: InvoiceStatus; creditCents?: bigint; pdfFileId?: AttachmentId },
): Promise<void> {
  await tx.sql.invoice.update({ where: { id }, data: change })
}

export interface NewPayment {
  readonly amountCents: bigint
  readonly receivedOn: Day
  readonly reference: string | null
}

/** Adds a payment to an invoice that is locked, and what it makes of it. */
export async function insertPayment(
  tx: Tx,
  id: InvoiceId,
  payment: NewPayment,
  after: { paidCents: bigint; creditCents: bigint; status: InvoiceStatus },
): Promise<{ id: string }> {
  const paymentId = randomUUID()
  await tx.sql.payment.create({
    data: { ...payment, id: paymentId, invoiceId: id, receivedOn: fromDay(payment.receivedOn), createdAt: tx.now },
  })
  await tx.sql.invoice.update({ where: { id }, data: after })
  return { id: paymentId }
}
