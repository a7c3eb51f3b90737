// What the nightly check compares: the clocks of tickets as they are stored, and the history they were counted from. All of a
// batch is read by one statement, so that nothing can happen in between.
import type { HistoryEntry } from '../domain/clock-events.ts'
import type { TicketId } from '../domain/ids.ts'
import type { PlanTerms } from '../domain/plan-terms.ts'
import type { Priority } from '../domain/priority.ts'
import type { SlaClock } from '../domain/sla-clock.ts'
import type { TicketStatus } from '../domain/ticket.ts'
import type { Tx } from './client.ts'
import type { StoredState } from './sla-clocks.ts'

export interface KeptTicket {
  readonly id: TicketId
  readonly number: number
  readonly terms: PlanTerms
  readonly state: StoredState
  readonly solvingOrder: number
  readonly dueAt: Date | null
  readonly clocks: readonly { readonly dueAt: string | null; readonly stoppedAt: string | null; readonly state: SlaClock }[]
  /** In the order in which it happened. */
  readonly history: readonly HistoryEntry[]
}

/** Tickets with clocks: every open one, and the newest; at most `limit` of each. */
export async function findKeptTicketIds(tx: Tx, limit: number): Promise<readonly TicketId[]> {
  const rows = await tx.sql.$queryRaw<{ id: TicketId }[]>`
    (SELECT id::text FROM ticket WHERE status IN ('open', 'waiting') AND terms IS NOT NULL
      ORDER BY solving_order, due_at, opened_at, number LIMIT ${limit})
    UNION (SELECT id::text FROM ticket WHERE terms IS NOT NULL ORDER BY number DESC LIMIT ${limit})`
  return rows.map((row) => row.id)
}

/**
 * What is stored of these tickets. Left out are those that cannot be counted again: a date's hours were changed after they had
 * been opened, and what was promised before stays as it was said.
 */
export async function readKeptTickets(tx: Tx, ids: readonly TicketId[]): Promise<readonly KeptTicket[]> {
  const rows = await tx.sql.$queryRaw<(Omit<KeptTicket, 'history'> & { history: readonly HistoryRow[]; openedAt: Date })[]>`
    SELECT t.id::text, t.number, t.terms, t.clock_state AS state, t.solving_order AS "solvingOrder", t.due_at AS "dueAt",
      t.opened_at AS "openedAt",
      coalesce((SELECT jsonb_agg(jsonb_build_object('dueAt', c.due_at, 'stoppedAt', c.stopped_at, 'state', c.state))
        FROM sla_clock c WHERE c.ticket_id = t.id), '[]') AS clocks,
      (SELECT coalesce(jsonb_agg(entry ORDER BY entry.place), '[]') FROM (
        SELECT e.id AS place, e.kind, e.at, e.data, e.contact_id IS NOT NULL AS "byContact" FROM ticket_event e
        WHERE e.ticket_id = t.id AND e.kind IN ('opened', 'status', 'priority', 'plan', 'comment-withdrawn', 'needs-answer', 'merged-away', 'taken-over')
        UNION ALL
        SELECT m.place, 'comment', m.at, jsonb_build_object('id', m.id, 'internal', m.internal, 'needsAnswer', m.needs_answer),
          m.contact_id IS NOT NULL
        FROM comment m WHERE m.ticket_id = t.id
      ) entry) AS history
    FROM ticket t
    WHERE t.id = ANY(${[...ids]}::uuid[]) AND t.terms IS NOT NULL AND NOT EXISTS (
      SELECT FROM calendar_day d WHERE d.catalogue = t.terms->>'catalogue' AND d.created_at > t.opened_at
        AND d."on" >= t.opened_at::date - 1)`
  return rows.map(({ history, ...row }) => ({ ...row, history: toHistory(history, row.terms) }))
}

interface HistoryRow {
  readonly kind: string
  readonly at: string
  readonly byContact: boolean
  readonly data: {
    readonly id?: string
    readonly internal?: boolean
    readonly needsAnswer?: boolean
    readonly commentId?: string
    readonly priority?: Priority
    readonly from?: unknown
    readonly to?: unknown
    readonly clocks?: readonly SlaClock[]
  }
}

/** The terms it was opened under are those the first better plan came after; without one, those it has. */
function toHistory(rows: readonly HistoryRow[], terms: PlanTerms): readonly HistoryEntry[] {
  const firstPlan = rows.find(({ kind }) => kind === 'plan')
  const openedUnder = (firstPlan?.data.from as PlanTerms | undefined) ?? terms
  return rows.flatMap((row) => toEntry(row, openedUnder))
}

function toEntry({ kind, at: text, byContact, data }: HistoryRow, openedUnder: PlanTerms): readonly HistoryEntry[] {
  const at = new Date(text)
  switch (kind) {
    case 'opened':
      return data.priority === undefined ? [] : [{ kind, at, priority: data.priority, terms: openedUnder }]
    case 'comment':
      return [
        { kind, at, id: data.id ?? '', byContact, internal: data.internal === true, needsAnswer: data.needsAnswer !== false },
      ]
    case 'comment-withdrawn':
    case 'needs-answer':
      return data.commentId === undefined ? [] : [{ kind, at, commentId: data.commentId }]
    case 'status':
      return [{ kind, at, from: data.from as TicketStatus, to: data.to as TicketStatus, byContact }]
    case 'priority':
      return [{ kind, at, to: data.to as Priority }]
    case 'plan':
      return [{ kind, at, terms: data.to as PlanTerms }]
    case 'merged-away':
      return [{ kind, at }]
    case 'taken-over':
      return [{ kind, at, clocks: data.clocks ?? [] }]
    default:
      throw new Error(`"${kind}" was not asked for`)
  }
}
