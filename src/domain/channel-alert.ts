// When somebody has to be told how a messenger's connection stands: the admins of an outage and of its end, at once of what no
// waiting will mend, and the clients who are cut off. Pure; who is told and in which words is services/watch-channels.ts.
import type { ChannelStateWord } from './channel-state.ts'

/** An outage is nobody's business for so long: most end by themselves. */
export const outageMinutes = 10
/** Open again for so long, it is called over. */
export const steadySeconds = 60
/** An end of the pause that moves by less than this is no news. */
const breakerNewsMinutes = 60

export interface AlertFacts {
  readonly state: ChannelStateWord
  readonly reason: string | null
  readonly since: Date
  readonly outageSince: Date | null
  /** When the admins were told of this outage, and of which state and reason (`alertName`). */
  readonly alertedAt: Date | null
  readonly alertedFor: string | null
  readonly outageToldAt: Date | null
  readonly breakerUntil: Date | null
  readonly breakerToldUntil: Date | null
}

/** "outage" and "refused" are told to admins, as are "over" and "breaker"; "cut-off" to clients. "settled": nothing to be told, but forgotten. */
export type ChannelAlert = 'outage' | 'refused' | 'over' | 'settled' | 'breaker' | 'cut-off'

/** What is due now, in this order; nothing twice, once it is recorded as told. */
export function dueAlerts(facts: AlertFacts, now: Date): readonly ChannelAlert[] {
  return [...outageAlerts(facts, now), ...(isBreakerNews(facts, now) ? (['breaker'] as const) : [])]
}

function outageAlerts(facts: AlertFacts, now: Date): readonly ChannelAlert[] {
  const { state, since, outageSince, alertedAt, alertedFor, outageToldAt } = facts
  if (state === 'open' || outageSince === null) {
    const told = alertedAt !== null || outageToldAt !== null
    if (!told || now.getTime() - since.getTime() < steadySeconds * 1000) return []
    return [alertedAt === null ? 'settled' : 'over']
  }
  const isLong = now.getTime() - outageSince.getTime() >= outageMinutes * 60_000
  const alerts: ChannelAlert[] = []
  if (needsSomebody(facts)) {
    if (alertedFor !== alertName(facts)) alerts.push('refused')
  } else if (isLong && alertedAt === null) alerts.push('outage')
  if (isLong && outageToldAt === null) alerts.push('cut-off')
  return alerts
}

/** No further try will mend it: a person has to. */
export function needsSomebody({ state, reason }: Pick<AlertFacts, 'state' | 'reason'>): boolean {
  return (
    state === 'refused' ||
    state === 'unsupported-version' ||
    (state === 'needs-pairing' && reason !== null && loggedOut.has(reason))
  )
}

/** The phone ended it; a pairing that nobody finished, or that was forgotten on purpose, is no news. */
const loggedOut: ReadonlySet<string> = new Set(['logged-out', '401'])

/** What an alert was about, to know it again. */
export function alertName({ state, reason }: Pick<AlertFacts, 'state' | 'reason'>): string {
  return reason === null ? state : `${state}:${reason}`
}

function isBreakerNews({ breakerUntil, breakerToldUntil }: AlertFacts, now: Date): boolean {
  if (breakerUntil === null || breakerUntil <= now) return false
  const told = breakerToldUntil?.getTime() ?? 0
  return told <= now.getTime() || breakerUntil.getTime() - told >= breakerNewsMinutes * 60_000
}
