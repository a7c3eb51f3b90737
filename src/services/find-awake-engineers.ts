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

/** All who are not away; when nobody of them can be reached, all of them: what clients write has to reach somebody. */
export async function findPresentEngineers(tx: Tx, desk: Desk): Promise<readonly Colleague[]> {
  const everybody = await findEngineers(tx, desk.defaultLanguage)
  return isSomebodyHere(everybody) ? everybody.filter(({ isAway }) => !isAway) : everybody
}

/** When nobody who is here can be reached, nobody counts as away. */
export async function isAnybodyHere(tx: Tx, desk: Desk): Promise<boolean> {
  return isSomebodyHere(await findEngineers(tx, desk.defaultLanguage))
}

/** Where no chat is connected at all, being away is all that counts. */
function isSomebodyHere(everybody: readonly Colleague[]): boolean {
  const anyChat = everybody.some(({ isReachable }) => isReachable)
  return everybody.some(({ isAway, isReachable }) => !isAway && (isReachable || !anyChat))
}
