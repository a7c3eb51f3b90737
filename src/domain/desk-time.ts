// The wall clock of the vendor's own zone, for rotas and for times that people write: from a day and a time of day to the
// instant. Working hours are business-calendar.ts, in the zone of their catalogue.
import { deskZone } from './day.ts'
import { dayMilliseconds } from './day-number.ts'
import { createClockReader, type LocalClock } from './local-clock.ts'
import { calendarYears } from './opening-hours-faults.ts'

const readClock = createClockReader(calendarYears)

function deskClock(): LocalClock {
  const clock = readClock(deskZone)
  if (clock === null) throw new Error(`${deskZone} is no time zone here`)
  return clock
}

/**
 * The first instant at which the wall clock shows this time of day or a later one. Of a time that comes twice that is the
 * first; of one that is left out, the change.
 * @param minute of the day; 1440 is the next midnight
 */
export function deskInstant(dayNumber: number, minute: number): number {
  const clock = deskClock()
  const local = dayNumber * dayMilliseconds + minute * 60_000
  const instant = clock.toInstant(local)
  if (clock.toLocal(instant) === local) return instant
  return clock.changes.findLast(({ at }) => at <= instant)?.at ?? instant
}

/** The number of the day (day-number.ts) that the wall calendar shows. */
export function deskDayNumber(instant: number): number {
  return Math.floor(deskClock().toLocal(instant) / dayMilliseconds)
}
