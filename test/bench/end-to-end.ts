// Update to committed comment or ticket and its reply on the wire: how many a second, and how long each takes; beside a plain
// `pg` client that does six inserts in one transaction, and bare grammY that sends one message.
import type { Ground } from './ground.ts'
import { inParallel, median, percentile, startService, waitFor } from './ground.ts'
import { post, pressUpdate, textUpdate } from './messages.ts'

export interface EndToEnd {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

const chats = 400

/** Companies with four contacts each, every one of them connected. */
export async function prepareChats(ground: Ground, url: string): Promise<void> {
  await ground.pool.query(
    `INSERT INTO company (id, name, emails, created_at)
    SELECT ('00000000-0000-7000-8000-2' || lpad(n::text, 11, '0'))::uuid, 'Company ' || n, '{}', now()
    FROM generate_series(0, $1::int / 4) AS n ON CONFLICT DO NOTHING`,
    [chats],
  )
  await ground.pool.query(
    `INSERT INTO contact (id, company_id, name, telegram_id, created_at)
     SELECT ('00000000-0000-7000-8000-1' || lpad(n::text, 11, '0'))::uuid, 
       ('00000000-0000-7000-8000-2' || lpad((n / 4)::text, 11, '0'))::uuid, 'Contact ' || n, (100000 + n)::text, now()
     FROM generate_series(1, $1::int) AS n ON CONFLICT DO NOTHING`,
    [chats],
  )
  await inParallel(chats, 16, (n) => post(url, textUpdate(100_001 + n, '/start')))
  await quiet(ground)
}

/** Nothing waits any more: neither to be thought about nor to be said. */
export async function quiet(ground: Ground, timeoutMs = 120_000): Promise<void> {
  await waitFor(async () => {
    const { rows } = await ground.pool.query<{ left: string }>(`
      SELECT (SELECT count(*) FROM inbound_message WHERE state = 'new') + (SELECT count(*) FROM outbox_message WHERE state IN ('queued', 'sending')) AS left`)
    return Number(rows[0]?.left) === 0
  }, timeoutMs)
}

/** Every chat creates a ticket from its draft, again and again; a reply (the confirmation) leaves for each. */
export async function measureTickets(ground: Ground, url: string, rounds: number): Promise<EndToEnd> {
  const times: number[] = []
  let seconds = 0
  let done = 0
  for (let round = 0; round < rounds; round++) {
    await inParallel(chats, 16, (n) =>
      post(url, textUpdate(100_001 + n, `/new Calls to Germany fail, round ${round} of chat ${n}`)),
    )
    await quiet(ground)
    const drafts = await findDrafts(ground)
    ground.telegram.order({ forget: true })
    const begun = new Map<string, number>()
    const start = performance.now()
    await inParallel(chats, 16, (n) => {
      const user = 100_001 + n
      begun.set(String(user), Date.now())
      return post(url, pressUpdate(user, `d:${drafts.get(String(user)) ?? ''}:create`))
    })
    await waitFor(async () => (await ground.telegram.report()).sent >= chats * 2, 120_000, 5)
    seconds += (performance.now() - start) / 1000
    done += chats
    for (const [chat, accepted] of (await ground.telegram.report()).accepted)
      times.push((accepted[0] ?? 0) - (begun.get(chat) ?? 0))
    await quiet(ground)
  }
  return { perSecond: done / seconds, p50: median(times), p99: percentile(times, 99) }
}

/** Follow-ups by number: one comment and one reply each. */
export async function measureFollowUps(ground: Ground, url: string, count: number): Promise<EndToEnd> {
  // Each chat writes to a ticket of its own: a colleague's would make notices, and those keep to Telegram's bulk limits.
  const { rows } = await ground.pool.query<{ number: number; user: string }>(`
    SELECT max(t.number) AS number, k.telegram_id AS user FROM ticket t JOIN contact k ON k.id = t.contact_id GROUP BY 2`)
  ground.telegram.order({ forget: true })
  const start = performance.now()
  const begun = new Map<string, number[]>()
  await inParallel(count, 16, (n) => {
    const { number = 0, user = '0' } = rows[n % rows.length] ?? {}
    begun.set(user, [...(begun.get(user) ?? []), Date.now()])
    return post(url, textUpdate(Number(user), `ticket #${number} any news about message ${n}?`))
  })
  await quiet(ground)
  const seconds = (performance.now() - start) / 1000
  const { accepted } = await ground.telegram.report()
  const times = accepted.flatMap(([chat, at]) => [(at[0] ?? 0) - (begun.get(chat)?.[0] ?? 0)])
  return { perSecond: count / seconds, p50: median(times), p99: percentile(times, 99) }
}

/** The draft ids of all chats: the key of the message that began each is the id of its inbox row. */
async function findDrafts(ground: Ground): Promise<Map<string, string>> {
  const { rows } = await ground.pool.query<{ address: string; id: string }>(`
    SELECT split_part(conversation_id, ':', 3) AS address, max(id)::text AS id FROM inbound_message GROUP BY 1`)
  return new Map(rows.map((row) => [row.address, BigInt(row.id).toString(36)]))
}

/** The reference: six inserts in one transaction (eight round trips) with a plain `pg` client, 8 at once. */
export async function measurePlainClient(ground: Ground): Promise<number> {
  await ground.pool.query('CREATE TABLE IF NOT EXISTS bench_reference (id bigserial PRIMARY KEY, a text, b int, at timestamptz)')
  const count = 3000
  const seconds = await inParallel(count, 8, async () => {
    const client = await ground.pool.connect()
    await client.query('BEGIN')
    for (let n = 0; n < 6; n++) {
      await client.query('INSERT INTO bench_reference (a, b, at) VALUES ($1, $2, $3)', [
        'Calls to Germany fail with SIP 503',
        n,
        new Date(),
      ])
    }
    await client.query('COMMIT')
    client.release()
  })
  return count / seconds
}

export async function benchEndToEnd(ground: Ground, redisUrl: string | null): Promise<void> {
  const service = await startService(ground, redisUrl === null ? {} : { REDIS_URL: redisUrl })
  try {
    await prepareChats(ground, service.url)
    await measureTickets(ground, service.url, 1)
    const reference = await measurePlainClient(ground)
    const tickets = await measureTickets(ground, service.url, 3)
    const followUps = await measureFollowUps(ground, service.url, 3000)
    const queue = redisUrl === null ? 'PostgreSQL' : 'Redis'
    console.log(`plain pg client, six inserts a transaction    ${reference.toFixed(0)}/s`)
    console.log(
      `press to ticket and reply, queue on ${queue}   ${show(tickets)}  (${(tickets.perSecond / reference).toFixed(2)} of the plain client)`,
    )
    console.log(
      `follow-up to comment and reply                ${show(followUps)}  (${(followUps.perSecond / reference).toFixed(2)})`,
    )
  } finally {
    await service.stop()
  }
}

export function show({ perSecond, p50, p99 }: EndToEnd): string {
  return `${perSecond.toFixed(0)}/s  p50 ${p50.toFixed(0)} ms  p99 ${p99.toFixed(0)} ms`
}
