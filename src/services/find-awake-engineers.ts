// Which engineers may hear of a ticket that is nobody's: all of them, but of a Blocker that calls only those it has called. It
// climbs by itself, and wakes nobody before their turn.
import { findBlockerCall, findCalledEngineers } from '../db/blocker-calls.ts'
import type { Tx } from '../db/client.ts'
import { findEngineers } from '../db/people.ts'
import type { Engineer } from '../domain/party.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Desk } from './desk.ts'

export async function findAwakeEngineers(tx: Tx, desk: Desk, ticket: Ticket): Promise<readonly Engineer[]> {
  const everybody = await findEngineers(tx, desk.defaultLanguage)
  const call = ticket.priority === 'blocker' ? await findBlockerCall(tx, ticket.id) : null
  if (call === null || call.nextAt === null) return everybody
  const called = await findCalledEngineers(tx, ticket.id, call.startedAt)
  return everybody.filter(({ id }) => called.has(id))
}
