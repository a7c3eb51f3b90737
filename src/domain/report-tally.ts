// Counting the facts of a report, each once: tallies are added up to larger ones, and figures come out at the end. Pure. What
// is tallied together is desk-report.ts.
import type { ClockFact, TicketFact } from './report-facts.ts'
import { average, inOrder, median, percentile, share } from './statistics.ts'

/** Seconds in the clock's own time: working hours, or the wall clock's where the promise counts in it. */
export interface ResponseFigures {
  readonly answered: number
  readonly averageSeconds: number | null
  readonly medianSeconds: number | null
  /** Nine of ten were not slower. */
  readonly percentile90Seconds: number | null
  /** What the plan names as its average; null where none is named, or not the same for all of them. */
  readonly planAverageSeconds: number | null
}

export interface Figures {
  /** Tickets. */
  readonly opened: number
  readonly firstResponse: ResponseFigures
  readonly nextResponse: ResponseFigures
  readonly kept: number
  readonly breached: number
  /** Of those kept or breached, from 0 to 1. */
  readonly keptShare: number | null
  /** Of the tickets opened, on average, on the wall clock. */
  readonly averageOpenSeconds: number | null
  readonly averageWaitingSeconds: number | null
}

/** Milliseconds. */
interface Answers {
  taken: number[]
  /** Each average that a plan named for one of them; null for none. */
  readonly planAverages: Set<number | null>
}

/** A count that goes on. */
export interface Tally {
  opened: number
  openMilliseconds: number
  waitingMilliseconds: number
  kept: number
  breached: number
  readonly answers: Readonly<Record<ClockFact['kind'], Answers>>
}

export function createTally(): Tally {
  const none = (): Answers => ({ taken: [], planAverages: new Set() })
  const counts = { opened: 0, openMilliseconds: 0, waitingMilliseconds: 0, kept: 0, breached: 0 }
  return { ...counts, answers: { first: none(), next: none(), resolution: none() } }
}

export function addTicket(tally: Tally | undefined, ticket: TicketFact): void {
  if (tally === undefined) return
  tally.opened++
  tally.openMilliseconds += ticket.openMilliseconds
  tally.waitingMilliseconds += ticket.waitingMilliseconds
}

export function addClock(tally: Tally | undefined, clock: ClockFact): void {
  if (tally === undefined) return
  if (clock.outcome !== null) tally[clock.outcome]++
  if (clock.answeredAfter === null) return
  const { taken, planAverages } = tally.answers[clock.kind]
  taken.push(clock.answeredAfter)
  planAverages.add(clock.planAverage)
}

export function mergeTallies(tallies: readonly Tally[]): Tally {
  const sum = createTally()
  for (const tally of tallies) {
    sum.opened += tally.opened
    sum.openMilliseconds += tally.openMilliseconds
    sum.waitingMilliseconds += tally.waitingMilliseconds
    sum.kept += tally.kept
    sum.breached += tally.breached
    for (const kind of kinds) for (const each of tally.answers[kind].planAverages) sum.answers[kind].planAverages.add(each)
  }
  for (const kind of kinds) sum.answers[kind].taken = tallies.flatMap(({ answers }) => answers[kind].taken)
  return sum
}

const kinds = ['first', 'next', 'resolution'] as const

export function toFigures(tally: Tally): Figures {
  const { opened, kept, breached, answers } = tally
  return {
    opened,
    firstResponse: figureResponses(answers.first),
    nextResponse: figureResponses(answers.next),
    kept,
    breached,
    keptShare: share(kept, kept + breached),
    averageOpenSeconds: toSeconds(share(tally.openMilliseconds, opened)),
    averageWaitingSeconds: toSeconds(share(tally.waitingMilliseconds, opened)),
  }
}

function figureResponses({ taken, planAverages }: Answers): ResponseFigures {
  const sorted = inOrder(taken)
  const [planAverage = null] = planAverages.size === 1 ? planAverages : []
  return {
    answered: sorted.length,
    averageSeconds: toSeconds(average(sorted)),
    medianSeconds: toSeconds(median(sorted)),
    percentile90Seconds: toSeconds(percentile(sorted, 90)),
    planAverageSeconds: toSeconds(planAverage),
  }
}

function toSeconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : Math.round(milliseconds / 1000)
}
