// The search at a large desk: rare words, common ones, numbers and phrases, from the question to the list of tickets.
import { openDatabase } from '../../src/db/client.ts'
import { migrate } from '../../src/db/migrate.ts'
import { createSecrets } from '../../src/db/secrets.ts'
import { findTicketsByWords } from '../../src/services/search-tickets.ts'
import { type Ground, median, percentile } from './ground.ts'

/** Few words are everywhere and most are rare, as in what people write; drawn anew for each row. */
const words = `(SELECT string_agg(CASE
  WHEN i = 1 THEN (ARRAY['SIP', 'RTP', 'calls', 'audio', 'billing', 'trunk', 'skambučiai', 'serveris'])[1 + floor(random() * 8)::int]
  WHEN i = 2 THEN (ARRAY['503', '486', '408', '404', '200', '603'])[1 + floor(random() * 6)::int]
  ELSE 'word' || floor(20000 * random() ^ 4)::int END, ' ') FROM generate_series(1, 14 + n * 0) AS i)`

async function fill(ground: Ground, tickets: number, comments: number): Promise<void> {
  const run = (text: string) => ground.pool.query(text)
  await run('DROP INDEX ticket_search, comment_search')
  await run(`INSERT INTO company (id, name, emails, created_at)
    VALUES ('00000000-0000-7000-8000-300000000000', 'Company', '{}', now())`)
  await run(`INSERT INTO engineer (id, name, role, created_at)
    VALUES ('00000000-0000-7000-8000-200000000002', 'Petras', 'engineer', now())`)
  await run(`INSERT INTO ticket (id, number, company_id, summary, description, priority, status, channel, opened_at, last_activity_at, created_at)
    SELECT ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, 20000 + n, '00000000-0000-7000-8000-300000000000', left(${words}, 100),
      ${words}, 'medium', 'closed', 'api', now(), now(), now() FROM generate_series(1, ${tickets}) AS n`)
  await run(`INSERT INTO comment (id, ticket_id, engineer_id, body, at)
    SELECT ('00000000-0000-7000-a000-' || lpad(n::text, 12, '0'))::uuid,
      ('00000000-0000-7000-9000-' || lpad((1 + n % ${tickets})::text, 12, '0'))::uuid, '00000000-0000-7000-8000-200000000002',
      CASE WHEN n % 100000 = 77 THEN 'registration flapping behind Mikrotik ' ELSE '' END || ${words}, now()
    FROM generate_series(1, ${comments}) AS n`)
  await run('CREATE INDEX ticket_search ON ticket USING gin (search) WITH (gin_pending_list_limit = 256)')
  await run('CREATE INDEX comment_search ON comment USING gin (search) WITH (gin_pending_list_limit = 256)')
  await run('VACUUM ANALYZE')
}

export async function benchSearch(ground: Ground, tickets: number, comments: number): Promise<void> {
  await migrate({ url: ground.databaseUrl, log: () => {} })
  const begun = performance.now()
  await fill(ground, tickets, comments)
  console.log(`${tickets} tickets, ${comments} comments; filled in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  const secrets = createSecrets([Buffer.alloc(32, 'only for benches')])
  const database = openDatabase({ url: ground.databaseUrl, secrets, now: () => new Date(), onCommit: () => {} })
  try {
    for (const asked of [
      'mikrotik flapping',
      'SIP 503',
      'word0',
      'word0 word1 word2',
      'word15000',
      '"SIP 503" word3',
      'skambučiai',
      'no-such-thing',
      'registration xyzzy',
    ]) {
      const times: number[] = []
      let found = 0
      for (let n = 0; n < 12; n++) {
        const from = performance.now()
        found = (await database.transaction((tx) => findTicketsByWords(tx, asked, 8))).length
        times.push(performance.now() - from)
      }
      console.log(
        `${asked.padEnd(24)} ${found} found, median ${median(times).toFixed(1)} ms, slowest ${percentile(times, 100).toFixed(1)} ms`,
      )
    }
  } finally {
    await database.close()
  }
}
