// A sweep over a hundred thousand open clocks, none of them due: what looking costs each second. And what warning costs.
import { remindDialogues } from '../../src/bot/remind-dialogues.ts'
import { openDatabase } from '../../src/db/client.ts'
import { migrate } from '../../src/db/migrate.ts'
import { createSecrets } from '../../src/db/secrets.ts'
import { sweep } from '../../src/jobs/sweep.ts'
import { continueBroadcasts } from '../../src/services/continue-broadcasts.ts'
import { remindOfMoney } from '../../src/services/remind-of-money.ts'
import { repeatBlockerCalls } from '../../src/services/repeat-blocker-calls.ts'
import { sendDigests } from '../../src/services/send-digests.ts'
import { warnDueClocks } from '../../src/services/warn-due-clocks.ts'
import { watchChannels } from '../../src/services/watch-channels.ts'
import { createDesk } from '../support/desk.ts'
import { type Ground, median } from './ground.ts'

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** Open tickets with a running clock each, to be looked at from an hour from now on. */
async function fill(ground: Ground, clocks: number): Promise<void> {
  const terms = {
    catalogue: 'kolmisoft',
    plan: 'PREMIUM',
    order: 1,
    promises: { blocker: null, high: null, medium: null, low: null },
  }
  await ground.pool.query('SET session_replication_role = replica')
  await ground.pool.query(`
    INSERT INTO company (id, name, emails, created_at) VALUES ('00000000-0000-7000-8000-300000000000', 'Company', '{}', now())`)
  await ground.pool.query(`
    INSERT INTO engineer (id, name, role, created_at) VALUES ('00000000-0000-7000-8000-200000000002', 'Engineer', 'engineer', now())`)
  await ground.pool.query(
    `INSERT INTO ticket (id, number, company_id, summary, description, priority, status, channel, opened_at, last_activity_at, created_at,
       terms, solving_order, due_at)
     SELECT ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, 20000 + n, '00000000-0000-7000-8000-300000000000', 'Ticket ' || n,
       'A description of ticket ' || n, 'high', 'open', 'api', now(), now(), now(), $2, 4005, now() + make_interval(hours => 2)
     FROM generate_series(1, $1::int) AS n`,
    [clocks, terms],
  )
  await ground.pool.query(
    `INSERT INTO sla_clock (ticket_id, kind, cycle, started_at, due_at, look_again_at, state)
     SELECT id, 'first-response', 1, opened_at, due_at, opened_at + make_interval(mins => 60 + number % 60), jsonb_build_object(
       'kind', 'first-response', 'cycle', 1, 'messageId', null, 'startedAt', extract(epoch from opened_at) * 1000,
       'time', 'plain', 'averageMilliseconds', null, 'usedMilliseconds', 0, 'countedAt', extract(epoch from opened_at) * 1000,
       'allowedMilliseconds', 7200000, 'dueAt', extract(epoch from due_at) * 1000, 'pausedAt', null, 'stoppedAt', null, 'outcome', null)
     FROM ticket`,
  )
  await ground.pool.query('VACUUM ANALYZE')
}

export async function benchSweep(ground: Ground, clocks: number): Promise<void> {
  await migrate({ url: ground.databaseUrl, log: () => {} })
  await fill(ground, clocks)
  let ahead = 0
  const now = () => new Date(Date.now() + ahead)
  const secrets = createSecrets([Buffer.alloc(32, 'only for benches')])
  const database = openDatabase({ url: ground.databaseUrl, secrets, now, onCommit: () => {} })
  const house = { database, desk: createDesk(), log: silent }
  const deps = {
    database,
    channels: new Map(),
    repeatBlockerCalls: () => repeatBlockerCalls(house),
    remindDialogues: () => remindDialogues(house),
    warnDueClocks: () => warnDueClocks(house),
    remindOfMoney: () => remindOfMoney(house),
    sendDigests: () => sendDigests(house),
    continueImports: async () => {},
    continueBroadcasts: (accounts: readonly string[]) => continueBroadcasts({ ...house, accounts }),
    watchChannels: (accounts: readonly string[]) => watchChannels({ ...house, files: { remove: async () => {} } }, accounts),
  }
  const timed = async (work: () => Promise<void>, times: number) => {
    const taken: number[] = []
    for (let n = 0; n < times; n++) {
      const begun = performance.now()
      await work()
      taken.push(performance.now() - begun)
    }
    return taken
  }
  await timed(() => sweep(deps, new Set()), 20)
  const idle = await timed(() => sweep(deps, new Set()), 200)
  console.log(
    `${clocks.toLocaleString('en')} open clocks, none due: a sweep takes ${median(idle).toFixed(1)} ms, at most ${Math.max(...idle).toFixed(1)} ms (aim: below 50)`,
  )
  ahead = 90 * 60_000
  const busy = await timed(() => sweep(deps, new Set()), 20)
  console.log(`with fifty warnings to give ${median(busy).toFixed(0)} ms`)
  await database.close()
}
