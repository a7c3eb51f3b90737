// What an operator's Prometheus reads: the process, the HTTP door, and how much waits. No label tells who anybody is.
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type Backlog, readBacklog } from '../db/backlog.ts'
import { createChannelGauges } from './channel-gauges.ts'
import { readChannelHealth } from './channel-health.ts'
import type { HttpContext } from './http-context.ts'

export interface Metrics {
  /** @param route the route's pattern, never the address that was asked for. */
  observe(request: { readonly method: string; readonly route: string; readonly status: number }, seconds: number): void
  /** The exposition; without the backlog while the database is away. */
  read(): Promise<{ readonly contentType: string; readonly body: string }>
  /** Lets go of what watches the process. */
  stop(): void
}

const gauges: readonly [name: string, help: string, from: keyof Backlog][] = [
  ['inbox_waiting_messages', 'Received messages that are not processed yet', 'inboxWaiting'],
  ['inbox_oldest_seconds', 'Age of the oldest received message that is not processed yet', 'inboxOldestSeconds'],
  ['inbox_parked_messages', 'Received messages that failed five times and wait for a person', 'inboxParked'],
  ['outbox_waiting_messages', 'Messages that are not sent yet', 'outboxWaiting'],
  ['outbox_oldest_seconds', 'Age of the oldest message that is not sent yet', 'outboxOldestSeconds'],
  ['outbox_retrying_messages', 'Messages that are not sent yet and were tried in vain', 'outboxRetrying'],
  ['files_waiting', 'Files that are not fetched yet', 'filesWaiting'],
  [
    'sla_clock_differences',
    'Tickets whose clocks were not what their history says, by the last nightly check',
    'clockDifferences',
  ],
]

export function createMetrics(http: Pick<HttpContext, 'database' | 'desk'>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  const reachable = new Gauge({ name: 'database_up', help: '1 while the database answers', registers: [registry] })
  const waiting = gauges.map(([name, help, from]) => ({ from, gauge: new Gauge({ name, help, registers: [registry] }) }))
  const channels = createChannelGauges(registry)
  return {
    observe({ method, route, status }, seconds) {
      durations.observe({ method, route, status: String(status) }, seconds)
    },
    async read() {
      const backlog = await http.database.transaction(readBacklog).catch(() => null)
      channels.set(backlog === null ? null : await readChannelHealth(http).catch(() => null))
      reachable.set(backlog === null ? 0 : 1)
      for (const { from, gauge } of waiting) {
        if (backlog === null) gauge.remove()
        else gauge.set(backlog[from])
      }
      return { contentType: registry.contentType, body: await registry.metrics() }
    },
    stop() {
      registry.clear()
    },
  }
}
