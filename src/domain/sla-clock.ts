// One clock of a ticket: what it measures, when it began and ended, and how it came out (RULES 6, Clocks). Plain JSON; the
// counting is sla-meter.ts, what starts and stops a clock is sla.ts.
import { type ClockCalendar, countMeter, type Meter, resumeMeter } from './sla-meter.ts'

/**
 * `first-response`: from opening the ticket to the first public message by a person. `next-response`: from the oldest
 * unanswered client message to the next public answer. `resolution`: until the ticket is resolved.
 */
export const clockKinds = ['first-response', 'next-response', 'resolution'] as const
export type ClockKind = (typeof clockKinds)[number]

/** `cancelled`: the message turned out to need no answer; neither kept nor breached in any report. */
export const clockOutcomes = ['kept', 'breached', 'cancelled'] as const
export type ClockOutcome = (typeof clockOutcomes)[number]

/** Kind and cycle name a clock within its ticket. Instants are milliseconds since 1970. Once stopped it never changes. */
export interface SlaClock extends Meter {
  readonly kind: ClockKind
  /** Counts the clocks of a kind from 1. */
  readonly cycle: number
  readonly startedAt: number
  /** The client message that a next response answers; null for other clocks, and when reopening is what asks. */
  readonly messageId: string | null
  readonly stoppedAt: number | null
  /** Null while it runs, and where nothing was promised. */
  readonly outcome: ClockOutcome | null
}

/**
 * Ends a running clock for good. Stopped on the instant it is due, it is kept. Stopped while paused, it is judged as if the
 * wait had ended just then.
 */
export function stopClock(clock: SlaClock, at: number, calendar: ClockCalendar): SlaClock {
  const resumed = resumeMeter(clock, at, calendar)
  return { ...countMeter(resumed, at, calendar), stoppedAt: at, outcome: judge(resumed.dueAt, at) }
}

/** Ends a running clock for good whose promise was not called for. */
export function cancelClock(clock: SlaClock, at: number, calendar: ClockCalendar): SlaClock {
  return { ...stopClock(clock, at, calendar), outcome: 'cancelled' }
}

/** How a clock has come out as known at `now`: a running one is breached as soon as its due time has passed, noticed or not. */
export function outcomeAt(clock: Pick<SlaClock, 'stoppedAt' | 'outcome' | 'dueAt'>, now: Date): ClockOutcome | null {
  if (clock.stoppedAt !== null) return clock.outcome
  return judge(clock.dueAt, now.getTime()) === 'breached' ? 'breached' : null
}

function judge(dueAt: number | null, at: number): 'kept' | 'breached' | null {
  if (dueAt === null) return null
  return at <= dueAt ? 'kept' : 'breached'
}
