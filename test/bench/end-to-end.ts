// Update to committed comment or ticket and its reply on the wire: how many a second, and how long each takes; beside a plain
// `pg` client that does six inserts in one transaction, and bare grammY that sends one message.
import type { Ground } from './ground.ts'
import { inParallel, median, percentile, startService, waitFor } from './ground.ts'
import { startBare } from './intake.ts'
import { post, postText, pressUpdate, textUpdate } from './messages.ts'

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

/** The other reference: grammY alone, which sends one message for each update and keeps nothing. */
async function measureBareSending(ground: Ground, count: number): Promise<number> {
  const bare = await startBare(['webhook', ground.telegram.apiRoot, '--send'])
  const url = `http://127.0.0.1:${bare.port}/`
  const run = (messages: number) =>
    inParallel(messages, 16, (n) => postText(url, JSON.stringify(textUpdate(100_001 + (n % chats), 'hello'))))
  await run(500)
  const seconds = await run(count)
  bare.child.kill()
  return count / seconds
}

/** Statements that the database was sent while `work` ran, for each of `messages`. */
async function countStatements(ground: Ground, messages: number, work: () => Promise<EndToEnd>): Promise<[EndToEnd, number]> {
  await ground.pool.query('SELECT pg_stat_statements_reset()')
  const result = await work()
  // The bench's own questions and the queue's housekeeping are not the messages'.
  const { rows } = await ground.pool.query<{ calls: number }>(`
    SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements
    WHERE toplevel AND query NOT LIKE '%pg_stat_statements%' AND query NOT LIKE '%AS left%' AND query NOT LIKE '%split_part%'`)
  return [result, (rows[0]?.calls ?? 0) / messages]
}

export async function benchEndToEnd(ground: Ground): Promise<void> {
  const service = await startService(ground)
  try {
    await prepareChats(ground, service.url)
    await measureTickets(ground, service.url, 2)
    const plain = await measurePlainClient(ground)
    console.log(`plain pg client, six inserts a transaction    ${plain.toFixed(0)}/s`)
    for (const delay of [0, 50]) {
      ground.telegram.order({ delay })
      const sending = await measureBareSending(ground, delay === 0 ? 4000 : 1000)
      console.log(`API answers in ${delay} ms`)
      console.log(`  bare grammY, one message for each update    ${sending.toFixed(0)}/s`)
      const rounds = 3
      const [tickets, forTicket] = await countStatements(ground, rounds * chats * 2, () =>
        measureTickets(ground, service.url, rounds),
      )
      console.log(
        `  press to ticket and reply                   ${show(tickets)}  (${ofPlain(tickets, plain)}, ${forTicket.toFixed(1)} statements a message)`,
      )
      const count = 3000
      const [followUps, forFollowUp] = await countStatements(ground, count, () => measureFollowUps(ground, service.url, count))
      console.log(
        `  follow-up to comment and reply              ${show(followUps)}  (${ofPlain(followUps, plain)}, ${forFollowUp.toFixed(1)} statements a message)`,
      )
    }
  } finally {
    ground.telegram.order({ delay: 0 })
    await service.stop()
  }
}

function ofPlain({ perSecond }: EndToEnd, plain: number): string {
  return `${(perSecond / plain).toFixed(2)} of the plain client`
}

export function show({ perSecond, p50, p99 }: EndToEnd): string {
  return `${perSecond.toFixed(0)}/s  p50 ${p50.toFixed(0)} ms  p99 ${p99.toFixed(0)} ms`
}
