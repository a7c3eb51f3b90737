import { afterAll, beforeAll, expect, test } from 'vitest'
import { fieldsOf, type HttpRig, startHttp } from './rig.ts'

interface Company {
  readonly id: string
  readonly name: string
  readonly externalId: string | null
  readonly emails: readonly string[]
  readonly licence: boolean
}
interface List<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
}

let http: HttpRig
beforeAll(async () => {
  http = await startHttp()
})
afterAll(() => http.end())

test('a company is registered, read and changed by the CRM', async () => {
  const made = await http.post<Company>('/companies', {
    name: 'Baltic Voice',
    externalId: 'crm-1',
    emails: ['noc@baltic.example'],
    language: 'lt',
  })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    name: 'Baltic Voice',
    externalId: 'crm-1',
    emails: ['noc@baltic.example'],
    language: 'lt',
    licence: false,
  })
  const changed = await http.patch<Company>(`/companies/${made.body.id}`, { name: 'Baltic Voice UAB', externalId: null })
  expect(changed.body).toMatchObject({ name: 'Baltic Voice UAB', externalId: null, emails: ['noc@baltic.example'] })
  expect((await http.get<Company>(`/companies/${made.body.id}`)).body).toEqual({ ...changed.body, plan: null })
})

test('a company is found by the id that the CRM has for it', async () => {
  const made = await http.post<Company>('/companies', { name: 'North SIP', externalId: 'crm-2' })
  const found = await http.get<List<Company>>('/companies?externalId=crm-2')
  expect(found.body.items.map((company) => company.id)).toEqual([made.body.id])
  expect((await http.get<List<Company>>('/companies?externalId=crm-none')).body).toEqual({ items: [], nextCursor: null })
})

test('two companies cannot have one outside id, not even when both come at once', async () => {
  const both = await Promise.all([1, 2, 3].map((n) => http.post('/companies', { name: `Twin ${n}`, externalId: 'crm-twin' })))
  expect(both.map((answer) => answer.status).sort()).toEqual([201, 409, 409])
  const refused = both.find((answer) => answer.status === 409)
  expect(refused && fieldsOf(refused)).toEqual(['externalId'])
  expect(refused?.body.type).toMatch(/conflict$/)
})

test('a fifth e-mail address is refused', async () => {
  const emails = [1, 2, 3, 4, 5].map((n) => `m${n}@a.example`)
  const refused = await http.post('/companies', { name: 'Many mails', emails })
  expect(refused.status).toBe(400)
  expect(fieldsOf(refused)).toEqual(['emails'])
})

test('a field that does not exist is refused by its name', async () => {
  const refused = await http.post('/companies', { name: 'Typo', extrenalId: 'crm-9' })
  expect(refused.status).toBe(400)
  expect(fieldsOf(refused)).toEqual(['extrenalId'])
  expect(refused.headers.get('content-type')).toContain('application/problem+json')
})

test('pages of a list neither repeat nor miss a company when another comes in between', async () => {
  for (let n = 0; n < 5; n++) await http.post('/companies', { name: `Paged ${n}` })
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: List<Company> = (await http.get<List<Company>>(`/companies?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`))
      .body
    expect(page.items.length).toBeLessThanOrEqual(2)
    seen.push(...page.items.map((company) => company.id))
    cursor = page.nextCursor
    if (seen.length === 2) {
      http.db.clock.advance(1)
      await http.post('/companies', { name: 'In between' })
    }
  } while (cursor !== null)
  const all = await http.db.sql<{ id: string }>('SELECT id FROM company ORDER BY id')
  expect(seen).toEqual(all.map((row) => row.id))
})

test('a cursor of another list, and a limit out of range, are refused by name', async () => {
  expect(fieldsOf(await http.get('/companies?cursor=nonsense'))).toEqual(['cursor'])
  expect(fieldsOf(await http.get('/companies?limit=0'))).toEqual(['limit'])
  expect(fieldsOf(await http.get('/companies?limit=201'))).toEqual(['limit'])
  expect(fieldsOf(await http.get('/companies?page=2'))).toEqual(['page'])
})

test('a server is registered under its company, each name once', async () => {
  const { body: company } = await http.post<Company>('/companies', { name: 'With servers' })
  const server = await http.post(`/companies/${company.id}/servers`, { name: 'sip1', product: 'MOR', version: '17' })
  expect(server.status).toBe(201)
  expect(server.body).toMatchObject({ company: company.id, name: 'sip1', product: 'MOR', version: '17' })
  const again = await http.post(`/companies/${company.id}/servers`, { name: 'sip1' })
  expect([again.status, fieldsOf(again)]).toEqual([409, ['name']])
  const elsewhere = await http.post('/companies/018f0000-0000-7000-8000-000000000000/servers', { name: 'sip1' })
  expect(elsewhere.status).toBe(404)
})
