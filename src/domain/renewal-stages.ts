// When the end of a subscription is brought to mind.
import type { Day } from './day.ts'
import { addDays, type DayStage } from './day-stages.ts'

const daysBefore = { 'ends-in-30': 30, 'ends-in-7': 7, 'ends-in-1': 1 } as const

export type RenewalStage = keyof typeof daysBefore

/**
 * In their order; the last day itself ends them. A subscription that is bought late, or for a short time, is not brought to mind on the
 * day it was bought.
 */
export function renewalStages({
  boughtOn,
  endsOn,
}: {
  readonly boughtOn: Day
  readonly endsOn: Day
}): readonly DayStage<RenewalStage>[] {
  return (Object.keys(daysBefore) as RenewalStage[])
    .map((name) => ({ name, on: addDays(endsOn, -daysBefore[name]) }))
    .filter(({ on }) => on > boughtOn)
}
