// What reports are made of: a ticket that was opened, a promise that was made, and whose they are. Only shapes; reading them
// is db/statistics.ts, counting them report-tally.ts.
import type { CompanyId, EngineerId } from './ids.ts'
import type { Priority } from './priority.ts'

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

export interface DeskFacts {
  readonly tickets: readonly TicketFact[]
  readonly clocks: readonly ClockFact[]
}
