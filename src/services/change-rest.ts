// An engineer's quiet hours and absence as the vendor's own systems set them: the same that /quiet, /away and /back do.
import type { Tx } from '../db/client.ts'
import type { EngineerRecord } from '../db/person-records.ts'
import { Refusal } from '../domain/errors.ts'
import type { EngineerId } from '../domain/ids.ts'
import { longestAwayDays, type QuietHours } from '../domain/rest.ts'
import type { Desk } from './desk.ts'
import { changeQuietHours, comeBack, goAway } from './take-rest.ts'

/** Absent: stays as it is. */
export interface RestChange {
  /** Null: none. */
  readonly quietHours?: QuietHours | null
  /** Null: back. Without an end: until they are back. */
  readonly away?: { readonly until: Date | null } | null
}

/** @throws Refusal `conflict` for somebody who is not active; `invalid`, naming `away.until`. */
export async function changeRest(tx: Tx, desk: Desk, engineer: EngineerRecord, change: RestChange): Promise<void> {
  const { quietHours, away } = change
  if (quietHours === undefined && away === undefined) return
  if (!engineer.active) throw new Refusal('conflict', { reason: 'inactive' }, away === undefined ? 'quietHours' : 'away')
  const who = { id: engineer.id as EngineerId, name: engineer.name }
  if (quietHours !== undefined) await changeQuietHours(tx, who, quietHours)
  if (away === null) await comeBack(tx, who, { kind: 'api' })
  else if (away !== undefined) await goAway(tx, desk, who, requireUntil(away.until, tx.now), { kind: 'api' })
}

function requireUntil(until: Date | null, now: Date): Date | null {
  if (until === null) return null
  if (until <= now) throw new Refusal('invalid', { reason: 'over-already' }, 'away.until')
  if (until.getTime() - now.getTime() > longestAwayDays * 86_400_000)
    throw new Refusal('invalid', { reason: 'away-too-long' }, 'away.until')
  return until
}
