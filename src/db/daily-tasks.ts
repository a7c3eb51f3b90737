// What the house does once a day, whichever process gets to it first, and what came of it.
import type { Day } from '../domain/day.ts'
import type { Tx } from './client.ts'

/** @returns whether it is this caller's to do today; nobody else is told so again on this day. */
export async function claimDailyTask(tx: Tx, name: string, day: Day): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`
    INSERT INTO daily_task AS t (name, done_on, result) VALUES (${name}, ${day}::date, '{}')
    ON CONFLICT (name) DO UPDATE SET done_on = EXCLUDED.done_on WHERE t.done_on < EXCLUDED.done_on RETURNING name`
  return rows.length > 0
}

export async function recordDailyTask(tx: Tx, name: string, result: object): Promise<void> {
  await tx.sql.$executeRaw`UPDATE daily_task SET result = ${JSON.stringify(result)}::jsonb WHERE name = ${name}`
}
