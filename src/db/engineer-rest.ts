// When an engineer rests, as it is stored: quiet hours and absence. What follows from it is domain/rest.ts.
import type { EngineerId, TicketId } from '../domain/ids.ts'
import type { Absence, QuietHours } from '../domain/rest.ts'
import type { Tx } from './client.ts'
import { readAnew } from './once.ts'

export interface EngineerRest extends Absence {
  readonly quiet: QuietHours | null
}

/** Null: no such engineer. */
export async function findRest(tx: Tx, id: EngineerId): Promise<EngineerRest | null> {
  const [row] = await tx.sql.$queryRaw<(Absence & { from: number | null; to: number | null })[]>`
    SELECT away_since AS "awaySince", away_until AS "awayUntil", quiet_from_minute AS "from", quiet_to_minute AS "to"
    FROM engineer WHERE id = ${id}::uuid`
  if (row === undefined) return null
  const { awaySince, awayUntil } = row
  return { awaySince, awayUntil, quiet: toQuietHours(row.from, row.to) }
}

export function toQuietHours(from: number | null, to: number | null): QuietHours | null {
  return from === null || to === null ? null : { from, to }
}

export async function setQuietHours(tx: Tx, id: EngineerId, quiet: QuietHours | null): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE engineer SET quiet_from_minute = ${quiet?.from ?? null}::int, quiet_to_minute = ${quiet?.to ?? null}::int
    WHERE id = ${id}::uuid`
}

export async function setAbsence(tx: Tx, id: EngineerId, { awaySince, awayUntil }: Absence): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE engineer SET away_since = ${awaySince}::timestamptz, away_until = ${awayUntil}::timestamptz WHERE id = ${id}::uuid`
  readAnew(tx, 'engineers')
}

/** Whether the ticket is an open Blocker that called, or calls, for somebody. */
export async function isCallingBlocker(tx: Tx, ticketId: TicketId): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    SELECT FROM ticket t JOIN blocker_call c ON c.ticket_id = t.id
    WHERE t.id = ${ticketId}::uuid AND t.priority = 'blocker' AND t.status IN ('open', 'waiting')`
  return rows.length > 0
}
