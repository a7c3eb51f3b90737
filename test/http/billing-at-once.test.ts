// Many who bill at once, while time is logged and corrected: what is charged is billed exactly once, and numbers have no gaps.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../chaos/seeded-random.ts'
import { type HttpRig, startHttp } from './rig.ts'

interface Invoice {
  readonly number: string
  readonly totalCents: number
}

let http: HttpRig
beforeAll(async () => {
  http = await startHttp()
})
afterAll(() => http.end())

async function made<T>(path: string, body: object): Promise<T> {
  const answer = await http.post<T>(path, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}

test('200 invoices of the same charges at once, with entries logged and corrected meanwhile', { timeout: 120_000 }, async () => {
  const random = createRandom(7)
  const companies: string[] = []
  const tickets: { number: number; engineer: string }[] = []
  for (let n = 0; n < 3; n++) {
    const company = (await made<{ id: string }>('/companies', { name: `Voice ${n}` })).id
    companies.push(company)
    const prepaid = { name: 'Hour', secondsPerMonth: 3600, priceCents: 5000, currency: 'EUR', startsOn: '2026-09-01' }
    await made(`/companies/${company}/allowances`, { ...prepaid, connectionFeeCents: 25 })
    for (let t = 0; t < 4; t++) {
      const engineer = (await made<{ id: string }>('/engineers', { name: `E${n}-${t}`, role: 'engineer' })).id
      const asked = { company, summary: 'No calls', description: 'x', priority: 'low', openedAt: '2026-09-01T06:00:00Z' }
      tickets.push({ number: (await made<{ number: number }>('/tickets', asked)).number, engineer })
    }
  }

  const bill = async (company: string): Promise<Invoice | null> => {
    const answer = await http.post<Invoice>('/invoices', { company, currency: 'EUR', dueOn: '2026-12-31', charges: '2026-11' })
    expect([201, 409]).toContain(answer.status)
    return answer.status === 201 ? answer.body : null
  }
  /** Logs and corrects, one entry after the other on its ticket, of every kind. */
  const work = async ({ number, engineer }: { number: number; engineer: string }): Promise<void> => {
    for (let n = 0; n < 12; n++) {
      const startedAt = new Date(Date.UTC(2026, 8 + (n % 3), 2 + n, 7)).toISOString()
      const entry = { engineer, startedAt, billableAgreed: true, afterHoursAgreed: true }
      const kind = random.pick([{}, {}, { kind: 'training' }, { kind: 'fixed', task: 'installation', quantity: 2 }])
      const first = await made<{ id: string }>(`/tickets/${number}/time-entries`, {
        ...{ ...entry, ...kind, seconds: random.between(60, 9000) },
      })
      if (n % 2 === 0) continue
      const better = { ...entry, seconds: random.between(0, 9000), corrects: first.id }
      await made(`/tickets/${number}/time-entries`, better)
    }
  }
  const working = tickets.map(work)
  const billing = Array.from({ length: 200 }, (_, n) => bill(companies[n % companies.length] ?? ''))
  const invoices = (await Promise.all(billing)).filter((invoice) => invoice !== null)
  await Promise.all(working)
  for (const company of companies) {
    const last = await bill(company)
    if (last !== null) invoices.push(last)
    expect(await bill(company)).toBeNull()
  }

  for (const company of companies) {
    const months = ['2026-09', '2026-10', '2026-11'].map((month) =>
      http.get<{ totals: { amountCents: number }[] }>(`/companies/${company}/charges?month=${month}`),
    )
    const charged = (await Promise.all(months)).flatMap(({ body }) => body.totals).reduce((sum, one) => sum + one.amountCents, 0)
    const { items } = (await http.get<{ items: Invoice[] }>(`/invoices?company=${company}&limit=200`)).body
    expect(charged).toBeGreaterThan(100_000)
    expect(items.reduce((sum, { totalCents }) => sum + totalCents, 0)).toBe(charged)
  }
  const numbers = invoices.map(({ number }) => Number(number.split('-')[1])).sort((a, b) => a - b)
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  const twice = await http.db.sql(
    `SELECT charge_key FROM invoice_line WHERE charge_kind IN ('allowance', 'connectionFee') GROUP BY charge_key HAVING sum(quantity) > 1`,
  )
  expect(twice).toEqual([])
})
