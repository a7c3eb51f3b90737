// What may go out now, so that the number is not banned by our own doing: the desk answers conversations and does not begin
// them. Pure; counts and times come in, a verdict goes out.
import type { SendContext, SendOutcome } from '../../../domain/channel.ts'

const hour = 3600 * 1000
const day = 24 * hour

export const policy = {
  /** A person who wrote within it has an open conversation. */
  windowMilliseconds: 24 * hour,
  /** With proactive notices on: only to somebody who wrote within it. */
  proactiveMilliseconds: 30 * day,
  /** Proactive notices an hour. Bans were reported from fifteen a day to people who had never written. */
  proactiveAnHour: 20,
  /** All messages an hour. 400 conversations in two hours were reported as too many; an answer has several messages. */
  messagesAnHour: 600,
} as const

export interface PolicyState {
  readonly now: Date
  /** WHATSAPP_PROACTIVE */
  readonly proactive: boolean
  /** Until then the platform lets the account begin no conversation; null: it does. */
  readonly breakerUntil: Date | null
  /** Null: not counted (the pace is off). */
  readonly lastHour: { readonly sent: number; readonly proactive: number } | null
}

/** Whether the person has not written lately, so that this would be said out of the blue. */
export function isProactive({ lastHeardAt }: Pick<SendContext, 'lastHeardAt'>, now: Date): boolean {
  return lastHeardAt === null || now.getTime() - lastHeardAt.getTime() > policy.windowMilliseconds
}

/** Null: it may go. An answer always may, but for the breaker and the budget. */
export function judge(context: Pick<SendContext, 'lastHeardAt' | 'notice'>, state: PolicyState): SendOutcome | null {
  const { lastHeardAt, notice } = context
  const { now, breakerUntil, lastHour } = state
  const isFirst = lastHeardAt === null
  if (isFirst && breakerUntil !== null && breakerUntil > now) return { kind: 'never', reason: 'first-contacts-paused' }
  const outside = notice !== null && isProactive(context, now)
  if (outside && !state.proactive) return { kind: 'never', reason: 'conversation-closed' }
  const tooLongAgo = lastHeardAt === null || now.getTime() - lastHeardAt.getTime() > policy.proactiveMilliseconds
  if (outside && tooLongAgo) return { kind: 'never', reason: 'conversation-closed' }
  if (outside && lastHour !== null && lastHour.proactive >= policy.proactiveAnHour)
    return { kind: 'later', reason: 'proactive-budget', afterSeconds: 600, scope: 'message' }
  if (lastHour !== null && lastHour.sent >= policy.messagesAnHour)
    return { kind: 'later', reason: 'hourly-budget', afterSeconds: 60, scope: 'account' }
  return null
}
