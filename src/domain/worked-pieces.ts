// A time entry cut where the price of time may change: at the ends of months, and into what lay within working hours and what did
// not. Real elapsed time, also over a clock change (RULES D5).
import type { BilledEntry } from './billing-facts.ts'
import type { BusinessCalendar } from './business-calendar.ts'
import { addMonths, type Month, monthAt, monthStart } from './desk-month.ts'

export interface Piece {
  readonly entry: BilledEntry
  readonly month: Month
  readonly from: Date
  readonly seconds: number
  /** Of them, within working hours. */
  readonly openSeconds: number
}

/**
 * In order. The part after `until` is left out; an entry without any length is one piece without any.
 * @param calendar null: every hour is like every other.
 */
export function cutEntry(entry: BilledEntry, calendar: BusinessCalendar | null, until: Date): readonly Piece[] {
  const end = Math.min(entry.startedAt.getTime() + entry.seconds * 1000, until.getTime())
  const pieces: Piece[] = []
  let from = entry.startedAt
  while (from.getTime() < end || (pieces.length === 0 && from < until)) {
    const month = monthAt(from)
    const to = new Date(Math.min(end, monthStart(addMonths(month, 1)).getTime()))
    const seconds = Math.round((to.getTime() - from.getTime()) / 1000)
    const open = calendar === null ? seconds : Math.min(seconds, Math.round(calendar.openMilliseconds(from, to) / 1000))
    pieces.push({ entry, month, from, seconds, openSeconds: open })
    if (to <= from) break
    from = to
  }
  return pieces
}
