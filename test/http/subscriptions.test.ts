import { afterAll, beforeAll, expect, test } from 'vitest'
import { fieldsOf, type HttpRig, startHttp } from './rig.ts'

interface Subscription {
  readonly id: string
  readonly company: string
  readonly catalogue: string
  readonly plan: string
  readonly startsOn: string
  readonly endsOn: string | null
  readonly boughtOn: string
  readonly extends: string | null
}
interface Company {
  readonly id: string
  readonly plan?: { readonly catalogue: string; readonly name: string; readonly endsOn: string | null } | null
}

let http: HttpRig
beforeAll(async () => {
  http = await startHttp()
})
afterAll(() => http.end())

async function newCompany(): Promise<string> {
  return (await http.post<Company>('/companies', { name: 'Baltic Voice' })).body.id
}

function subscribe<Body = Subscription>(company: string, body: object, headers?: Record<string, string>) {
  return http.post<Body>(`/companies/${company}/subscriptions`, body, headers)
}

async function stored(company: string): Promise<number> {
  return (await http.db.sql('SELECT FROM subscription WHERE company_id = $1', [company])).length
}

test('a plan is named as people write it, and holds from its first day to its last', async () => {
  const company = await newCompany()
  const { status, body } = await subscribe(company, { plan: ' enterprise ', startsOn: '2026-11-01', endsOn: '2026-11-23' })
  expect(status).toBe(201)
  expect(body).toEqual({
    id: body.id,
    company,
    catalogue: 'kolmisoft',
    plan: 'ENTERPRISE',
    startsOn: '2026-11-01',
    endsOn: '2026-11-23',
    boughtOn: '2026-11-01',
    extends: null,
  })
  const plan = async () => (await http.get<Company>(`/companies/${company}`)).body.plan
  // 23:59 of the last day in Vilnius, and a minute later.
  http.db.clock.now = new Date('2026-11-23T21:59:00Z')
  expect(await plan()).toEqual({ catalogue: 'kolmisoft', name: 'ENTERPRISE', endsOn: '2026-11-23' })
  http.db.clock.now = new Date('2026-11-23T22:00:00Z')
  expect(await plan()).toBeNull()
})

test('a plan of another catalogue is found by its name, where only one has it', async () => {
  const gold = await subscribe(await newCompany(), { plan: 'GOLD', startsOn: '2026-11-01' })
  expect(gold.body).toMatchObject({ catalogue: 'kolmisoft-legacy', plan: 'GOLD', endsOn: null })
  const packet = await subscribe(await newCompany(), { plan: 'SOFTSWITCH  advanced', startsOn: '2026-11-15' })
  expect(packet.body).toMatchObject({ catalogue: 'mizutech', plan: 'softswitch Advanced', endsOn: '2027-11-14' })
})

test('a plan or catalogue that does not exist is refused by name, with what there is', async () => {
  const company = await newCompany()
  const plan = await subscribe<never>(company, { plan: 'GOLD', catalogue: 'kolmisoft', startsOn: '2026-11-01' })
  expect([plan.status, fieldsOf(plan)]).toEqual([422, ['plan']])
  expect(JSON.stringify(plan.body)).toContain('the catalogue kolmisoft has no plan of this name; it has: ENTERPRISE, PREMIUM')
  const catalogue = await subscribe<never>(company, { plan: 'GOLD', catalogue: 'nobody', startsOn: '2026-11-01' })
  expect([catalogue.status, fieldsOf(catalogue)]).toEqual([422, ['catalogue']])
  expect(await stored(company)).toBe(0)
})

test.each([
  ['an end before the start', { startsOn: '2026-11-02', endsOn: '2026-11-01' }, 'endsOn'],
  ['a first day that does not exist', { startsOn: '2026-02-30' }, 'startsOn'],
  ['a last day that does not exist', { startsOn: '2026-02-01', endsOn: '2026-02-29' }, 'endsOn'],
  ['a day of buying that does not exist', { startsOn: '2026-11-01', boughtOn: '2026-13-01' }, 'boughtOn'],
  ['no first day', {}, 'startsOn'],
])('%s is refused by name, and nothing is stored', async (_, days, field) => {
  const company = await newCompany()
  const refused = await subscribe<never>(company, { plan: 'PREMIUM', ...days })
  expect([refused.status, fieldsOf(refused)]).toEqual([400, [field]])
  expect(await stored(company)).toBe(0)
})

test('two plans on one day are refused, and the other one is named', async () => {
  const company = await newCompany()
  const first = (await subscribe(company, { plan: 'PREMIUM', startsOn: '2026-01-01', endsOn: '2026-06-30' })).body
  const refused = await subscribe<never>(company, { plan: 'ENTERPRISE', startsOn: '2026-06-30' })
  expect([refused.status, fieldsOf(refused)]).toEqual([409, ['startsOn']])
  expect(JSON.stringify(refused.body)).toContain(`${first.id} (PREMIUM of kolmisoft, 2026-01-01 to 2026-06-30)`)
  const before = await subscribe<never>(company, { plan: 'ENTERPRISE', startsOn: '2025-12-01' })
  expect(before.status).toBe(409)
  const after = await subscribe(company, { plan: 'ENTERPRISE', startsOn: '2026-07-01' })
  expect(after.status).toBe(201)
  const untilThen = await subscribe(company, { plan: 'ENTERPRISE', startsOn: '2025-01-01', endsOn: '2025-12-31' })
  expect(untilThen.status).toBe(201)
  const openEnd = await subscribe<never>(company, { plan: 'PREMIUM', startsOn: '2029-01-01' })
  expect(openEnd.body).toMatchObject({ type: expect.stringMatching(/conflict$/) })
  expect(JSON.stringify(openEnd.body)).toContain('2026-07-01 to further notice')
})

test('of two subscriptions that come at once one is made', async () => {
  const company = await newCompany()
  const body = { plan: 'PREMIUM', startsOn: '2026-01-01' }
  const answers = await Promise.all([1, 2, 3, 4].map(() => subscribe(company, body)))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
  expect(await stored(company)).toBe(1)
})

test('the same request with the same key is answered again and makes nothing new', async () => {
  const company = await newCompany()
  const body = { plan: 'PREMIUM', startsOn: '2026-01-01' }
  const first = await subscribe(company, body, { 'idempotency-key': 'once' })
  const again = await subscribe(company, body, { 'idempotency-key': 'once' })
  expect([again.status, again.body]).toEqual([201, first.body])
  expect(await stored(company)).toBe(1)
})

test('a running packet is extended, by default for as long as it runs', async () => {
  const company = await newCompany()
  const packet = (await subscribe(company, { plan: 'PBX Standard', startsOn: '2026-01-01' })).body
  const extension = await subscribe(company, { plan: 'PBX Standard', startsOn: '2026-06-01', extends: packet.id })
  expect(extension.body).toMatchObject({ extends: packet.id, startsOn: '2026-06-01', endsOn: '2026-12-31' })
  http.db.clock.now = new Date('2026-07-01T09:00:00Z')
  expect((await http.get<Company>(`/companies/${company}`)).body.plan?.name).toBe('PBX Standard')
  const longer = await subscribe(company, {
    plan: 'PBX Dedicated',
    startsOn: '2026-07-01',
    endsOn: '2027-03-31',
    extends: packet.id,
  })
  expect(longer.status).toBe(201)
  expect((await http.get<Company>(`/companies/${company}`)).body.plan?.name).toBe('PBX Standard')
  http.db.clock.now = new Date('2027-01-01T09:00:00Z')
  expect((await http.get<Company>(`/companies/${company}`)).body.plan).toMatchObject({ name: 'PBX Dedicated' })
  const { body } = await http.get<{ items: Subscription[] }>(`/companies/${company}/subscriptions`)
  expect(body.items.map(({ startsOn }) => startsOn)).toEqual(['2026-01-01', '2026-06-01', '2026-07-01'])
})

test('only a running subscription of the company and of the same catalogue can be extended', async () => {
  const company = await newCompany()
  const packet = (await subscribe(company, { plan: 'PBX Standard', startsOn: '2026-01-01' })).body
  const extension = (await subscribe(company, { plan: 'PBX Standard', startsOn: '2026-06-01', extends: packet.id })).body
  const foreign = (await subscribe(await newCompany(), { plan: 'PBX Standard', startsOn: '2026-01-01' })).body
  for (const [body, words] of [
    [{ plan: 'PBX Standard', startsOn: '2027-01-01', extends: packet.id }, 'does not run on the day'],
    [{ plan: 'PBX Standard', startsOn: '2026-07-01', extends: extension.id }, 'is itself an extension'],
    [{ plan: 'PBX Standard', startsOn: '2026-07-01', extends: foreign.id }, 'There is nothing here'],
    [{ plan: 'GOLD', catalogue: 'kolmisoft-legacy', startsOn: '2026-07-01', extends: packet.id }, 'of the catalogue mizutech'],
  ] as const) {
    const refused = await subscribe<never>(company, body)
    expect([refused.status, fieldsOf(refused)]).toEqual([422, ['extends']])
    expect(JSON.stringify(refused.body)).toContain(words)
  }
  expect(await stored(company)).toBe(2)
})

test('subscriptions of a company that does not exist are not found', async () => {
  const nobody = '018f0000-0000-7000-8000-000000000000'
  expect((await subscribe(nobody, { plan: 'PREMIUM', startsOn: '2026-01-01' })).status).toBe(404)
  expect((await http.get(`/companies/${nobody}/subscriptions`)).status).toBe(404)
})

test('the list is read a page at a time', async () => {
  const company = await newCompany()
  for (const year of [2028, 2026, 2027])
    await subscribe(company, { plan: 'PREMIUM', startsOn: `${year}-01-01`, endsOn: `${year}-12-31` })
  const first = await http.get<{ items: Subscription[]; nextCursor: string }>(`/companies/${company}/subscriptions?limit=2`)
  const rest = await http.get<{ items: Subscription[]; nextCursor: string | null }>(
    `/companies/${company}/subscriptions?limit=2&cursor=${first.body.nextCursor}`,
  )
  expect([...first.body.items, ...rest.body.items].map(({ startsOn }) => startsOn.slice(0, 4))).toEqual(['2026', '2027', '2028'])
  expect(rest.body.nextCursor).toBeNull()
})
