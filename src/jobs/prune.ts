// The hourly tidying: rows nobody will ask for again, in rounds short enough to disturb no one.

import type { Database } from '../db/client.ts'
import { pruneRows } from '../db/pruning.ts'
import type { Log } from '../domain/log.ts'

export interface PruneDeps {
  readonly database: Database
  readonly log: Log
}

const atOnce = 5000

/** Deletes until nothing old enough is left. */
export async function prune(deps: PruneDeps): Promise<void> {
  let all = 0
  for (;;) {
    const gone = await deps.database.transaction((tx) => pruneRows(tx, atOnce))
    all += gone
    if (gone === 0) break
  }
  if (all > 0) deps.log.info({ rows: all }, 'old rows are gone')
}
