// The ticket that a message of a chat belongs to, if this party may (still) see it.

import type { Tx } from '../db/client.ts'
import { findTicketRow } from '../db/tickets.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Party } from '../domain/party.ts'
import { may } from '../domain/permissions.ts'
import type { Ticket } from '../domain/ticket.ts'

/** Null when it is not theirs to see. */
export async function findTicketById(tx: Tx, party: Party, id: TicketId): Promise<Ticket | null> {
  const ticket = await findTicketRow(tx, id)
  if (ticket === null || party.kind === 'engineer') return ticket
  return party.kind === 'contact' && may(party, 'read-ticket') && party.companyId === ticket.companyId ? ticket : null
}
