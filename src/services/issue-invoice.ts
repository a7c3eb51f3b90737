// Takes in an invoice with its lines, and tells the company's Invoices contacts, and nobody else (RULES 4).

import type { Tx } from '../db/client.ts'
import { lockCompany } from '../db/companies.ts'
import { lockCredits, moveCredits } from '../db/invoice-credit.ts'
import {
  findInvoice,
  type Invoice,
  insertInvoice,
  nextInvoiceNumber,
  reserveInvoiceNumber,
  type StoredLine,
} from '../db/invoices.ts'
import { findInvoiceContacts } from '../db/people.ts'
import { insertStoredFile } from '../db/stored-files.ts'
import { lockValues } from '../db/value-lock.ts'
import { type Day, dayAt } from '../domain/day.ts'
import type { Month } from '../domain/desk-month.ts'
import { Refusal } from '../domain/errors.ts'
import type { StoredFile } from '../domain/file-store.ts'
import type { AttachmentId, CompanyId } from '../domain/ids.ts'
import { creditOf, type InvoiceLine, statusByPayments, takeOff, toAmountCents } from '../domain/invoice.ts'
import type { Language } from '../domain/language.ts'
import type { RichText } from '../domain/rich-text.ts'
import { vatOf } from '../domain/vat.ts'
import { sayMoney } from '../texts/money.ts'
import { say } from '../texts/render.ts'
import { sayDay } from '../texts/when.ts'
import { billCharges } from './bill-charges.ts'
import type { Desk } from './desk.ts'
import { invoiceButtons } from './invoice-buttons.ts'
import { documentOf, partiesOf, requestInvoiceDocument } from './invoice-document.ts'
import { notify } from './notify.ts'

export interface IssueInvoice {
  readonly companyId: CompanyId
  /** Absent: the next number of the year. */
  readonly number?: string
  /** ISO 4217, three capital letters. */
  readonly currency: string
  readonly dueOn: Day
  /** As given; or all that is charged up to the end of a month, and not billed yet. */
  readonly lines: readonly InvoiceLine[] | { readonly through: Month }
  /** The document, already in the file store. */
  readonly pdf?: StoredFile
}

/**
 * @throws Refusal `not-found`, naming `company`; `conflict`, naming `number`; `invalid`, naming `lines`, for a total that is
 *   below zero or too large to be counted; for charges, whatever `billCharges` refuses.
 */
export async function issueInvoice(tx: Tx, desk: Desk, request: IssueInvoice): Promise<Invoice> {
  const company = await lockCompany(tx, request.companyId)
  if (company === null) throw new Refusal('not-found', {}, 'company')
  const lines =
    'through' in request.lines ? await billCharges(tx, desk, { ...request, ...request.lines }) : toLines(request.lines)
  const { vatRate, vatExemption } = company
  const netCents = lines.reduce((sum, line) => sum + line.amountCents, 0n)
  if (netCents < 0n && !('through' in request.lines)) throw new Refusal('invalid', { reason: 'total-below-zero' }, 'lines')
  const vatCents = vatRate === null ? 0n : vatOf(netCents, vatRate)
  const totalCents = netCents + vatCents
  if (totalCents > BigInt(Number.MAX_SAFE_INTEGER)) throw new Refusal('invalid', { reason: 'total-too-large' }, 'lines')
  const issuedOn = dayAt(tx.now)
  const { currency, dueOn } = request
  const credits = takeOff(totalCents, await lockCredits(tx, request.companyId, currency))
  const paidCents = credits.reduce((sum, { cents }) => sum + cents, 0n)
  const number = await chooseNumber(tx, request.number, issuedOn)
  const parties = partiesOf(desk, company)
  const facts = {
    ...{ number, currency, issuedOn, dueOn, lines, totalCents, vatRate, vatCents, vatExemption },
    creditTakenCents: paidCents,
    cancels: null,
  }
  const { cancels: _, ...stored } = facts
  const invoice = await insertInvoice(tx, {
    ...stored,
    companyId: request.companyId,
    status: statusByPayments(totalCents, paidCents),
    paidCents,
    creditCents: creditOf({ totalCents, paidCents, nothingDue: false }),
    cancelsId: null,
    parties,
    pdfKey: request.pdf?.storeKey ?? null,
    pdfFileId:
      request.pdf === undefined
        ? await requestInvoiceDocument(tx, documentOf(facts, parties))
        : await keepDocument(tx, number, request.pdf),
  })
  await moveCredits(tx, invoice.id, credits, issuedOn)
  await announce(tx, desk, invoice)
  return invoice
}

function toLines(given: readonly InvoiceLine[]): readonly StoredLine[] {
  return given.map((line) => ({
    description: line.description,
    quantity: String(line.quantity),
    unitPriceCents: BigInt(line.unitPriceCents),
    amountCents: toAmountCents(line),
  }))
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
    text: (language) => wordIssued(language, invoice),
    buttons: (language) => invoiceButtons(language, invoice),
    attachmentIds: pdfFileId === null ? [] : [pdfFileId],
    fileCaption: (language) => say(language, 'invoice-file-caption', { number }),
  })
}

function wordIssued(language: Language, { number, totalCents, creditTakenCents, paidCents, currency, dueOn }: Invoice): RichText {
  const money = (cents: bigint) => sayMoney(language, cents, currency)
  const amount = money(totalCents)
  const due = sayDay(language, dueOn)
  if (totalCents < 0n) return say(language, 'invoice-issued-below-zero', { number, credit: money(-totalCents) })
  if (creditTakenCents === 0n) return say(language, 'invoice-issued', { number, amount, due })
  if (paidCents >= totalCents) return say(language, 'invoice-issued-covered', { number, amount })
  return say(language, 'invoice-issued-credit', {
    ...{ number, amount, due },
    credit: money(creditTakenCents),
    rest: money(totalCents - paidCents),
  })
}
