// What companies paid too much: it stays with the invoice it was paid for until the next one takes it. Moving it is two payments,
// one below zero and one above, so that all payments together are always the money that came.
import { randomUUID } from 'node:crypto'
import { type Day, fromDay } from '../domain/day.ts'
import type { CompanyId, InvoiceId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

export interface KeptCredit {
  readonly invoiceId: InvoiceId
  readonly cents: bigint
}

/** What is kept of a company in one currency, the oldest first, locked until the transaction ends. */
export async function lockCredits(tx: Tx, companyId: CompanyId, currency: string): Promise<readonly KeptCredit[]> {
  const rows = await tx.sql.$queryRaw<{ id: string; credit_cents: bigint }[]>`
    SELECT id::text, credit_cents FROM invoice
    WHERE company_id = ${companyId}::uuid AND currency = ${currency} AND credit_cents > 0 ORDER BY id FOR NO KEY UPDATE`
  return rows.map((row) => ({ invoiceId: row.id as InvoiceId, cents: row.credit_cents }))
}

/** Moves credit that is locked to an invoice that counts it as paid already. */
export async function moveCredits(tx: Tx, to: InvoiceId, taken: readonly KeptCredit[], on: Day): Promise<void> {
  const receivedOn = fromDay(on)
  for (const { invoiceId: from, cents } of taken) {
    await tx.sql.invoice.update({
      where: { id: from },
      data: { creditCents: { decrement: cents }, paidCents: { decrement: cents } },
    })
    await tx.sql.payment.createMany({
      data: [
        { id: randomUUID(), invoiceId: from, otherId: to, amountCents: -cents, receivedOn, createdAt: tx.now },
        { id: randomUUID(), invoiceId: to, otherId: from, amountCents: cents, receivedOn, createdAt: tx.now },
      ],
    })
  }
}
