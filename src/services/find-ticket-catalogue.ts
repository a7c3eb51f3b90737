// The catalogue that a ticket's work is priced by: that of its terms.
import type { Tx } from '../db/client.ts'
import { findTicketDeal } from '../db/consents.ts'
import type { Catalogue } from '../domain/catalogue.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Desk } from './desk.ts'
import { findCatalogue } from './find-calendar.ts'

export async function findTicketCatalogue(tx: Tx, desk: Desk, ticket: Pick<Ticket, 'id'>): Promise<Catalogue> {
  const { terms } = await findTicketDeal(tx, ticket.id)
  return findCatalogue(desk, terms?.catalogue ?? null)
}
