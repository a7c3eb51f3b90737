// Counts one promise: the time used of it, and the instant it falls due, through pauses and changed terms (RULES 6, Clocks).
// Plain JSON. Which events do what to which clock is sla.ts; opening hours come as a parameter.
import type { BusinessCalendar } from './business-calendar.ts'
import type { ResponsePromise } from './plan-terms.ts'

/** What clocks ask of the hours of the ticket's catalogue. */
export type ClockCalendar = Pick<BusinessCalendar, 'openMilliseconds' | 'add' | 'nextOpening'>

/** What is promised from now on. Without a promise time is measured all the same. */
export interface Promised {
  readonly time: ResponsePromise['time']
  readonly milliseconds: number | null
  readonly averageMilliseconds: number | null
}

/** Instants are milliseconds since 1970. */
export interface Meter {
  /** How time counts now: while the desk is open, or on the wall's clock. What was used before keeps its length. */
  readonly time: ResponsePromise['time']
  readonly averageMilliseconds: number | null
  /** Used up to `countedAt`, in whichever time counted then. */
  readonly usedMilliseconds: number
  readonly countedAt: number
  /** At this much used time it is due: what was promised, or what a raise made of it. Null: nothing is promised. */
  readonly allowedMilliseconds: number | null
  /** Null while nothing is promised, and while paused: it moves. A due time that passed stays through a pause. */
  readonly dueAt: number | null
  readonly pausedAt: number | null
}

/** A meter at nought. Started while the desk is closed, working time counts from the next opening. */
export function startMeter(promised: Promised, at: number, calendar: ClockCalendar): Meter {
  const { time, milliseconds, averageMilliseconds } = promised
  return {
    time,
    averageMilliseconds,
    usedMilliseconds: 0,
    countedAt: at,
    allowedMilliseconds: milliseconds,
    dueAt: milliseconds === null ? null : later(time, at, milliseconds, calendar),
    pausedAt: null,
  }
}

/** The time used up to an instant, not before `countedAt`; the time of pauses is left out. */
export function usedAt(meter: Meter, at: number, calendar: ClockCalendar): number {
  const since = meter.pausedAt === null ? elapsed(meter.time, meter.countedAt, at, calendar) : 0
  return meter.usedMilliseconds + since
}

/** The same meter, counted up to now. */
export function countMeter<M extends Meter>(meter: M, at: number, calendar: ClockCalendar): M {
  return { ...meter, usedMilliseconds: usedAt(meter, at, calendar), countedAt: at }
}

/** Time stands still. Reading: a due time that passed before stays, for a pause does not mend a breach. */
export function pauseMeter<M extends Meter>(meter: M, at: number, calendar: ClockCalendar): M {
  if (meter.pausedAt !== null) return meter
  const missed = meter.dueAt !== null && meter.dueAt < at
  return { ...countMeter(meter, at, calendar), pausedAt: at, dueAt: missed ? meter.dueAt : null }
}

/** Time counts again; due when the rest is used. */
export function resumeMeter<M extends Meter>(meter: M, at: number, calendar: ClockCalendar): M {
  if (meter.pausedAt === null) return meter
  return { ...countMeter(meter, at, calendar), dueAt: expectedDue(meter, at, calendar), pausedAt: null }
}

/**
 * A higher priority or a better plan: new due = min(old due, max(due under the new terms with used time carried, now + the
 * plan's average)), so it never comes later and always leaves time to act. Where no average is named, now stands for it.
 * Reading: terms without a promise take none away. While paused, "due" is what it would be if time counted from now.
 */
export function raiseMeter<M extends Meter>(meter: M, promised: Promised, at: number, calendar: ClockCalendar): M {
  const { time, milliseconds, averageMilliseconds } = promised
  if (milliseconds === null && meter.allowedMilliseconds !== null) return meter
  const counted = countMeter(meter, at, calendar)
  if (milliseconds === null) return { ...counted, time, averageMilliseconds }
  const fresh = later(time, at, milliseconds - counted.usedMilliseconds, calendar)
  const grace = later(time, at, averageMilliseconds ?? 0, calendar)
  const due = Math.min(expectedDue(meter, at, calendar) ?? Number.POSITIVE_INFINITY, Math.max(fresh, grace))
  const left = due < at ? 0 : elapsed(time, at, due, calendar)
  return {
    ...counted,
    time,
    averageMilliseconds,
    allowedMilliseconds: counted.usedMilliseconds + left,
    dueAt: meter.pausedAt !== null && due >= at ? null : due,
  }
}

/**
 * A lower priority: the due time under the new terms with used time carried, also when the old one has passed. Reading:
 * where that much was used already it is due now, or when it was due before, if that is earlier.
 */
export function lowerMeter<M extends Meter>(meter: M, promised: Promised, at: number, calendar: ClockCalendar): M {
  const { time, milliseconds, averageMilliseconds } = promised
  const counted = { ...countMeter(meter, at, calendar), time, averageMilliseconds, allowedMilliseconds: milliseconds }
  if (milliseconds === null) return { ...counted, dueAt: null }
  const left = milliseconds - counted.usedMilliseconds
  const due = left > 0 ? later(time, at, left, calendar) : Math.min(expectedDue(meter, at, calendar) ?? at, at)
  return { ...counted, dueAt: meter.pausedAt !== null && due >= at ? null : due }
}

/** When so much more time has passed; nothing more in working time means the next opening. */
export function later(time: Meter['time'], from: number, milliseconds: number, calendar: ClockCalendar): number {
  const left = Math.max(0, milliseconds)
  if (time === 'plain') return from + left
  return (left === 0 ? calendar.nextOpening(new Date(from)) : calendar.add(new Date(from), left)).getTime()
}

/** How much time counts between two instants. */
export function elapsed(time: Meter['time'], from: number, to: number, calendar: ClockCalendar): number {
  return time === 'plain' ? to - from : calendar.openMilliseconds(new Date(from), new Date(to))
}

/** The due time as it stands; of a paused meter the one it would have if time counted again from now. */
function expectedDue(meter: Meter, at: number, calendar: ClockCalendar): number | null {
  if (meter.dueAt !== null || meter.allowedMilliseconds === null) return meter.dueAt
  return later(meter.time, at, meter.allowedMilliseconds - meter.usedMilliseconds, calendar)
}
