// When the people of the desk are warned that a clock runs out, and which warning to send now (RULES 6, Clocks). Pure: what
// was sent already and the time come as parameters. Who is told, and how, is decided elsewhere.
import type { SlaClock } from './sla-clock.ts'
import { type ClockCalendar, elapsed, later } from './sla-meter.ts'

/** `overdue-3`: three hours after the deadline, on the clock's own time. Each is sent at most once a clock and cycle. */
export type WarningLevel = 'average' | 'half' | 'three-quarters' | 'due' | `overdue-${number}`

export interface Warning {
  readonly level: WarningLevel
  /** When its time comes. */
  readonly at: Date
}

export interface NextWarning {
  /** To be sent now, if the same question gets the same answer in the transaction that sends it. */
  readonly send: Warning | null
  /** When to ask again, provided that `send` was sent; null: when the clock changes. */
  readonly lookAgainAt: Date | null
}

const hour = 3_600_000

/**
 * Which warning a clock asks for now: of those that were missed (the service was down, the ticket was raised) only the
 * highest, and never one below a level that was sent. Stopped and paused clocks, and those without a deadline, ask for none.
 * In working time nothing is sent while the desk is closed, closing time included: it waits for the opening.
 */
export function nextWarning(
  clock: SlaClock,
  asked: { readonly sent: Iterable<WarningLevel>; readonly now: Date },
  calendar: ClockCalendar,
): NextWarning {
  const steps = warningTimes(clock, calendar)
  if (steps.length === 0) return { send: null, lookAgainAt: null }
  const now = asked.now.getTime()
  let highestSent = -1
  for (const level of asked.sent) highestSent = Math.max(highestSent, placeOf(level, steps))
  const reached = placeReached(steps, clock, now, calendar)
  const opening = onClock(clock, now, calendar)
  if (reached > highestSent && opening.getTime() > now) return { send: null, lookAgainAt: opening }
  const following = stepAt(Math.max(reached, highestSent) + 1, steps, clock, calendar)
  return {
    send: reached > highestSent ? stepAt(reached, steps, clock, calendar) : null,
    lookAgainAt: onClock(clock, following.at.getTime(), calendar),
  }
}

/**
 * The warnings up to the deadline, in order; hourly ones follow without end. Empty for a clock that warns of nothing. The
 * average belongs to responses, and is left out where it is not before the deadline. Reading: a half and three quarters are
 * of the time allowed as it stands after raises; what was reached before the terms last changed is reached as of then.
 */
export function warningTimes(clock: SlaClock, calendar: ClockCalendar): readonly Warning[] {
  const { dueAt, allowedMilliseconds: allowed, averageMilliseconds: average } = clock
  if (clock.stoppedAt !== null || clock.pausedAt !== null || dueAt === null || allowed === null) return []
  const early: { level: WarningLevel; used: number }[] = [
    ...(average === null || average >= allowed || clock.kind === 'resolution'
      ? []
      : [{ level: 'average' as const, used: average }]),
    { level: 'half', used: Math.ceil(allowed / 2) },
    { level: 'three-quarters', used: Math.ceil((allowed * 3) / 4) },
  ]
  early.sort((a, b) => a.used - b.used)
  const times = early.map(({ level, used }) => ({ level, at: new Date(Math.min(reachedAt(used, clock, calendar), dueAt)) }))
  return [...times, { level: 'due', at: new Date(dueAt) }]
}

function reachedAt(used: number, clock: SlaClock, calendar: ClockCalendar): number {
  if (used <= clock.usedMilliseconds) return clock.countedAt
  return later(clock.time, clock.countedAt, used - clock.usedMilliseconds, calendar)
}

/** The place of the last level whose time has come; -1 before the first. Hours overdue follow the deadline's place. */
function placeReached(steps: readonly Warning[], clock: SlaClock, now: number, calendar: ClockCalendar): number {
  const reached = steps.findLastIndex((step) => step.at.getTime() <= now)
  if (reached < steps.length - 1 || clock.dueAt === null) return reached
  return reached + Math.floor(elapsed(clock.time, clock.dueAt, now, calendar) / hour)
}

function placeOf(level: WarningLevel, steps: readonly Warning[]): number {
  const overdue = /^overdue-(\d+)$/.exec(level)
  return overdue === null ? steps.findIndex((step) => step.level === level) : steps.length - 1 + Number(overdue[1])
}

function stepAt(place: number, steps: readonly Warning[], clock: SlaClock, calendar: ClockCalendar): Warning {
  const step = steps[place]
  if (step !== undefined) return step
  const hours = place - steps.length + 1
  return { level: `overdue-${hours}`, at: new Date(later(clock.time, clock.dueAt ?? 0, hours * hour, calendar)) }
}

/** The instant itself, or the opening after it when the clock's time stands still. */
function onClock(clock: SlaClock, at: number, calendar: ClockCalendar): Date {
  return clock.time === 'plain' ? new Date(at) : calendar.nextOpening(new Date(at))
}
