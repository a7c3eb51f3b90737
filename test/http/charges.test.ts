// What a company is charged, as its CRM asks for it, and how that is billed: once, with the reason, and late time as a difference.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fieldsOf, type HttpRig, startHttp } from './rig.ts'

interface Line {
  readonly kind: string | null
  readonly ticket: number | null
  readonly description: string
  readonly quantity: number
  readonly unitPriceCents: number
  readonly amountCents: number
  readonly currency: string
  readonly entries: readonly string[]
}
interface Charges {
  readonly month: string
  readonly lines: readonly Line[]
  readonly totals: readonly { readonly currency: string; readonly amountCents: number }[]
}
interface Invoice {
  readonly number: string
  readonly lines: readonly Line[]
  readonly totalCents: number
  readonly currency: string
  readonly status: string
}
interface Entry {
  readonly id: string
  readonly invoice: string | null
}

let http: HttpRig
let company: string
let engineer: string

beforeAll(async () => {
  http = await startHttp()
})
beforeEach(async () => {
  company = await made('/companies', { name: 'Baltic Voice' })
  engineer = await made('/engineers', { name: 'Petras', role: 'engineer' })
})
afterAll(() => http.end())

async function made(path: string, body: object): Promise<string> {
  const answer = await http.post<{ id: string }>(path, body)
  expect([path, answer.status]).toEqual([path, 201])
  return answer.body.id
}

async function open(openedAt = '2026-08-03T06:00:00Z'): Promise<number> {
  const asked = { company, summary: 'No calls', description: 'No calls', priority: 'medium', openedAt }
  return (await http.post<{ number: number }>('/tickets', asked)).body.number
}

async function log(ticket: number, startedAt: string, minutes: number, more: object = {}): Promise<string> {
  const work = { engineer, startedAt, seconds: minutes * 60, billableAgreed: true, ...more }
  const answer = await http.post<Entry>(`/tickets/${ticket}/time-entries`, work)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.id
}

const charges = async (month: string) => (await http.get<Charges>(`/companies/${company}/charges?month=${month}`)).body
const bill = (month: string, more: object = {}) =>
  http.post<Invoice>('/invoices', { company, currency: 'EUR', dueOn: '2026-12-31', charges: month, ...more })
const entries = async (ticket: number) =>
  (await http.get<{ items: Entry[] }>(`/tickets/${ticket}/time-entries`)).body.items.map(({ invoice }) => invoice)

test('each line of a month says what was done, where, and how it comes to its price', async () => {
  const ticket = await open()
  const entry = await log(ticket, '2026-08-10T08:00:00Z', 55)
  expect(await charges('2026-08')).toEqual({
    month: '2026-08',
    lines: [
      {
        ...{
          kind: 'hourly',
          ticket,
          quantity: 1,
          unitPriceCents: 10_000,
          amountCents: 10_000,
          currency: 'EUR',
          entries: [entry],
        },
        description: `55 min on #${ticket}, rounded once to 1 h, outside a plan, 100.00 EUR`,
      },
    ],
    totals: [{ currency: 'EUR', amountCents: 10_000 }],
  })
  expect(await charges('2026-09')).toEqual({ month: '2026-09', lines: [], totals: [] })
})

test('every kind of line has its words, also in Lithuanian', async () => {
  await http.patch(`/companies/${company}`, { language: 'lt' })
  await made(`/companies/${company}/subscriptions`, {
    ...{ catalogue: 'mizutech', plan: 'softswitch Standard', startsOn: '2026-06-01', endsOn: '2026-08-31' },
  })
  const allowance = { name: 'Pigus', secondsPerMonth: 600, priceCents: 5000, currency: 'EUR', connectionFeeCents: 25 }
  await made(`/companies/${company}/allowances`, { ...allowance, startsOn: '2026-09-01', endsOn: '2026-09-30' })
  const packet = await open('2026-08-03T06:00:00Z')
  await log(packet, '2026-08-04T08:00:00Z', 61)
  await log(packet, '2026-08-05T08:00:00Z', 61, { level: 3 })
  const plain = await open('2026-09-01T06:00:00Z')
  await log(plain, '2026-09-07T08:00:00Z', 20)
  await log(plain, '2026-09-07T17:00:00Z', 20, { afterHoursAgreed: true })
  await log(plain, '2026-09-08T08:00:00Z', 20, { kind: 'training' })
  await log(plain, '2026-09-09T08:00:00Z', 20, { kind: 'fixed', task: 'installation', quantity: 2 })
  await log(plain, '2026-10-07T08:00:00Z', 60)
  const said = async (month: string) => (await charges(month)).lines.map(({ kind, description }) => [kind, description])
  expect(await said('2026-06')).toEqual([['plan', 'softswitch Standard nuo 2026 m. birželio 1 d., 1\u00a0400,00 USD']])
  expect(await said('2026-08')).toEqual([
    ['incident', `Užklausos #${packet} 1-as mokamas atvejis, 1 ir 2 lygiai, iki 1 val., viršytas paketo laikas, 90,00 USD`],
    [
      'incident',
      `Užklausos #${packet} 2-as mokamas atvejis, 3 lygis (programavimas), iki 1 val., viršytas paketo laikas, 200,00 USD`,
    ],
  ])
  expect(await said('2026-09')).toEqual([
    ['allowance', '„Pigus“, iš anksto apmokėtas laikas, 2026 m. rugsėjis, 50,00 EUR'],
    ['connectionFee', `„Pigus“ prisijungimo mokestis už darbą su užklausa #${plain}, 0,25 EUR`],
    ['fixed', `#${plain}: naujausios versijos diegimas, už serverį, 2 × 210,00 EUR, 420,00 EUR`],
    ['hourly', `10 min. užklausai #${plain}, vieną kartą suapvalinta iki 1 val., be plano, 100,00 EUR`],
    ['afterHours', `20 min. užklausai #${plain}, vieną kartą suapvalinta iki 1 val., ne darbo metu, kaip sutarta, 100,00 EUR`],
    ['training', `20 min. užklausai #${plain}, minutėmis, asmeniniai mokymai, 33,33 EUR`],
  ])
  expect(await said('2026-10')).toEqual([
    [
      'hourly',
      `Iš viso 1 val. 10 min. užklausai #${plain}, vieną kartą suapvalinta iki 2 val., 1 val. įskaičiuota anksčiau, be plano, 100,00 EUR`,
    ],
  ])
})

describe('an invoice of charges', () => {
  test('bills them once; what comes later comes as a difference, once (D2)', async () => {
    const ticket = await open()
    await log(ticket, '2026-08-10T08:00:00Z', 55)
    const first = await bill('2026-08')
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({ totalCents: 10_000, currency: 'EUR', lines: [{ kind: 'hourly', ticket, quantity: 1 }] })
    expect(await entries(ticket)).toEqual([first.body.number])
    const again = await bill('2026-08')
    expect([again.status, (again.body as unknown as { type: string }).type]).toEqual([
      409,
      expect.stringMatching(/nothing-to-bill$/),
    ])
    // Late, of the month that was billed: five minutes still fit into the hour.
    await log(ticket, '2026-08-11T08:00:00Z', 5)
    expect((await bill('2026-09')).status).toBe(409)
    await log(ticket, '2026-08-12T08:00:00Z', 1)
    const second = await bill('2026-09')
    expect(second.body).toMatchObject({ totalCents: 10_000, lines: [{ quantity: 1 }] })
    expect(second.body.lines[0]?.description).toBe(
      `1 h 1 min on #${ticket} in all, rounded once to 2 h, 1 h counted before, outside a plan, 100.00 EUR`,
    )
    expect(await entries(ticket)).toEqual([first.body.number, second.body.number, second.body.number])
    expect((await charges('2026-08')).totals).toEqual([{ currency: 'EUR', amountCents: 20_000 }])
  })

  test('credits what was corrected after it was billed (D20)', async () => {
    const ticket = await open()
    const wrong = await log(ticket, '2026-08-10T08:00:00Z', 130)
    await bill('2026-08')
    await log(ticket, '2026-08-10T08:00:00Z', 30, { corrects: wrong })
    const credit = await bill('2026-09')
    expect(credit.status).toBe(201)
    expect(credit.body).toMatchObject({ totalCents: -20_000, lines: [{ kind: 'credit', quantity: -2, amountCents: -20_000 }] })
    expect((await bill('2026-10')).status).toBe(409)
  })

  test('a correction that changes nothing of the price is nothing to bill', async () => {
    const ticket = await open()
    const wrong = await log(ticket, '2026-08-10T08:00:00Z', 30, { kind: 'fixed', task: 'virtual-ip' })
    expect((await bill('2026-08')).body.totalCents).toBe(21_000)
    await log(ticket, '2026-08-10T08:00:00Z', 45, { kind: 'fixed', task: 'virtual-ip', corrects: wrong })
    expect((await bill('2026-09')).status).toBe(409)
    const other = await open()
    await log(other, '2026-08-11T08:00:00Z', 30, { kind: 'bug' })
    expect((await bill('2026-09')).status).toBe(409)
  })

  test('a task that was corrected to work by the hour is credited, and the work charged', async () => {
    const ticket = await open()
    const wrong = await log(ticket, '2026-08-10T08:00:00Z', 30, { kind: 'fixed', task: 'virtual-ip' })
    await bill('2026-08')
    await log(ticket, '2026-08-10T08:00:00Z', 30, { corrects: wrong })
    const second = await bill('2026-08')
    expect(second.body.lines.map(({ kind, amountCents }) => [kind, amountCents])).toEqual([
      ['hourly', 10_000],
      ['credit', -21_000],
    ])
    expect(second.body.lines[1]?.description).toMatch(/^Credit, charged no more: #\d+: heartbeat/)
    expect(second.body.totalCents).toBe(-11_000)
  })

  test('bills one currency only, and leaves the other to another invoice (D20)', async () => {
    await made(`/companies/${company}/subscriptions`, { catalogue: 'mizutech', plan: 'PBX Standard', startsOn: '2026-09-01' })
    await log(await open(), '2026-08-10T08:00:00Z', 30)
    expect((await bill('2026-09')).body).toMatchObject({ totalCents: 10_000, currency: 'EUR' })
    expect((await bill('2026-09', { currency: 'USD' })).body).toMatchObject({ totalCents: 290_000, currency: 'USD' })
    expect((await bill('2026-09', { currency: 'LTL' })).status).toBe(409)
    expect((await charges('2026-09')).totals).toEqual([{ currency: 'USD', amountCents: 290_000 }])
  })

  test('once it is cancelled, what it billed is billed again', async () => {
    const ticket = await open()
    await log(ticket, '2026-08-10T08:00:00Z', 30)
    const first = (await bill('2026-08')).body
    expect((await http.post(`/invoices/${first.number}/cancel`)).status).toBe(201)
    expect(await entries(ticket)).toEqual([null])
    const second = (await bill('2026-08')).body
    expect(second.totalCents).toBe(10_000)
    expect(await entries(ticket)).toEqual([second.number])
  })

  test('of an hour that was billed at another price, the rest goes on at that price', async () => {
    const ticket = await open()
    await log(ticket, '2026-08-10T08:00:00Z', 30)
    await bill('2026-08')
    await http.db.sql('UPDATE invoice_line SET unit_price_cents = 9000, amount_cents = 9000 WHERE charge_key = $1', [
      (
        await http.db.sql<{ charge_key: string }>(
          'SELECT charge_key FROM invoice_line l JOIN ticket t ON t.id = l.ticket_id WHERE t.number = $1',
          [ticket],
        )
      )[0]?.charge_key,
    ])
    expect((await bill('2026-08')).status).toBe(409)
    await log(ticket, '2026-08-11T08:00:00Z', 60)
    expect((await bill('2026-08')).body.lines).toMatchObject([{ unitPriceCents: 9000, amountCents: 9000 }])
  })

  test.each([
    ['a month after the next', { charges: '2027-01' }, 422, 'charges'],
    ['a month that is none', { charges: '2026-13' }, 400, 'charges'],
    ['both lines and charges', { lines: [{ description: 'x', quantity: 1, unitPriceCents: 1 }] }, 400, 'lines'],
    ['neither of them', { charges: null }, 400, 'lines'],
    ['an unknown company', { company: '018f0000-0000-7000-8000-000000000000' }, 422, 'company'],
  ])('is refused for %s', async (_, more, status, field) => {
    const answer = await bill('2026-08', more)
    expect([answer.status, fieldsOf(answer as never)]).toEqual([status, [field]])
  })
})

test('work is charged under the plan the ticket had then: a better plan covers what comes after it', async () => {
  const ticket = await open('2026-11-16T06:00:00Z')
  await log(ticket, '2026-11-16T08:00:00Z', 30)
  await made(`/companies/${company}/subscriptions`, { plan: 'PREMIUM', startsOn: '2026-11-23' })
  const before = http.db.clock.now
  http.db.clock.now = new Date('2026-11-23T12:00:00Z')
  await log(ticket, '2026-11-23T09:00:00Z', 45)
  http.db.clock.now = before
  expect((await charges('2026-11')).lines).toMatchObject([{ kind: 'hourly', quantity: 1 }])
})

test('a company that is not there has no charges; a month is a month', async () => {
  expect((await http.get('/companies/018f0000-0000-7000-8000-000000000000/charges?month=2026-08')).status).toBe(404)
  for (const month of ['2026-8', '2026-00', '1999-12', '2100-01', 'now', '']) {
    const answer = await http.get(`/companies/${company}/charges?month=${month}`)
    expect([month, answer.status, fieldsOf(answer)]).toEqual([month, 400, ['month']])
  }
})
