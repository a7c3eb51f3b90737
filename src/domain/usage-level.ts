// How much of a quota or an allowance is used, and at which shares of it people are told (once each; only the highest that was reached).
import type { Day } from './day.ts'
import type { QuotaLevel } from './packet.ts'

export interface AllowanceUsage {
  readonly kind: 'allowance'
  readonly id: string
  readonly name: string
  readonly usedSeconds: number
  readonly totalSeconds: number
  /** The first day of the next quantity; null: it never comes back. */
  readonly resetsOn: Day | null
  /** What it is used up in: a month, or all its time. */
  readonly span: string
}

export interface QuotaUsage {
  readonly kind: 'quota'
  /** Of the packet. */
  readonly id: string
  readonly plan: string
  readonly level: QuotaLevel
  readonly per: 'month' | 'period'
  readonly usedRequests: number
  readonly totalRequests: number
  readonly usedSeconds: number
  readonly totalSeconds: number
  /** Null: the packet ends, or has no period. */
  readonly resetsOn: Day | null
  readonly span: string
}

export type Usage = AllowanceUsage | QuotaUsage

export const usageLevels = [50, 80, 100] as const
export type UsageLevel = (typeof usageLevels)[number]

/** The highest share that was reached, of requests or of time, whichever is more; null: less than half. */
export function usageLevel(usage: Usage): UsageLevel | null {
  const time = shareOf(usage.usedSeconds, usage.totalSeconds)
  const share = usage.kind === 'allowance' ? time : Math.max(time, shareOf(usage.usedRequests, usage.totalRequests))
  return usageLevels.findLast((level) => share * 100 >= level) ?? null
}

/** What it is told by, once for each level: the quota or allowance, in its month or period. */
export function usageSubject(usage: Usage): string {
  const what = usage.kind === 'allowance' ? 'allowance' : `${usage.level}:${usage.per}`
  return `usage:${usage.id}:${what}:${usage.span}`
}

function shareOf(used: number, total: number): number {
  return total === 0 ? 0 : used / total
}
