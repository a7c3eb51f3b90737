// A company's invoices, for those of its contacts who get them (RULES 1).
import type { Tx } from '../db/client.ts'
import { findInvoice, findInvoiceById, findInvoices, type Invoice } from '../db/invoices.ts'
import { findPaymentClaims, type PaymentClaim } from '../db/payment-claims.ts'
import { findInvoiceContacts } from '../db/people.ts'
import { dayAt } from '../domain/day.ts'
import { type InvoiceId, isId } from '../domain/ids.ts'
import type { Contact } from '../domain/party.ts'
import { may } from '../domain/permissions.ts'
import type { Desk } from './desk.ts'

/** An invoice as its company's contacts may see it. */
export type ReadInvoice = Invoice

/** The names of those in the company who get its invoices. */
export async function listInvoiceContacts(tx: Tx, desk: Desk, { companyId }: Contact): Promise<readonly string[]> {
  return (await findInvoiceContacts(tx, companyId, desk.defaultLanguage)).map(({ name }) => name)
}

/** Newest first. */
export async function listInvoices(tx: Tx, by: Contact, limit: number): Promise<readonly Invoice[]> {
  if (!may(by, 'invoices')) return []
  return (await findInvoices(tx, { companyId: by.companyId }, { after: null, limit })).items
}

/**
 * @param name its number as printed, a year's running number alone ("17" is this year's), or its id.
 * @returns null when there is none, or it is another company's: nobody learns which.
 */
export async function findInvoiceFor(tx: Tx, by: Contact, name: string): Promise<Invoice | null> {
  if (!may(by, 'invoices')) return null
  const running = /^\d{1,6}$/.test(name) ? `${dayAt(tx.now).slice(0, 4)}-${name.padStart(5, '0')}` : null
  const found = isId(name)
    ? await findInvoiceById(tx, name)
    : ((await findInvoice(tx, name)) ?? (running === null ? null : await findInvoice(tx, running)))
  return found?.companyId === by.companyId ? found : null
}

/** What the client's side said of having paid it, the latest first. */
export async function findInvoiceClaims(tx: Tx, id: InvoiceId): Promise<readonly PaymentClaim[]> {
  return findPaymentClaims(tx, id)
}
