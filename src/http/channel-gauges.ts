// The messengers in an operator's Prometheus: one series for each, named by the messenger and nothing else.
import { Gauge, type Registry } from 'prom-client'
import type { ChannelHealth } from './channel-health.ts'

const gauges: readonly [name: string, help: string, from: (health: ChannelHealth) => number | null][] = [
  ['channel_up', '1 while the connection is open', ({ state }) => (state === null ? null : Number(state === 'open'))],
  ['channel_state_seconds', 'How long the connection has been in its state', ({ sinceSeconds }) => sinceSeconds],
  ['channel_last_inbound_seconds', 'Age of the last message that came in', ({ lastInboundSeconds }) => lastInboundSeconds],
  ['channel_last_outbound_seconds', 'Age of the last message that went out', ({ lastOutboundSeconds }) => lastOutboundSeconds],
  [
    'channel_inbox_oldest_seconds',
    'Age of the oldest received message that waits',
    ({ inboxOldestSeconds }) => inboxOldestSeconds,
  ],
  [
    'channel_outbox_oldest_seconds',
    'Age of the oldest message that waits to be sent',
    ({ outboxOldestSeconds }) => outboxOldestSeconds,
  ],
  ['channel_outbox_waiting_messages', 'Messages that wait to be sent', ({ outboxWaiting }) => outboxWaiting],
  [
    'channel_undecryptable_ratio',
    'Messages of the last day that could not be read',
    ({ undecryptableShare }) => undecryptableShare,
  ],
  ['channel_breaker_seconds', 'For so long nobody may be written to first', ({ breakerSeconds }) => breakerSeconds],
]

export interface ChannelGauges {
  /** Null: nothing is known, and nothing is shown. */
  set(health: Readonly<Record<string, ChannelHealth>> | null): void
}

export function createChannelGauges(registry: Registry): ChannelGauges {
  const made = gauges.map(([name, help, from]) => ({
    from,
    gauge: new Gauge({ name, help, labelNames: ['channel'], registers: [registry] }),
  }))
  const states = new Gauge({
    name: 'channel_state',
    help: '1 for the state that the connection is in',
    labelNames: ['channel', 'state'],
    registers: [registry],
  })
  const counts = new Gauge({
    name: 'channel_events',
    help: 'What happened on the connection since it was first set up; only ever grows',
    labelNames: ['channel', 'event'],
    registers: [registry],
  })
  return {
    set(health) {
      for (const gauge of [states, counts, ...made.map((each) => each.gauge)]) gauge.reset()
      for (const [channel, each] of Object.entries(health ?? {})) {
        for (const { from, gauge } of made) {
          const value = from(each)
          if (value !== null) gauge.set({ channel }, value)
        }
        if (each.state === null) continue
        states.set({ channel, state: each.state }, 1)
        for (const [event, count] of Object.entries(each.counts)) counts.set({ channel, event }, count)
      }
    },
  }
}
