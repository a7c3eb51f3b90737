// A month's charges of every company of a large desk: how long all of them take, one of them, and how much memory the count holds.
// The count is a process of its own (billing-count.ts). Companies without a plan, with PREMIUM and with packets by turns, every third with prepaid time; thirty tickets each.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { migrate } from '../../src/db/migrate.ts'
import type { Ground } from './ground.ts'

const ticketsEach = 30

/** Left alone, the heap grows for as long as the machine has memory; with these bounds it shows what the count needs. */
const memory = ['--max-old-space-size=128', '--max-semi-space-size=4']

const company = (n: string) => `('00000000-0000-7000-8000-3' || lpad((${n})::text, 11, '0'))::uuid`
const engineer = (n: string) => `('00000000-0000-7000-8000-2' || lpad((${n})::text, 11, '0'))::uuid`
const ticket = (n: string) => `('00000000-0000-7000-9000-' || lpad((${n})::text, 12, '0'))::uuid`
const terms = (catalogue: string, plan: string) => `jsonb_build_object('catalogue', '${catalogue}', 'plan', '${plan}', 'order', 0,
  'promises', jsonb_build_object('blocker', null, 'high', null, 'medium', null, 'low', null))`

/** Entries of up to two hours over the last eleven months, at all hours of the day. */
const statements = (companies: number, entries: number): readonly string[] => [
  'SET session_replication_role = replica',
  `INSERT INTO company (id, name, emails, created_at)
   SELECT ${company('n')}, 'Company ' || n, '{}', now() FROM generate_series(0, ${companies - 1}) n`,
  `INSERT INTO engineer (id, name, role, created_at)
   SELECT ${engineer('n')}, 'Engineer ' || n, 'engineer', now() FROM generate_series(0, 9) n`,
  `INSERT INTO subscription (id, company_id, catalogue, plan, starts_on, ends_on, bought_on, created_at)
   SELECT gen_random_uuid(), ${company('n')}, CASE n % 3 WHEN 1 THEN 'kolmisoft' ELSE 'mizutech' END,
     CASE n % 3 WHEN 1 THEN 'PREMIUM' ELSE 'softswitch Standard' END, '2026-01-01', '2026-12-31', '2026-01-01', now()
   FROM generate_series(0, ${companies - 1}) n WHERE n % 3 > 0`,
  `INSERT INTO allowance (id, company_id, name, seconds_per_month, price_cents, currency, connection_fee_cents, starts_on, bought_on, created_at)
   SELECT gen_random_uuid(), ${company('n')}, 'Prepaid', 36000, 50000, 'EUR', 10, '2026-01-01', '2026-01-01', now()
   FROM generate_series(0, ${companies - 1}) n WHERE n % 3 = 0`,
  `INSERT INTO ticket (id, number, company_id, summary, description, priority, status, channel, opened_at, ended_at, last_activity_at,
     created_at, terms)
   SELECT ${ticket('n')}, 20000 + n, ${company(`n % ${companies}`)}, 'Ticket ' || n, 'What is wrong', 'medium', 'closed', 'api', at, at, at, at,
     (ARRAY[${terms('kolmisoft', 'none')}, ${terms('kolmisoft', 'PREMIUM')}, ${terms('mizutech', 'softswitch Standard')}])[1 + n % ${companies} % 3]
   FROM generate_series(0, ${companies * ticketsEach - 1}) n,
     LATERAL (SELECT '2026-01-01'::timestamptz + (n / ${companies}) * interval '10 days' AS at) opened`,
  `INSERT INTO ticket_event (ticket_id, at, kind, data)
   SELECT id, opened_at + k * interval '1 hour', CASE k WHEN 0 THEN 'opened' WHEN 1 THEN 'priority' ELSE 'status' END,
     CASE k WHEN 1 THEN '{"from": "low", "to": "medium"}' ELSE '{"from": "open", "to": "closed"}' END::jsonb
   FROM ticket, generate_series(0, 4) k`,
  `INSERT INTO consent (ticket_id, kind, contact_id, rate_cents, currency, at)
   SELECT id, 'billable', ${engineer('0')}, 10000, 'EUR', opened_at FROM ticket WHERE number % 2 = 0`,
  `INSERT INTO time_entry (id, ticket_id, engineer_id, started_at, seconds, kind, level, billable_agreed, after_hours_agreed, created_at)
   SELECT gen_random_uuid(), t.id, ${engineer('n % 10')}, t.opened_at + (n % 97) * interval '31 minutes', n % 7193, 'support',
     1 + (n % 7 = 0)::int * 2, CASE WHEN n % 5 = 0 THEN true END, CASE WHEN n % 4 = 0 THEN true END, now()
   FROM generate_series(0, ${entries - 1}) n JOIN ticket t ON t.number = 20000 + n % ${companies * ticketsEach}`,
  'VACUUM ANALYZE',
]

export async function benchBilling(ground: Ground, companies: number, entries: number): Promise<void> {
  await migrate({ url: ground.databaseUrl, log: () => {} })
  const client = await ground.pool.connect()
  try {
    for (const statement of statements(companies, entries)) await client.query(statement)
  } finally {
    client.release(true)
  }
  const script = fileURLToPath(new URL('billing-count.ts', import.meta.url))
  const child = spawn(process.execPath, [...memory, script, ground.databaseUrl, String(companies), String(entries)], {
    stdio: 'inherit',
  })
  const [status] = await once(child, 'exit')
  if (status !== 0) throw new Error('the count ended early')
}
