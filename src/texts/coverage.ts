// What work on a ticket would cost, in a line for each case: "PREMIUM, in hours: covered", "after hours: ask first (100.00 EUR per hour)".
import type { Language } from '../domain/language.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import type { WorkPrice } from '../domain/work-price.ts'
import { sayWorkPrice } from './price.ts'
import { say, sayText } from './render.ts'

export interface CoverageWords {
  readonly plan: string | null
  readonly lines: readonly {
    readonly scope: 'in-hours' | 'after-hours' | 'support' | 'development'
    readonly state: 'covered' | 'agreed' | 'ask'
    readonly price: WorkPrice | null
  }[]
}

export function sayCoverage(language: Language, { plan, lines }: CoverageWords): RichText {
  const [first, ...rest] = lines
  const same = first !== undefined && rest.every((line) => line.state === first.state && line.price?.cents === first.price?.cents)
  const shown = same ? [first] : lines
  return join(
    shown.map(({ scope, state, price }) => {
      const words = sayText(language, same && first.state === 'covered' ? 'scope-any' : `scope-${scope}`)
      const what = `${plan ?? sayText(language, 'coverage-no-plan')}, ${words}`
      if (price === null) return say(language, state === 'covered' ? 'coverage-covered' : 'coverage-case', { what })
      return say(language, state === 'agreed' ? 'coverage-agreed' : 'coverage-ask', {
        what,
        price: sayWorkPrice(language, price),
      })
    }),
    '\n',
  )
}
