// Clocks of tickets that become one: what was promised on the duplicate is not lost with it. Of two promises of a kind the one
// due earlier stays. Pure; part of the fold in sla.ts.
import { type ClockKind, cancelClock, type SlaClock } from './sla-clock.ts'
import type { ClockCalendar, Meter } from './sla-meter.ts'

interface Clocks {
  readonly status: 'open' | 'waiting' | 'ended'
  readonly lastAt: number
  readonly cycles: Readonly<Record<ClockKind, number>>
  readonly clocks: readonly SlaClock[]
  readonly unanswered: readonly unknown[]
}

/** The ticket became part of another: its promises are that one's now, so that each is judged once. */
export function giveAwayClocks<State extends Clocks>(state: State, calendar: ClockCalendar): State {
  const clocks = state.clocks.map((clock) => (clock.stoppedAt === null ? cancelClock(clock, state.lastAt, calendar) : clock))
  return { ...state, clocks, unanswered: [], status: 'ended' }
}

/**
 * Another ticket's running clocks. One that answers the client begins here when none runs; else, as for the resolution, the
 * earlier due time stays with all that was counted towards it.
 */
export function takeOverClocks<State extends Clocks>(before: State, taken: readonly SlaClock[]): State {
  if (before.status === 'ended') return before
  return taken.filter((clock) => clock.stoppedAt === null).reduce(takeOver<State>, before)
}

function takeOver<State extends Clocks>(state: State, taken: SlaClock): State {
  const isSameSide = (clock: SlaClock) => (clock.kind === 'resolution') === (taken.kind === 'resolution')
  const running = state.clocks.find((clock) => clock.stoppedAt === null && isSameSide(clock))
  if (running === undefined) return taken.kind === 'resolution' ? state : addTaken(state, taken)
  if (!isEarlier(taken, running)) return state
  return { ...state, clocks: state.clocks.map((clock) => (clock === running ? { ...running, ...meterOf(taken) } : clock)) }
}

function addTaken<State extends Clocks>(state: State, taken: SlaClock): State {
  const cycle = state.cycles['next-response'] + 1
  const clock: SlaClock = { ...taken, kind: 'next-response', cycle, messageId: null }
  return { ...state, cycles: { ...state.cycles, 'next-response': cycle }, clocks: [...state.clocks, clock] }
}

/** A paused one has no due time, and is left alone. */
function isEarlier(taken: SlaClock, running: SlaClock): boolean {
  if (taken.dueAt === null || running.pausedAt !== null) return false
  return running.dueAt === null || taken.dueAt < running.dueAt
}

function meterOf({ time, averageMilliseconds, usedMilliseconds, countedAt, allowedMilliseconds, dueAt, pausedAt }: Meter): Meter {
  return { time, averageMilliseconds, usedMilliseconds, countedAt, allowedMilliseconds, dueAt, pausedAt }
}
