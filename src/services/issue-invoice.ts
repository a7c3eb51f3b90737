// Takes in an invoice with its lines, and tells the company's Invoices contacts, and nobody else (RULES 4).

import type { Tx } from '../db/client.ts'
import { findCompany } from '../db/companies.ts'
import { findInvoice, type Invoice, insertInvoice, nextInvoiceNumber, reserveInvoiceNumber } from '../db/invoices.ts'
import { findInvoiceContacts } from '../db/people.ts'
import { insertStoredFile } from '../db/stored-files.ts'
import { lockValues } from '../db/value-lock.ts'
import { type Day, dayAt } from '../domain/day.ts'
import { Refusal } from '../domain/errors.ts'
import type { StoredFile } from '../domain/file-store.ts'
import type { AttachmentId, CompanyId } from '../domain/ids.ts'
import { type InvoiceLine, statusByPayments, toAmountCents } from '../domain/invoice.ts'
import { sayMoney } from '../texts/money.ts'
import { say } from '../texts/render.ts'
import { sayDay } from '../texts/when.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'

export interface IssueInvoice {
  readonly companyId: CompanyId
  /** Absent: the next number of the year. */
  readonly number?: string
  /** ISO 4217, three capital letters. */
  readonly currency: string
  readonly dueOn: Day
  readonly lines: readonly InvoiceLine[]
  /** The document, already in the file store. */
  readonly pdf?: StoredFile
}

/**
 * @throws Refusal `not-found`, naming `company`; `conflict`, naming `number`; `invalid`, naming `lines`, for a total that is
 *   below zero or too large to be counted.
 */
export async function issueInvoice(tx: Tx, desk: Desk, request: IssueInvoice): Promise<Invoice> {
  if ((await findCompany(tx, request.companyId)) === null) throw new Refusal('not-found', {}, 'company')
  const lines = request.lines.map((line) => ({
    description: line.description,
    quantity: String(line.quantity),
    unitPriceCents: BigInt(line.unitPriceCents),
    amountCents: toAmountCents(line),
  }))
  const totalCents = lines.reduce((sum, line) => sum + line.amountCents, 0n)
  if (totalCents < 0n) throw new Refusal('invalid', { reason: 'total-below-zero' }, 'lines')
  if (totalCents > BigInt(Number.MAX_SAFE_INTEGER)) throw new Refusal('invalid', { reason: 'total-too-large' }, 'lines')
  const issuedOn = dayAt(tx.now)
  const number = await chooseNumber(tx, request.number, issuedOn)
  const invoice = await insertInvoice(tx, {
    number,
    companyId: request.companyId,
    currency: request.currency,
    status: statusByPayments(totalCents, 0n),
    issuedOn,
    dueOn: request.dueOn,
    totalCents,
    pdfKey: request.pdf?.storeKey ?? null,
    pdfFileId: request.pdf === undefined ? null : await keepDocument(tx, number, request.pdf),
    lines,
  })
  await announce(tx, desk, invoice)
  return invoice
}

async function chooseNumber(tx: Tx, given: string | undefined, issuedOn: Day): Promise<string> {
  if (given === undefined) return nextInvoiceNumber(tx, Number(issuedOn.slice(0, 4)))
  await lockValues(tx, [`invoice:${given}`])
  if ((await findInvoice(tx, given)) !== null) throw new Refusal('conflict', { reason: 'invoice-number-taken' }, 'number')
  const ours = /^(\d{4})-(\d{5,6})$/.exec(given)
  if (ours !== null) await reserveInvoiceNumber(tx, Number(ours[1]), Number(ours[2]))
  return given
}

function keepDocument(tx: Tx, number: string, stored: StoredFile): Promise<AttachmentId> {
  return insertStoredFile(tx, { stored, fileName: `invoice-${number}.pdf`, mediaType: 'application/pdf' })
}

async function announce(tx: Tx, desk: Desk, invoice: Invoice): Promise<void> {
  const { number, pdfFileId } = invoice
  await notify(tx, desk, {
    kind: 'invoice.issued',
    dedup: `invoice.issued:${invoice.id}`,
    about: { invoiceId: invoice.id },
    recipients: await findInvoiceContacts(tx, invoice.companyId, desk.defaultLanguage),
    text: (language) =>
      say(language, 'invoice-issued', {
        number,
        amount: sayMoney(language, invoice.totalCents, invoice.currency),
        due: sayDay(language, invoice.dueOn),
      }),
    attachmentIds: pdfFileId === null ? [] : [pdfFileId],
    fileCaption: (language) => say(language, 'invoice-file-caption', { number }),
  })
}
