// What a report says of a period: how much came in, how quickly people answered, and which promises were kept. Pure: facts
// about tickets and their clocks come in, figures go out. Rows are db/statistics.ts.
import type { CompanyId, EngineerId } from './ids.ts'
import type { Priority } from './priority.ts'
import { type Month, monthsOf, type Period } from './report-period.ts'
import { average, inOrder, median, percentile, share } from './statistics.ts'

/** Whose a ticket is. The engineer is whoever has it now; the plan is the one it was opened under, or a better one since. */
export interface Belonging {
  readonly companyId: CompanyId
  readonly engineerId: EngineerId | null
  /** Null on tickets from before plans. */
  readonly plan: PlanName | null
}

export interface PlanName {
  readonly catalogue: string
  readonly plan: string
}

/** A ticket that was opened in the period. */
export interface TicketFact {
  readonly of: Belonging
  readonly priority: Priority
  /** Milliseconds since 1970. */
  readonly openedAt: number
  /** From its opening to its (last) end, or until now, on the wall clock. */
  readonly openMilliseconds: number
  /** The part of it that it waited for the client. */
  readonly waitingMilliseconds: number
}

/** A promise whose clock began in the period: a first or next response, or a resolution where one is promised. */
export interface ClockFact {
  readonly of: Belonging
  readonly kind: 'first' | 'next' | 'resolution'
  readonly startedAt: number
  /** Null: nothing was promised, or it still runs and is not due. A running one that is past due is breached. */
  readonly outcome: 'kept' | 'breached' | null
  /** What a person took to answer, in the clock's own time; null while nobody has, and when the ticket ended unanswered. */
  readonly answeredAfter: number | null
  /** The plan's average, milliseconds. */
  readonly planAverage: number | null
}

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

export interface DeskFigures {
  readonly total: Figures
  /** Each in order of tickets opened, the most first; months in their own. */
  readonly byPlan: readonly (Figures & { readonly plan: PlanName | null })[]
  readonly byCompany: readonly (Figures & { readonly companyId: CompanyId })[]
  readonly byEngineer: readonly (Figures & { readonly engineerId: EngineerId | null })[]
  readonly byMonth: readonly (Figures & { readonly month: Month })[]
}

export interface DeskFacts {
  readonly tickets: readonly TicketFact[]
  readonly clocks: readonly ClockFact[]
}

export function figuresOf(facts: DeskFacts, period: Period): DeskFigures {
  const shares = split(facts)
  const planOf = ({ plan }: Belonging) => (plan === null ? null : `${plan.catalogue}|${plan.plan}`)
  return {
    total: figure(facts),
    byPlan: group(shares, planOf).map(({ of, facts }) => ({ plan: of.plan, ...figure(facts) })),
    byCompany: group(shares, (of) => of.companyId).map(({ of, facts }) => ({ companyId: of.companyId, ...figure(facts) })),
    byEngineer: group(shares, (of) => of.engineerId).map(({ of, facts }) => ({ engineerId: of.engineerId, ...figure(facts) })),
    byMonth: splitBy(facts, monthsOf(period)).map(({ month, facts }) => ({ month, ...figure(facts) })),
  }
}

/** The facts whose ticket was opened, or whose clock began, in a shorter period. */
export function within({ tickets, clocks }: DeskFacts, period: Period): DeskFacts {
  const [from, to] = [period.from.getTime(), period.to.getTime()]
  return {
    tickets: tickets.filter(({ openedAt }) => openedAt >= from && openedAt < to),
    clocks: clocks.filter(({ startedAt }) => startedAt >= from && startedAt < to),
  }
}

/** The facts of each of some periods that follow each other. In one pass: there may be a hundred of them. */
export function splitBy<P extends Period>(
  facts: DeskFacts,
  periods: readonly P[],
): readonly (P & { readonly facts: DeskFacts })[] {
  const parts = periods.map((period) => ({ ...period, facts: { tickets: [] as TicketFact[], clocks: [] as ClockFact[] } }))
  const ends = parts.map(({ to }) => to.getTime())
  const begin = parts[0]?.from.getTime() ?? 0
  const partAt = (instant: number) => (instant < begin ? undefined : parts[ends.findIndex((end) => instant < end)])
  for (const ticket of facts.tickets) partAt(ticket.openedAt)?.facts.tickets.push(ticket)
  for (const clock of facts.clocks) partAt(clock.startedAt)?.facts.clocks.push(clock)
  return parts
}

/** The facts of one belonging. Equal ones may come as several objects, and then as several shares. */
interface Share {
  readonly of: Belonging
  readonly facts: { readonly tickets: TicketFact[]; readonly clocks: ClockFact[] }
}

/** Once, for what groups are put together from: there are a hundred times as many facts as belongings. */
function split(facts: DeskFacts): readonly Share[] {
  const shares = new Map<Belonging, Share>()
  const shareOf = (of: Belonging) => {
    const found = shares.get(of)
    if (found !== undefined) return found
    const made = { of, facts: { tickets: [], clocks: [] } }
    shares.set(of, made)
    return made
  }
  for (const ticket of facts.tickets) shareOf(ticket.of).facts.tickets.push(ticket)
  for (const clock of facts.clocks) shareOf(clock.of).facts.clocks.push(clock)
  return [...shares.values()]
}

/** Shares with the same key, as one. The most tickets first; of equally many, always in the same order. */
function group(
  shares: readonly Share[],
  keyOf: (of: Belonging) => string | null,
): readonly { of: Belonging; facts: DeskFacts }[] {
  const groups = new Map<string | null, Share[]>()
  for (const share of shares) {
    const key = keyOf(share.of)
    const found = groups.get(key)
    if (found === undefined) groups.set(key, [share])
    else found.push(share)
  }
  const byKey = [...groups].sort(([a], [b]) => String(a).localeCompare(String(b), 'en'))
  const whole = byKey.flatMap(([, parts]) => {
    const [first] = parts
    const tickets = parts.flatMap(({ facts }) => facts.tickets)
    return first === undefined ? [] : [{ of: first.of, facts: { tickets, clocks: parts.flatMap(({ facts }) => facts.clocks) } }]
  })
  return whole.sort((a, b) => b.facts.tickets.length - a.facts.tickets.length)
}

/** What there is to say of some facts. */
export function figure({ tickets, clocks }: DeskFacts): Figures {
  const counts = { kept: 0, breached: 0 }
  const answered: Record<ClockFact['kind'], ClockFact[]> = { first: [], next: [], resolution: [] }
  for (const clock of clocks) {
    if (clock.outcome !== null) counts[clock.outcome]++
    if (clock.answeredAfter !== null) answered[clock.kind].push(clock)
  }
  return {
    opened: tickets.length,
    firstResponse: figureResponses(answered.first),
    nextResponse: figureResponses(answered.next),
    ...counts,
    keptShare: share(counts.kept, counts.kept + counts.breached),
    averageOpenSeconds: toSeconds(average(tickets.map(({ openMilliseconds }) => openMilliseconds))),
    averageWaitingSeconds: toSeconds(average(tickets.map(({ waitingMilliseconds }) => waitingMilliseconds))),
  }
}

function figureResponses(answered: readonly ClockFact[]): ResponseFigures {
  const taken = inOrder(answered.map(({ answeredAfter }) => answeredAfter ?? 0))
  const [first] = answered
  const isOne = first !== undefined && answered.every(({ planAverage }) => planAverage === first.planAverage)
  return {
    answered: taken.length,
    averageSeconds: toSeconds(average(taken)),
    medianSeconds: toSeconds(median(taken)),
    percentile90Seconds: toSeconds(percentile(taken, 90)),
    planAverageSeconds: isOne ? toSeconds(first.planAverage) : null,
  }
}

function toSeconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : Math.round(milliseconds / 1000)
}
