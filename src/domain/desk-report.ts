// What a report says of a period: how much came in, how quickly people answered, and which promises were kept, in all and by
// whose it is. Pure: facts about tickets and their clocks come in, figures go out. Counting is report-tally.ts.
import type { CompanyId, EngineerId } from './ids.ts'
import type { Belonging, DeskFacts, PlanName } from './report-facts.ts'
import { type Month, monthsOf, type Period } from './report-period.ts'
import { addClock, addTicket, createTally, type Figures, mergeTallies, type Tally, toFigures } from './report-tally.ts'

export interface DeskFigures {
  readonly total: Figures
  /** Each in order of tickets opened, the most first; months in their own. */
  readonly byPlan: readonly (Figures & { readonly plan: PlanName | null })[]
  readonly byCompany: readonly (Figures & { readonly companyId: CompanyId })[]
  readonly byEngineer: readonly (Figures & { readonly engineerId: EngineerId | null })[]
  readonly byMonth: readonly (Figures & { readonly month: Month })[]
}

/** What there is to say of a period's facts. */
export function figuresOf({ tickets, clocks }: DeskFacts, period: Period): DeskFigures {
  const shares = new Map<Belonging, Tally>()
  const months = monthsOf(period).map((month) => ({ ...month, tally: createTally() }))
  const monthAt = placeIn(months)
  for (const ticket of tickets) {
    addTicket(shareOf(shares, ticket.of), ticket)
    addTicket(months[monthAt(ticket.openedAt)]?.tally, ticket)
  }
  for (const clock of clocks) {
    addClock(shareOf(shares, clock.of), clock)
    addClock(months[monthAt(clock.startedAt)]?.tally, clock)
  }
  const planOf = ({ plan }: Belonging) => (plan === null ? null : `${plan.catalogue}|${plan.plan}`)
  return {
    total: toFigures(mergeTallies([...shares.values()])),
    byPlan: group(shares, planOf).map(({ of, figures }) => ({ plan: of.plan, ...figures })),
    byCompany: group(shares, (of) => of.companyId).map(({ of, figures }) => ({ companyId: of.companyId, ...figures })),
    byEngineer: group(shares, (of) => of.engineerId).map(({ of, figures }) => ({ engineerId: of.engineerId, ...figures })),
    byMonth: months.map(({ month, tally }) => ({ month, ...toFigures(tally) })),
  }
}

/** What there is to say of each of some periods that follow each other. */
export function figuresByPeriod({ tickets, clocks }: DeskFacts, periods: readonly Period[]): readonly Figures[] {
  const tallies = periods.map(() => createTally())
  const periodAt = placeIn(periods)
  for (const ticket of tickets) addTicket(tallies[periodAt(ticket.openedAt)], ticket)
  for (const clock of clocks) addClock(tallies[periodAt(clock.startedAt)], clock)
  return tallies.map(toFigures)
}

/** The facts whose ticket was opened, or whose clock began, in a shorter period. */
export function within({ tickets, clocks }: DeskFacts, period: Period): DeskFacts {
  const [from, to] = [period.from.getTime(), period.to.getTime()]
  return {
    tickets: tickets.filter(({ openedAt }) => openedAt >= from && openedAt < to),
    clocks: clocks.filter(({ startedAt }) => startedAt >= from && startedAt < to),
  }
}

/** Which of some periods, that follow each other, an instant is in; -1: none. */
function placeIn(periods: readonly Period[]): (instant: number) => number {
  const begin = periods[0]?.from.getTime() ?? 0
  const ends = periods.map(({ to }) => to.getTime())
  return (instant) => (instant < begin ? -1 : ends.findIndex((end) => instant < end))
}

function shareOf(shares: Map<Belonging, Tally>, of: Belonging): Tally {
  const found = shares.get(of)
  if (found !== undefined) return found
  const made = createTally()
  shares.set(of, made)
  return made
}

/** Shares with the same key, as one. The most tickets first; of equally many, always in the same order. */
function group(
  shares: ReadonlyMap<Belonging, Tally>,
  keyOf: (of: Belonging) => string | null,
): readonly { readonly of: Belonging; readonly figures: Figures }[] {
  const groups = new Map<string, { readonly of: Belonging; readonly tallies: Tally[] }>()
  for (const [of, tally] of shares) {
    const key = String(keyOf(of))
    const found = groups.get(key)
    if (found === undefined) groups.set(key, { of, tallies: [tally] })
    else found.tallies.push(tally)
  }
  const inOrder = [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
  const whole = inOrder.map(([, { of, tallies }]) => ({ of, figures: toFigures(mergeTallies(tallies)) }))
  return whole.sort((a, b) => b.figures.opened - a.figures.opened)
}
