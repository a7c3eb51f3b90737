// How long is left until a clock is due, on the hours of the ticket's own catalogue.
import type { Tx } from '../db/client.ts'
import type { DueClock } from '../db/queue.ts'
import { type TimeLeft, timeLeft } from '../domain/time-left.ts'
import type { Desk } from './desk.ts'
import { findCalendar, findCatalogue } from './find-calendar.ts'

export async function findTimeLeft(tx: Tx, desk: Desk, due: DueClock | null): Promise<TimeLeft | null> {
  if (due === null) return null
  return timeLeft(due, tx.now, await findCalendar(tx, desk, findCatalogue(desk, due.terms.catalogue)))
}
