// Dates on which a catalogue's desk is closed, or open at other hours, as an operator entered them.
import type { Day } from '../domain/day.ts'
import type { DayException, DayExceptions, Window } from '../domain/opening-hours.ts'
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

/** Stores a date's hours in place of those that were there. */
export async function saveCalendarDay(tx: Tx, catalogue: string, { on, windows }: DayException): Promise<void> {
  await tx.sql.$executeRaw`
    INSERT INTO calendar_day (catalogue, "on", windows, created_at)
    VALUES (${catalogue}, ${on}::date, ${JSON.stringify(windows)}::jsonb, ${tx.now})
    ON CONFLICT (catalogue, "on") DO UPDATE SET windows = EXCLUDED.windows, created_at = EXCLUDED.created_at`
}

export async function deleteCalendarDay(tx: Tx, catalogue: string, day: Day): Promise<void> {
  await tx.sql.$executeRaw`DELETE FROM calendar_day WHERE catalogue = ${catalogue} AND "on" = ${day}::date`
}

/** For what read a catalogue's dates along with something else: nobody needs to ask for them again in this transaction. */
export function knowCalendarDays(tx: Tx, catalogue: string, days: DayExceptions): void {
  void once(tx, `calendar days of ${catalogue}`, async () => days)
}
