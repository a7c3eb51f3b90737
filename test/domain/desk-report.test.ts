// Figures over facts: what counts as an answer, as kept, and whose it is.
import { describe, expect, test } from 'vitest'
import { figuresByPeriod, figuresOf, within } from '../../src/domain/desk-report.ts'
import type { CompanyId, EngineerId } from '../../src/domain/ids.ts'
import type { Belonging, ClockFact, TicketFact } from '../../src/domain/report-facts.ts'
import { periodOfMonth } from '../../src/domain/report-period.ts'

const minute = 60_000
const period = periodOfMonth('2026-11') ?? { from: new Date(0), to: new Date(0) }
const monday = Date.parse('2026-11-16T08:00:00Z')

function belonging(company: string, engineer: string | null, plan: string | null): Belonging {
  return {
    companyId: company as CompanyId,
    engineerId: engineer as EngineerId | null,
    plan: plan === null ? null : { catalogue: 'kolmisoft', plan },
  }
}

const ours = belonging('baltic', 'petras', 'ENTERPRISE')

function ticket(change: Partial<TicketFact> = {}): TicketFact {
  return { of: ours, priority: 'high', openedAt: monday, openMilliseconds: 60 * minute, waitingMilliseconds: 0, ...change }
}

function clock(change: Partial<ClockFact> = {}): ClockFact {
  const answered = { outcome: 'kept', answeredAfter: 10 * minute, planAverage: 15 * minute } as const
  return { of: ours, kind: 'first', startedAt: monday, ...answered, ...change }
}

const total = (clocks: readonly ClockFact[], tickets: readonly TicketFact[] = []) => figuresOf({ clocks, tickets }, period).total

describe('answers and promises', () => {
  test('what nobody answered has no time, but its promise may be missed', () => {
    const { firstResponse, kept, breached } = total([clock(), clock({ answeredAfter: null, outcome: 'breached' })])
    expect(firstResponse).toMatchObject({ answered: 1, averageSeconds: 600 })
    expect([kept, breached]).toEqual([1, 1])
  })

  test('an answer without a promise counts as an answer, not as kept', () => {
    const { firstResponse, keptShare } = total([clock({ outcome: null, planAverage: null })])
    expect(firstResponse.answered).toBe(1)
    expect(keptShare).toBeNull()
  })

  test('first and further answers are two things, and a resolution is none', () => {
    const { firstResponse, nextResponse, kept } = total([
      clock(),
      clock({ kind: 'next', answeredAfter: 30 * minute }),
      clock({ kind: 'resolution', answeredAfter: 300 * minute }),
    ])
    expect([firstResponse.averageSeconds, nextResponse.averageSeconds, kept]).toEqual([600, 1800, 3])
  })

  test('a plan’s average is named only where it is one for all', () => {
    expect(total([clock(), clock()]).firstResponse.planAverageSeconds).toBe(900)
    expect(total([clock(), clock({ planAverage: 25 * minute })]).firstResponse.planAverageSeconds).toBeNull()
    expect(total([clock(), clock({ planAverage: null })]).firstResponse.planAverageSeconds).toBeNull()
  })
})

describe('groups', () => {
  const theirs = belonging('nordic', null, 'PREMIUM')
  const others = belonging('baltic', 'asta', 'ENTERPRISE')
  const old = belonging('baltic', null, null)
  const figures = figuresOf({ tickets: [theirs, ours, others, old, ours].map((of) => ticket({ of })), clocks: [clock()] }, period)

  test('every ticket is in one group of each kind, the largest group first', () => {
    expect(figures.byCompany.map(({ companyId, opened }) => [companyId, opened])).toEqual([
      ['baltic', 4],
      ['nordic', 1],
    ])
    expect(figures.byPlan.map(({ plan, opened }) => [plan?.plan ?? null, opened])).toEqual([
      ['ENTERPRISE', 3],
      ['PREMIUM', 1],
      [null, 1],
    ])
    expect(figures.byEngineer.map(({ engineerId, opened }) => [engineerId, opened])).toEqual([
      [null, 2],
      ['petras', 2],
      ['asta', 1],
    ])
  })

  test('a clock counts where its ticket belongs, also when the ticket is from before', () => {
    const { byCompany } = figuresOf({ tickets: [], clocks: [clock({ of: theirs })] }, period)
    expect(byCompany).toMatchObject([{ companyId: 'nordic', opened: 0, kept: 1 }])
  })
})

test('a shorter period takes what began in it, its first instant included and its last not', () => {
  const facts = { tickets: [ticket()], clocks: [clock(), clock({ startedAt: monday + minute })] }
  const short = { from: new Date(monday), to: new Date(monday + minute) }
  expect(within(facts, short)).toEqual({ tickets: facts.tickets, clocks: [facts.clocks[0]] })
})

test('weeks that follow each other count what began in each, and nothing before or after', () => {
  const weeks = [0, 7, 14].map((days) => new Date(monday + days * 24 * 60 * minute))
  const [first, second, third] = weeks as [Date, Date, Date]
  const tickets = [first, second, third].map((at) => ticket({ openedAt: at.getTime() }))
  const before = clock({ startedAt: monday - 1 })
  const figures = figuresByPeriod({ tickets, clocks: [before, clock()] }, [
    { from: first, to: second },
    { from: second, to: third },
  ])
  expect(figures.map(({ opened, firstResponse }) => [opened, firstResponse.answered])).toEqual([
    [1, 1],
    [1, 0],
  ])
})

test('time open and waiting is the average over the tickets', () => {
  const { averageOpenSeconds, averageWaitingSeconds } = total(
    [],
    [ticket({ waitingMilliseconds: 30 * minute }), ticket({ openMilliseconds: 0 })],
  )
  expect([averageOpenSeconds, averageWaitingSeconds]).toEqual([1800, 900])
})
