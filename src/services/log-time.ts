// Writes down work done on a ticket. Time is real and happens once: not in the future, not before the ticket was opened, and an
// engineer is not in two places. A correction takes another entry's place (RULES 4, CONTRACT).
import type { Tx } from '../db/client.ts'
import { findEngineer } from '../db/people.ts'
import { findOverlap, findTimeEntry, insertTimeEntry, isLogged, lockTimeOf, type TimeEntryRow } from '../db/time-entries.ts'
import { noteUsage } from '../db/usage-looks.ts'
import { Refusal } from '../domain/errors.ts'
import type { EngineerId } from '../domain/ids.ts'
import type { Ticket } from '../domain/ticket.ts'
import { type Work, workFault } from '../domain/time-entry.ts'
import type { Desk } from './desk.ts'
import { findSpecialConsent } from './find-special-consent.ts'
import { showInRoom } from './show-in-room.ts'

export interface LogTime extends Work {
  readonly ticket: Ticket
  readonly engineerId: EngineerId
  /** Null: it ended just now, or where the engineer's later work began. */
  readonly startedAt: Date | null
  readonly seconds: number
  readonly afterHoursAgreed?: boolean | null
  readonly billableAgreed?: boolean | null
  readonly correctsId?: string | null
  readonly note?: string | null
  /** What it was told by: one entry each. */
  readonly sourceKey?: string
}

/**
 * @throws Refusal `invalid`, naming the field: the work, the times, or the entry to be corrected are not as they have to be;
 *   `conflict` when an entry of the same source is there.
 */
export async function logTime(tx: Tx, desk: Desk, logged: LogTime): Promise<TimeEntryRow> {
  const { ticket, engineerId, seconds, kind, level, task, correctsId = null } = logged
  const engineer = await findEngineer(tx, engineerId, desk.defaultLanguage)
  if (engineer === null) throw new Refusal('invalid', { reason: 'unknown-engineer' }, 'engineer')
  const fault = workFault(logged)
  if (fault !== null) throw new Refusal('invalid', { reason: fault.reason }, fault.field)
  await lockTimeOf(tx, engineerId)
  const { sourceKey = null } = logged
  if (sourceKey !== null && (await isLogged(tx, sourceKey))) throw new Refusal('conflict', { reason: 'logged-already' })
  if (correctsId !== null) await requireCorrectable(tx, ticket, correctsId)
  const entry = await insertTimeEntry(tx, {
    ...{ ticketId: ticket.id, engineerId, seconds, kind, level, task, correctsId, sourceKey },
    startedAt: await findStart(tx, logged),
    quantity: kind === 'fixed' ? (logged.quantity ?? 1) : null,
    afterHoursAgreed: logged.afterHoursAgreed ?? null,
    billableAgreed: logged.billableAgreed ?? (await findSpecialConsent(tx, desk, logged)),
    note: logged.note ?? null,
  })
  await noteUsage(tx, ticket.companyId)
  await showInRoom(tx, desk, ticket.id)
  return entry
}

/** An entry that was corrected is corrected through the one that took its place. */
async function requireCorrectable(tx: Tx, ticket: Ticket, id: string): Promise<void> {
  const corrected = await findTimeEntry(tx, id)
  if (corrected === null || corrected.ticketId !== ticket.id)
    throw new Refusal('invalid', { reason: 'corrects-unknown' }, 'corrects')
  if (corrected.correctedBy !== null)
    throw new Refusal('invalid', { reason: 'corrects-corrected', by: corrected.correctedBy }, 'corrects')
}

async function findStart(tx: Tx, logged: LogTime): Promise<Date> {
  const { ticket, seconds, startedAt } = logged
  if (startedAt === null) return findLatestGap(tx, logged)
  if (startedAt.getTime() + seconds * 1000 > tx.now.getTime())
    throw new Refusal('invalid', { reason: 'future' }, startedAt > tx.now ? 'startedAt' : 'seconds')
  if (startedAt < ticket.openedAt) throw new Refusal('invalid', { reason: 'before-opened' }, 'startedAt')
  const overlap = await overlapFrom(tx, logged, startedAt)
  if (overlap !== null) throw new Refusal('invalid', { reason: 'time-overlap', number: String(overlap.number) }, 'startedAt')
  return startedAt
}

/** Whoever logs two tickets at the end of a day worked on one after the other: the time goes before what stands there. */
async function findLatestGap(tx: Tx, logged: LogTime): Promise<Date> {
  const { ticket, seconds } = logged
  let startedAt = new Date(tx.now.getTime() - seconds * 1000)
  while (startedAt >= ticket.openedAt) {
    const overlap = await overlapFrom(tx, logged, startedAt)
    if (overlap === null) return startedAt
    startedAt = new Date(overlap.startedAt.getTime() - seconds * 1000)
  }
  throw new Refusal('invalid', { reason: 'before-opened' }, 'seconds')
}

function overlapFrom(tx: Tx, { engineerId, seconds, correctsId = null }: LogTime, from: Date) {
  const to = new Date(from.getTime() + seconds * 1000)
  return seconds === 0 ? Promise.resolve(null) : findOverlap(tx, { engineerId, from, to, except: correctsId })
}
