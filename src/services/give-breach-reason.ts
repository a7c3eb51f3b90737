// Puts on a ticket's history why a promise about it was not kept, for reports. The last reason given is the one shown.
import type { Tx } from '../db/client.ts'
import { hasMissedPromise } from '../db/report-counts.ts'
import { addTicketEvent } from '../db/tickets.ts'
import type { Actor } from '../domain/actor.ts'
import type { Ticket } from '../domain/ticket.ts'

/** As long as what is given for a change by the API. */
const longestReason = 500

/** @returns false when no promise about the ticket was missed; then nothing is kept. */
export async function giveBreachReason(
  tx: Tx,
  { ticket, reason, by }: { readonly ticket: Ticket; readonly reason: string; readonly by: Actor },
): Promise<boolean> {
  if (!(await hasMissedPromise(tx, ticket.id))) return false
  const data = { reason: reason.replace(/\s+/gu, ' ').trim().slice(0, longestReason) }
  await addTicketEvent(tx, ticket.id, { kind: 'breach-reason', at: tx.now, by, data })
  return true
}
