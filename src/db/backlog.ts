// How much waits, and for how long: the figures an operator watches. All of it is counted in small partial indexes.
import type { Tx } from './client.ts'

export interface Backlog {
  readonly inboxWaiting: number
  readonly inboxOldestSeconds: number
  /** Failed five times; waits for a person. */
  readonly inboxParked: number
  readonly outboxWaiting: number
  readonly outboxOldestSeconds: number
  /** Waiting, and tried in vain at least once. */
  readonly outboxRetrying: number
  readonly filesWaiting: number
  /** Tickets whose clocks were found to differ from their history by the last nightly check. */
  readonly clockDifferences: number
}

export async function readBacklog(tx: Tx): Promise<Backlog> {
  const [row] = await tx.sql.$queryRaw<Backlog[]>`
    SELECT i.waiting AS "inboxWaiting", i.oldest AS "inboxOldestSeconds", p.parked AS "inboxParked", o.waiting AS "outboxWaiting",
      o.oldest AS "outboxOldestSeconds", o.retrying AS "outboxRetrying", f.waiting AS "filesWaiting",
      coalesce((SELECT (result->>'differences')::int FROM daily_task WHERE name = 'check-clocks'), 0) AS "clockDifferences"
    FROM
      (SELECT count(*)::int AS waiting, COALESCE(GREATEST(EXTRACT(EPOCH FROM ${tx.now}::timestamptz - min("received_at")), 0), 0)::float8 AS oldest
        FROM "inbound_message" WHERE "state" = 'new') AS i,
      (SELECT count(*)::int AS parked FROM "inbound_message" WHERE "state" = 'parked') AS p,
      (SELECT count(*)::int AS waiting, COALESCE(GREATEST(EXTRACT(EPOCH FROM ${tx.now}::timestamptz - min("created_at")), 0), 0)::float8 AS oldest,
          (count(*) FILTER (WHERE "attempts" > 0))::int AS retrying
        FROM "outbox_message" WHERE "state" IN ('queued', 'sending')) AS o,
      (SELECT count(*)::int AS waiting FROM "attachment" WHERE "state" = 'waiting') AS f`
  if (row === undefined) throw new Error('the backlog could not be read')
  return row
}
