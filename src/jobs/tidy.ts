// The hourly work of the house: old rows go, plans that have begun help open tickets, and once a night clocks are counted again.
import type { Database } from '../db/client.ts'
import { claimDailyTask, recordDailyTask } from '../db/daily-tasks.ts'
import { dayAt } from '../domain/day.ts'
import type { Log } from '../domain/log.ts'
import { beginPlans } from '../services/begin-plans.ts'
import { checkClocks } from '../services/check-clocks.ts'
import type { Desk } from '../services/desk.ts'
import { prune } from './prune.ts'

export interface TidyDeps {
  readonly database: Database
  readonly desk: Desk
  readonly log: Log
}

/** A night's work belongs to the day that begins at 02:00 on the vendor's wall. */
const nightEndsMilliseconds = 2 * 3600 * 1000
const checkTask = 'check-clocks'

export async function tidy(deps: TidyDeps): Promise<void> {
  await prune(deps)
  await beginPlans(deps)
  await checkNightly(deps)
}

/** Once a day for all replicas, by whichever comes first after two in the night. */
async function checkNightly(deps: TidyDeps): Promise<void> {
  const { database, log } = deps
  const isMine = await database.statements((tx) =>
    claimDailyTask(tx, checkTask, dayAt(new Date(tx.now.getTime() - nightEndsMilliseconds))),
  )
  if (!isMine) return
  const check = await checkClocks(deps)
  await database.statements((tx) => recordDailyTask(tx, checkTask, check))
  log.info({ ...check }, 'clocks were counted again')
}
