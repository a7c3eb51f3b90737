// Committed comment to message on the wire, on both queues, beside a loopback HTTP round trip.

import { prepareChats, quiet } from './end-to-end.ts'
import { apiToken, type Ground, median, percentile, startService } from './ground.ts'
import { post, textUpdate } from './messages.ts'

const rounds = 100
const engineer = '00000000-0000-7000-8000-200000000001'

export async function benchNotices(ground: Ground, redisUrl: string | null): Promise<void> {
  const service = await startService(ground, redisUrl === null ? {} : { REDIS_URL: redisUrl })
  try {
    await prepareChats(ground, service.url)
    await ground.pool.query(
      `INSERT INTO engineer (id, name, role, created_at) VALUES ($1, 'Bench Engineer', 'engineer', now()) ON CONFLICT DO NOTHING`,
      [engineer],
    )
    const numbers: number[] = []
    for (let n = 0; n < rounds; n++) numbers.push(await openTicket(service.url, n))
    await quiet(ground)
    const times: number[] = []
    const trips: number[] = []
    for (const [n, number] of numbers.entries()) {
      ground.telegram.order({ forget: true })
      await call(service.url, `/tickets/${number}/comments`, { author: { engineer }, body: `Answer ${n}` })
      const committed = Date.now()
      const before = performance.now()
      await (await fetch(`${service.url}/healthz`)).text()
      trips.push(performance.now() - before)
      times.push(Math.max(0, (await firstAccepted(ground)) - committed))
      // Notices keep to Telegram's bulk limits: 25 a second would make them wait, and that is not what is measured here.
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const queue = redisUrl === null ? 'PostgreSQL' : 'Redis'
    console.log(
      `comment to wire, queue on ${queue.padEnd(10)}        p50 ${median(times).toFixed(0)} ms  p99 ${percentile(times, 99).toFixed(0)} ms  (loopback HTTP round trip: ${median(trips).toFixed(1)} ms)`,
    )
    await post(service.url, textUpdate(100_001, '/cancel'))
  } finally {
    await service.stop()
  }
}

async function openTicket(url: string, n: number): Promise<number> {
  const contact = `00000000-0000-7000-8000-1${String(n + 1).padStart(11, '0')}`
  const body = {
    company: `00000000-0000-7000-8000-2${String(Math.floor((n + 1) / 4)).padStart(11, '0')}`,
    contact,
    summary: `Notice ${n}`,
    description: 'A ticket',
    priority: 'low',
  }
  return ((await call(url, '/tickets', body)) as { number: number }).number
}

async function firstAccepted(ground: Ground): Promise<number> {
  for (;;) {
    const { accepted } = await ground.telegram.report()
    const first = accepted[0]?.[1][0]
    if (first !== undefined) return first
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

async function call(url: string, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return response.json()
}
