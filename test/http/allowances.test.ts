// Prepaid time through the API: what is kept, what is refused by which field, and how much is used on a day.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, fieldsOf, type HttpRig, type ProblemBody, startHttp } from './rig.ts'

interface Allowance {
  readonly id: string
  readonly name: string
  readonly usedSeconds: number
  readonly totalSeconds: number
}

let http: HttpRig
let company: string
beforeAll(async () => {
  http = await startHttp()
})
beforeEach(async () => {
  company = (await http.post<{ id: string }>('/companies', { name: 'Baltic Voice' })).body.id
})
afterAll(() => http.end())

const usual = { name: 'Ten minutes', secondsPerMonth: 600, priceCents: 5000, currency: 'EUR', startsOn: '2026-09-01' }
const buy = (more: object = {}) => http.post<Allowance>(`/companies/${company}/allowances`, { ...usual, ...more })
const list = async (on?: string) =>
  (await http.get<{ items: Allowance[] }>(`/companies/${company}/allowances${on === undefined ? '' : `?on=${on}`}`)).body.items

async function work(startedAt: string, seconds: number): Promise<void> {
  const engineer = (await http.post<{ id: string }>('/engineers', { name: 'Petras', role: 'engineer' })).body.id
  const asked = { company, summary: 'No calls', description: 'No calls', priority: 'low', openedAt: '2026-09-01T06:00:00Z' }
  const { number } = (await http.post<{ number: number }>('/tickets', asked)).body
  const entry = { engineer, startedAt, seconds, billableAgreed: true }
  expect((await http.post(`/tickets/${number}/time-entries`, entry)).status).toBe(201)
}

test('is kept with what was left out, and listed', async () => {
  const bought = await buy()
  expect(bought.status).toBe(201)
  expect(bought.body).toMatchObject({
    ...{ ...usual, company, roundBySeconds: 1, connectionFeeCents: 0, noExpiration: false, endsOn: null },
    ...{ boughtOn: '2026-09-01', usedSeconds: 0, totalSeconds: 600 },
  })
  expect(await list()).toEqual([bought.body])
})

test('a list longer than a page goes on at its cursor', async () => {
  for (const startsOn of ['2026-03-01', '2026-01-01', '2026-02-01']) await buy({ startsOn, name: startsOn })
  const path = `/companies/${company}/allowances?limit=2`
  const first = (await http.get<{ items: Allowance[]; nextCursor: string }>(path)).body
  const rest = (await http.get<{ items: Allowance[]; nextCursor: null }>(`${path}&cursor=${first.nextCursor}`)).body
  expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(['2026-01-01', '2026-02-01', '2026-03-01'])
  expect(rest.nextCursor).toBeNull()
})

test('shows what was used when a day ended, comes back with the month, and holds no time on days outside of it', async () => {
  await buy({ endsOn: '2026-10-31' })
  await work('2026-09-10T08:00:00Z', 534)
  const used = async (on: string) => (await list(on)).map(({ usedSeconds, totalSeconds }) => [usedSeconds, totalSeconds])
  expect(await used('2026-09-09')).toEqual([[0, 600]])
  expect(await used('2026-09-10')).toEqual([[534, 600]])
  expect(await used('2026-09-30')).toEqual([[534, 600]])
  expect(await used('2026-10-01')).toEqual([[0, 600]])
  expect(await used('2026-11-01')).toEqual([[0, 0]])
})

test('may be in the currency of another catalogue that the company has a subscription of', async () => {
  const refused = await buy({ currency: 'USD' })
  expect([refused.status, fieldsOf(refused as unknown as Answer<ProblemBody>)]).toEqual([422, ['currency']])
  const subscription = { catalogue: 'mizutech', plan: 'PBX Standard', startsOn: '2026-09-01' }
  await http.post(`/companies/${company}/subscriptions`, subscription)
  expect((await buy({ currency: 'USD' })).status).toBe(201)
  expect((await buy({ currency: 'EUR' })).status).toBe(201)
  expect((await buy({ currency: 'GBP' })).status).toBe(422)
})

describe('refused, with the field that is to blame', () => {
  test.each([
    ['no time', { secondsPerMonth: 0 }, 'secondsPerMonth'],
    ['a price below zero', { priceCents: -1 }, 'priceCents'],
    ['a step of nothing', { roundBySeconds: 0 }, 'roundBySeconds'],
    ['a fee below zero', { connectionFeeCents: -1 }, 'connectionFeeCents'],
    ['an end before the start', { endsOn: '2026-08-31' }, 'endsOn'],
    ['bought after its end', { endsOn: '2026-09-30', boughtOn: '2026-10-01' }, 'boughtOn'],
    ['a day that is none', { startsOn: '2026-02-30' }, 'startsOn'],
    ['a day that no calendar knows', { startsOn: '1999-12-01' }, 'startsOn'],
    ['a currency that is none', { currency: 'eur' }, 'currency'],
  ])('%s', async (_, more, field) => {
    const answer = await buy(more)
    expect([answer.status, fieldsOf(answer as unknown as Answer<ProblemBody>)]).toEqual([400, [field]])
  })

  test('of a company that is not there', async () => {
    const path = '/companies/018f0000-0000-7000-8000-000000000000/allowances'
    expect([(await http.post(path, usual)).status, (await http.get(path)).status]).toEqual([404, 404])
  })
})
