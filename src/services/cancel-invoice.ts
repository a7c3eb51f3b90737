// Takes an invoice back by a credit note: a document of its own, with the next number, that names the invoice and has all its sums
// below zero. What was paid of it is kept for the next invoice. What it billed is not billed any more: who counts leaves it out.
import type { Tx } from '../db/client.ts'
import { lockCompany } from '../db/companies.ts'
import {
  findInvoice,
  type Invoice,
  insertInvoice,
  lockInvoice,
  nextInvoiceNumber,
  type StoredLine,
  updateInvoice,
} from '../db/invoices.ts'
import { findInvoiceContacts } from '../db/people.ts'
import { dayAt } from '../domain/day.ts'
import { Refusal } from '../domain/errors.ts'
import { creditOf } from '../domain/invoice.ts'
import type { Language } from '../domain/language.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import { sayMoney } from '../texts/money.ts'
import { say } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { documentOf, partiesOf, requestInvoiceDocument } from './invoice-document.ts'
import { notify } from './notify.ts'

/**
 * @returns the credit note.
 * @throws Refusal `not-found`; `conflict` for one that is cancelled already, for a credit note, and where its credit was taken by
 *   another invoice since.
 */
export async function cancelInvoice(tx: Tx, desk: Desk, number: string): Promise<Invoice> {
  const companyId = (await findInvoice(tx, number))?.companyId
  const company = companyId === undefined ? null : await lockCompany(tx, companyId)
  const invoice = await lockInvoice(tx, number)
  if (invoice === null || company === null) throw new Refusal('not-found')
  if (invoice.cancels !== null) throw new Refusal('conflict', { reason: 'credit-note' })
  if (invoice.status === 'cancelled') throw new Refusal('conflict', { reason: 'invoice-cancelled' })
  if (invoice.paidCents < 0n) throw new Refusal('conflict', { reason: 'credit-taken' })
  const creditCents = creditOf({ ...invoice, nothingDue: true })
  const issuedOn = dayAt(tx.now)
  const facts = {
    number: await nextInvoiceNumber(tx, Number(issuedOn.slice(0, 4))),
    currency: invoice.currency,
    issuedOn,
    dueOn: issuedOn,
    lines: invoice.lines.map(negated),
    totalCents: -invoice.totalCents,
    vatRate: invoice.vatRate,
    vatCents: -invoice.vatCents,
    vatExemption: invoice.vatExemption,
    creditTakenCents: 0n,
    cancels: invoice,
  }
  const parties = invoice.parties ?? partiesOf(desk, company)
  const { cancels: _, ...stored } = facts
  await updateInvoice(tx, invoice.id, { status: 'cancelled', creditCents })
  const note = await insertInvoice(tx, {
    ...stored,
    companyId: invoice.companyId,
    status: 'paid',
    paidCents: 0n,
    creditCents: 0n,
    cancelsId: invoice.id,
    parties,
    pdfKey: null,
    pdfFileId: await requestInvoiceDocument(tx, documentOf(facts, parties)),
  })
  await announce(tx, desk, note, { ...invoice, creditCents })
  return note
}

/** The words, and the sums below zero. What it billed stays with the line that billed it. */
function negated({ description, quantity, unitPriceCents, amountCents }: StoredLine): StoredLine {
  return { description, quantity, unitPriceCents: -unitPriceCents, amountCents: -amountCents }
}

async function announce(tx: Tx, desk: Desk, note: Invoice, invoice: Invoice): Promise<void> {
  await notify(tx, desk, {
    kind: 'invoice.cancelled',
    dedup: `invoice.cancelled:${invoice.id}`,
    about: { invoiceId: invoice.id },
    recipients: await findInvoiceContacts(tx, invoice.companyId, desk.defaultLanguage),
    text: (language) => wordCancelled(language, note.number, invoice),
    attachmentIds: note.pdfFileId === null ? [] : [note.pdfFileId],
    fileCaption: (language) => say(language, 'invoice-credit-caption', { number: note.number }),
  })
}

function wordCancelled(language: Language, note: string, { number, totalCents, creditCents, currency }: Invoice): RichText {
  const values = { number, note, amount: sayMoney(language, totalCents, currency) }
  const cancelled = say(language, 'invoice-cancelled', values)
  if (creditCents === 0n) return cancelled
  return join([cancelled, say(language, 'invoice-cancelled-credit', { credit: sayMoney(language, creditCents, currency) })])
}
