// Requests to every route of the API, made from one that is right and then, half of them, spoilt: in the body's values, in
// its bytes, in the path, the query or the headers.
import type { Random } from '../chaos/seeded-random.ts'
import type { FuzzDesk } from './desk.ts'
import { mutate, spoilText, strangeValue } from './mutate.ts'

export interface FuzzRequest {
  readonly method: string
  /** As it goes over the wire: escaped. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
  /** The connection is closed after so many bytes of the body. */
  readonly cutAt?: number
}

interface Example {
  readonly method: string
  readonly path: string
  /** JSON; absent: no body. */
  readonly json?: object
  /** Fields of a form that carries a file. */
  readonly form?: Readonly<Record<string, string>>
}

type Choose = <T>(from: readonly T[]) => T
type Make = (desk: FuzzDesk, choose: Choose, random: Random) => Omit<Example, 'method'>

const priority = ['blocker', 'high', 'medium', 'low']
const status = ['open', 'waiting', 'resolved', 'closed']
const catalogues = ['kolmisoft', 'kolmisoft-legacy', 'mizutech', 'nobody']
const instants = ['2026-11-23T08:00:00Z', '2026-12-24T10:30:00.500Z', '2099-12-31T20:00:00Z', '1999-01-01T00:00:00Z', 'now']
const days = ['2026-12-31', '2026-03-29', '2026-02-30']
const query = ['', '?limit=2', '?limit=200', '?cursor=WzEsMl0', '?limit=x', '?unknown=1', '?limit=1&limit=2', '?cursor=%00']

/** One that is right for every route of the API document; `checkRoutes` finds the route that lacks one. */
const examples: Readonly<Record<string, Make>> = {
  'POST /companies': (_, choose) => ({ path: '/companies', json: { name: 'Baltic Voice', language: choose(['en', 'lt']) } }),
  'GET /companies': (_, choose) => ({ path: `/companies${choose([...query, '?externalId=crm-1'])}` }),
  'GET /companies/{id}': (desk, choose) => ({ path: `/companies/${choose(desk.companies)}` }),
  'PATCH /companies/{id}': (desk, choose) => ({
    path: `/companies/${choose(desk.companies)}`,
    json: {
      ...{ name: 'Renamed', emails: ['a@example.com'], language: choose(['en', 'lt', null]) },
      ...{ legalName: choose(['Baltic Voice UAB', null]), address: 'A street 1\nVilnius', vatRate: choose([210, 0, null, 1001]) },
      vatExemption: choose([null, 'Reverse charge']),
    },
  }),
  'POST /companies/{id}/servers': (desk, choose, random) => ({
    path: `/companies/${choose(desk.companies)}/servers`,
    json: { name: `s${random.between(0, 30)}`, product: 'MOR', version: '17' },
  }),
  'POST /companies/{id}/contacts': (desk, choose, random) => ({
    path: `/companies/${choose(desk.companies)}/contacts`,
    json: { name: 'Ona', email: 'ona@example.com', telegramId: String(random.between(600_000, 600_500)), invoices: true },
  }),
  'PATCH /contacts/{id}': (desk, choose) => ({
    path: `/contacts/${choose(desk.contacts)}`,
    json: { name: 'Ona', language: choose(['en', 'lt']), active: true, loginAccess: true },
  }),
  'GET /companies/{id}/contacts': (desk, choose) => ({ path: `/companies/${choose(desk.companies)}/contacts${choose(query)}` }),
  'POST /companies/{id}/subscriptions': (desk, choose, random) => ({
    path: `/companies/${choose(desk.companies)}/subscriptions`,
    json: {
      plan: choose(['PREMIUM', 'gold', 'softswitch Advanced']),
      catalogue: choose([null, null, 'kolmisoft', 'mizutech']),
      startsOn: `${random.between(2020, 2030)}-01-01`,
      endsOn: choose([null, '2027-12-31']),
    },
  }),
  'GET /companies/{id}/subscriptions': (desk, choose) => ({
    path: `/companies/${choose(desk.companies)}/subscriptions${choose(query)}`,
  }),
  'POST /companies/{id}/allowances': (desk, choose, random) => ({
    path: `/companies/${choose(desk.companies)}/allowances`,
    json: {
      name: 'Flat rate',
      secondsPerMonth: random.between(1, 100_000),
      priceCents: choose([0, 5000]),
      currency: choose(['EUR', 'USD']),
      roundBySeconds: choose([null, 60]),
      noExpiration: choose([true, false, null]),
      startsOn: choose(days),
      endsOn: choose([null, '2027-12-31']),
    },
  }),
  'GET /companies/{id}/allowances': (desk, choose) => ({
    path: `/companies/${choose(desk.companies)}/allowances${choose([...query, `?on=${choose(days)}`])}`,
  }),
  'GET /companies/{id}/charges': (desk, choose) => ({
    path: `/companies/${choose(desk.companies)}/charges?month=${choose(['2026-11', '2026-12', '2099-12', '2026-13', ''])}`,
  }),
  'GET /stats': (_, choose) => ({ path: `/stats?from=${choose([...days, ...instants])}&to=${choose([...days, ...instants])}` }),
  'GET /search': (_, choose) => ({ path: `/search?q=${choose(['no%20audio', '%22SIP%20503%22', '10001', '!', ''])}` }),
  'POST /tickets/{number}/merge': (desk, choose) => ({
    path: `/tickets/${choose(desk.tickets)}/merge`,
    json: { into: choose(desk.tickets) },
  }),
  'POST /tickets/{number}/time-entries': (desk, choose, random) => ({
    path: `/tickets/${choose(desk.tickets)}/time-entries`,
    json: {
      engineer: choose(desk.engineers),
      startedAt: '2026-11-23T09:00:00Z',
      seconds: random.between(0, 7200),
      kind: 'support',
    },
  }),
  'GET /tickets/{number}/time-entries': (desk, choose) => ({ path: `/tickets/${choose(desk.tickets)}/time-entries` }),
  'POST /tickets/{number}/links': (desk, choose) => ({
    path: `/tickets/${choose(desk.tickets)}/links`,
    json: { ticket: choose(desk.tickets) },
  }),
  'DELETE /tickets/{number}/links/{other}': (desk, choose) => ({
    path: `/tickets/${choose(desk.tickets)}/links/${choose(desk.tickets)}`,
  }),
  'POST /saved-replies': (_, choose, random) => ({
    path: '/saved-replies',
    json: {
      name: `greeting${random.between(0, 9)}`,
      language: choose(['en', 'lt']),
      body: 'Hello {client}, #{ticket} is mended.',
    },
  }),
  'GET /saved-replies': (_, choose) => ({ path: `/saved-replies${choose(query)}` }),
  'PATCH /saved-replies/{id}': (desk, choose) => ({ path: `/saved-replies/${choose(desk.engineers)}`, json: { body: 'Hello' } }),
  'DELETE /saved-replies/{id}': (desk, choose) => ({ path: `/saved-replies/${choose(desk.engineers)}` }),
  'POST /imports': (_, choose) => ({
    path: `/imports${choose(['', '?dryRun=true', '?kind=servers', '?kind=companies'])}`,
    form: { file: choose(['name,externalId\nVox,x-1\n', 'company;name;version\nVox;mor;17', 'name\n"', '\ufeff']) },
  }),
  'GET /imports/{id}': (desk, choose) => ({ path: `/imports/${choose(desk.companies)}` }),
  'POST /broadcasts': (desk, choose) => ({
    path: '/broadcasts',
    json: {
      audience: choose<object>([{}, { plan: 'PREMIUM' }, { product: 'MOR' }, { company: choose(desk.companies) }]),
      text: choose(['Maintenance on Sunday', '', 'x'.repeat(4000)]),
      dryRun: choose([true, true, null]),
    },
  }),
  'GET /broadcasts/{id}': (desk, choose) => ({ path: `/broadcasts/${choose(desk.companies)}` }),
  'POST /broadcasts/{id}/stop': (desk, choose) => ({ path: `/broadcasts/${choose(desk.companies)}/stop`, json: {} }),
  'GET /channels': () => ({ path: '/channels' }),
  'POST /channels/{name}/requests': (desk, choose) => ({
    path: `/channels/${choose(['telegram', 'whatsapp', 'email'])}/requests`,
    json: { request: choose(['pair-qr', 'forget', 'resume']), engineer: choose(desk.engineers) },
  }),
  'GET /on-call': (_, choose) => ({ path: `/on-call${choose(['', `?at=${choose(instants)}`])}` }),
  'POST /on-call/rules': (desk, choose, random) => ({
    path: '/on-call/rules',
    json: {
      engineer: choose(desk.engineers),
      rung: random.between(1, 2),
      weekdays: choose([['monday'], ['saturday', 'sunday'], ['friday', 'friday']]),
      from: choose(['00:00', '18:00', '25:00']),
      to: choose(['08:00', '24:00']),
      startsOn: choose(days),
    },
  }),
  'GET /on-call/rules': (_, choose) => ({ path: `/on-call/rules${choose(query)}` }),
  'DELETE /on-call/rules/{id}': (desk, choose) => ({ path: `/on-call/rules/${choose(desk.engineers)}` }),
  'POST /on-call/swaps': (desk, choose, random) => ({
    path: '/on-call/swaps',
    json: { engineer: choose(desk.engineers), rung: random.between(1, 2), from: choose(instants), to: choose(instants) },
  }),
  'GET /on-call/swaps': (_, choose) => ({ path: `/on-call/swaps${choose(query)}` }),
  'DELETE /on-call/swaps/{id}': (desk, choose) => ({ path: `/on-call/swaps/${choose(desk.engineers)}` }),
  'GET /calendars/{catalogue}/deadline': (_, choose, random) => ({
    path: `/calendars/${choose(catalogues)}/deadline?from=${choose(instants)}&minutes=${random.between(0, 100_000)}`,
  }),
  'GET /calendars/{catalogue}/elapsed': (_, choose) => ({
    path: `/calendars/${choose(catalogues)}/elapsed?from=${choose(instants)}&to=${choose(instants)}`,
  }),
  'GET /calendars/{catalogue}/days/{day}': (_, choose) => ({ path: `/calendars/${choose(catalogues)}/days/${choose(days)}` }),
  'PUT /calendars/{catalogue}/days/{day}': (_, choose) => ({
    path: `/calendars/${choose(catalogues)}/days/${choose(days)}`,
    json: { windows: choose([[], [{ opens: '08:00', closes: '12:00' }], [{ opens: '03:30', closes: '02:00' }]]) },
  }),
  'DELETE /calendars/{catalogue}/days/{day}': (_, choose) => ({ path: `/calendars/${choose(catalogues)}/days/${choose(days)}` }),
  'POST /contacts/{id}/link-codes': (desk, choose) => ({ path: `/contacts/${choose(desk.contacts)}/link-codes`, json: {} }),
  'POST /engineers': () => ({ path: '/engineers', json: { name: 'Petras', role: 'engineer', publicContact: true } }),
  'GET /engineers': (_, choose) => ({ path: `/engineers${choose(query)}` }),
  'PATCH /engineers/{id}': (desk, choose) => ({
    path: `/engineers/${choose(desk.engineers)}`,
    json: {
      name: 'Petras',
      role: choose(['engineer', 'admin']),
      active: true,
      quietHours: choose([null, { from: '22:00', to: '07:00' }]),
      away: choose([null, { until: null }, { until: choose(instants) }]),
    },
  }),
  'POST /engineers/{id}/link-codes': (desk, choose) => ({ path: `/engineers/${choose(desk.engineers)}/link-codes` }),
  'POST /tickets': (desk, choose) => ({
    path: '/tickets',
    json: {
      company: choose(desk.companies),
      contact: choose(desk.contacts),
      summary: 'No calls',
      description: 'All of them fail.\nSince the morning.',
      priority: choose(priority),
      openedAt: choose([null, '2026-01-01T10:00:00Z', '2999-01-01T10:00:00Z']),
    },
  }),
  'GET /tickets': (desk, choose) => ({
    path: `/tickets${choose([...query, '?order=solving', `?status=${choose(status)}`, `?company=${choose(desk.companies)}`, '?assignee=x'])}`,
  }),
  'GET /tickets/{number}': (desk, choose) => ({ path: `/tickets/${choose(desk.tickets)}` }),
  'PATCH /tickets/{number}': (desk, choose) => ({
    path: `/tickets/${choose(desk.tickets)}`,
    json: choose<object>([
      { status: choose(status) },
      { priority: choose(priority), reason: 'Agreed with the client' },
      { assignee: choose([...desk.engineers, null]), at: '2026-11-23T10:00:00Z' },
      { status: choose(status), priority: choose(priority), assignee: choose(desk.engineers), reason: 'x' },
    ]),
  }),
  'POST /tickets/{number}/comments': (desk, choose) => ({
    path: `/tickets/${choose(desk.tickets)}/comments`,
    json: {
      author: choose([{ engineer: choose(desk.engineers) }, { contact: choose(desk.contacts) }]),
      body: choose(['We are on it.', 'Thanks', '*bold* <b>html</b>', 'x'.repeat(20_000), '🙈']),
      internal: choose([true, false]),
      sensitive: choose([true, false, false]),
      waitingForClient: choose([true, false, false]),
    },
  }),
  'GET /tickets/{number}/history': (desk, choose) => ({ path: `/tickets/${choose(desk.tickets)}/history${choose(query)}` }),
  'GET /tickets/{number}/comments': (desk, choose) => ({ path: `/tickets/${choose(desk.tickets)}/comments${choose(query)}` }),
  'POST /tickets/{number}/attachments': (desk, choose) => ({
    path: `/tickets/${choose(desk.tickets)}/attachments`,
    form: {
      author: choose([JSON.stringify({ engineer: choose(desk.engineers) }), JSON.stringify({ contact: choose(desk.contacts) })]),
      comment: choose(['', 'Here it is', ...desk.comments]),
      internal: choose(['', 'true', 'false']),
    },
  }),
  'GET /attachments/{id}': (desk, choose) => ({ path: `/attachments/${choose(desk.attachments)}` }),
  'POST /invoices': (desk, choose) => ({
    path: '/invoices',
    json: {
      company: choose(desk.companies),
      currency: choose(['EUR', 'USD']),
      dueOn: '2027-01-31',
      ...choose<object>([
        { charges: choose(['2026-10', '2026-11', '2099-12', 'now']) },
        {
          lines: [
            { description: 'Support', quantity: choose([1, 0.125, 3]), unitPriceCents: choose([10_000, 1, -1]) },
            { description: 'Discount', quantity: 1, unitPriceCents: -1 },
          ],
        },
      ]),
      pdf: choose([null, null, Buffer.from('%PDF-1.4 nothing').toString('base64')]),
    },
  }),
  'GET /invoices': (desk, choose) => ({
    path: `/invoices${choose([...query, '?format=csv', `?company=${choose(desk.companies)}`])}`,
  }),
  'GET /invoices/{number}': (desk, choose) => ({
    path: `/invoices/${choose(desk.invoices)}${choose(['', '?format=csv', '?format=x'])}`,
  }),
  'GET /invoices/{number}.pdf': (desk, choose) => ({ path: `/invoices/${choose(desk.invoices)}.pdf` }),
  'POST /invoices/{number}/cancel': (desk, choose) => ({ path: `/invoices/${choose(desk.invoices)}/cancel` }),
  'POST /invoices/{number}/payments': (desk, choose, random) => ({
    path: `/invoices/${choose(desk.invoices)}/payments`,
    json: { amountCents: random.between(1, 100), receivedOn: '2026-11-23', reference: 'bank' },
  }),
  'GET /notifications': (desk, choose) => ({
    path: `/notifications${choose([...query, `?ticket=${choose(desk.tickets)}`, `?contact=${choose(desk.contacts)}`, '?invoice=x'])}`,
  }),
}

/** The routes of the API document that no example stands for, and the examples that stand for none. */
export function checkRoutes(documented: readonly string[]): readonly string[] {
  const known = Object.keys(examples)
  const missing = documented.filter((route) => !known.includes(route))
  return [...missing, ...known.filter((route) => !documented.includes(route))]
}

const routes = Object.keys(examples) as [string, ...string[]]
const boundary = 'fuzz-boundary'

/** The next request; the same random numbers make the same request. */
export function nextRequest(random: Random, desk: FuzzDesk, token: string): FuzzRequest {
  const choose: Choose = (from) => from[random.between(0, from.length - 1)] as (typeof from)[number]
  let route = random.pick(routes)
  // Every engineer is told of every new ticket: thousands of them would be a test of something else.
  if (route === 'POST /engineers' && random.next() < 0.95) route = 'GET /engineers'
  const example = examples[route]?.(desk, choose, random) ?? { path: '/' }
  const [method = 'GET'] = route.split(' ')
  const spoil = random.next() < 0.5 ? random.pick(['values', 'values', 'values', 'bytes', 'path', 'headers', 'cut']) : 'nothing'
  const body = toBody(example, spoil === 'values' ? random : null)
  const path = spoil === 'path' ? spoilPath(example.path, random) : example.path
  const type = example.form === undefined ? 'application/json' : `multipart/form-data; boundary=${boundary}`
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    ...(body === null ? {} : { 'content-type': type }),
    ...(method === 'POST' && random.next() < 0.2 ? { 'idempotency-key': `key-${random.between(0, 300)}` } : {}),
    ...(spoil === 'headers' ? strangeHeaders(random) : {}),
  }
  const request = { method, path: `/api/v1${path}`, headers, body: spoil === 'bytes' ? spoilBytes(body, random) : body }
  return spoil === 'cut' && body !== null ? { ...request, cutAt: random.between(0, body.length) } : request
}

function toBody({ json, form }: Omit<Example, 'method'>, spoilValues: Random | null): Buffer | null {
  if (form !== undefined) {
    const fields = spoilValues === null ? form : spoilFields(form, spoilValues)
    const parts = Object.entries(fields).map(
      ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const file = `content-disposition: form-data; name="file"; filename="a.log"\r\ncontent-type: text/plain\r\n\r\nINVITE\r\n`
    return Buffer.from(`${parts.join('')}--${boundary}\r\n${file}--${boundary}--\r\n`)
  }
  if (json === undefined) return null
  return Buffer.from(JSON.stringify(spoilValues === null ? json : mutate(json, spoilValues)) ?? '')
}

function spoilFields(form: Readonly<Record<string, string>>, random: Random): Record<string, string> {
  const spoilt = mutate(form, random)
  return typeof spoilt === 'object' && spoilt !== null
    ? Object.fromEntries(
        Object.entries(spoilt).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
      )
    : { comment: String(spoilt) }
}

function spoilBytes(body: Buffer | null, random: Random): Buffer | null {
  if (body === null || body.length === 0) return Buffer.from(random.pick(['{', '[]', 'null', '"x"', '\u0000', '{"a":1e999}']))
  const spoilt = Buffer.from(body)
  for (let left = random.between(1, 4); left > 0; left--) spoilt[random.between(0, spoilt.length - 1)] = random.between(0, 255)
  return random.next() < 0.3 ? spoilt.subarray(0, random.between(0, spoilt.length)) : spoilt
}

function spoilPath(path: string, random: Random): string {
  const [place = '', search = ''] = path.split('?')
  const parts = place.split('/')
  const at = random.between(1, parts.length - 1)
  const value = strangeValue(random)
  const text = typeof value === 'string' ? value.slice(0, 300) : JSON.stringify(value)
  parts[at] = random.pick([encodeURIComponent(text.toWellFormed()), '%', '%zz', '%00', '..', '.', '', '%2e%2e%2f', '%F0%9F'])
  const odd = encodeURIComponent(spoilText(search, random).toWellFormed())
  return `${parts.join('/')}${random.next() < 0.5 ? `?limit=${odd}&${odd}=${odd}` : ''}`
}

function strangeHeaders(random: Random): Record<string, string> {
  return random.pick<Record<string, string>>([
    { authorization: 'Bearer wrong' },
    { authorization: 'Basic eDp5' },
    { authorization: '' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json; charset=latin1' },
    { 'content-type': 'multipart/form-data' },
    { 'content-type': 'multipart/form-data; boundary=' },
    { 'content-encoding': 'gzip' },
    { 'idempotency-key': 'x'.repeat(500) },
    { 'idempotency-key': ' ' },
    { accept: 'text/html', 'accept-encoding': 'gzip, br' },
    { 'x-forwarded-for': '1.2.3.4', host: 'evil.example' },
    { 'if-none-match': '*', range: 'bytes=5-2' },
    { expect: '100-continue' },
  ])
}
