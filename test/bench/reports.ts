// A report over a year of a large desk, by the API: how long the answer takes, for the whole year and for its last month.
import { migrate } from '../../src/db/migrate.ts'
import { apiToken, type Ground, median, startService } from './ground.ts'

const ticket = (n: string) => `('00000000-0000-7000-9000-' || lpad((${n})::text, 12, '0'))::uuid`
const company = (n: string) => `('00000000-0000-7000-8000-3' || lpad((${n})::text, 11, '0'))::uuid`
const engineer = (n: string) => `('00000000-0000-7000-8000-2' || lpad((${n})::text, 11, '0'))::uuid`
const terms = (plan: string) => `jsonb_build_object('catalogue', 'kolmisoft', 'plan', ${plan}, 'order', 0, 'promises',
  (SELECT jsonb_object_agg(priority, jsonb_build_object('time', 'working', 'guaranteedSeconds', 7200, 'averageSeconds', 900,
    'resolutionSeconds', null)) FROM unnest(ARRAY['blocker', 'high', 'medium', 'low']) AS priority))`

/** Spread evenly over the last year: three clocks each, an answer, a third of them waiting for a while; the last 500 are open. */
const statements = (tickets: number): readonly string[] => [
  'SET session_replication_role = replica',
  `INSERT INTO company (id, name, emails, created_at) SELECT ${company('n')}, 'Company ' || n, '{}', now() FROM generate_series(0, 299) n`,
  `INSERT INTO engineer (id, name, role, created_at) SELECT ${engineer('n')}, 'Engineer ' || n, 'engineer', now() FROM generate_series(0, 9) n`,
  `INSERT INTO ticket (id, number, company_id, assignee_id, summary, description, priority, status, channel, opened_at, ended_at,
     last_activity_at, created_at, terms)
   SELECT ${ticket('n')}, 20000 + n, ${company('n * 7919 % 300')}, CASE WHEN n % 20 > 0 THEN ${engineer('n % 10')} END, 'Ticket ' || n,
     repeat('What is wrong and since when. ', 8), (ARRAY['blocker', 'high', 'medium', 'low'])[1 + n % 4],
     CASE WHEN n < 500 THEN 'open' ELSE 'closed' END, 'api', at, CASE WHEN n < 500 THEN NULL ELSE at + interval '1 day' END, at, at,
     (ARRAY[${['ENTERPRISE', 'PREMIUM', 'none'].map((plan) => terms(`'${plan}'`)).join(', ')}])[1 + n % 3]
   FROM generate_series(0, ${tickets - 1}) n, LATERAL (SELECT now() - n * interval '1 year' / ${tickets} - interval '1 minute') AS opened(at)`,
  `INSERT INTO sla_clock (ticket_id, kind, cycle, started_at, due_at, stopped_at, outcome, state)
   SELECT id, kind, 1, opened_at, CASE WHEN kind <> 'resolution' THEN opened_at + interval '2 hours' END, coalesce(ended_at, now()),
     CASE WHEN kind <> 'resolution' THEN CASE WHEN number % 20 = 0 THEN 'breached' ELSE 'kept' END END,
     jsonb_build_object('kind', kind, 'cycle', 1, 'messageId', null, 'startedAt', 0, 'time', 'working', 'averageMilliseconds', 900000,
       'usedMilliseconds', number * 7919 % 7200000, 'countedAt', 0, 'allowedMilliseconds', 7200000, 'dueAt', 0, 'pausedAt', null,
       'stoppedAt', 1, 'outcome', 'kept')
   FROM ticket, unnest(ARRAY['first-response', 'next-response', 'resolution']) AS kind`,
  `UPDATE sla_clock SET stopped_at = started_at + interval '1 hour' WHERE kind <> 'resolution' AND hashtext(ticket_id::text) % 20 <> 0`,
  `INSERT INTO comment (id, ticket_id, engineer_id, body, at)
   SELECT gen_random_uuid(), id, ${engineer('number % 10')}, 'Please try again', opened_at + k * interval '1 hour'
   FROM ticket, generate_series(1, 3) k`,
  `INSERT INTO ticket_event (ticket_id, at, kind, data)
   SELECT id, opened_at + k * interval '1 hour', CASE WHEN k = 0 THEN 'opened' ELSE 'status' END,
     CASE WHEN number % 3 = 0 AND k = 1 THEN '{"from": "open", "to": "waiting"}' WHEN number % 3 = 0 AND k = 2 THEN '{"from": "waiting", "to": "open"}'
       ELSE '{"from": "open", "to": "closed"}' END::jsonb
   FROM ticket, generate_series(0, 3) k`,
  'VACUUM ANALYZE',
]

export async function benchReports(ground: Ground, tickets: number): Promise<void> {
  await migrate({ url: ground.databaseUrl, log: () => {} })
  const client = await ground.pool.connect()
  for (const statement of statements(tickets)) await client.query(statement)
  client.release(true)
  // The door alone: the house's own work would look for the history behind these clocks.
  const service = await startService(ground, { ROLES: 'http' })
  try {
    for (const days of [365, 30]) await measure(service.url, days, tickets)
  } finally {
    await service.stop()
  }
}

async function measure(url: string, days: number, tickets: number): Promise<void> {
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 24 * 3600 * 1000).toISOString().slice(0, 10)
  const times: number[] = []
  for (let n = 0; n < 7; n++) times.push(await read(`${url}/api/v1/stats?from=${day(days)}&to=${day(0)}`))
  const [first = 0, ...later] = times
  const what = `a report over ${days} days of a year with ${tickets} tickets`
  console.log(`${what}: ${median(later).toFixed(0)} ms, the first time ${first.toFixed(0)} ms`)
}

async function read(url: string): Promise<number> {
  const begun = performance.now()
  const answer = await fetch(url, { headers: { authorization: `Bearer ${apiToken}` } })
  if (!answer.ok) throw new Error(`the report was not given: ${answer.status} ${await answer.text()}`)
  await answer.json()
  return performance.now() - begun
}
