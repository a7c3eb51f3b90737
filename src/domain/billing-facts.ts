// What the charges of one company are counted from. Rows in, charges out (billing.ts): no clock, no database.
import type { BusinessCalendar } from './business-calendar.ts'
import type { Catalogue } from './catalogue.ts'
import type { Day } from './day.ts'
import type { TicketId } from './ids.ts'
import type { Priority } from './priority.ts'
import type { FixedTask, WorkKind, WorkLevel } from './time-entry.ts'

export interface BilledTicket {
  readonly id: TicketId
  readonly openedAt: Date
  /** The terms it was opened under (D8): a plan's name, or that of a state without one. */
  readonly catalogue: string
  readonly plan: string
  /** Better plans that helped it while it was open, in order (RULES 6). */
  readonly betterPlans: readonly BetterPlan[]
  /** It was merged into another: no request of its own. */
  readonly isDuplicate: boolean
  /**
   * Consent that the client gave in the chat. Reading: it holds for all the work on the ticket, whenever that was done or logged;
   * whoever works before it is there is warned.
   */
  readonly billableAgreed: boolean
  readonly afterHoursAgreed: boolean
  /** The priorities it had, the first from its opening, in order. */
  readonly priorities: readonly { readonly from: Date; readonly priority: Priority }[]
}

export interface BetterPlan {
  readonly from: Date
  readonly catalogue: string
  readonly plan: string
}

/** An entry that counts: corrected ones are left out. */
export interface BilledEntry {
  readonly id: string
  /** The entry that was corrected to this one, at the beginning; its own id when it corrects none. */
  readonly originId: string
  readonly ticketId: TicketId
  readonly startedAt: Date
  readonly seconds: number
  readonly level: WorkLevel
  readonly kind: WorkKind
  readonly task: FixedTask | null
  readonly quantity: number | null
  /** Null: as on the ticket. */
  readonly afterHoursAgreed: boolean | null
  readonly billableAgreed: boolean | null
}

export interface BilledSubscription {
  readonly id: string
  readonly catalogue: string
  readonly plan: string
  readonly startsOn: Day
  readonly endsOn: Day | null
  readonly boughtOn: Day
  readonly extendsId: string | null
}

export interface Allowance {
  readonly id: string
  readonly name: string
  readonly secondsPerMonth: number
  readonly priceCents: number
  readonly currency: string
  /** Each use is rounded up to a multiple of it; at least 1. */
  readonly roundBySeconds: number
  readonly connectionFeeCents: number
  /** One quantity for all its time instead of one for each month. */
  readonly noExpiration: boolean
  readonly startsOn: Day
  readonly endsOn: Day | null
  readonly boughtOn: Day
}

export interface BillingFacts {
  readonly tickets: readonly BilledTicket[]
  readonly entries: readonly BilledEntry[]
  readonly subscriptions: readonly BilledSubscription[]
  readonly allowances: readonly Allowance[]
  readonly catalogues: ReadonlyMap<string, Catalogue>
  /** Of a catalogue's working hours. */
  calendarOf(catalogue: Catalogue): BusinessCalendar
}
