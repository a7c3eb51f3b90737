// Reminders that go by the day: a stage is a name and the day from which it is due. Which one is told now, and when to look again.
// Pure: who is told, of what and in which words, is decided elsewhere.
import type { Day } from './day.ts'
import { fromDayNumber, toDayNumber } from './day-number.ts'
import type { ReaderHours } from './reader-hours.ts'

export interface DayStage<Name extends string = string> {
  readonly name: Name
  /** Due from the beginning of this day, where the reader is. */
  readonly on: Day
}

export interface Look<Name extends string> {
  readonly send: Name | null
  /** Null: nothing is left to come. */
  readonly lookAgainAt: Date | null
}

/**
 * Only the highest stage that is due is ever told: what was missed while the service was down stays untold. It waits for the reader's
 * working hours, and is decided anew then.
 * @param stages in their order
 * @param told those that this reader was told of
 */
export function lookAtStages<Name extends string>(
  stages: readonly DayStage<Name>[],
  told: ReadonlySet<string>,
  now: Date,
  hours: ReaderHours,
): Look<Name> {
  const today = hours.dayOf(now)
  const due = stages.filter(({ on }) => on <= today).at(-1)
  const later = stages.find(({ on }) => on > today)
  const next = later === undefined ? null : hours.openingOn(later.on)
  if (due === undefined || told.has(due.name)) return { send: null, lookAgainAt: next }
  const opening = hours.nextOpening(now)
  return opening > now ? { send: null, lookAgainAt: opening } : { send: due.name, lookAgainAt: next }
}

/** So many days after a day; before it, when it is below 0. */
export function addDays(day: Day, days: number): Day {
  return fromDayNumber((toDayNumber(day) ?? Number.NaN) + days)
}
