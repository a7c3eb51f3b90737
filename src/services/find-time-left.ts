// How long is left until a clock is due, on the hours of the ticket's own catalogue.
import type { Tx } from '../db/client.ts'
import type { DueClock } from '../db/queue.ts'
import { type CoarseTime, coarseTime } from '../domain/coarse-time.ts'
import { type TimeLeft, timeLeft } from '../domain/time-left.ts'
import type { Desk } from './desk.ts'
import { findCalendar, findCatalogue } from './find-calendar.ts'

/** `due` to the minute, for what is said once; `coarse` for what stands for hours. */
export async function findTimeLeft(
  tx: Tx,
  desk: Desk,
  clock: DueClock | null,
): Promise<{ readonly due: TimeLeft | null; readonly coarse: CoarseTime | null }> {
  if (clock === null) return { due: null, coarse: null }
  const calendar = await findCalendar(tx, desk, findCatalogue(desk, clock.terms.catalogue))
  const due = timeLeft(clock, tx.now, calendar)
  return { due, coarse: coarseTime(due, clock.time, tx.now, calendar) }
}
