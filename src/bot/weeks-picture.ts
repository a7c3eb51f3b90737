// What the picture of the weeks shows: new tickets, and how long half of the first responses took at most.
import { type DeskFacts, figure, splitBy } from '../domain/desk-report.ts'
import type { Language } from '../domain/language.ts'
import type { Period } from '../domain/report-period.ts'
import type { Drawing } from '../services/draw-picture.ts'
import { sayShortDay } from '../texts/figures.ts'
import { sayText } from '../texts/render.ts'

/** A quarter of a year. */
export const picturedWeeks = 13

export function pictureWeeks(language: Language, facts: DeskFacts, weeks: readonly Period[]): Drawing {
  return {
    kind: 'weeks',
    title: sayText(language, 'stats-picture-title'),
    opened: sayText(language, 'stats-picture-opened'),
    minutes: sayText(language, 'stats-picture-minutes'),
    weeks: splitBy(facts, weeks).map(({ from, facts }) => {
      const { opened, firstResponse } = figure(facts)
      const { medianSeconds } = firstResponse
      return { label: sayShortDay(language, from), opened, minutes: medianSeconds === null ? null : medianSeconds / 60 }
    }),
  }
}
