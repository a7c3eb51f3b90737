// When somebody reads letters about money: in their own working hours where their zone is known, else in those of the desk. Promises
// are counted on business-calendar.ts; these hours only keep a reminder from arriving at night.
import type { BusinessCalendar } from './business-calendar.ts'
import type { Day } from './day.ts'
import { dayMilliseconds, fromDayNumber, toDayNumber, weekdayOf } from './day-number.ts'
import { createClockReader } from './local-clock.ts'
import { calendarYears } from './opening-hours-faults.ts'

export interface ReaderHours {
  /** The date on the reader's wall. */
  dayOf(at: Date): Day
  /** The instant itself while open. */
  nextOpening(at: Date): Date
  /** The first open instant of a day or after it. */
  openingOn(day: Day): Date
}

/** Reading: nobody told us a client's hours, so they are Monday to Friday, nine to six, without holidays. */
const opens = 9 * 3_600_000
const closes = 18 * 3_600_000

const readClock = createClockReader(calendarYears)

/** Null when the clocks here do not know the zone. */
export function hoursOfZone(timeZone: string): ReaderHours | null {
  const clock = readClock(timeZone)
  if (clock === null) return null
  const dayNumber = (at: Date) => Math.floor(clock.toLocal(at.getTime()) / dayMilliseconds)

  function openingFrom(first: number): Date {
    let day = first
    while (weekdayOf(day) === 'saturday' || weekdayOf(day) === 'sunday') day += 1
    return new Date(clock?.toInstant(day * dayMilliseconds + opens) ?? Number.NaN)
  }

  return {
    dayOf: (at) => fromDayNumber(dayNumber(at)),
    nextOpening(at) {
      const day = dayNumber(at)
      const opening = openingFrom(day)
      const closing = clock.toInstant(day * dayMilliseconds + closes)
      if (at < opening) return opening
      return at.getTime() < closing ? at : openingFrom(day + 1)
    },
    openingOn: (day) => openingFrom(toDayNumber(day) ?? Number.NaN),
  }
}

/** The working hours of the desk, for whoever has told no zone. */
export function hoursOfDesk(calendar: BusinessCalendar, timeZone: string): ReaderHours {
  const clock = readClock(timeZone)
  return {
    dayOf: (at) => calendar.dayOf(at),
    nextOpening: (at) => calendar.nextOpening(at),
    openingOn(day) {
      const midnight = (toDayNumber(day) ?? Number.NaN) * dayMilliseconds
      return calendar.nextOpening(new Date(clock?.toInstant(midnight) ?? midnight))
    },
  }
}
