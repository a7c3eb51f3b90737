// What became of something that was asked in a chat: the ticket that was made of it, or that it was added to.
import type { Tx } from '../db/client.ts'
import { findCommentBySource } from '../db/comments.ts'
import { findTicketBySource, findTicketRow } from '../db/tickets.ts'
import type { Ticket } from '../domain/ticket.ts'

/** @param sourceKey names the chat, so that nobody finds another's. Null: nothing came of it. */
export async function findOutcome(tx: Tx, sourceKey: string): Promise<Ticket | null> {
  const made = await findTicketBySource(tx, sourceKey)
  if (made !== null) return made
  const comment = await findCommentBySource(tx, sourceKey)
  return comment === null ? null : findTicketRow(tx, comment.ticketId)
}
