// A time entry cut where what it costs may change: at the ends of the desk's days (and so of months), and into what lay within working
// hours and what did not. Real elapsed time, also over a clock change (RULES D5).
import type { BilledEntry } from './billing-facts.ts'
import type { BusinessCalendar } from './business-calendar.ts'
import { deskDayNumber, deskInstant } from './desk-time.ts'

/** Lies within one day of the desk's calendar. */
export interface Piece {
  readonly from: Date
  readonly seconds: number
  /** Of them, within working hours. */
  readonly openSeconds: number
}

/**
 * In order. The part after `until` is left out; an entry without any length is one piece without any. Reading: work begins at a full
 * second, so that its parts are full seconds too.
 * @param calendar null: every hour is like every other.
 */
export function cutEntry(entry: BilledEntry, calendar: BusinessCalendar | null, until: Date): readonly Piece[] {
  const begin = Math.floor(entry.startedAt.getTime() / 1000) * 1000
  const end = Math.min(begin + entry.seconds * 1000, until.getTime())
  if (end <= begin) return [{ from: new Date(begin), seconds: 0, openSeconds: 0 }]
  const pieces: Piece[] = []
  for (let from = begin; from < end; ) {
    const to = Math.min(end, deskInstant(deskDayNumber(from) + 1, 0))
    const seconds = Math.round((to - from) / 1000)
    const open = calendar === null ? seconds : Math.round(calendar.openMilliseconds(new Date(from), new Date(to)) / 1000)
    pieces.push({ from: new Date(from), seconds, openSeconds: open })
    from = to
  }
  return pieces
}
