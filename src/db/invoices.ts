// Invoices, their lines and payments. Amounts come and go as bigint cents, days as text.
import { randomUUID } from 'node:crypto'
import { type Day, fromDay, toDay } from '../domain/day.ts'
import { type AttachmentId, type CompanyId, type InvoiceId, newId } from '../domain/ids.ts'
import type { InvoiceStatus } from '../domain/invoice.ts'
import type { Tx } from './client.ts'
import type { Prisma } from './generated/client.ts'
import { type Page, type PageRequest, toPage } from './page.ts'

export interface Invoice {
  readonly id: InvoiceId
  readonly number: string
  readonly companyId: CompanyId
  readonly currency: string
  readonly status: InvoiceStatus
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly totalCents: bigint
  readonly paidCents: bigint
  readonly pdfKey: string | null
  /** The document as a file that can be sent to a chat. */
  readonly pdfFileId: AttachmentId | null
  readonly lines: readonly StoredLine[]
}

export interface StoredLine {
  readonly description: string
  /** "1.5": as exact as it was given. */
  readonly quantity: string
  readonly unitPriceCents: bigint
  readonly amountCents: bigint
}

/** Without "id" and what payments make of it. */
export type NewInvoice = Omit<Invoice, 'id' | 'status' | 'paidCents'> & { readonly status: InvoiceStatus }

const withLines = { lines: { orderBy: { position: 'asc' } } } satisfies Prisma.InvoiceInclude
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
    pdfKey: row.pdfKey,
    pdfFileId: row.pdfFileId as AttachmentId | null,
    lines: row.lines.map(({ description, quantity, unitPriceCents, amountCents }) => ({
      description,
      quantity: quantity.toString(),
      unitPriceCents,
      amountCents,
    })),
  }
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

export async function insertInvoice(tx: Tx, { lines, ...invoice }: NewInvoice): Promise<Invoice> {
  const id = newId<InvoiceId>(tx.now)
  const row = await tx.sql.invoice.create({
    data: {
      ...invoice,
      id,
      issuedOn: fromDay(invoice.issuedOn),
      dueOn: fromDay(invoice.dueOn),
      createdAt: tx.now,
      lines: { create: lines.map((line, position) => ({ ...line, id: randomUUID(), position })) },
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
  after: { paidCents: bigint; status: InvoiceStatus },
): Promise<{ id: string }> {
  const paymentId = randomUUID()
  await tx.sql.payment.create({
    data: { ...payment, id: paymentId, invoiceId: id, receivedOn: fromDay(payment.receivedOn), createdAt: tx.now },
  })
  await tx.sql.invoice.update({ where: { id }, data: after })
  return { id: paymentId }
}
