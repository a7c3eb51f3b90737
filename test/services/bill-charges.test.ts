// Many who bill at once, while time is logged and corrected: what is charged is billed exactly once, and numbers have no gaps.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tx } from '../../src/db/client.ts'
import { findInvoices, type Invoice } from '../../src/db/invoices.ts'
import { Refusal } from '../../src/domain/errors.ts'
import type { CompanyId, EngineerId } from '../../src/domain/ids.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import { buyAllowance } from '../../src/services/buy-allowance.ts'
import { chargesOfMonth } from '../../src/services/count-charges.ts'
import { issueInvoice } from '../../src/services/issue-invoice.ts'
import { type LogTime, logTime } from '../../src/services/log-time.ts'
import { openTicket } from '../../src/services/open-ticket.ts'
import { createRandom } from '../chaos/seeded-random.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createDesk } from '../support/desk.ts'
import { createCompany, createEngineer } from '../support/factories.ts'

/** A connection for each that is under way: nobody waits for anything but the company. */
const atOnce = 40
const runs = 200

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase({ poolSize: atOnce + 14 })
})
afterAll(() => db.drop())

const desk = createDesk()
const random = createRandom(7)
const inTransaction = <T>(work: (tx: Tx) => Promise<T>) => db.database.transaction(work)

interface Bench {
  readonly ticket: Ticket
  readonly engineerId: EngineerId
}

/** With an hour prepaid each month. */
function makeCompany(): Promise<CompanyId> {
  return inTransaction(async (tx) => {
    const { id } = await createCompany(tx)
    await buyAllowance(tx, desk, id, {
      ...{ name: 'Hour', secondsPerMonth: 3600, priceCents: 5000, currency: 'EUR', roundBySeconds: 1, connectionFeeCents: 25 },
      ...{ noExpiration: false, startsOn: '2026-09-01', endsOn: null, boughtOn: '2026-09-01' },
    })
    return id
  })
}

function makeBench(companyId: CompanyId): Promise<Bench> {
  return inTransaction(async (tx) => {
    const request = { companyId, description: 'No calls', priority: 'low', channel: 'api', by: { kind: 'api' } } as const
    const ticket = await openTicket(tx, desk, { ...request, openedAt: new Date('2026-09-01T06:00:00Z') })
    return { ticket, engineerId: (await createEngineer(tx)).id }
  })
}

/** @returns null when there was nothing to bill. */
async function bill(companyId: CompanyId): Promise<Invoice | null> {
  const request = { companyId, currency: 'EUR', dueOn: '2026-12-31', lines: { through: '2026-11' } }
  try {
    return await inTransaction((tx) => issueInvoice(tx, desk, request))
  } catch (error) {
    if (error instanceof Refusal && error.code === 'nothing-to-bill') return null
    throw error
  }
}

/** Logs and corrects, one entry after the other on a ticket, of every kind. */
async function work({ ticket, engineerId }: Bench): Promise<void> {
  const usual = { ticket, engineerId, level: 1, afterHoursAgreed: true, billableAgreed: true } as const
  const support = { kind: 'support', task: null, quantity: null } as const
  for (let n = 0; n < 12; n++) {
    const startedAt = new Date(Date.UTC(2026, 8 + (n % 3), 2 + n, 7))
    const log = (more: Pick<LogTime, 'kind' | 'task' | 'quantity' | 'seconds'> & Partial<LogTime>) =>
      inTransaction((tx) => logTime(tx, desk, { ...usual, startedAt, ...more }))
    const kind = random.pick<Pick<LogTime, 'kind' | 'task' | 'quantity'>>([
      support,
      { ...support, kind: 'training' },
      { kind: 'fixed', task: 'installation', quantity: 2 },
    ])
    const { id } = await log({ ...kind, seconds: random.between(60, 9000) })
    if (n % 2 === 1) await log({ ...support, seconds: random.between(0, 9000), correctsId: id })
  }
}

test('200 invoices of the same charges, with entries logged and corrected meanwhile', { timeout: 120_000 }, async () => {
  const companies = [await makeCompany(), await makeCompany(), await makeCompany()]
  const benches: Bench[] = []
  for (const company of companies) for (let n = 0; n < 4; n++) benches.push(await makeBench(company))
  const invoices: Invoice[] = []
  let begun = 0
  const biller = async () => {
    while (begun < runs) {
      const invoice = await bill(companies[begun++ % companies.length] as CompanyId)
      if (invoice !== null) invoices.push(invoice)
    }
  }
  await Promise.all([...benches.map(work), ...Array.from({ length: atOnce }, biller)])
  // That something was billed while work went on, and not all of it at the end.
  expect(invoices.length).toBeGreaterThan(companies.length)
  for (const company of companies) {
    const last = await bill(company)
    if (last !== null) invoices.push(last)
    expect(await bill(company)).toBeNull()
  }

  for (const company of companies) {
    const [charged, billed] = await inTransaction(async (tx) => {
      const months = []
      for (const month of ['2026-09', '2026-10', '2026-11']) months.push(await chargesOfMonth(tx, desk, company, month))
      const { items } = await findInvoices(tx, { companyId: company }, { after: null, limit: 1000 })
      const totals = months.flatMap((month) => month.totals)
      return [totals.reduce((sum, { amountCents }) => sum + amountCents, 0), items.reduce((sum, one) => sum + one.totalCents, 0n)]
    })
    expect(charged).toBeGreaterThan(100_000)
    expect(Number(billed)).toBe(charged)
  }
  const numbers = invoices.map(({ number }) => Number(number.split('-')[1])).sort((a, b) => a - b)
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  const twice = await db.sql(
    `SELECT charge_key FROM invoice_line WHERE charge_kind IN ('allowance', 'connectionFee') GROUP BY charge_key HAVING sum(quantity) > 1`,
  )
  expect(twice).toEqual([])
})
