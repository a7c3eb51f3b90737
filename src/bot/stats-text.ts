// The report of a month in words: the whole desk first, then by plan, engineer and company, then what was missed.
import type { Language } from '../domain/language.ts'
import { priorities } from '../domain/priority.ts'
import type { Month } from '../domain/report-period.ts'
import type { Figures, ResponseFigures } from '../domain/report-tally.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import type { Breach, Statistics } from '../services/read-statistics.ts'
import { sayDuration } from '../texts/duration.ts'
import { sayMonth, sayShare } from '../texts/figures.ts'
import { say, sayText } from '../texts/render.ts'

export interface MonthReport {
  readonly month: Month
  /** The month is not over. */
  readonly soFar: boolean
  readonly statistics: Statistics
}

/** Of engineers and companies; the API has all. */
const shownRows = 8

export function wordStatistics(language: Language, { month, soFar, statistics }: MonthReport): RichText {
  const { figures, names } = statistics
  const { total } = figures
  const named = (id: string | null) => (id === null ? sayText(language, 'nobody') : (names.get(id) ?? id))
  const plans = figures.byPlan.map((of) => [of.plan?.plan ?? sayText(language, 'stats-before-plans'), of] as const)
  const engineers = figures.byEngineer.map((of) => [named(of.engineerId), of] as const)
  const companies = figures.byCompany.map((of) => [named(of.companyId), of] as const)
  const title = say(language, soFar ? 'stats-title-so-far' : 'stats-title', { month: sayMonth(language, month) })
  return join(
    [
      join([title, ...wordVolumes(language, statistics)]),
      join([
        wordResponses(language, 'stats-first', total.firstResponse),
        ...(total.nextResponse.answered === 0 ? [] : [wordResponses(language, 'stats-next', total.nextResponse)]),
        wordKept(language, total),
        ...wordOpen(language, total),
      ]),
      wordRows(language, say(language, 'stats-by-plan'), plans),
      wordRows(language, say(language, 'stats-by-engineer'), engineers),
      wordRows(language, say(language, 'stats-by-company'), companies),
      wordBreaches(language, statistics),
      say(language, 'stats-note'),
    ],
    '\n\n',
  )
}

function wordVolumes(language: Language, { volumes }: Statistics): readonly RichText[] {
  const some = priorities.filter((priority) => Object.values(volumes.byPriority[priority]).some((count) => count > 0))
  return [
    say(language, 'stats-volumes', { opened: volumes.opened, ended: volumes.ended, open: volumes.open }),
    ...some.map((priority) => {
      const { opened, ended, open } = volumes.byPriority[priority]
      return say(language, 'stats-priority', { priority: sayText(language, `priority-${priority}`), opened, ended, open })
    }),
  ]
}

function wordResponses(language: Language, key: 'stats-first' | 'stats-next', of: ResponseFigures): RichText {
  const { answered, averageSeconds, medianSeconds, percentile90Seconds } = of
  if (averageSeconds === null || medianSeconds === null || percentile90Seconds === null) return say(language, `${key}-none`)
  return say(language, key, {
    answered,
    average: sayDuration(language, averageSeconds * 1000),
    median: sayDuration(language, medianSeconds * 1000),
    most: sayDuration(language, percentile90Seconds * 1000),
  })
}

function wordKept(language: Language, { keptShare, breached }: Figures): RichText {
  if (keptShare === null) return say(language, 'stats-kept-none')
  return say(language, 'stats-kept', { share: sayShare(language, keptShare), missed: breached })
}

function wordOpen(
  language: Language,
  { averageOpenSeconds: open, averageWaitingSeconds: waiting }: Figures,
): readonly RichText[] {
  if (open === null || waiting === null) return []
  const durations = { open: sayDuration(language, open * 1000), waiting: sayDuration(language, waiting * 1000) }
  return [say(language, 'stats-open', durations)]
}

function wordRows(language: Language, head: RichText, rows: readonly (readonly [string, Figures])[]): RichText {
  if (rows.length === 0) return join([])
  const more = rows.length - shownRows
  return join([
    head,
    ...rows.slice(0, shownRows).map(([name, of]) => say(language, 'stats-line', { name, figures: wordRow(language, of) })),
    ...(more > 0 ? [say(language, 'stats-more', { count: more })] : []),
  ])
}

function wordRow(language: Language, { opened, firstResponse, keptShare }: Figures): string {
  const { averageSeconds, planAverageSeconds } = firstResponse
  const parts = [sayText(language, 'stats-part-opened', { count: opened })]
  if (averageSeconds !== null) {
    const average = sayDuration(language, averageSeconds * 1000)
    parts.push(
      planAverageSeconds === null
        ? sayText(language, 'stats-part-first', { average })
        : sayText(language, 'stats-part-first-plan', { average, plan: sayDuration(language, planAverageSeconds * 1000) }),
    )
  }
  if (keptShare !== null) parts.push(sayText(language, 'stats-part-kept', { share: sayShare(language, keptShare) }))
  return parts.join(', ')
}

function wordBreaches(language: Language, { breaches, figures }: Statistics): RichText {
  if (breaches.length === 0) return join([])
  const more = figures.total.breached - breaches.length
  return join([
    say(language, 'stats-missed'),
    ...breaches.map((breach) => wordBreach(language, breach)),
    ...(more > 0 ? [say(language, 'stats-more', { count: more })] : []),
    ...(breaches.some(({ reason }) => reason === null) ? [say(language, 'stats-missed-why')] : []),
  ])
}

function wordBreach(language: Language, { number, kind, lateMilliseconds, stoppedAt, reason }: Breach): RichText {
  const what = sayText(language, `stats-clock-${kind}`)
  const late = sayDuration(language, lateMilliseconds)
  const words = { number: String(number), what, late }
  if (reason !== null) return say(language, 'stats-missed-reason', { ...words, reason })
  return say(language, stoppedAt === null ? 'stats-missed-open' : 'stats-missed-late', words)
}
