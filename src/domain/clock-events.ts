// What a ticket's history means for its clocks: the one mapping from what happened to the events of sla.ts, used when it happens
// and when the clocks are counted again. Pure: how history is stored and read is clock-history.ts of the floor above.
import { isBetterPlan } from './is-better-plan.ts'
import type { PlanTerms } from './plan-terms.ts'
import type { Priority } from './priority.ts'
import { applyEvent, type ClockEvent, type TicketClocks } from './sla.ts'
import type { SlaClock } from './sla-clock.ts'
import type { ClockCalendar } from './sla-meter.ts'
import { isEnded, type TicketStatus } from './ticket.ts'

interface StatusChange {
  readonly from: TicketStatus
  readonly to: TicketStatus
  readonly byContact: boolean
}

/** What can be on a ticket's history that may move a clock. */
export type HistoryEntry = { readonly at: Date } & (
  | { readonly kind: 'opened'; readonly priority: Priority; readonly terms: PlanTerms }
  | {
      readonly kind: 'comment'
      readonly id: string
      readonly byContact: boolean
      readonly internal: boolean
      /** False for a client's "thanks". */
      readonly needsAnswer: boolean
    }
  | { readonly kind: 'comment-withdrawn'; readonly commentId: string }
  /** A "thanks" that turned out to be more: it was edited. Counts from then on. */
  | { readonly kind: 'needs-answer'; readonly commentId: string }
  | ({ readonly kind: 'status' } & StatusChange)
  | { readonly kind: 'priority'; readonly to: Priority }
  | { readonly kind: 'plan'; readonly terms: PlanTerms }
  | { readonly kind: 'merged-away' }
  /** Another ticket was merged into this one, with these clocks. */
  | { readonly kind: 'taken-over'; readonly clocks: readonly SlaClock[] }
)

/** The clocks' events of one entry, in order; none for what moves no clock. */
export function toClockEvents(entry: HistoryEntry): readonly ClockEvent[] {
  const { at } = entry
  switch (entry.kind) {
    case 'opened':
      return [{ kind: 'opened', at, priority: entry.priority, terms: entry.terms }]
    case 'comment':
      if (entry.byContact) return [{ kind: 'client-message', at, messageId: entry.id, needsAnswer: entry.needsAnswer }]
      return entry.internal ? [] : [{ kind: 'answered', at }]
    case 'comment-withdrawn':
      return [{ kind: 'no-answer-needed', at, messageId: entry.commentId }]
    case 'needs-answer':
      return [{ kind: 'client-message', at, messageId: entry.commentId, needsAnswer: true }]
    case 'status':
      return statusEvents(at, entry)
    case 'priority':
      return [{ kind: 'priority', at, priority: entry.to }]
    case 'plan':
      return [{ kind: 'plan', at, terms: entry.terms }]
    case 'merged-away':
      return [{ kind: 'merged-away', at }]
    case 'taken-over':
      return [{ kind: 'taken-over', at, clocks: entry.clocks }]
  }
}

/** A client's message has ended the waiting before its status changes: `waiting-ended` then does nothing. */
function statusEvents(at: Date, { from, to, byContact }: StatusChange): readonly ClockEvent[] {
  const reopened: readonly ClockEvent[] =
    isEnded({ status: from }) && !isEnded({ status: to }) ? [{ kind: 'reopened', at, byClient: byContact }] : []
  switch (to) {
    case 'resolved':
    case 'closed':
      return [{ kind: to, at }]
    case 'waiting':
      return [...reopened, { kind: 'waiting', at }]
    case 'open':
      return reopened.length > 0 ? reopened : [{ kind: 'waiting-ended', at }]
  }
}

/**
 * The clocks after further events, each counted on the hours of the catalogue that the ticket's terms are of by then. Null
 * before the ticket. Reading: when a better plan is another vendor's, the time since the last count is counted on its hours.
 */
export function applyEvents(
  before: TicketClocks | null,
  events: readonly ClockEvent[],
  calendarOf: (terms: PlanTerms) => ClockCalendar,
): TicketClocks | null {
  return events.reduce<TicketClocks | null>((state, event) => applyEvent(state, event, calendarOf(termsAt(state, event))), before)
}

function termsAt(state: TicketClocks | null, event: ClockEvent): PlanTerms {
  if (event.kind === 'opened') return event.terms
  if (state === null) throw new Error(`a ticket's first event is "opened", not "${event.kind}"`)
  return event.kind === 'plan' && isBetterPlan(event.terms, state.terms) ? event.terms : state.terms
}
