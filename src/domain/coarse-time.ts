// How much of a promise is left, in steps so coarse that a card which says it stays true for hours; and when the next step comes.
// Pure; the exact time is time-left.ts.
import { type ClockCalendar, later, type Meter } from './sla-meter.ts'
import type { TimeLeft } from './time-left.ts'

/** Before it is due `milliseconds` are the most that is left; overdue they are the least that has passed, and begin at nought. */
export interface CoarseTime extends TimeLeft {
  /** When another step is said. */
  readonly changesAt: Date
}

const hour = 3_600_000

/** @param time in which the promise counts, as in `left` */
export function coarseTime(left: TimeLeft, time: Meter['time'], now: Date, calendar: ClockCalendar): CoarseTime {
  const { isOverdue, dueAt, milliseconds } = left
  if (isOverdue) {
    const step = stepOf(milliseconds + 1)
    const said = Math.floor(milliseconds / step) * step
    return { ...left, milliseconds: said, changesAt: new Date(later(time, dueAt.getTime(), said + step, calendar)) }
  }
  const step = stepOf(milliseconds)
  const said = Math.max(1, Math.ceil(milliseconds / step)) * step
  const lower = said - step
  const changesAt = lower === 0 ? dueAt.getTime() + 1 : later(time, now.getTime(), milliseconds - lower, calendar)
  return { ...left, milliseconds: said, changesAt: new Date(changesAt) }
}

/** Hours one by one for a working day, then by four, and beyond a day and night by as many as it has. */
function stepOf(milliseconds: number): number {
  const hours = milliseconds / hour
  return (hours <= 8 ? 1 : hours <= 24 ? 4 : 24) * hour
}
