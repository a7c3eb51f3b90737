// The ticket that a message of a chat belongs to, if this party may (still) see it: of a duplicate, the one it was merged into.

import type { Tx } from '../db/client.ts'
import { findMergedInto } from '../db/ticket-relations.ts'
import { findTicketRow } from '../db/tickets.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Party } from '../domain/party.ts'
import { may } from '../domain/permissions.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'

/** Null when it is not theirs to see. */
export async function findTicketById(tx: Tx, party: Party, id: TicketId): Promise<Ticket | null> {
  const found = await findTicketRow(tx, id)
  const ticket = found === null ? null : await followMerge(tx, found)
  if (ticket === null || party.kind === 'engineer') return ticket
  return party.kind === 'contact' && may(party, 'read-ticket') && party.companyId === ticket.companyId ? ticket : null
}

/** The ticket itself, or the one that it became part of. */
export async function followMerge(tx: Tx, ticket: Ticket): Promise<Ticket> {
  const into = isEnded(ticket) ? await findMergedInto(tx, ticket.id) : null
  return into === null ? ticket : ((await findTicketRow(tx, into.id)) ?? ticket)
}
