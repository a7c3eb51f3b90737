// How the messengers stand, as ages and words for machines: /readyz shows it, and the metrics are made of it. No account, no number,
// nobody's name.
import type { ChannelView } from '../services/read-channels.ts'
import { readChannels } from '../services/read-channels.ts'
import type { HttpContext } from './http-context.ts'

export interface ChannelHealth {
  /** A word of domain/channel-state.ts; null: it reports none (then the part of its name says whether it is well). */
  readonly state: string | null
  readonly reason: string | null
  readonly sinceSeconds: number | null
  /** Null: none lately. */
  readonly lastInboundSeconds: number | null
  readonly lastOutboundSeconds: number | null
  /** 0: nothing waits. */
  readonly inboxOldestSeconds: number
  readonly outboxOldestSeconds: number
  readonly outboxWaiting: number
  /** Of the last day, 0 to 1: messages that could not be read. */
  readonly undecryptableShare: number
  /** For so long nobody may be written to first; 0: no such limit. */
  readonly breakerSeconds: number
  readonly counts: Readonly<Record<'received' | 'sent' | 'undecryptable' | 'malformed' | 'reconnected', number>>
}

/** By the messenger's name. Rejects while the database is away. */
export async function readChannelHealth({
  database,
  desk,
}: Pick<HttpContext, 'database' | 'desk'>): Promise<Readonly<Record<string, ChannelHealth>>> {
  const { messengers = [] } = desk
  if (messengers.length === 0) return {}
  return database.statements(async (tx) => {
    const views = await readChannels(tx, messengers)
    return Object.fromEntries(views.map((view) => [view.channel, toHealth(view, tx.now)]))
  })
}

function toHealth(view: ChannelView, now: Date): ChannelHealth {
  const { standing } = view
  const age = (instant: Date | null | undefined) =>
    instant == null ? null : Math.max(0, Math.round((now.getTime() - instant.getTime()) / 1000))
  const breaker = standing?.breakerUntil ?? null
  const { received = 0, sent = 0, undecryptable = 0, malformed = 0, reconnected = 0 } = standing?.figures ?? {}
  return {
    state: standing?.state ?? null,
    reason: standing?.reason ?? null,
    sinceSeconds: age(standing?.since),
    lastInboundSeconds: age(view.lastInboundAt),
    lastOutboundSeconds: age(view.lastOutboundAt),
    inboxOldestSeconds: Math.round(view.inboxOldestSeconds),
    outboxOldestSeconds: Math.round(view.outboxOldestSeconds),
    outboxWaiting: view.outboxWaiting,
    undecryptableShare: standing?.figures.undecryptableShare ?? 0,
    breakerSeconds: breaker === null ? 0 : Math.max(0, Math.round((breaker.getTime() - now.getTime()) / 1000)),
    counts: { received, sent, undecryptable, malformed, reconnected },
  }
}

/** What is wrong with a messenger that reports its state; null when it is open. */
export function faultOfChannel({ state, reason }: ChannelHealth): string | null {
  return state === null || state === 'open' ? null : reason === null ? state : `${state} (${reason})`
}
