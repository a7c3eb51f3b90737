// Clocks that may have a warning to give. Which one, domain/sla-warnings says; here is what it asks for, and what was given.
import type { TicketId } from '../domain/ids.ts'
import type { PlanTerms } from '../domain/plan-terms.ts'
import type { SlaClock } from '../domain/sla-clock.ts'
import type { WarningLevel } from '../domain/sla-warnings.ts'
import type { Tx } from './client.ts'

/** Tickets with a clock to look at now, the longest overdue first. One read of the few entries that are due in their index. */
export async function findDueClocks(tx: Tx, limit: number): Promise<readonly TicketId[]> {
  const rows = await tx.sql.$queryRaw<{ id: TicketId }[]>`
    SELECT ticket_id::text AS id FROM sla_clock WHERE look_again_at <= ${tx.now} ORDER BY look_again_at LIMIT ${limit}`
  return [...new Set(rows.map((row) => row.id))]
}

export interface WarningCandidate {
  readonly clock: SlaClock
  readonly sent: readonly WarningLevel[]
  readonly terms: PlanTerms
}

/** A locked ticket's clocks that are to be looked at now. */
export async function findWarningCandidates(tx: Tx, ticketId: TicketId): Promise<readonly WarningCandidate[]> {
  return tx.sql.$queryRaw<WarningCandidate[]>`
    SELECT c.state AS clock, t.terms, ARRAY(
      SELECT w.level FROM sla_warning w WHERE w.ticket_id = c.ticket_id AND w.kind = c.kind AND w.cycle = c.cycle) AS sent
    FROM sla_clock c JOIN ticket t ON t.id = c.ticket_id
    WHERE c.ticket_id = ${ticketId}::uuid AND c.look_again_at <= ${tx.now} AND t.terms IS NOT NULL
    ORDER BY c.due_at, c.kind`
}

/** What a look came to: the warning that is given, if any, and when to look again. */
export async function recordLook(
  tx: Tx,
  ticketId: TicketId,
  {
    clock,
    level,
    lookAgainAt,
  }: { readonly clock: SlaClock; readonly level: WarningLevel | null; readonly lookAgainAt: Date | null },
): Promise<void> {
  const { kind, cycle } = clock
  await tx.sql.$executeRaw`
    WITH warned AS (
      INSERT INTO sla_warning (ticket_id, kind, cycle, level, at)
      SELECT ${ticketId}::uuid, ${kind}, ${cycle}::int, ${level}::text, ${tx.now}::timestamptz WHERE ${level}::text IS NOT NULL
    )
    UPDATE sla_clock SET look_again_at = ${lookAgainAt} WHERE ticket_id = ${ticketId}::uuid AND kind = ${kind} AND cycle = ${cycle}`
}

/** Leaves a ticket's clocks alone for a while: they could not be looked at, and must not keep others from their turn. */
export async function postponeLook(tx: Tx, ticketId: TicketId, until: Date): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE sla_clock SET look_again_at = ${until} WHERE ticket_id = ${ticketId}::uuid AND look_again_at <= ${tx.now}`
}
