// A plan as two texts: what it promises and includes, and what it does not, with prices. Everything comes from the catalogue.
import type { Catalogue, LevelQuota, Plan, PlanQuotas, Quota, ScopeItem } from '../domain/catalogue.ts'
import type { Day } from '../domain/day.ts'
import type { Language } from '../domain/language.ts'
import type { ResponsePromise } from '../domain/plan-terms.ts'
import { priorities } from '../domain/priority.ts'
import { join, plain, type RichText } from '../domain/rich-text.ts'
import { sayDuration } from '../texts/duration.ts'
import { sayMoney } from '../texts/money.ts'
import { sayRate } from '../texts/price.ts'
import { sayPromise } from '../texts/promise.ts'
import { say, sayText } from '../texts/render.ts'
import { sayDay } from '../texts/when.ts'
import { sayIncidents } from './commands/rates.ts'

interface PlanInCatalogue {
  readonly plan: Plan
  readonly catalogue: Catalogue
}

export function sayPlan(
  language: Language,
  { plan, catalogue, endsOn }: PlanInCatalogue & { readonly endsOn: Day | null },
): RichText {
  const named = { plan: plan.name, title: catalogue.title[language] }
  const title =
    endsOn === null
      ? say(language, 'plan-title-open', named)
      : say(language, 'plan-title', { ...named, until: sayDay(language, endsOn) })
  const channels = plan.channels === null ? [] : [say(language, 'plan-channels', { channels: plan.channels[language] })]
  const included = plan.included.map(({ words }) => bullet(words[language]))
  return join(
    [
      title,
      section(say(language, 'plan-answers'), sayPromises(language, { plan, catalogue })),
      section(say(language, 'plan-quotas'), sayQuotas(language, plan.quotas)),
      section(say(language, 'plan-included'), included),
      ...channels,
    ],
    '\n\n',
  )
}

/** Empty when the catalogue has nothing to say of it. */
export function sayPlanLimits(language: Language, { plan, catalogue }: PlanInCatalogue): RichText {
  const never = catalogue.neverDone.map(({ words }) => words[language]).join('; ')
  return join(
    [
      section(say(language, 'plan-not-included', { plan: plan.name }), [
        ...sayPriced(language, plan.notIncluded, catalogue),
        ...sayIncidents(language, catalogue.incidents, catalogue.currency),
      ]),
      ...(never === '' ? [] : [say(language, 'plan-never', { items: never })]),
      ...catalogue.notes.map(({ words }) => plain(words[language])),
    ],
    '\n\n',
  )
}

/** Nothing at all without lines. */
function section(title: RichText, lines: readonly RichText[]): RichText {
  return lines.length === 0 ? plain('') : join([title, ...lines])
}

function bullet(text: string): RichText {
  return plain(`• ${text}`)
}

/** Priorities that are promised the same share a line. */
function sayPromises(language: Language, { plan, catalogue }: PlanInCatalogue): readonly RichText[] {
  const lines = new Map<string, { names: string[]; promise: ResponsePromise }>()
  for (const priority of priorities) {
    const promise = plan.promises[priority]
    if (promise === null) continue
    const line = lines.get(JSON.stringify(promise)) ?? { names: [], promise }
    line.names.push(sayText(language, `priority-${priority}`))
    lines.set(JSON.stringify(promise), line)
  }
  return [...lines.values()].map(({ names, promise }) => {
    const values = { priorities: names.join(', '), promise: sayPromise(language, promise, catalogue.hours) }
    if (promise.averageSeconds === null) return join([plain('•'), say(language, 'plan-answer', values)], ' ')
    const average = sayDuration(language, promise.averageSeconds * 1000)
    return join([plain('•'), say(language, 'plan-answer-average', { ...values, average })], ' ')
  })
}

function sayQuotas(language: Language, quotas: PlanQuotas | null): readonly RichText[] {
  if (quotas === null) return []
  const { support, levelOneOnly, development } = quotas
  return [
    ...sayLevel(language, levelOneOnly ? 'first' : 'support', support),
    ...(development === null ? [] : sayLevel(language, 'development', development)),
  ]
}

function sayLevel(
  language: Language,
  level: 'first' | 'support' | 'development',
  { perMonth, perPeriod }: LevelQuota,
): readonly RichText[] {
  const values = ({ requests, seconds }: Quota) => ({ count: requests, hours: String(seconds / 3600) })
  return [
    ...(perMonth === null ? [] : [say(language, `plan-quota-${level}-month`, values(perMonth))]),
    ...(perPeriod === null ? [] : [say(language, `plan-quota-${level}-period`, values(perPeriod))]),
  ].map((line) => join([plain('•'), line], ' '))
}

/** Items of one price share a line; what nobody offers comes last. */
function sayPriced(language: Language, items: readonly ScopeItem[], catalogue: Catalogue): readonly RichText[] {
  const none = sayText(language, 'price-none')
  const byPrice = new Map<string, string[]>()
  for (const item of items) {
    const price = sayItemPrice(language, item, catalogue) ?? none
    byPrice.set(price, [...(byPrice.get(price) ?? []), item.words[language]])
  }
  return [...byPrice]
    .sort(([a], [b]) => Number(a === none) - Number(b === none))
    .map(([price, words]) => join([plain('•'), say(language, 'plan-priced', { price, items: words.join('; ') })], ' '))
}

function sayItemPrice(language: Language, { rate, priceCents }: ScopeItem, { rates, currency }: Catalogue): string | null {
  if (priceCents !== null) return sayMoney(language, priceCents, currency)
  const found = rate === null ? undefined : rates[rate]
  return found === undefined ? null : sayRate(language, found, currency)
}
