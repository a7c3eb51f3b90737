// A question about an invoice, or the wish to extend a subscription: a ticket that is marked as billing, so that whoever asked hears of
// the answer also where they see no other ticket.
import { findBillingPart, markBilling } from '../db/billing-topics.ts'
import type { Tx } from '../db/client.ts'
import { addParticipant, type MessageSources } from '../db/tickets.ts'
import type { AttachmentId, TicketId } from '../domain/ids.ts'
import type { Contact } from '../domain/party.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Desk } from './desk.ts'
import { openTicket } from './open-ticket.ts'

export interface BillingQuestion {
  readonly by: Contact
  readonly summary: string
  readonly description: string
  readonly channel: string
  /** Two with the same key are one. */
  readonly sourceKey: string
  readonly attachmentIds?: readonly AttachmentId[]
  readonly sources?: MessageSources
}

export async function askAboutBilling(tx: Tx, desk: Desk, question: BillingQuestion): Promise<Ticket> {
  const { by, ...request } = question
  const ticket = await openTicket(tx, desk, {
    ...request,
    companyId: by.companyId,
    contactId: by.id,
    priority: 'low',
    by: { kind: 'contact', id: by.id },
  })
  await markBilling(tx, ticket.id)
  // Whoever asks for the same again hears of the answer, too.
  await addParticipant(tx, ticket.id, by.id)
  return ticket
}

/** Whether it is about billing and this contact takes part in it. */
export async function isBillingTicketOf(tx: Tx, by: Contact, ticketId: TicketId): Promise<boolean> {
  return findBillingPart(tx, by.id, ticketId)
}
