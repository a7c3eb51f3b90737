// Which engineers may hear of a ticket that is nobody's: all who are not away, but of a Blocker that calls only those it has
// called. It climbs by itself, and wakes nobody before their turn.
import { findBlockerCall, findCalledEngineers } from '../db/blocker-calls.ts'
import type { Tx } from '../db/client.ts'
import { type Colleague, findEngineers } from '../db/people.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Desk } from './desk.ts'

export async function findAwakeEngineers(tx: Tx, desk: Desk, ticket: Ticket): Promise<readonly Colleague[]> {
  const everybody = await findPresentEngineers(tx, desk)
  const call = ticket.priority === 'blocker' ? await findBlockerCall(tx, ticket.id) : null
  if (call === null || call.nextAt === null) return everybody
  const called = await findCalledEngineers(tx, ticket.id, call.startedAt)
  return everybody.filter(({ id }) => called.has(id))
}

/** All who are not away; when everybody is, all of them: what clients write has to reach somebody. */
export async function findPresentEngineers(tx: Tx, desk: Desk): Promise<readonly Colleague[]> {
  const everybody = await findEngineers(tx, desk.defaultLanguage)
  const present = everybody.filter(({ isAway }) => !isAway)
  return present.length > 0 ? present : everybody
}
