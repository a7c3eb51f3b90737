// The clocks of a ticket as a fold over its events (RULES 3; RULES 6, Clocks): first response, next response, resolution.
// Pure: no clock of its own, no rows; the calendar comes as a parameter. Warnings are sla-warnings.ts.
import { isBetterPlan } from './is-better-plan.ts'
import type { PlanTerms } from './plan-terms.ts'
import { type Priority, priorities } from './priority.ts'
import { type ClockKind, cancelClock, type SlaClock, stopClock } from './sla-clock.ts'
import { giveAwayClocks, takeOverClocks } from './sla-merge.ts'
import {
  type ClockCalendar,
  lowerMeter,
  type Meter,
  type Promised,
  pauseMeter,
  raiseMeter,
  resumeMeter,
  startMeter,
} from './sla-meter.ts'

/**
 * What moves clocks, in order of time. Automatic messages, internal notes, assignments and files are none of these. An event
 * that claims to be before the one it follows counts at that one's instant: two replicas' clocks differ by a moment.
 */
export type ClockEvent = { readonly at: Date } & (
  | { readonly kind: 'opened'; readonly priority: Priority; readonly terms: PlanTerms }
  /** Ends waiting. Without `needsAnswer` ("thanks") it starts nothing. */
  | { readonly kind: 'client-message'; readonly messageId: string; readonly needsAnswer: boolean }
  /** A client message was marked as needing no answer, or was taken back. */
  | { readonly kind: 'no-answer-needed'; readonly messageId: string }
  /** A public message by a person of the desk. One that asks the client is this first, then `waiting`. */
  | { readonly kind: 'answered' }
  | { readonly kind: 'priority'; readonly priority: Priority }
  /** The company's plan is another now, or none. */
  | { readonly kind: 'plan'; readonly terms: PlanTerms }
  | { readonly kind: 'waiting' }
  /** The desk takes the ticket out of waiting by hand. */
  | { readonly kind: 'waiting-ended' }
  | { readonly kind: 'resolved' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'reopened'; readonly byClient: boolean }
  /** Merged into another ticket; that one gets what still ran here. */
  | { readonly kind: 'merged-away' }
  | { readonly kind: 'taken-over'; readonly clocks: readonly SlaClock[] }
)

/** A client message behind the one whose clock runs. It is counted from its own time, in case that one needs no answer. */
interface Unanswered extends Meter {
  readonly messageId: string
  readonly startedAt: number
}

/** All that is needed to go on from here. Plain JSON. */
export interface TicketClocks {
  readonly priority: Priority
  /** As opened, or better (D8). */
  readonly terms: PlanTerms
  readonly status: 'open' | 'waiting' | 'ended'
  readonly lastAt: number
  /** How many clocks of each kind there have been. */
  readonly cycles: Readonly<Record<ClockKind, number>>
  /** In order of starting. Stopped ones are never read again: they may be kept elsewhere and left out here. */
  readonly clocks: readonly SlaClock[]
  /** Oldest first. */
  readonly unanswered: readonly Unanswered[]
}

/** The clocks after all of a ticket's events. @throws Error unless the first one, and only that, is `opened`. */
export function foldClocks(events: readonly ClockEvent[], calendar: ClockCalendar): TicketClocks {
  const state = events.reduce<TicketClocks | null>((before, event) => applyEvent(before, event, calendar), null)
  if (state === null) throw new Error('a ticket without events has no clocks')
  return state
}

/**
 * The clocks after one more event; null stands for "before the ticket". Clocks that were stopped come back untouched.
 *
 * Readings. Until the first response is given or the ticket is resolved, client messages start no clock of their own: the
 * first response answers them. Waiting pauses resolution only. Reopening starts a new resolution cycle with nothing used;
 * reopened by the client, the reopening itself is a message that needs an answer. While a ticket is ended, messages and plans
 * do nothing; a changed priority counts from the reopening. What does not fit the status (waiting while ended) does nothing.
 *
 * @throws Error when the first event is not `opened`, or a later one is.
 */
export function applyEvent(before: TicketClocks | null, event: ClockEvent, calendar: ClockCalendar): TicketClocks {
  if (before === null) {
    if (event.kind !== 'opened') throw new Error(`a ticket's first event is "opened", not "${event.kind}"`)
    return openTicketClocks(event.priority, event.terms, event.at.getTime(), calendar)
  }
  const at = Math.max(event.at.getTime(), before.lastAt)
  const state = { ...before, lastAt: at }
  switch (event.kind) {
    case 'opened':
      throw new Error('a ticket is opened once')
    case 'client-message':
      return receiveMessage(state, event, calendar)
    case 'no-answer-needed':
      return dropMessage(state, event.messageId, calendar)
    case 'answered':
      return stopWhere(state, (clock) => clock.kind !== 'resolution', calendar)
    case 'priority':
      return changePriority(state, event.priority, calendar)
    case 'plan':
      return changePlan(state, event.terms, calendar)
    case 'waiting':
      return state.status === 'open' ? { ...moveResolution(state, pauseMeter, calendar), status: 'waiting' } : state
    case 'waiting-ended':
      return endWaiting(state, calendar)
    case 'resolved':
    case 'closed':
      return state.status === 'ended' ? state : { ...stopWhere(state, () => true, calendar), status: 'ended' }
    case 'reopened':
      return state.status === 'ended' ? reopen(state, event.byClient, calendar) : state
    case 'merged-away':
      return giveAwayClocks(state, calendar)
    case 'taken-over':
      return takeOverClocks(state, event.clocks)
  }
}

function openTicketClocks(priority: Priority, terms: PlanTerms, at: number, calendar: ClockCalendar): TicketClocks {
  const cycles = { 'first-response': 0, 'next-response': 0, resolution: 0 }
  const state: TicketClocks = { priority, terms, status: 'open', lastAt: at, cycles, clocks: [], unanswered: [] }
  return startClock(startClock(state, 'first-response', null, calendar), 'resolution', null, calendar)
}

function receiveMessage(
  before: TicketClocks,
  event: { readonly messageId: string; readonly needsAnswer: boolean },
  calendar: ClockCalendar,
): TicketClocks {
  if (before.status === 'ended') return before
  const state = endWaiting(before, calendar)
  if (!event.needsAnswer || isRunning(state, 'first-response')) return state
  if (!isRunning(state, 'next-response')) return startClock(state, 'next-response', event.messageId, calendar)
  const meter = startMeter(promiseFor(state, 'next-response'), state.lastAt, calendar)
  const message = { messageId: event.messageId, startedAt: state.lastAt, ...meter }
  return { ...state, unanswered: [...state.unanswered, message] }
}

/** The clock of the next message takes over, counted from its own time, as a new cycle. */
function dropMessage(before: TicketClocks, messageId: string, calendar: ClockCalendar): TicketClocks {
  const unanswered = before.unanswered.filter((message) => message.messageId !== messageId)
  const isAsking = (clock: SlaClock) => clock.stoppedAt === null && clock.messageId === messageId
  if (!before.clocks.some(isAsking)) return { ...before, unanswered }
  const clocks = before.clocks.map((clock) => (isAsking(clock) ? cancelClock(clock, before.lastAt, calendar) : clock))
  const [next, ...behind] = unanswered
  const state = { ...before, clocks, unanswered: behind }
  return next === undefined ? state : addClock(state, 'next-response', next)
}

function changePriority(state: TicketClocks, priority: Priority, calendar: ClockCalendar): TicketClocks {
  if (priority === state.priority) return state
  const raised = priorities.indexOf(priority) < priorities.indexOf(state.priority)
  return changeTerms({ ...state, priority }, raised ? raiseMeter : lowerMeter, calendar)
}

/** A better plan helps an open ticket as a raise does; a worse or ended one does not touch it. */
function changePlan(state: TicketClocks, terms: PlanTerms, calendar: ClockCalendar): TicketClocks {
  if (state.status === 'ended' || !isBetterPlan(terms, state.terms)) return state
  return changeTerms({ ...state, terms }, raiseMeter, calendar)
}

function changeTerms(state: TicketClocks, change: typeof raiseMeter, calendar: ClockCalendar): TicketClocks {
  const clocks = state.clocks.map((clock) =>
    clock.stoppedAt === null ? change(clock, promiseFor(state, clock.kind), state.lastAt, calendar) : clock,
  )
  const promised = promiseFor(state, 'next-response')
  return { ...state, clocks, unanswered: state.unanswered.map((message) => change(message, promised, state.lastAt, calendar)) }
}

function endWaiting(state: TicketClocks, calendar: ClockCalendar): TicketClocks {
  return state.status === 'waiting' ? { ...moveResolution(state, resumeMeter, calendar), status: 'open' } : state
}

function reopen(state: TicketClocks, byClient: boolean, calendar: ClockCalendar): TicketClocks {
  const reopened = startClock({ ...state, status: 'open' }, 'resolution', null, calendar)
  return byClient ? startClock(reopened, 'next-response', null, calendar) : reopened
}

function moveResolution(state: TicketClocks, move: typeof pauseMeter, calendar: ClockCalendar): TicketClocks {
  const clocks = state.clocks.map((clock) =>
    clock.stoppedAt === null && clock.kind === 'resolution' ? move(clock, state.lastAt, calendar) : clock,
  )
  return { ...state, clocks }
}

/** An answer and the end of a ticket both settle every message that waits. */
function stopWhere(state: TicketClocks, isMeant: (clock: SlaClock) => boolean, calendar: ClockCalendar): TicketClocks {
  const clocks = state.clocks.map((clock) =>
    clock.stoppedAt === null && isMeant(clock) ? stopClock(clock, state.lastAt, calendar) : clock,
  )
  return { ...state, clocks, unanswered: [] }
}

function startClock(state: TicketClocks, kind: ClockKind, messageId: string | null, calendar: ClockCalendar): TicketClocks {
  const meter = startMeter(promiseFor(state, kind), state.lastAt, calendar)
  return addClock(state, kind, { messageId, startedAt: state.lastAt, ...meter })
}

function addClock(state: TicketClocks, kind: ClockKind, begun: Omit<Unanswered, 'messageId'> & Pick<SlaClock, 'messageId'>) {
  const cycle = state.cycles[kind] + 1
  const clock: SlaClock = { kind, cycle, ...begun, stoppedAt: null, outcome: null }
  return { ...state, cycles: { ...state.cycles, [kind]: cycle }, clocks: [...state.clocks, clock] }
}

function isRunning(state: TicketClocks, kind: ClockKind): boolean {
  return state.clocks.some((clock) => clock.kind === kind && clock.stoppedAt === null)
}

/** What the terms promise at the ticket's priority. Reading: where they promise nothing, working time is measured. */
function promiseFor(state: TicketClocks, kind: ClockKind): Promised {
  const promise = state.terms.promises[state.priority]
  if (promise === null) return { time: 'working', milliseconds: null, averageMilliseconds: null }
  const seconds = kind === 'resolution' ? promise.resolutionSeconds : promise.guaranteedSeconds
  return {
    time: promise.time,
    milliseconds: seconds === null ? null : seconds * 1000,
    averageMilliseconds: promise.averageSeconds === null ? null : promise.averageSeconds * 1000,
  }
}
