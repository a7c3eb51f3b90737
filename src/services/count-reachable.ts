// Whether anybody on the client's side of a ticket can be written to in a chat.

import type { Tx } from '../db/client.ts'
import { findParticipants, findReach } from '../db/people.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Desk } from './desk.ts'

/** `connected`: participants with a linked chat; `usable`: those of them who have not blocked the bot. */
export async function countReachable(tx: Tx, desk: Desk, ticketId: TicketId): Promise<{ connected: number; usable: number }> {
  const participants = await findParticipants(tx, ticketId, desk.defaultLanguage)
  const reach = await findReach(
    tx,
    participants.map((contact) => contact.id),
  )
  return {
    connected: new Set(reach.map((chat) => chat.personId)).size,
    usable: new Set(reach.filter((chat) => !chat.blocked).map((chat) => chat.personId)).size,
  }
}
