// "It is paid, the bank's reference is ...": noted on the invoice, and told to the admins. No payment is recorded by it.
import type { Tx } from '../db/client.ts'
import type { Invoice } from '../db/invoices.ts'
import { insertPaymentClaim } from '../db/payment-claims.ts'
import { findEngineers } from '../db/people.ts'
import type { Contact } from '../domain/party.ts'
import { sayMoney } from '../texts/money.ts'
import { say } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'

/** Longer ones are no reference. */
export const mostReferenceLength = 140

/** @param reference at most `mostReferenceLength` characters. */
export async function claimPayment(
  tx: Tx,
  desk: Desk,
  { invoice, by, reference }: { readonly invoice: Invoice; readonly by: Contact; readonly reference: string },
): Promise<void> {
  const { id } = await insertPaymentClaim(tx, { invoiceId: invoice.id, contactId: by.id, reference })
  const admins = (await findEngineers(tx, desk.defaultLanguage)).filter(({ role }) => role === 'admin')
  const { number, currency } = invoice
  await notify(tx, desk, {
    kind: 'invoice.claimed',
    dedup: `invoice.claimed:${id}`,
    about: { invoiceId: invoice.id },
    recipients: admins,
    text: (language) => {
      const rest = sayMoney(language, invoice.totalCents - invoice.paidCents, currency)
      return say(language, 'notice-claimed', { number, rest, contact: by.name, company: by.companyName, reference })
    },
  })
}
