// What stands on an invoice's document: facts alone, as plain JSON, so that it can wait to be printed and be printed again to the
// same bytes. How it looks is print-invoice.ts.
import type { Tx } from '../db/client.ts'
import { type CompanyRow, findCompany } from '../db/companies.ts'
import { insertDrawing } from '../db/drawings.ts'
import { type Invoice, updateInvoice } from '../db/invoices.ts'
import type { AttachmentId, CompanyId } from '../domain/ids.ts'
import type { InvoiceParties } from '../domain/invoice-parties.ts'
import { chooseLanguage } from '../domain/language.ts'
import type { Desk } from './desk.ts'

type Printed = 'number' | 'issuedOn' | 'dueOn' | 'currency' | 'vatRate' | 'vatExemption'

/** Sums are cents, written out, because JSON knows no bigint. */
export interface InvoiceDocument extends Pick<Invoice, Printed>, InvoiceParties {
  readonly lines: readonly {
    readonly description: string
    readonly quantity: string
    readonly unitPriceCents: string
    readonly amountCents: string
  }[]
  readonly totalCents: string
  readonly vatCents: string
  readonly creditTakenCents: string
  /** A credit note: what it cancels. */
  readonly cancels: { readonly number: string; readonly issuedOn: string } | null
}

export type DocumentFacts = Pick<Invoice, Printed | 'lines' | 'totalCents' | 'vatCents' | 'creditTakenCents' | 'cancels'>

/** Seller and buyer as they are now. */
export function partiesOf(desk: Desk, company: CompanyRow): InvoiceParties {
  const { name, legalName, registrationCode, vatCode, address } = company
  return {
    seller: desk.seller ?? null,
    buyer: { name: legalName ?? name, registrationCode, vatCode, address },
    language: chooseLanguage([company.language], desk.defaultLanguage),
  }
}

export function documentOf(facts: DocumentFacts, { seller, buyer, language }: InvoiceParties): InvoiceDocument {
  const { number, issuedOn, dueOn, currency, vatRate, vatExemption, cancels } = facts
  return {
    ...{ number, issuedOn, dueOn, currency, vatRate, vatExemption, seller, buyer, language },
    cancels: cancels === null ? null : { number: cancels.number, issuedOn: cancels.issuedOn },
    lines: facts.lines.map(({ description, quantity, unitPriceCents, amountCents }) => ({
      description,
      quantity,
      unitPriceCents: String(unitPriceCents),
      amountCents: String(amountCents),
    })),
    totalCents: String(facts.totalCents),
    vatCents: String(facts.vatCents),
    creditTakenCents: String(facts.creditTakenCents),
  }
}

/** The document of an invoice that stands. One from before seller and buyer were kept names them as they are now. */
export async function readInvoiceDocument(tx: Tx, desk: Desk, invoice: Invoice): Promise<InvoiceDocument> {
  if (invoice.parties !== null) return documentOf(invoice, invoice.parties)
  const company = await findCompany(tx, invoice.companyId as CompanyId)
  if (company === null) throw new Error('an invoice without its company')
  return documentOf(invoice, partiesOf(desk, company))
}

/** Has it printed after the commit. @returns the file that it will be. */
export async function requestInvoiceDocument(tx: Tx, document: InvoiceDocument): Promise<AttachmentId> {
  const file = { fileName: `invoice-${document.number}.pdf`, mediaType: 'application/pdf', kind: 'document' } as const
  return insertDrawing(tx, file, JSON.stringify({ kind: 'invoice', document }))
}

/** The invoice's document as a file for a chat: the one that is there, else one that is made now. */
export async function findInvoiceFile(tx: Tx, desk: Desk, invoice: Invoice): Promise<AttachmentId> {
  if (invoice.pdfFileId !== null) return invoice.pdfFileId
  const pdfFileId = await requestInvoiceDocument(tx, await readInvoiceDocument(tx, desk, invoice))
  await updateInvoice(tx, invoice.id, { pdfFileId })
  return pdfFileId
}
