// The wall clock of a time zone over a span of years: from local time to instant and back, and when its hands are moved.
// Local times are numbers here: milliseconds as if the wall clock showed UTC. The zone is asked once, for its changes.
import { FixedOffsetZone, IANAZone, Info } from 'luxon'
import { dayMilliseconds } from './day-number.ts'

const hourMilliseconds = 3_600_000

/** A moment at which the hands are moved. Offsets are local time less UTC, in milliseconds. */
export interface ClockChange {
  readonly at: number
  readonly before: number
  readonly after: number
}

export interface LocalClock {
  /** In order. */
  readonly changes: readonly ClockChange[]
  /** Of a time that comes twice the first, of one that is left out the instant as far after the change. */
  toInstant(local: number): number
  toLocal(instant: number): number
}

/** First and last year that are looked at, both included. */
export interface YearRange {
  readonly firstYear: number
  readonly lastYear: number
}

/** The offset of a zone at an instant, in milliseconds. */
type OffsetAt = (instant: number) => number

/** @returns null when there is no such zone. The zone of this machine ("local", "system") is none: it differs by machine. */
export function readLocalClock(timeZone: string, range: YearRange): LocalClock | null {
  const from = Date.UTC(range.firstYear, 0, 1) - 2 * dayMilliseconds
  const until = Date.UTC(range.lastYear + 1, 0, 1) + 2 * dayMilliseconds
  const offsetAt = readZone(timeZone)
  if (offsetAt === null || Math.abs(offsetAt(from)) > 14 * hourMilliseconds) return null
  return createLocalClock(offsetAt(from), findChanges(offsetAt, from, until))
}

/** Reads each zone once: finding a century of changes takes tens of milliseconds. */
export function createClockReader(range: YearRange): (timeZone: string) => LocalClock | null {
  const known = new Map<string, LocalClock | null>()
  return (timeZone) => {
    const clock = known.has(timeZone) ? (known.get(timeZone) ?? null) : readLocalClock(timeZone, range)
    known.set(timeZone, clock)
    return clock
  }
}

function readZone(timeZone: string): OffsetAt | null {
  const zone = timeZone.toLowerCase() === 'default' ? null : Info.normalizeZone(timeZone)
  if (zone instanceof FixedOffsetZone) return (instant) => zone.offset(instant) * 60_000
  if (!(zone instanceof IANAZone && zone.isValid)) return null
  // Luxon's own `offset` takes ten times as long, which a century of weeks would feel.
  const named = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', timeZoneName: 'longOffset' })
  return (instant) => {
    const [, sign, hours, minutes, seconds = 0] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(named.format(instant)) ?? []
    const size = Number(hours ?? 0) * hourMilliseconds + Number(minutes ?? 0) * 60_000 + Number(seconds) * 1000
    return sign === '-' ? -size : size
  }
}

function createLocalClock(first: number, changes: readonly ClockChange[]): LocalClock {
  // In local time a change is over when the later of its two readings has passed.
  const overAtLocal = changes.map(({ at, before, after }) => at + Math.max(before, after))
  const overAt = changes.map(({ at }) => at)
  function offsetAfter(times: readonly number[], time: number): number {
    let low = 0
    let high = times.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((times[middle] ?? 0) <= time) low = middle + 1
      else high = middle
    }
    return changes[low - 1]?.after ?? first
  }
  return {
    changes,
    toInstant: (local) => local - offsetAfter(overAtLocal, local),
    toLocal: (instant) => instant + offsetAfter(overAt, instant),
  }
}

/** No zone moves its hands there and back in less since 2000: the shortest is a predicted week between Ramadan and winter in Gaza. */
const step = 6 * dayMilliseconds

function findChanges(offsetAt: OffsetAt, from: number, until: number): ClockChange[] {
  const changes: ClockChange[] = []
  let before = offsetAt(from)
  for (let start = from; start < until; start += step) {
    const after = offsetAt(start + step)
    if (after !== before) changes.push({ at: findChange(offsetAt, start, before), before, after })
    before = after
  }
  return changes
}

/** The first whole second in the step after `start` at which the offset is no longer `before`. */
function findChange(offsetAt: OffsetAt, start: number, before: number): number {
  let low = start / 1000
  let high = low + step / 1000
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle * 1000) === before) low = middle
    else high = middle
  }
  return high * 1000
}
