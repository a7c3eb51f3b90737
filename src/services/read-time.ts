// The time on a ticket as its engineer sees it: how much there is, and how much more they seem to have worked.
import type { Tx } from '../db/client.ts'
import { findActs, sumTime } from '../db/time-entries.ts'
import type { EngineerId } from '../domain/ids.ts'
import type { Ticket } from '../domain/ticket.ts'
import { suggestMinutes } from '../domain/time-entry.ts'

export interface TimeOnTicket {
  /** All that counts, by everybody. */
  readonly seconds: number
  /** What this engineer has not logged yet, going by what they did on the ticket; 0 when there is nothing to go by. */
  readonly suggestedMinutes: number
}

export async function readTime(tx: Tx, ticket: Ticket, engineerId: EngineerId): Promise<TimeOnTicket> {
  const suggested = suggestMinutes(await findActs(tx, ticket.id, engineerId))
  const open = Math.floor((tx.now.getTime() - ticket.openedAt.getTime()) / 60_000)
  return { seconds: await sumTime(tx, ticket.id), suggestedMinutes: Math.min(suggested, open) }
}
