// The calls for Blockers that run, or ran: one row for each ticket that ever called. Whoever changes a row holds its ticket's
// lock, so that of two who call, or acknowledge, at once one finds it done.
import type { EngineerId, TicketId } from '../domain/ids.ts'
import type { PlanTerms } from '../domain/plan-terms.ts'
import type { Tx } from './client.ts'

export interface BlockerCall {
  readonly startedAt: Date
  /** How often it has called so far. */
  readonly calls: number
  /** When it calls again; null: it is over. */
  readonly nextAt: Date | null
  /** Null: nobody has acknowledged it. */
  readonly acknowledgedBy: EngineerId | null
  readonly acknowledgedAt: Date | null
}

/** Null: this ticket has never called anybody. */
export async function findBlockerCall(tx: Tx, ticketId: TicketId): Promise<BlockerCall | null> {
  const [row] = await tx.sql.$queryRaw<BlockerCall[]>`
    SELECT started_at AS "startedAt", calls, next_at AS "nextAt", acknowledged_by::text AS "acknowledgedBy",
      acknowledged_at AS "acknowledgedAt"
    FROM blocker_call WHERE ticket_id = ${ticketId}::uuid`
  return row ?? null
}

/** A call that has not called yet. An earlier one of the ticket is forgotten: its history knows of it. */
export async function startBlockerCall(tx: Tx, ticketId: TicketId): Promise<void> {
  await tx.sql.$executeRaw`
    INSERT INTO blocker_call (ticket_id, started_at, calls, next_at) VALUES (${ticketId}::uuid, ${tx.now}, 0, ${tx.now})
    ON CONFLICT (ticket_id) DO UPDATE
    SET started_at = EXCLUDED.started_at, calls = 0, next_at = EXCLUDED.next_at, acknowledged_at = NULL, acknowledged_by = NULL`
}

export async function recordCall(tx: Tx, ticketId: TicketId, calls: number, nextAt: Date): Promise<void> {
  await tx.sql.$executeRaw`UPDATE blocker_call SET calls = ${calls}, next_at = ${nextAt} WHERE ticket_id = ${ticketId}::uuid`
}

/** A call that could not be made is tried again then. */
export async function postponeCall(tx: Tx, ticketId: TicketId, until: Date): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE blocker_call SET next_at = ${until} WHERE ticket_id = ${ticketId}::uuid AND next_at <= ${tx.now}`
}

/** Ends a running call. @param by null: nobody has it, nobody needs to. @returns false when none was running. */
export async function endBlockerCall(tx: Tx, ticketId: TicketId, by: EngineerId | null, at: Date): Promise<boolean> {
  const ended = await tx.sql.$executeRaw`
    UPDATE blocker_call SET next_at = NULL, acknowledged_by = ${by}::uuid,
      acknowledged_at = CASE WHEN ${by}::uuid IS NOT NULL THEN ${at}::timestamptz END
    WHERE ticket_id = ${ticketId}::uuid AND next_at IS NOT NULL`
  return ended > 0
}

/** The terms that the ticket keeps; null: it keeps none. */
export async function findTicketTerms(tx: Tx, ticketId: TicketId): Promise<PlanTerms | null> {
  const [row] = await tx.sql.$queryRaw<{ terms: PlanTerms | null }[]>`SELECT terms FROM ticket WHERE id = ${ticketId}::uuid`
  return row?.terms ?? null
}

/** Tickets whose call is due, the longest due first. */
export async function findDueCalls(tx: Tx, limit: number): Promise<readonly TicketId[]> {
  const rows = await tx.sql.$queryRaw<{ id: TicketId }[]>`
    SELECT ticket_id::text AS id FROM blocker_call WHERE next_at <= ${tx.now} ORDER BY next_at LIMIT ${limit}`
  return rows.map(({ id }) => id)
}

/** The engineers whom the call of a ticket was meant for so far, whether it reached them or not. */
export async function findCalledEngineers(tx: Tx, ticketId: TicketId, since: Date): Promise<ReadonlySet<EngineerId>> {
  const rows = await tx.sql.$queryRaw<{ id: EngineerId }[]>`
    SELECT DISTINCT engineer_id::text AS id FROM outbox_message
    WHERE ticket_id = ${ticketId}::uuid AND kind = 'blocker.call' AND engineer_id IS NOT NULL AND created_at >= ${since}`
  return new Set(rows.map(({ id }) => id))
}
