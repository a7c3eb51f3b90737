// Which of two plans is the better one for a ticket that is open while its company's plan changes (RULES 6: "a better plan
// helps open tickets; a worse or ended plan does not touch them").
import type { PlanTerms, ResponsePromise } from './plan-terms.ts'
import { priorities } from './priority.ts'

/**
 * Reading: within a catalogue the plan that is solved earlier is better. Places of two catalogues cannot be compared: there
 * the better plan answers at least as soon at every priority, and sooner at one.
 */
export function isBetterPlan(next: PlanTerms, current: PlanTerms): boolean {
  if (next.catalogue === current.catalogue) return next.order < current.order
  const pairs = priorities.map((priority) => [next.promises[priority], current.promises[priority]] as const)
  return pairs.every(([a, b]) => isAsSoon(a, b)) && pairs.some(([a, b]) => !isAsSoon(b, a))
}

/** Whether `a` is never later than `b`. Plain time is as soon as working time of the same length; the reverse cannot be said. */
function isAsSoon(a: ResponsePromise | null, b: ResponsePromise | null): boolean {
  if (a === null || b === null) return b === null
  return (a.time === 'plain' || b.time === 'working') && a.guaranteedSeconds <= b.guaranteedSeconds
}
