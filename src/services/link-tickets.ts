// Links two tickets that have to do with each other, and unlinks them. Nobody is told; both pages show it. A client sees links to
// tickets of the same company only, so the people of the desk may link any two.
import type { Tx } from '../db/client.ts'
import { linkTicketRows, unlinkTicketRows } from '../db/ticket-relations.ts'
import { addTicketEvent } from '../db/tickets.ts'
import type { Actor } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import type { Ticket } from '../domain/ticket.ts'

export interface LinkTickets {
  readonly one: Ticket
  readonly other: Ticket
  readonly by: Actor
}

/** Linking what is linked changes nothing. @throws Refusal `invalid` for a ticket and itself. */
export async function linkTickets(tx: Tx, { one, other, by }: LinkTickets): Promise<void> {
  if (one.id === other.id) throw new Refusal('invalid', { reason: 'link-itself' }, 'ticket')
  if (await linkTicketRows(tx, one.id, other.id)) await note(tx, 'linked', { one, other, by })
}

/** @throws Refusal `not-found` when they are not linked. */
export async function unlinkTickets(tx: Tx, link: LinkTickets): Promise<void> {
  if (!(await unlinkTicketRows(tx, link.one.id, link.other.id))) throw new Refusal('not-found')
  await note(tx, 'unlinked', link)
}

async function note(tx: Tx, kind: 'linked' | 'unlinked', { one, other, by }: LinkTickets): Promise<void> {
  await addTicketEvent(tx, one.id, { kind, at: tx.now, by, data: { ticket: other.number } })
  await addTicketEvent(tx, other.id, { kind, at: tx.now, by, data: { ticket: one.number } })
}
