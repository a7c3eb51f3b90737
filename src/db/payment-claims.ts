// What the client's side says of having paid an invoice: noted for whoever looks for the money. It is no payment.
import { randomUUID } from 'node:crypto'
import type { ContactId, InvoiceId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

export interface PaymentClaim {
  readonly reference: string
  readonly at: Date
}

export async function insertPaymentClaim(
  tx: Tx,
  {
    invoiceId,
    contactId,
    reference,
  }: { readonly invoiceId: InvoiceId; readonly contactId: ContactId; readonly reference: string },
): Promise<{ readonly id: string }> {
  const id = randomUUID()
  await tx.sql.paymentClaim.create({ data: { id, invoiceId, contactId, reference, at: tx.now } })
  return { id }
}

/** The latest three, newest first. */
export async function findPaymentClaims(tx: Tx, invoiceId: InvoiceId): Promise<readonly PaymentClaim[]> {
  return tx.sql.paymentClaim.findMany({
    where: { invoiceId },
    select: { reference: true, at: true },
    orderBy: { at: 'desc' },
    take: 3,
  })
}
