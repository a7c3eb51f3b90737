// Says which of the company's servers a ticket is about.

import type { Tx } from '../db/client.ts'
import { addTicketEvent, updateTicket } from '../db/tickets.ts'
import type { Actor } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import { isId, type ServerId } from '../domain/ids.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Desk } from './desk.ts'
import { showInRoom } from './show-in-room.ts'

export interface ChangeServer {
  readonly ticket: Ticket
  /** Null: not related to a server. */
  readonly serverId: ServerId | null
  readonly by: Actor
}

/** @returns the server's name. @throws Refusal `not-found` for a server that is not the company's. */
export async function changeServer(tx: Tx, desk: Desk, change: ChangeServer): Promise<string | null> {
  const { ticket, serverId, by } = change
  const server =
    serverId === null || !isId(serverId)
      ? null
      : await tx.sql.server.findFirst({ where: { id: serverId, companyId: ticket.companyId }, select: { name: true } })
  if (serverId !== null && server === null) throw new Refusal('not-found', {}, 'server')
  if (ticket.serverId !== serverId) {
    await updateTicket(tx, ticket.id, { serverId }, tx.now)
    await addTicketEvent(tx, ticket.id, { kind: 'server', at: tx.now, by, data: { from: ticket.serverId, to: serverId } })
    await showInRoom(tx, desk, ticket.id)
  }
  return server?.name ?? null
}
