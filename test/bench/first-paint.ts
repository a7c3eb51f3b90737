// The first thing an engineer sees of a large desk: /queue and /ticket, from the update's arrival to the answer on the wire, with a
// platform that answers at once. So it is our own time alone; the aim is one message within 50 ms.
import { prepareChats, quiet } from './end-to-end.ts'
import { type Ground, inParallel, median, percentile, startService } from './ground.ts'
import { post, textUpdate } from './messages.ts'

const engineer = 300_001
const admin = 300_002
const repeats = 40

const id = (table: number, number: string) => `('00000000-0000-7000-b00${table}-' || lpad((${number})::text, 12, '0'))::uuid`

/** A thousand companies; one ticket in a hundred is open, two thirds of those have an engineer; ten comments each. */
async function fill({ pool }: Ground, tickets: number): Promise<void> {
  const client = await pool.connect()
  const terms = `'{"catalogue": "kolmisoft", "plan": "PREMIUM", "order": 2, "promises": {"blocker": null, "high": null, "medium": null, "low": null}}'`
  for (const statement of [
    'SET session_replication_role = replica',
    `INSERT INTO engineer (id, name, role, telegram_id, created_at)
     SELECT ${id(2, 'n')}, 'Engineer ' || n, CASE n WHEN 2 THEN 'admin' ELSE 'engineer' END, (300000 + n)::text, now()
     FROM generate_series(1, 8) n`,
    `INSERT INTO company (id, name, emails, created_at) SELECT ${id(1, 'n')}, 'Company ' || n, '{}', now() FROM generate_series(0, 999) n`,
    `INSERT INTO ticket (id, number, company_id, assignee_id, summary, description, priority, status, channel, opened_at,
       last_activity_at, created_at, ended_at, terms, solving_order, due_at)
     SELECT ${id(3, 'n')}, 20000 + n, ${id(1, 'n % 1000')}, CASE WHEN n % 3 > 0 THEN ${id(2, '1 + n % 8')} END, 'Ticket ' || n,
       repeat('What ticket ' || n || ' is about. ', 20), 'medium', CASE WHEN n % 100 = 0 THEN 'open' ELSE 'closed' END, 'api',
       now() - make_interval(mins => n), now() - make_interval(mins => n), now(), CASE WHEN n % 100 > 0 THEN now() END,
       ${terms}, 4010, CASE WHEN n % 100 = 0 THEN now() + make_interval(mins => n % 500) END
     FROM generate_series(0, ${tickets - 1}) n`,
    `INSERT INTO sla_clock (ticket_id, kind, cycle, started_at, due_at, look_again_at, state)
     SELECT id, 'first-response', 1, opened_at, due_at, now() + interval '1 day', '{"time": "working"}' FROM ticket WHERE due_at IS NOT NULL`,
    `INSERT INTO comment (id, ticket_id, engineer_id, body, at)
     SELECT ${id(4, 'n')}, ${id(3, 'n / 10')}, ${id(2, '1 + n % 8')}, repeat('Comment ' || n || '. ', 10), now() - make_interval(mins => n / 10)
     FROM generate_series(0, ${tickets * 10 - 1}) n`,
    'SET session_replication_role = DEFAULT',
    'VACUUM ANALYZE',
  ])
    await client.query(statement)
  client.release()
}

export async function benchFirstPaint(ground: Ground, tickets: number): Promise<void> {
  const service = await startService(ground)
  try {
    await prepareChats(ground, service.url)
    await fill(ground, tickets)
    await inParallel(2, 1, (n) => post(service.url, textUpdate(engineer + n, '/start')))
    await quiet(ground)
    // /help reads nothing of the desk: what it takes is the machine's and the way's.
    for (const [user, text] of [
      [engineer, '/help'],
      [engineer, '/queue'],
      [admin, '/queue'],
      [engineer, '/ticket 20500'],
      [engineer, '/tickets'],
    ] as const) {
      await ground.pool.query('SELECT pg_stat_statements_reset()')
      const { times, messages } = await measure(ground, service.url, { user, text })
      const { rows } = await ground.pool.query<{ spent: number }>(`
        SELECT sum(total_exec_time) / ${repeats + 5} AS spent FROM pg_stat_statements
        WHERE toplevel AND query NOT LIKE '%AS left%' AND query NOT LIKE '%pg_stat_statements%'`)
      console.log(
        `${`${user === admin ? 'admin' : 'engineer'} ${text}`.padEnd(26)} p50 ${median(times).toFixed(0)} ms  p95 ${percentile(times, 95).toFixed(0)} ms  PostgreSQL ${Number(rows[0]?.spent).toFixed(1)} ms  ` +
          `in ${messages} message${messages === 1 ? '' : 's'}, at ${tickets.toLocaleString('en')} tickets and ${(tickets * 10).toLocaleString('en')} comments (aim: below 50 ms)`,
      )
    }
  } finally {
    await service.stop()
  }
}

async function measure(ground: Ground, url: string, asked: { readonly user: number; readonly text: string }) {
  const times: number[] = []
  let messages = 0
  for (let n = 0; n < repeats + 5; n++) {
    ground.telegram.order({ forget: true })
    const begun = Date.now()
    await post(url, textUpdate(asked.user, asked.text))
    await quiet(ground)
    const { accepted } = await ground.telegram.report()
    const mine = accepted.find(([chat]) => chat === String(asked.user))?.[1] ?? []
    messages = Math.max(messages, mine.length)
    // The first ones warm plans and code.
    if (n >= 5) times.push((mine[0] ?? Number.NaN) - begun)
  }
  return { times, messages }
}
