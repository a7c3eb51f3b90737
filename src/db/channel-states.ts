// How the messengers' connections stand, as every replica reads it from the rows, and what is asked of the process that has
// one. What that process writes stands in channel-reports.ts.
import type { ChannelRequest, ChannelRequestWord, ChannelStanding, ChannelStateWord } from '../domain/channel-state.ts'
import type { ConversationId, EngineerId } from '../domain/ids.ts'
import { type StoredFigures, toFigures } from './channel-figures.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'

/** What a request's detail and a pairing's secret are sealed for. */
export function stateContext({ channel, account }: ChannelAccount, what: 'request' | 'pairing'): string {
  return `channel_state:${what}:${channel}:${account}`
}

export interface ChannelAccount {
  readonly channel: string
  readonly account: string
}

interface StateRow {
  channel: string
  account: string
  state: ChannelStateWord
  reason: string | null
  since: Date
  outageSince: Date | null
  lastInboundAt: Date | null
  lastOutboundAt: Date | null
  breakerUntil: Date | null
  figures: StoredFigures
  request: ChannelRequestWord | null
}

const columns = Prisma.sql`SELECT channel, account, state, reason, since, outage_since AS "outageSince", last_inbound_at AS "lastInboundAt",
  last_outbound_at AS "lastOutboundAt", breaker_until AS "breakerUntil", figures, request FROM channel_state`

/** Null before it was ever reported. */
export async function findChannelState(tx: Tx, { channel, account }: ChannelAccount): Promise<ChannelStanding | null> {
  const rows = await tx.sql.$queryRaw<StateRow[]>`${columns} WHERE channel = ${channel} AND account = ${account}`
  return rows.map((row) => toStanding(row, tx.now))[0] ?? null
}

export async function listChannelStates(tx: Tx): Promise<readonly ChannelStanding[]> {
  const rows = await tx.sql.$queryRaw<StateRow[]>`${columns} ORDER BY channel, account`
  return rows.map((row) => toStanding(row, tx.now))
}

function toStanding({ figures, ...row }: StateRow, now: Date): ChannelStanding {
  return { ...row, figures: toFigures(figures, now) }
}

/** Who asks, and the private chat that gets what answers it; null for both: the API. */
export interface Asking {
  readonly engineerId: EngineerId | null
  readonly conversationId: ConversationId | null
}

/**
 * Asked of the process that has the connection; replaces what was asked before and not taken up. What was shown of an earlier
 * pairing counts as taken away. @returns false: no such row
 */
export async function recordRequest(tx: Tx, of: ChannelAccount, asked: ChannelRequest, by: Asking): Promise<boolean> {
  const detail = asked.number === null ? null : tx.secrets.seal(asked.number, stateContext(of, 'request'))
  const changed = await tx.sql.$executeRaw`
    UPDATE channel_state SET request = ${asked.what}, request_detail = ${detail}, requested_at = ${tx.now},
      requested_by = ${by.engineerId}::uuid, requested_in = ${by.conversationId}, pairing_seen = pairing_revision, pairing_shown = 0
    WHERE channel = ${of.channel} AND account = ${of.account}`
  return changed > 0
}
