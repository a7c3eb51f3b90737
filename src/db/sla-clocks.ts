// Where the clocks of tickets stand. The state to go on from lives on the ticket's row, without the clocks that were stopped;
// every clock has a row of its own for sweeps and reports. What moves clocks is domain/sla.ts; warnings are due-clocks.ts.
import type { TicketId } from '../domain/ids.ts'
import type { DayExceptions } from '../domain/opening-hours.ts'
import type { PlanTerms } from '../domain/plan-terms.ts'
import type { TicketClocks } from '../domain/sla.ts'
import type { SlaClock } from '../domain/sla-clock.ts'
import { knowCalendarDays } from './calendar-days.ts'
import type { Tx } from './client.ts'

/** As it stands in `ticket.clock_state`; the terms have a column of their own. */
export type StoredState = Omit<TicketClocks, 'terms'>

/**
 * Where a ticket's clocks stand, without the stopped ones; null for a ticket from before plans: nothing was promised when it
 * was opened, so it has none, ever. Read together with the dates that its calendar needs. The ticket is locked.
 */
export async function loadClocks(tx: Tx, ticketId: TicketId): Promise<TicketClocks | null> {
  const [row] = await tx.sql.$queryRaw<{ state: StoredState | null; terms: PlanTerms | null; days: DayExceptions }[]>`
    SELECT t.clock_state AS state, t.terms, coalesce((
      SELECT jsonb_agg(jsonb_build_object('on', to_char(d."on", 'YYYY-MM-DD'), 'windows', d.windows) ORDER BY d."on")
      FROM calendar_day d WHERE d.catalogue = t.terms->>'catalogue'), '[]') AS days
    FROM ticket t WHERE t.id = ${ticketId}::uuid`
  if (row === undefined || row.state === null || row.terms === null) return null
  knowCalendarDays(tx, row.terms.catalogue, row.days)
  return { ...row.state, terms: row.terms }
}

export interface ClockRow {
  readonly clock: SlaClock
  /** When a warning may be due; null when none is to come. */
  readonly lookAgainAt: Date | null
}

export interface ClocksToSave {
  readonly state: TicketClocks
  /** Those that changed. */
  readonly rows: readonly ClockRow[]
  readonly solvingOrder: number
}

/** Stores where a locked ticket's clocks stand now, with one statement. */
export async function saveClocks(tx: Tx, ticketId: TicketId, { state, rows, solvingOrder }: ClocksToSave): Promise<void> {
  const { terms, ...rest } = state
  const running = rest.clocks.filter((clock) => clock.stoppedAt === null)
  const stored: StoredState = { ...rest, clocks: running }
  const due = running.flatMap(({ kind, dueAt }) => (kind === 'resolution' || dueAt === null ? [] : [dueAt]))
  const dueAt = due.length === 0 ? null : new Date(Math.min(...due))
  // LIMIT: see outbox.ts.
  await tx.sql.$executeRaw`
    WITH kept AS (
      UPDATE ticket SET terms = ${JSON.stringify(terms)}::jsonb, clock_state = ${JSON.stringify(stored)}::jsonb,
        solving_order = ${solvingOrder}, due_at = ${dueAt}
      WHERE id = ${ticketId}::uuid
    )
    INSERT INTO sla_clock (ticket_id, kind, cycle, started_at, due_at, paused_at, stopped_at, outcome, look_again_at, state)
    SELECT ${ticketId}::uuid, kind, cycle, started_at, due_at, paused_at, stopped_at, outcome, look_again_at, state
    FROM jsonb_to_recordset(${JSON.stringify(rows.map(toRow))}::jsonb) AS row(kind text, cycle int, started_at timestamptz,
      due_at timestamptz, paused_at timestamptz, stopped_at timestamptz, outcome text, look_again_at timestamptz, state jsonb)
    LIMIT ${rows.length}
    ON CONFLICT (ticket_id, kind, cycle) DO UPDATE SET due_at = EXCLUDED.due_at, paused_at = EXCLUDED.paused_at,
      stopped_at = EXCLUDED.stopped_at, outcome = EXCLUDED.outcome, look_again_at = EXCLUDED.look_again_at, state = EXCLUDED.state`
}

function toRow({ clock, lookAgainAt }: ClockRow) {
  const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return {
    kind: clock.kind,
    cycle: clock.cycle,
    started_at: instant(clock.startedAt),
    due_at: instant(clock.dueAt),
    paused_at: instant(clock.pausedAt),
    stopped_at: instant(clock.stoppedAt),
    outcome: clock.outcome,
    look_again_at: lookAgainAt?.toISOString() ?? null,
    state: clock,
  }
}
