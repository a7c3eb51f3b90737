// What the picture of the weeks shows: new tickets, and how long half of the first responses took at most.
import { figuresByPeriod } from '../domain/desk-report.ts'
import type { Language } from '../domain/language.ts'
import type { DeskFacts } from '../domain/report-facts.ts'
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
    weeks: figuresByPeriod(facts, weeks).map(({ opened, firstResponse: { medianSeconds } }, index) => ({
      label: sayShortDay(language, (weeks[index] as Period).from),
      opened,
      minutes: medianSeconds === null ? null : medianSeconds / 60,
    })),
  }
}
