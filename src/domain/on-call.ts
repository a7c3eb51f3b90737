// Who is on call when: rules that come again each week, or each n-th, and swaps that go before them. Pure: the rota comes as
// data. What a call does is blocker-call.ts; times that people write are shift-words.ts.
import type { Day } from './day.ts'
import { dayMilliseconds, toDayNumber } from './day-number.ts'
import { deskDayNumber, deskInstant } from './desk-time.ts'
import type { EngineerId } from './ids.ts'

/** 1 is called first; 2 when the first does not answer. */
export const rungs = [1, 2] as const
export type Rung = (typeof rungs)[number]

/** Hours that come again. Each shift begins on one of the weekdays, on a day from `startsOn` to `endsOn`, both included. */
export interface OnCallRule {
  readonly engineerId: EngineerId
  readonly rung: Rung
  /** ISO: 1 is Monday. */
  readonly weekdays: readonly number[]
  /** Minutes of the vendor's local day, 0 to 1439. */
  readonly fromMinute: number
  /** 0 to 1440; at or before `fromMinute` it is on the next day, so that 480 to 480 is a whole day. */
  readonly toMinute: number
  /** 1: each week. n: each n-th, counted from the ISO week of `startsOn`. */
  readonly everyWeeks: number
  readonly startsOn: Day
  readonly endsOn: Day | null
}

/** Somebody takes over: from the first instant to just before the second. */
export interface OnCallSwap {
  readonly engineerId: EngineerId
  readonly rung: Rung
  readonly startsAt: Date
  readonly endsAt: Date
}

/** Both lists oldest first: where two rules, or two swaps, claim the same hours, the newer one holds. Swaps go before rules. */
export interface Rota {
  readonly rules: readonly OnCallRule[]
  readonly swaps: readonly OnCallSwap[]
}

/** A time during which nothing changes. `engineerId` null: nobody. */
export interface Stretch {
  readonly from: Date
  readonly to: Date
  readonly engineerId: EngineerId | null
}

/** Rules come round at most this seldom, so that looking a good year ahead finds every change that comes again. */
export const mostWeeks = 52
const horizonDays = [14, 60, 400]

/** Who is on call on a rung at an instant; null: nobody. */
export function onCallAt(rota: Rota, rung: Rung, at: Date): EngineerId | null {
  return holderAt(claimsOf(rota, rung, at.getTime(), at.getTime() + 1), at.getTime())
}

/** The stretches of a time on a rung, in order, without holes; neighbours differ. */
export function rotaBetween(rota: Rota, rung: Rung, from: Date, to: Date): readonly Stretch[] {
  const claims = claimsOf(rota, rung, from.getTime(), to.getTime())
  const inside = claims.flatMap((claim) => [claim.from, claim.to]).filter((at) => at > from.getTime() && at < to.getTime())
  const edges = [from.getTime(), ...new Set(inside.sort((a, b) => a - b)), to.getTime()]
  const stretches: Stretch[] = []
  for (const [n, edge] of edges.slice(0, -1).entries()) {
    const engineerId = holderAt(claims, edge)
    const end = new Date(edges[n + 1] ?? edge)
    const before = stretches.at(-1)
    if (before?.engineerId === engineerId) stretches[stretches.length - 1] = { ...before, to: end }
    else stretches.push({ from: new Date(edge), to: end, engineerId })
  }
  return stretches
}

/** When, and to whom, the rung passes next; null: not within a good year. */
export function nextChange(
  rota: Rota,
  rung: Rung,
  at: Date,
): { readonly at: Date; readonly engineerId: EngineerId | null } | null {
  for (const days of horizonDays) {
    const [, next] = rotaBetween(rota, rung, at, new Date(at.getTime() + days * dayMilliseconds))
    if (next !== undefined) return { at: next.from, engineerId: next.engineerId }
  }
  return null
}

/** When nobody is on call on the first rung: a Blocker then calls the second, or everybody. */
export function coverageGaps(rota: Rota, from: Date, to: Date): readonly Stretch[] {
  return rotaBetween(rota, 1, from, to).filter(({ engineerId }) => engineerId === null)
}

const mostSwapDays = 92

/** Why these times make no swap; null: they do. */
export function swapFault(startsAt: Date, endsAt: Date, now: Date): 'reversed' | 'past' | 'too-long' | null {
  if (endsAt <= startsAt) return 'reversed'
  if (endsAt <= now) return 'past'
  return endsAt.getTime() - startsAt.getTime() > mostSwapDays * dayMilliseconds ? 'too-long' : null
}

/** A time that a rule or a swap claims for somebody, in milliseconds. */
interface Claim {
  readonly from: number
  readonly to: number
  readonly engineerId: EngineerId
}

/** The claims that touch the time, the strongest first. */
function claimsOf(rota: Rota, rung: Rung, from: number, to: number): readonly Claim[] {
  const byRule = rota.rules.filter((rule) => rule.rung === rung).flatMap((rule) => shiftsOf(rule, from, to))
  const bySwap = rota.swaps
    .filter((swap) => swap.rung === rung)
    .map(({ startsAt, endsAt, engineerId }) => ({ from: startsAt.getTime(), to: endsAt.getTime(), engineerId }))
  return [...byRule, ...bySwap].filter((claim) => claim.from < to && claim.to > from).reverse()
}

function holderAt(claims: readonly Claim[], at: number): EngineerId | null {
  return claims.find((claim) => claim.from <= at && at < claim.to)?.engineerId ?? null
}

/** The shifts that begin on the days of the time, or on the day before: none is longer than a day. */
function shiftsOf(rule: OnCallRule, from: number, to: number): readonly Claim[] {
  const ruleStart = toDayNumber(rule.startsOn) ?? 0
  const ruleEnd = rule.endsOn === null ? Number.POSITIVE_INFINITY : (toDayNumber(rule.endsOn) ?? 0)
  const first = Math.max(deskDayNumber(from) - 1, ruleStart)
  const last = Math.min(deskDayNumber(to), ruleEnd)
  const shifts: Claim[] = []
  for (let day = first; day <= last; day++) {
    const isItsWeek = (weekNumber(day) - weekNumber(ruleStart)) % rule.everyWeeks === 0
    if (!isItsWeek || !rule.weekdays.includes(isoWeekday(day))) continue
    const endDay = rule.toMinute <= rule.fromMinute ? day + 1 : day
    const { engineerId } = rule
    shifts.push({ from: deskInstant(day, rule.fromMinute), to: deskInstant(endDay, rule.toMinute), engineerId })
  }
  return shifts
}

/** Whole ISO weeks since that of 1970-01-01, a Thursday. */
function weekNumber(dayNumber: number): number {
  return Math.floor((dayNumber + 3) / 7)
}

/** 1 is Monday. */
export function isoWeekday(dayNumber: number): number {
  return ((dayNumber + 3) % 7) + 1
}
