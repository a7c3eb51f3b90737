// A change may be dated back, but not before the ticket's last event and not into the future (CONTRACT, `at`).

import type { Tx } from '../db/client.ts'
import { findLastEventAt } from '../db/tickets.ts'
import { Refusal } from '../domain/errors.ts'
import type { TicketId } from '../domain/ids.ts'

/** @throws Refusal `invalid`, naming `at`. */
export async function requireAt(tx: Tx, ticketId: TicketId, at: Date): Promise<void> {
  if (at > tx.now) throw new Refusal('invalid', { reason: 'future' }, 'at')
  if (at < (await findLastEventAt(tx, ticketId))) throw new Refusal('invalid', { reason: 'before-last-event' }, 'at')
}
