// The terms a ticket keeps a copy of: what was promised when it was opened. Plain JSON, so that it lives on the ticket's row
// and outlasts the plan, the subscription and the catalogue (RULES 6, D8). Where terms come from is catalogue.ts.
import { type Priority, priorities } from './priority.ts'

/** What is promised for the tickets of one priority. */
export interface ResponsePromise {
  /** `working`: seconds count while the desk is open. `plain`: seconds of the clock on the wall, day and night. */
  readonly time: 'working' | 'plain'
  /** Until each response, first and next; 0 promises it at once. A working day is one full opening day of seconds. */
  readonly guaranteedSeconds: number
  /** A report figure and the first warning, never a deadline (RULES 6); null where the vendor names none. */
  readonly averageSeconds: number | null
  /** Until the resolution; null: measured, not promised. */
  readonly resolutionSeconds: number | null
}

/** One plan's terms, or those of a company without a plan. */
export interface PlanTerms {
  /** The catalogue's name. */
  readonly catalogue: string
  /** The printed name ("ENTERPRISE"), or that of the state without a plan ("none"). */
  readonly plan: string
  /** The place in the catalogue's solving order: 0 is solved first. */
  readonly order: number
  /** Null: nothing is promised. */
  readonly promises: Readonly<Record<Priority, ResponsePromise | null>>
}

/** The plan's printed name; null for the terms of a company without a plan, which promise nothing. */
export function planOf(terms: PlanTerms): string | null {
  return priorities.some((priority) => terms.promises[priority] !== null) ? terms.plan : null
}
