// Brings invoices that are not paid to mind: called by each sweep, for those whose time has come. Each is a transaction of its own, and
// what is told is decided with the invoice locked, so that nobody is reminded of what was paid a moment before.
import type { Tx } from '../db/client.ts'
import { findInvoiceById, type Invoice } from '../db/invoices.ts'
import { findInvoiceContacts } from '../db/people.ts'
import { findDueInvoices, lockDueInvoice, setInvoiceLook } from '../db/reminders.ts'
import type { InvoiceId } from '../domain/ids.ts'
import { type InvoiceStage, invoiceStages } from '../domain/invoice-stages.ts'
import type { Language } from '../domain/language.ts'
import type { Contact } from '../domain/party.ts'
import { sayMoney } from '../texts/money.ts'
import { say } from '../texts/render.ts'
import { sayDay } from '../texts/when.ts'
import type { Desk } from './desk.ts'
import { invoiceButtons } from './invoice-buttons.ts'
import { notify } from './notify.ts'
import { remindReaders } from './remind-readers.ts'
import type { WarnDeps } from './warn-due-clocks.ts'

/** A sweep's share; the rest comes with the next one. */
const atOnce = 20
const retryMilliseconds = 10 * 60_000

export async function remindOfInvoices({ database, desk, log }: WarnDeps): Promise<void> {
  for (const id of await database.statements((tx) => findDueInvoices(tx, atOnce))) {
    try {
      await database.transaction((tx) => remindOf(tx, desk, id))
    } catch (error) {
      log.error({ invoiceId: id, err: error }, 'an invoice could not be looked at')
      await database.transaction((tx) => setInvoiceLook(tx, id, new Date(tx.now.getTime() + retryMilliseconds)))
    }
  }
}

async function remindOf(tx: Tx, desk: Desk, id: InvoiceId): Promise<void> {
  if (!(await lockDueInvoice(tx, id))) return
  const invoice = await findInvoiceById(tx, id)
  if (invoice === null) return
  const next = isOpen(invoice)
    ? await remindReaders(tx, desk, {
        subject: `invoice:${id}`,
        stages: invoiceStages(invoice),
        readers: await findInvoiceContacts(tx, invoice.companyId, desk.defaultLanguage),
        tell: (reader, stage) => tell(tx, desk, invoice, reader, stage),
      })
    : null
  await setInvoiceLook(tx, id, next)
}

/** Something of it is still to be paid. */
function isOpen({ status, totalCents, paidCents, cancels }: Invoice): boolean {
  return status !== 'paid' && status !== 'cancelled' && cancels === null && paidCents < totalCents
}

async function tell(tx: Tx, desk: Desk, invoice: Invoice, reader: Contact, stage: InvoiceStage): Promise<void> {
  await notify(tx, desk, {
    kind: stage.startsWith('overdue') ? 'invoice.overdue' : 'invoice.due',
    dedup: `invoice.${stage}:${invoice.id}`,
    about: { invoiceId: invoice.id },
    recipients: [reader],
    text: (language) => say(language, `invoice-${stage}`, valuesOf(language, invoice)),
    buttons: (language) => invoiceButtons(language, invoice),
  })
}

function valuesOf(language: Language, { number, totalCents, paidCents, currency, dueOn }: Invoice) {
  return { number, rest: sayMoney(language, totalCents - paidCents, currency), due: sayDay(language, dueOn) }
}
