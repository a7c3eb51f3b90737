// Dates on which a catalogue's desk is closed, or open at other hours, as an operator entered them.
import type { Day } from '../domain/day.ts'
import type { DayExceptions, Window } from '../domain/opening-hours.ts'
import type { Tx } from './client.ts'
import { once } from './once.ts'

/** In order of their dates. */
export async function findCalendarDays(tx: Tx, catalogue: string): Promise<DayExceptions> {
  return once(tx, `calendar days of ${catalogue}`, async () => {
    const rows = await tx.sql.$queryRaw<{ on: Day; windows: readonly Window[] }[]>`
      SELECT to_char("on", 'YYYY-MM-DD') AS "on", windows FROM calendar_day WHERE catalogue = ${catalogue} ORDER BY "on"`
    return rows
  })
}
