// Every route of the API document meets every kind of nonsense. Nothing may end in a fault, and each refusal says what
// it is about. Routes are taken from the document, so that a new one cannot be forgotten.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mostImportBytes } from '../../src/services/begin-import.ts'
import { type Answer, fieldsOf, type HttpRig, type ProblemBody, startHttp, token } from './rig.ts'

let http: HttpRig
let routes: { method: string; path: string }[] = []
const known: Record<string, string> = {}
beforeAll(async () => {
  http = await startHttp()
  const document = await http.get<{ paths: Record<string, Record<string, object>> }>('/openapi.json')
  routes = Object.entries(document.body.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({ method: method.toUpperCase(), path })),
  )
  const post = async (path: string, body: object) => (await http.post<Record<string, string>>(path, body)).body
  known['company'] = (await post('/companies', { name: 'Real' }))['id'] ?? ''
  known['contact'] =
    (await post(`/companies/${known['company']}/contacts`, { name: 'Real', telegramId: '@real_one' }))['id'] ?? ''
  known['engineer'] = (await post('/engineers', { name: 'Real', role: 'engineer' }))['id'] ?? ''
  const ticket = { company: known['company'], summary: 'Real', description: 'Real', priority: 'low' }
  known['ticket'] = String((await post('/tickets', ticket))['number'])
  const lines = [{ description: 'x', quantity: 1, unitPriceCents: 1 }]
  known['invoice'] =
    (await post('/invoices', { company: known['company'], currency: 'EUR', dueOn: '2026-12-01', lines }))['number'] ?? ''
})
afterAll(() => http.end())

/** The path with real ids in it, so that the body is what is wrong. */
function real(path: string): string {
  const id = path.includes('/contacts/{id}')
    ? known['contact']
    : path.includes('/engineers/')
      ? known['engineer']
      : known['company']
  const number = path.includes('/invoices/') ? known['invoice'] : known['ticket']
  return path
    .replace('{id}', id ?? '')
    .replace('{number}', number ?? '')
    .replace('{catalogue}', 'kolmisoft')
    .replace('{day}', '2026-12-31')
}

function requireProblem(answer: Answer<ProblemBody>, about: string): void {
  expect.soft(answer.status, about).toBeGreaterThanOrEqual(400)
  expect.soft(answer.status, about).toBeLessThan(500)
  expect.soft(answer.headers.get('content-type'), about).toContain('application/problem+json')
  expect
    .soft(answer.body, about)
    .toMatchObject({ type: expect.stringMatching(/^urn:/), title: expect.any(String), status: answer.status })
}

const bodies = (): { method: string; path: string }[] =>
  routes.filter(({ method, path }) => !['GET', 'DELETE'].includes(method) && !path.endsWith('/attachments'))

test('the document names the routes that are walked here', () => {
  expect(routes.length).toBeGreaterThanOrEqual(25)
  expect(bodies().length).toBeGreaterThanOrEqual(12)
})

test('bodies that are no JSON object are refused everywhere', async () => {
  const nonsense: [string, Record<string, string>?][] = [
    ['{'],
    ['[]'],
    ['"text"'],
    ['{"name": 1e400, "nothing": -1e400}'],
    ['12'],
    ['{"__proto__": {"admin": true}}'],
    ['{"constructor": {"prototype": {"admin": true}}}'],
    ['['.repeat(50_000)],
    ['\ufeff{"name"'],
    ['name=x', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['<a/>', { 'content-type': 'application/xml' }],
    ['{}', { 'content-type': 'text/plain' }],
    ['--b--', { 'content-type': 'multipart/form-data; boundary=b' }],
    ['{}', { 'content-type': 'nonsense' }],
  ]
  for (const { method, path } of bodies()) {
    for (const [body, headers] of nonsense) {
      const answer = await http.call(method, real(path), body, headers)
      const about = `${method} ${path} ${body.slice(0, 40)}`
      requireProblem(answer, about)
      expect.soft([about, answer.status]).toEqual([about, 400])
      expect.soft(fieldsOf(answer).length, about).toBeGreaterThan(0)
    }
  }
})

test('wrong values are refused by the field’s name, whichever route has the field', async () => {
  const nul = 'a\0b'
  const wrong: Record<string, readonly unknown[]> = {
    name: [null, '', '   ', 5, {}, [], nul, 'a\nb', '\ud800', 'x'.repeat(201)],
    externalId: ['', 5, {}, nul, 'x'.repeat(201)],
    emails: ['a@b.example', [5], ['no'], ['a@b.example\0']],
    requestEmail: ['no', 5, nul],
    email: ['no', 5, nul, 'a@b'],
    language: ['de', 5, ''],
    licence: ['yes', 1],
    telegramId: [nul, '', true, 1e300, -5],
    whatsapp: [nul, '', 5],
    mainUser: ['true', 1],
    loginAccess: [0],
    invoices: ['no'],
    active: ['false', null],
    role: ['boss', null, 5],
    publicContact: ['x'],
    product: ['', nul],
    version: [17, nul],
    company: ['x', 5, null, nul, '018f0000-0000-7000-8000-00000000000g'],
    contact: ['x', 5, nul],
    server: ['x', 5, nul],
    summary: ['', nul, 5, 'x'.repeat(121)],
    description: ['', nul, '\udfff', 5],
    priority: ['urgent', 5, null, ''],
    status: ['done', 5, null],
    assignee: ['x', 5, nul],
    reason: [nul, 5, ''],
    openedAt: [
      '2026-02-30T10:00:00Z',
      '2026-13-01T10:00:00Z',
      'now',
      5,
      '2026-01-01',
      '0000-01-01T00:00:00Z',
      '99999-01-01T00:00:00Z',
    ],
    at: ['2026-02-30T10:00:00Z', 'now', 5, nul],
    author: [5, null, 'x', [], { engineer: nul }, { other: 'x' }],
    body: ['', ' ', nul, 5, null],
    internal: ['true', 1],
    sensitive: ['true'],
    waitingForClient: [5],
    number: ['', 'a b', nul, 5, 'x'.repeat(41)],
    currency: ['EURO', 'eur', 5, nul, ''],
    dueOn: ['2026-02-30', '2026-11-31', '20261130', 5, nul, '0000-00-00', '2026-11-30T00:00:00Z'],
    lines: [
      [],
      {},
      'x',
      [{}],
      [5],
      [{ description: nul, quantity: 1, unitPriceCents: 1 }],
      [{ description: 'x', quantity: 1e20, unitPriceCents: 1 }],
    ],
    pdf: [5, nul, 'no'],
    amountCents: [0, -1, 1.5, 1e20, '5', null],
    receivedOn: ['2026-02-29', 'x', 5],
    reference: [nul, 5, ''],
    timeZone: ['Vilnius', '+02:00', 5, nul, ''],
    plan: ['', nul, 5, null, 'x'.repeat(101)],
    catalogue: ['', nul, 5],
    startsOn: ['2026-02-30', 'now', 5, nul, null],
    endsOn: ['2026-02-30', 'now', 5, nul],
    boughtOn: ['2026-02-30', 'now', 5, nul],
    extends: ['x', 5, nul],
    secondsPerMonth: [0, -1, 1.5, '60', null, 1e300],
    priceCents: [-1, 1.5, '1', null, 1e300],
    roundBySeconds: [0, -1, 1.5, '1', 86_401],
    connectionFeeCents: [-1, 1.5, '1', 1e300],
    noExpiration: ['true', 1],
    charges: ['2026-13', '2026-1', '2026-11-23', 5, nul, '', '1999-01'],
    windows: [null, {}, 'x', [5], [{ opens: '08:00' }], [{ opens: 8, closes: 18 }], [{ opens: '08:00', closes: '18:00', x: 1 }]],
    engineer: ['x', 5, null, nul],
    rung: [0, 3, '1', 1.5],
    weekdays: [null, [], 'monday', ['someday'], ['monday', 'monday']],
    from: ['25:00', '8', 5, null, nul],
    to: ['25:00', '8', 5, null, nul],
    currentTicket: ['yes', 1, null],
    into: ['x', 5.5, null, nul, -1],
    ticket: ['x', 5.5, null, nul, -1],
    audience: [null, 5, 'everybody', { plan: 5 }, { product: nul }, { company: 'x' }, { other: 'x' }],
    text: ['', ' ', nul, 5, null],
    dryRun: ['yes', 1, null],
    quietHours: [
      5,
      'off',
      {},
      { from: '22:00' },
      { from: '22:00', to: '22:00' },
      { from: '25:00', to: '07:00' },
      { from: 22, to: 7 },
    ],
    away: [true, {}, { until: 5 }, { until: 'monday' }, { until: nul }],
    request: ['explode', nul, 5, null],
    everyWeeks: [0, -1, 1.5, '2', 1e9],
    mutedNotices: ['progress', [5], ['answers', nul], ['everything'], {}],
    startedAt: ['2026-02-30T10:00:00Z', 'now', 5, null, nul, '2026-11-23'],
    seconds: [-1, 1.5, '60', null, 1e300],
    level: [0, 4, '1', 1.5],
    kind: ['gardening', nul, 5, ''],
    task: ['gardening', nul, 5, ''],
    quantity: [-1, 1.5, '1', 1e300],
    afterHoursAgreed: ['true', 1],
    billableAgreed: ['true', 0],
    corrects: ['x', 5, nul],
    note: [nul, 5, '', ' '],
    legalName: ['', 5, nul, 'a\nb', 'x'.repeat(201)],
    registrationCode: ['', 5, nul, 'x'.repeat(51)],
    vatCode: ['', 5, nul, 'x'.repeat(51)],
    address: ['', ' ', 5, nul, 'x'.repeat(501)],
    vatRate: [-1, 1.5, '210', 1001, 1e300],
    vatExemption: ['', ' ', 5, nul, 'x'.repeat(301)],
  }
  const document = await http.get<{ paths: Record<string, Record<string, Operation>> }>('/openapi.json')
  let tried = 0
  for (const { method, path } of bodies()) {
    const properties =
      document.body.paths[path]?.[method.toLowerCase()]?.requestBody?.content?.['application/json']?.schema?.properties ?? {}
    for (const field of Object.keys(properties)) {
      expect(Object.keys(wrong), `${path} has the field ${field}, which this test does not know`).toContain(field)
      for (const value of wrong[field] ?? []) {
        const answer = await http.call(method, real(path), { [field]: value })
        const about = `${method} ${path} ${JSON.stringify({ [field]: value }).slice(0, 80)}`
        requireProblem(answer, about)
        expect.soft([about, answer.status]).toEqual([about, 400])
        expect
          .soft(
            fieldsOf(answer).some((name) => name === field || name.startsWith(`${field}.`)),
            `${about} names ${fieldsOf(answer).join()}`,
          )
          .toBe(true)
        tried++
      }
    }
  }
  expect(tried).toBeGreaterThan(200)
})

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: {
    readonly content?: Record<string, { readonly schema?: { readonly properties?: Record<string, unknown> } }>
  }
}

test('what has not the shape of an id or a number is not found, everywhere', async () => {
  const ids = [
    'x',
    '1',
    "1' OR '1'='1",
    '%00',
    '..%2f..',
    '%F0%9F%92%A9',
    'a'.repeat(150),
    'a'.repeat(5000),
    '018f0000-0000-7000-8000-000000000000',
    '99999999999999999999',
    '-1',
    '0',
    '1e3',
    '%',
    '%zz',
  ]
  for (const { method, path } of routes.filter((route) => route.path.includes('{'))) {
    for (const id of ids) {
      const body = method === 'GET' ? undefined : path.endsWith('/attachments') ? form() : validBody(method, path)
      const answer = await http.call(method, `${real(path.replace(/\{\w+\}/, id))}${validQuery(path)}`, body)
      requireProblem(answer, `${method} ${path} ${id}`)
      expect.soft([method, path, id.slice(0, 40), answer.status]).toEqual([method, path, id.slice(0, 40), 404])
    }
  }
})

function form(): FormData {
  const data = new FormData()
  data.append('file', new Blob(['x']), 'x.log')
  return data
}

/** The query that the route cannot do without. */
function validQuery(path: string): string {
  if (path.endsWith('/charges')) return '?month=2026-11'
  if (path.endsWith('/deadline')) return '?from=2026-11-23T08:00:00Z&minutes=5'
  return path.endsWith('/elapsed') ? '?from=2026-11-23T08:00:00Z&to=2026-11-23T09:00:00Z' : ''
}

/** A body that is right for the route, so that only the path is wrong. */
function validBody(method: string, path: string): object {
  if (path.endsWith('/comments')) return { author: { engineer: known['engineer'] }, body: 'x' }
  if (path.endsWith('/payments')) return { amountCents: 1, receivedOn: '2026-11-23' }
  if (path.endsWith('/contacts') || path.endsWith('/servers')) return { name: 'x' }
  if (path.endsWith('/time-entries')) return { engineer: known['engineer'], startedAt: '2026-11-23T09:00:00Z', seconds: 1 }
  if (path.includes('/channels/')) return { request: 'resume' }
  if (path.endsWith('/merge')) return { into: Number(known['ticket']) }
  if (path.endsWith('/links')) return { ticket: Number(known['ticket']) }
  if (path.includes('/saved-replies/')) return { body: 'x' }
  if (path.includes('/tickets/')) return { status: 'open' }
  if (path.endsWith('/allowances'))
    return { name: 'x', secondsPerMonth: 1, priceCents: 1, currency: 'EUR', startsOn: '2026-11-01' }
  if (path.endsWith('/subscriptions')) return { plan: 'PREMIUM', startsOn: '2026-11-23' }
  if (path.includes('/calendars/')) return { windows: [] }
  return method === 'PATCH' ? { name: 'x' } : {}
}

test('queries full of nonsense are refused by name or find nothing', async () => {
  const values = [
    '%00',
    '',
    'x'.repeat(250),
    '%F0%9F',
    '1&limit=abc',
    '1&limit=1e9',
    '1&cursor=%00',
    '1&cursor=bm9uc2Vuc2U',
    '1&cursor=WzEsMl0',
    '1&cursor=Ii0xIg',
    '1&unknown=1',
  ]
  const document = await http.get<{ paths: Record<string, { get?: Operation }> }>('/openapi.json')
  for (const { path } of routes.filter(({ method, path }) => method === 'GET' && !path.includes('{id}'))) {
    const parameters = document.body.paths[path]?.get?.parameters ?? []
    const names = parameters.filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name)
    for (const name of [...names, 'unknown']) {
      for (const value of values) {
        const answer = await http.get(`${real(path)}?${name}=${value}`)
        const about = `GET ${path}?${name}=${value.slice(0, 40)}`
        expect.soft(answer.status, about).toBeLessThan(500)
        if (answer.status === 400) expect.soft(fieldsOf(answer).length, about).toBeGreaterThan(0)
      }
    }
  }
})

test('a body above the limit is refused before it is read', async () => {
  const roomier = ['/api/v1/invoices', '/api/v1/imports']
  for (const { method, path } of bodies().filter((route) => !roomier.includes(route.path))) {
    const answer = await http.call(method, real(path), `{"name":"${'x'.repeat(1_100_000)}"}`)
    expect.soft([method, path, answer.status]).toEqual([method, path, 413])
  }
  expect((await http.post('/invoices', `{"pdf":"${'x'.repeat(15_000_000)}"}`)).status).toBe(413)
  expect((await http.post('/imports', 'x'.repeat(mostImportBytes + 1), { 'content-type': 'text/csv' })).status).toBe(413)
})

test('unknown routes and methods are not found, and nothing of all this was a fault', async () => {
  for (const [method, path] of [
    ['GET', '/nothing'],
    ['DELETE', '/companies'],
    ['PUT', '/tickets'],
    ['GET', '/subscriptions'],
    ['GET', '/on-calls'],
    ['GET', '//nothing'],
  ] as const) {
    const answer = await http.call(method, path)
    requireProblem(answer, path)
    expect.soft([path, answer.status]).toEqual([path, 404])
  }
  expect(http.logged.filter((entry) => entry.level === 'error')).toEqual([])
  const response = await fetch(`${http.url}/api/v1/companies`, { headers: { authorization: `Bearer ${token}` } })
  expect([response.status, response.headers.get('x-powered-by'), response.headers.get('x-content-type-options')]).toEqual([
    200,
    null,
    'nosniff',
  ])
  await response.body?.cancel()
})
