// Calls again for every Blocker that nobody has acknowledged in time. Called by the sweep, by any replica; each ticket is a
// transaction of its own, in which what is due is asked anew.
import { findBlockerCall, findDueCalls, postponeCall } from '../db/blocker-calls.ts'
import type { Database, Tx } from '../db/client.ts'
import { lockFreeTicket } from '../db/tickets.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Log } from '../domain/log.ts'
import { isEnded } from '../domain/ticket.ts'
import { makeCall } from './call-for-blocker.ts'
import type { Desk } from './desk.ts'
import { endNeedlessCall } from './end-blocker-call.ts'

/** In one sweep; the rest in the next. */
const atOnce = 20
const retryMilliseconds = 10_000

/** One ticket that fails holds no other up. After downtime each ticket calls once, not once for every call that was missed. */
export async function repeatBlockerCalls(deps: {
  readonly database: Database
  readonly desk: Desk
  readonly log: Log
}): Promise<void> {
  const due = await deps.database.statements((tx) => findDueCalls(tx, atOnce))
  for (const id of due) {
    try {
      await deps.database.transaction((tx) => repeatCall(tx, deps.desk, id))
    } catch (error) {
      deps.log.error({ ticketId: id, err: error }, 'the call for a Blocker failed and is tried again')
      await deps.database.statements((tx) => postponeCall(tx, id, new Date(tx.now.getTime() + retryMilliseconds)))
    }
  }
}

async function repeatCall(tx: Tx, desk: Desk, id: TicketId): Promise<void> {
  // One that is held (another replica calls, an engineer takes it just now) is looked at again by the next sweep.
  const ticket = await lockFreeTicket(tx, id)
  const call = await findBlockerCall(tx, id)
  if (ticket === null || call?.nextAt == null || call.nextAt > tx.now) return
  if (ticket.priority === 'blocker' && !isEnded(ticket)) await makeCall(tx, desk, ticket)
  // Whoever changed the ticket ended its call; this is for a row that was changed by hand.
  else await endNeedlessCall(tx, desk, { ...ticket, priority: 'blocker' }, { kind: 'system' })
}
