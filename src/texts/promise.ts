// What is promised, as people read it on a button or in a sentence: "in 2 working h".
import type { Language } from '../domain/language.ts'
import { type OpeningHours, openingDayMilliseconds } from '../domain/opening-hours.ts'
import type { ResponsePromise } from '../domain/plan-terms.ts'
import { sayText } from './render.ts'

/** The guaranteed response: "in 2 working h", "in 3 working days", "in 2 h, 24/7", "at once". A part of a minute counts as one. */
export function sayPromise(
  language: Language,
  { time, guaranteedSeconds: seconds }: ResponsePromise,
  hours: OpeningHours,
): string {
  if (seconds === 0) return sayText(language, 'promise-at-once')
  const daySeconds = openingDayMilliseconds(hours) / 1000
  if (time === 'working' && daySeconds > 0 && seconds % daySeconds === 0)
    return sayText(language, 'promise-working-days', { count: seconds / daySeconds })
  const [unit, count] =
    seconds % 3600 === 0 ? (['hours', seconds / 3600] as const) : (['minutes', Math.ceil(seconds / 60)] as const)
  return sayText(language, `promise-${time}-${unit}`, { count })
}
