// Counts and lists of a report that are not made of facts: what ended and what is open, which promises were missed and why,
// and the names of whoever is counted. Facts of a period are statistics.ts.
import type { CompanyId, EngineerId } from '../domain/ids.ts'
import type { PlanTerms } from '../domain/plan-terms.ts'
import type { Priority } from '../domain/priority.ts'
import type { Period } from '../domain/report-period.ts'
import type { SlaClock } from '../domain/sla-clock.ts'
import type { Tx } from './client.ts'

export interface VolumeCount {
  readonly what: 'ended' | 'open'
  readonly priority: Priority
  readonly count: number
}

/** Tickets by priority: ended in the period (the last time, if opened again); open at its end, or now while it lasts. */
export async function countVolumes(tx: Tx, { from, to }: Period): Promise<readonly VolumeCount[]> {
  return tx.sql.$queryRaw<VolumeCount[]>`
    SELECT 'ended' AS what, priority, count(*)::int AS count FROM ticket
      WHERE ended_at >= ${from}::timestamptz AND ended_at < ${to}::timestamptz GROUP BY priority
    UNION ALL SELECT 'open', priority, count(*)::int FROM ticket
      WHERE ended_at >= ${to}::timestamptz AND opened_at < ${to}::timestamptz GROUP BY priority
    UNION ALL SELECT 'open', priority, count(*)::int FROM ticket
      WHERE status IN ('open', 'waiting') AND opened_at < ${to}::timestamptz GROUP BY priority`
}

/** A promise that was not kept, or is past due now. */
export interface MissedPromise {
  readonly number: number
  readonly companyId: CompanyId
  readonly engineerId: EngineerId | null
  readonly dueAt: Date
  readonly stoppedAt: Date | null
  readonly clock: SlaClock
  readonly terms: PlanTerms
  /** What an engineer said of it, last. */
  readonly reason: string | null
}

/** Of the clocks that began in the period, the latest due first. */
export async function findMissedPromises(tx: Tx, { from, to }: Period, limit: number): Promise<readonly MissedPromise[]> {
  return tx.sql.$queryRaw<MissedPromise[]>`
    SELECT t.number, t.company_id::text AS "companyId", t.assignee_id::text AS "engineerId", missed.due_at AS "dueAt",
      missed.stopped_at AS "stoppedAt", missed.state AS clock, t.terms,
      (SELECT e.data->>'reason' FROM ticket_event e WHERE e.ticket_id = t.id AND e.kind = 'breach-reason' ORDER BY e.id DESC LIMIT 1) AS reason
    FROM (
      SELECT ticket_id, due_at, stopped_at, state FROM sla_clock
      WHERE started_at >= ${from}::timestamptz AND started_at < ${to}::timestamptz
        AND (outcome = 'breached' OR (stopped_at IS NULL AND due_at < ${tx.now}::timestamptz))
      ORDER BY due_at DESC, ticket_id LIMIT ${limit}
    ) AS missed JOIN ticket t ON t.id = missed.ticket_id
    ORDER BY missed.due_at DESC, t.number DESC`
}

/** Whether a promise of the ticket was missed, or is past due now. */
export async function hasMissedPromise(tx: Tx, ticketId: string): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT 1 FROM sla_clock WHERE ticket_id = ${ticketId}::uuid
      AND (outcome = 'breached' OR (stopped_at IS NULL AND due_at < ${tx.now}::timestamptz)) LIMIT 1`
  return rows.length > 0
}

/** Names of companies and engineers, by id. */
export async function findNames(tx: Tx, ids: readonly (CompanyId | EngineerId)[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.sql.$queryRaw<{ id: string; name: string }[]>`
    SELECT id::text, name FROM company WHERE id = ANY(${[...ids]}::uuid[])
    UNION ALL SELECT id::text, name FROM engineer WHERE id = ANY(${[...ids]}::uuid[])`
  return new Map(rows.map(({ id, name }) => [id, name]))
}
