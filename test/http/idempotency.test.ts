import { afterAll, beforeAll, expect, test } from 'vitest'
import { fieldsOf, type HttpRig, startHttp } from './rig.ts'

let http: HttpRig
beforeAll(async () => {
  http = await startHttp()
})
afterAll(() => http.end())

const companies = async (name: string) => (await http.db.sql('SELECT 1 FROM company WHERE name = $1', [name])).length

test('the same request with the same key happens once and is answered the same', async () => {
  const send = () => http.post('/companies', { name: 'Once', licence: true }, { 'idempotency-key': 'k-1' })
  const first = await send()
  const second = await send()
  expect([second.status, second.body]).toEqual([first.status, first.body])
  expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([null, 'true'])
  // The order of its fields is no other request.
  expect((await http.post('/companies', '{"licence":true,"name":"Once"}', { 'idempotency-key': 'k-1' })).body).toEqual(first.body)
  expect(await companies('Once')).toBe(1)
})

test('requests that come at once with one key happen once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => http.post<{ id: string }>('/companies', { name: 'At once' }, { 'idempotency-key': 'k-2' })),
  )
  expect(new Set(answers.map((answer) => `${answer.status} ${answer.body.id}`)).size).toBe(1)
  expect(await companies('At once')).toBe(1)
})

test('a key that was used with another request is refused', async () => {
  await http.post('/companies', { name: 'One' }, { 'idempotency-key': 'k-3' })
  const refused = await http.post('/companies', { name: 'Two' }, { 'idempotency-key': 'k-3' })
  expect([refused.status, fieldsOf(refused)]).toEqual([422, ['Idempotency-Key']])
  expect(await companies('Two')).toBe(0)
})

test('the same key means something else at another address', async () => {
  const company = (await http.post<{ id: string }>('/companies', { name: 'Addresses' }, { 'idempotency-key': 'k-4' })).body.id
  expect((await http.post(`/companies/${company}/servers`, { name: 'sip1' }, { 'idempotency-key': 'k-4' })).status).toBe(201)
})

test('a refused request leaves the key free, so that it can be put right', async () => {
  await http.post('/companies', { name: 'Holder', externalId: 'held' })
  const send = (externalId: string) => http.post('/companies', { name: 'Put right', externalId }, { 'idempotency-key': 'k-5' })
  expect((await send('held')).status).toBe(409)
  expect((await send('free')).status).toBe(201)
  expect(await companies('Put right')).toBe(1)
})

test('a link code is replayed, and is on disk only encrypted', async () => {
  const company = (await http.post<{ id: string }>('/companies', { name: 'Codes' })).body.id
  const contact = (await http.post<{ id: string }>(`/companies/${company}/contacts`, { name: 'Ona' })).body.id
  const send = () => http.post<{ code: string }>(`/contacts/${contact}/link-codes`, undefined, { 'idempotency-key': 'k-6' })
  const { code } = (await send()).body
  expect((await send()).body.code).toBe(code)
  expect(await http.db.sql('SELECT 1 FROM link_code WHERE contact_id = $1', [contact])).toHaveLength(1)
  const rows = await http.db.sql<{ answer: Buffer }>('SELECT answer FROM idempotency_key')
  expect(rows.some(({ answer }) => answer.includes(code))).toBe(false)
})

test('a key that is none is refused', async () => {
  for (const key of ['two words', 'x'.repeat(201), ' ']) {
    const refused = await http.post('/companies', { name: 'Bad key' }, { 'idempotency-key': key })
    expect([refused.status, fieldsOf(refused)]).toEqual([400, ['Idempotency-Key']])
  }
  expect(await companies('Bad key')).toBe(0)
})
