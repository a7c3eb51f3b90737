// How the call for a Blocker climbs: whom each call reaches, and how soon the next one comes. Who is on call when is
// on-call.ts; that somebody is called at all is decided by the plan (RULES 3).
import type { PlanTerms } from './plan-terms.ts'

/** Until somebody has it, it calls again after this. */
export const callMinutes = 5

/** Whom a call reaches; each includes the ones before it. */
export const circles = ['first', 'second', 'engineers', 'everybody'] as const
export type Circle = (typeof circles)[number]

/** Calls 1 and 2 reach the first on call, 3 and 4 the second as well, 5 and 6 all engineers, from 7 on the admins too. */
export function circleOf(call: number): Circle {
  return circles[Math.min(Math.floor((call - 1) / 2), circles.length - 1)] ?? 'everybody'
}

/**
 * Whether a Blocker under these terms calls somebody, whatever the hour. Reading: where the plan promises Blockers in clock
 * time (RULES 3: 24 hours a day); a plan that counts their working hours wakes nobody for them.
 */
export function callsForBlockers(terms: PlanTerms): boolean {
  return terms.promises.blocker?.time === 'plain'
}

/** History that is brought in calls nobody: a Blocker opened longer ago than this was called for where it came from. */
export const callableHours = 24
