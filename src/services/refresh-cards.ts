// Renews the cards in the engineers' group whose words have changed with the time alone: less of a promise is left, or it is overdue.
// Called by each sweep, by any replica; it never takes more than a small share of what the group may be told.
import { findStaleCards, isCardStale, postponeCard, takeCardPlace } from '../db/stale-cards.ts'
import { lockFreeTicket } from '../db/tickets.ts'
import { showInRoom } from './show-in-room.ts'
import type { WarnDeps } from './warn-due-clocks.ts'

const retryMilliseconds = 60_000

/** The most urgent first. A ticket that somebody holds just now is shown by them. */
export async function refreshCards({ database, desk, log }: WarnDeps): Promise<void> {
  const group = desk.staffGroup
  if (group === undefined) return
  for (const id of await database.statements((tx) => findStaleCards(tx, group))) {
    try {
      await database.transaction(async (tx) => {
        if ((await lockFreeTicket(tx, id)) === null || !(await isCardStale(tx, id))) return
        if (!(await takeCardPlace(tx, group))) return
        await showInRoom(tx, desk, id, 'time')
      })
    } catch (error) {
      log.error({ ticketId: id, err: error }, 'the card of a ticket could not be renewed')
      await database.transaction((tx) => postponeCard(tx, id, new Date(tx.now.getTime() + retryMilliseconds)))
    }
  }
}
