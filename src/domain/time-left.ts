// What is due next on a ticket and how long is left, in the time its promise is made in. Pure; wording is texts.
import type { ClockKind } from './sla-clock.ts'
import { type ClockCalendar, elapsed, type Meter } from './sla-meter.ts'

export interface TimeLeft {
  readonly kind: ClockKind
  readonly dueAt: Date
  readonly isOverdue: boolean
  /** Until it is due, or since it was: working time for a promise of working time, else time on the wall. */
  readonly milliseconds: number
}

/** A clock's due time as seen from `now`. */
export function timeLeft(
  clock: { readonly kind: ClockKind; readonly dueAt: Date; readonly time: Meter['time'] },
  now: Date,
  calendar: ClockCalendar,
): TimeLeft {
  const { kind, dueAt } = clock
  const isOverdue = dueAt < now
  const [from, to] = isOverdue ? [dueAt, now] : [now, dueAt]
  return { kind, dueAt, isOverdue, milliseconds: elapsed(clock.time, from.getTime(), to.getTime(), calendar) }
}
