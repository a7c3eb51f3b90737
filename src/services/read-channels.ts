// How every messenger that is on stands, with how much waits for it: for administrators, for the API and for whoever watches
// over the machine. Any replica can say it, because the one that has a connection keeps it in the database.
import { listChannelStates } from '../db/channel-states.ts'
import { type ChannelTraffic, readTraffic } from '../db/channel-traffic.ts'
import type { Tx } from '../db/client.ts'
import type { ChannelStanding } from '../domain/channel-state.ts'
import type { Messenger } from './desk.ts'

export interface ChannelView extends Messenger {
  /** Null: its connection is not reported (a messenger that keeps none, or that was never started). */
  readonly standing: ChannelStanding | null
  readonly lastInboundAt: Date | null
  readonly lastOutboundAt: Date | null
  readonly inboxOldestSeconds: number
  readonly outboxOldestSeconds: number
  readonly outboxWaiting: number
}

/** In the order given. */
export async function readChannels(tx: Tx, messengers: readonly Messenger[]): Promise<readonly ChannelView[]> {
  const standings = await listChannelStates(tx)
  const traffic = await readTraffic(tx)
  return messengers.map((messenger) => {
    const { channel, account } = messenger
    const standing = standings.find((each) => each.channel === channel && each.account === account) ?? null
    const its = traffic.find((each) => each.channel === channel)
    return toView(messenger, standing, its)
  })
}

function toView(of: Messenger, standing: ChannelStanding | null, traffic: ChannelTraffic | undefined): ChannelView {
  return {
    ...of,
    standing,
    lastInboundAt: latest(standing?.lastInboundAt, traffic?.lastInboundAt),
    lastOutboundAt: latest(standing?.lastOutboundAt, traffic?.lastOutboundAt),
    inboxOldestSeconds: traffic?.inboxOldestSeconds ?? 0,
    outboxOldestSeconds: traffic?.outboxOldestSeconds ?? 0,
    outboxWaiting: traffic?.outboxWaiting ?? 0,
  }
}

function latest(...instants: readonly (Date | null | undefined)[]): Date | null {
  const known = instants.filter((instant) => instant instanceof Date).map((instant) => instant.getTime())
  return known.length === 0 ? null : new Date(Math.max(...known))
}
