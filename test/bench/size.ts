// Every chat command at a small and at a large desk: the time until its answer is on the wire, through the front door.

import { prepareChats, quiet } from './end-to-end.ts'
import { type Ground, inParallel, median, startService } from './ground.ts'
import { post, textUpdate } from './messages.ts'

const client = 100_001
const engineer = 300_001
const commands: readonly (readonly [number, string])[] = [
  [client, '/tickets'],
  [client, '/ticket 20500'],
  [client, '/new Calls fail again'],
  [client, '/cancel'],
  [client, 'ticket #20500 any news?'],
  [engineer, '/queue'],
  [engineer, '/ticket 20500'],
  [engineer, '/note 20500 seen'],
]

/** Tickets of a thousand companies, one in fifty still open, five comments each. */
async function fill(ground: Ground, from: number, to: number): Promise<void> {
  await ground.pool.query(`
    INSERT INTO company (id, name, emails, created_at)
    SELECT ('00000000-0000-7000-8000-3' || lpad(n::text, 11, '0'))::uuid, 'Company ' || n, '{}', now() FROM generate_series(0, 999) AS n
    ON CONFLICT DO NOTHING`)
  await ground.pool.query(
    `INSERT INTO ticket (id, number, company_id, contact_id, summary, description, priority, status, channel, opened_at, last_activity_at, created_at, ended_at)
     SELECT ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, 20000 + n,
       CASE WHEN n % 1000 = 500 THEN '00000000-0000-7000-8000-200000000000' ELSE ('00000000-0000-7000-8000-3' || lpad((n % 1000)::text, 11, '0')) END::uuid,
       NULL, 'Ticket ' || n, 'A description of ticket ' || n, 'medium', CASE WHEN n % 50 = 0 AND n < 2000 THEN 'open' ELSE 'closed' END, 'api',
       now() - make_interval(mins => n), now() - make_interval(mins => n), now(), CASE WHEN n % 50 = 0 AND n < 2000 THEN NULL ELSE now() END
     FROM generate_series($1::int, $2::int) AS n`,
    [from, to],
  )
  await ground.pool.query(
    `INSERT INTO comment (id, ticket_id, engineer_id, body, at)
     SELECT ('00000000-0000-7000-a000-' || lpad((n * 5 + k)::text, 12, '0'))::uuid, ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid,
       '00000000-0000-7000-8000-200000000002'::uuid, 'Comment ' || k || ' on ticket ' || n, now() - make_interval(mins => n)
     FROM generate_series($1::int, $2::int) AS n, generate_series(0, 4) AS k`,
    [from, to],
  )
  await ground.pool.query('ANALYZE')
}

async function measure(ground: Ground, url: string, repeats: number): Promise<Map<string, number>> {
  const medians = new Map<string, number>()
  for (const [user, text] of commands) {
    const times: number[] = []
    for (let n = 0; n < repeats; n++) {
      ground.telegram.order({ forget: true })
      const begun = Date.now()
      await post(url, textUpdate(user, text))
      for (;;) {
        const { accepted } = await ground.telegram.report()
        const first = accepted.find(([chat]) => chat === String(user))?.[1][0]
        if (first !== undefined) {
          times.push(first - begun)
          break
        }
      }
      await quiet(ground)
      if (text.startsWith('/new')) await post(url, textUpdate(user, '/cancel'))
      if (text === '/cancel') await post(url, textUpdate(user, '/new Something to cancel'))
      await quiet(ground)
    }
    medians.set(`${user === client ? 'client' : 'engineer'} ${text}`, median(times))
  }
  return medians
}

export async function benchSize(ground: Ground, small: number, large: number): Promise<void> {
  const service = await startService(ground)
  try {
    await prepareChats(ground, service.url)
    await ground.pool.query(`
      INSERT INTO engineer (id, name, role, telegram_id, created_at)
      VALUES ('00000000-0000-7000-8000-200000000002', 'Petras', 'engineer', '300001', now()) ON CONFLICT DO NOTHING`)
    await inParallel(1, 1, () => post(service.url, textUpdate(engineer, '/start')))
    await fill(ground, 0, small - 1)
    await quiet(ground)
    await measure(ground, service.url, 3)
    const few = await measure(ground, service.url, 15)
    await fill(ground, small, large - 1)
    await measure(ground, service.url, 3)
    const many = await measure(ground, service.url, 15)
    for (const [command, time] of few) {
      const later = many.get(command) ?? Number.NaN
      console.log(
        `${command.padEnd(40)} ${time.toFixed(0)} ms at ${small} tickets, ${later.toFixed(0)} ms at ${large}  (${(later / time).toFixed(2)} times)`,
      )
    }
  } finally {
    await service.stop()
  }
}
