// How much waits for each messenger, and when something last came in and went out: read from inbox and outbox, which know it of
// every messenger alike. Bounded: what lies further back than the newest rows is not looked for.
import type { Tx } from './client.ts'

export interface ChannelTraffic {
  readonly channel: string
  /** Of the oldest message that came in and is not processed; 0: none waits. */
  readonly inboxOldestSeconds: number
  readonly outboxOldestSeconds: number
  readonly outboxWaiting: number
  /** Null: not among the newest rows. */
  readonly lastInboundAt: Date | null
  readonly lastOutboundAt: Date | null
}

/** As far back as a last message is looked for. */
const newest = 500

/** Only messengers of which there is anything to tell. */
export async function readTraffic(tx: Tx): Promise<readonly ChannelTraffic[]> {
  return tx.sql.$queryRaw<ChannelTraffic[]>`
    SELECT channel, coalesce(max(extract(epoch FROM ${tx.now}::timestamptz - inbox)), 0)::float8 AS "inboxOldestSeconds",
      coalesce(max(extract(epoch FROM ${tx.now}::timestamptz - outbox)), 0)::float8 AS "outboxOldestSeconds",
      coalesce(sum(waiting), 0)::int AS "outboxWaiting", max(came) AS "lastInboundAt", max(went) AS "lastOutboundAt"
    FROM (
      SELECT channel, min(received_at) AS inbox, NULL::timestamptz AS outbox, 0::bigint AS waiting,
        NULL::timestamptz AS came, NULL::timestamptz AS went
      FROM inbound_message WHERE state = 'new' GROUP BY channel
      UNION ALL
      SELECT channel, NULL, min(created_at), count(*), NULL, NULL
      FROM outbox_message WHERE state IN ('queued', 'sending') GROUP BY channel
      UNION ALL
      SELECT channel, NULL, NULL, 0, max(received_at), NULL
      FROM (SELECT channel, received_at FROM inbound_message ORDER BY id DESC LIMIT ${newest}) AS came GROUP BY channel
      UNION ALL
      SELECT channel, NULL, NULL, 0, NULL, max(finished_at) FILTER (WHERE state = 'sent')
      FROM (SELECT channel, state, finished_at FROM outbox_message ORDER BY id DESC LIMIT ${newest}) AS went GROUP BY channel
    ) AS each GROUP BY channel ORDER BY channel`
}
