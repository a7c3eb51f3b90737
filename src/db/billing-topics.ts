// Tickets about billing: they are for those who get invoices, too, also where these see no other ticket.
import type { ContactId, TicketId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

export async function markBilling(tx: Tx, ticketId: TicketId): Promise<void> {
  await tx.sql.$executeRaw`UPDATE ticket SET topic = 'billing' WHERE id = ${ticketId}::uuid`
}

/** Whether it is about billing and this contact takes part in it. */
export async function findBillingPart(tx: Tx, contactId: ContactId, ticketId: TicketId): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM ticket_participant p JOIN ticket t ON t.id = p.ticket_id
    WHERE p.ticket_id = ${ticketId}::uuid AND p.contact_id = ${contactId}::uuid AND t.topic = 'billing'`
  return rows.length > 0
}
