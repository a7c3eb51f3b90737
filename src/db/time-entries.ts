// Work done on tickets: written once, read by ticket and by engineer. What may be logged is services/log-time.ts.
import type { EngineerId, TicketId } from '../domain/ids.ts'
import { newId } from '../domain/ids.ts'
import type { FixedTask, TimeEntry, WorkKind, WorkLevel } from '../domain/time-entry.ts'
import type { Tx } from './client.ts'
import type { TimeEntry as Row } from './generated/client.ts'
import { type Page, type PageRequest, toPage } from './page.ts'

export interface TimeEntryRow extends TimeEntry {
  /** The entry that took this one's place; null: it counts. */
  readonly correctedBy: string | null
  /** The number of the invoice that billed it; null: none did, or it was cancelled. */
  readonly invoice: string | null
}

/** An engineer's entries are written one after the other, so that two that overlap see each other. */
export async function lockTimeOf(tx: Tx, engineerId: EngineerId): Promise<void> {
  await tx.sql.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`time:${engineerId}`}, 0))::text`
}

/** Whether an entry of this source is there already. Ask behind `lockTimeOf`. */
export async function isLogged(tx: Tx, sourceKey: string): Promise<boolean> {
  return (await tx.sql.timeEntry.findUnique({ where: { sourceKey }, select: { id: true } })) !== null
}

export async function insertTimeEntry(
  tx: Tx,
  entry: Omit<TimeEntry, 'id' | 'createdAt'> & { readonly sourceKey: string | null },
): Promise<TimeEntryRow> {
  const row = await tx.sql.timeEntry.create({ data: { ...entry, id: newId(tx.now), createdAt: tx.now } })
  return toEntry({ ...row, better: null }, null)
}

/** Of a ticket, in the order they were logged; corrected ones too. */
export async function findTimeEntries(
  tx: Tx,
  ticketId: TicketId,
  page: PageRequest<string>,
): Promise<Page<TimeEntryRow, string>> {
  const rows = await tx.sql.timeEntry.findMany({
    where: { ticketId, ...(page.after === null ? {} : { id: { gt: page.after } }) },
    include: { better: { select: { id: true } } },
    orderBy: { id: 'asc' },
    take: page.limit + 1,
  })
  const invoices = await findInvoicesOf(tx, ticketId)
  return toPage(rows, page.limit, { item: (row) => toEntry(row, invoices.get(row.id) ?? null), key: (row) => row.id })
}

export async function findTimeEntry(tx: Tx, id: string): Promise<TimeEntryRow | null> {
  const row = await tx.sql.timeEntry.findUnique({ where: { id }, include: { better: { select: { id: true } } } })
  if (row === null) return null
  return toEntry(row, (await findInvoicesOf(tx, row.ticketId)).get(id) ?? null)
}

/** The engineer's latest entry that shares time with the span and counts, but for `except`; null when the span is free. */
export async function findOverlap(
  tx: Tx,
  span: { readonly engineerId: EngineerId; readonly from: Date; readonly to: Date; readonly except: string | null },
): Promise<{ readonly startedAt: Date; readonly number: number } | null> {
  const { engineerId, from, to, except } = span
  const [row] = await tx.sql.$queryRaw<{ startedAt: Date; number: number }[]>`
    SELECT e.started_at AS "startedAt", t.number FROM time_entry e JOIN ticket t ON t.id = e.ticket_id
    WHERE e.engineer_id = ${engineerId}::uuid AND e.started_at < ${to} AND e.started_at > ${from}::timestamptz - interval '31 days'
      AND e.started_at + e.seconds * interval '1 second' > ${from} AND e.seconds > 0 AND e.id IS DISTINCT FROM ${except}::uuid
      AND NOT EXISTS (SELECT FROM time_entry b WHERE b.corrects_id = e.id)
    ORDER BY e.started_at DESC LIMIT 1`
  return row ?? null
}

/** All time on a ticket that counts, in seconds. */
export async function sumTime(tx: Tx, ticketId: TicketId): Promise<number> {
  const [row] = await tx.sql.$queryRaw<{ seconds: number }[]>`
    SELECT coalesce(sum(e.seconds), 0)::float8 AS seconds FROM time_entry e
    WHERE e.ticket_id = ${ticketId}::uuid AND NOT EXISTS (SELECT FROM time_entry b WHERE b.corrects_id = e.id)`
  return row?.seconds ?? 0
}

/** When the engineer did something on the ticket since they last logged time on it. */
export async function findActs(tx: Tx, ticketId: TicketId, engineerId: EngineerId): Promise<readonly Date[]> {
  const rows = await tx.sql.$queryRaw<{ at: Date }[]>`
    WITH logged AS (
      SELECT coalesce(max(started_at + seconds * interval '1 second'), '-infinity') AS until FROM time_entry
      WHERE ticket_id = ${ticketId}::uuid AND engineer_id = ${engineerId}::uuid
    )
    SELECT at FROM (
      SELECT at FROM comment WHERE ticket_id = ${ticketId}::uuid AND engineer_id = ${engineerId}::uuid
      UNION ALL SELECT at FROM ticket_event WHERE ticket_id = ${ticketId}::uuid AND engineer_id = ${engineerId}::uuid
    ) act, logged WHERE act.at > logged.until ORDER BY at`
  return rows.map(({ at }) => at)
}

/** The first invoice that billed each of a ticket's entries, of those that stand. */
async function findInvoicesOf(tx: Tx, ticketId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.sql.$queryRaw<{ entryId: string; number: string }[]>`
    SELECT DISTINCT ON (entry_id) entry_id::text AS "entryId", i.number
    FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id, unnest(l.entry_ids) AS entry_id
    WHERE l.ticket_id = ${ticketId}::uuid AND i.status <> 'cancelled' AND i.cancels_id IS NULL
    ORDER BY entry_id, i.created_at, i.id`
  return new Map(rows.map(({ entryId, number }) => [entryId, number]))
}

function toEntry(
  { better, sourceKey: _, ...row }: Row & { readonly better: { readonly id: string } | null },
  invoice: string | null,
): TimeEntryRow {
  return {
    ...row,
    ticketId: row.ticketId as TicketId,
    engineerId: row.engineerId as EngineerId,
    kind: row.kind as WorkKind,
    level: row.level as WorkLevel,
    task: row.task as FixedTask | null,
    correctedBy: better?.id ?? null,
    invoice,
  }
}
