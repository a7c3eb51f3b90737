import { afterAll, beforeAll, expect, test } from 'vitest'
import { fieldsOf, type HttpRig, linkChat, startHttp, token } from './rig.ts'

interface Invoice {
  readonly number: string
  readonly status: string
  readonly totalCents: number
  readonly paidCents: number
  readonly lines: readonly { readonly amountCents: number }[]
}
interface List<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
}

let http: HttpRig
let company = ''
let financeChat = ''
let finance = ''
beforeAll(async () => {
  http = await startHttp()
  company = await made('/companies', { name: 'Baltic Voice' })
  finance = await made(`/companies/${company}/contacts`, { name: 'Invoices', invoices: true, language: 'lt' })
  financeChat = `telegram:1:${await linkChat(http.db, { contactId: finance })}`
  await linkChat(http.db, { contactId: await made(`/companies/${company}/contacts`, { name: 'Ona', mainUser: true }) })
  await linkChat(http.db, { engineerId: await made('/engineers', { name: 'Petras', role: 'admin' }) })
})
afterAll(() => http.end())

async function made(path: string, body: object): Promise<string> {
  return (await http.post<{ id: string }>(path, body)).body.id
}

const lines = [{ description: 'Hourly support', quantity: 2, unitPriceCents: 10000 }]

async function issue(fields: object = {}): Promise<Invoice> {
  const answer = await http.post<Invoice>('/invoices', { company, currency: 'EUR', dueOn: '2026-12-20', lines, ...fields })
  expect(answer.status).toBe(201)
  return answer.body
}

const pdf = Buffer.from('%PDF-1.7\n% an invoice\n%%EOF\n')

test('an invoice is told to the Invoices contact, with sum, due day and document, and to nobody else', async () => {
  const invoice = await issue({
    lines: [{ description: 'Hourly support', quantity: 12.345, unitPriceCents: 10000 }],
    pdf: pdf.toString('base64'),
  })
  expect(invoice).toMatchObject({
    company,
    currency: 'EUR',
    status: 'issued',
    issuedOn: '2026-11-23',
    dueOn: '2026-12-20',
    totalCents: 123450,
    paidCents: 0,
  })
  const said = await http.said()
  expect(new Set(said.map((message) => message.conversationId))).toEqual(new Set([financeChat]))
  expect(said.map((message) => [message.kind, message.type])).toEqual([
    ['invoice.issued', 'text'],
    ['invoice.issued', 'files'],
  ])
  expect(said[0]?.text).toContain(invoice.number)
  expect(said[0]?.text).toContain('1\u00a0234,50 EUR')
  expect(said[0]?.text).toContain('2026 m. gruodžio 20 d.')
  const [sent] = await http.db.sql(
    "SELECT file_name, media_type, state, bytes FROM attachment WHERE media_type = 'application/pdf'",
  )
  expect(sent).toMatchObject({ file_name: `invoice-${invoice.number}.pdf`, state: 'stored', bytes: String(pdf.length) })
})

test('the document that was given is downloaded under the invoice’s number, as it was given', async () => {
  const withPdf = await issue({ number: 'KM-77', pdf: pdf.toString('base64') })
  const response = await fetch(`${http.url}/api/v1/invoices/${withPdf.number}.pdf`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(response.headers.get('content-type')).toBe('application/pdf')
  expect(Buffer.from(await response.arrayBuffer()).equals(pdf)).toBe(true)
  const without = await issue()
  expect((await http.get('/invoices/none.pdf')).status).toBe(404)
  expect((await http.get<Invoice>(`/invoices/${without.number}`)).body).toEqual(without)
})

test('what is no PDF in base64 is refused', async () => {
  for (const bad of ['%PDF-1.7', Buffer.from('<html>').toString('base64'), 'JVBERi0*', '']) {
    const refused = await http.post('/invoices', { company, currency: 'EUR', dueOn: '2026-12-20', lines, pdf: bad })
    expect([bad, refused.status, fieldsOf(refused)]).toEqual([bad, 400, ['pdf']])
  }
})

test('numbers count up by one within the year, without a gap for what was refused', async () => {
  const first = await issue()
  expect((await http.post('/invoices', { company: finance, currency: 'EUR', dueOn: '2026-12-20', lines })).status).toBe(422)
  const second = await issue()
  const atOnce = await Promise.all([1, 2, 3, 4].map(() => issue()))
  const numbers = [first, second, ...atOnce].map((invoice) => Number(/^2026-(\d{5})$/.exec(invoice.number)?.[1]))
  const [start = 0] = numbers
  expect(numbers.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5].map((n) => start + n))
})

test('the new year begins with the vendor’s day, and counts anew', async () => {
  const before = http.db.clock.now
  http.db.clock.now = new Date('2026-12-31T22:30:00Z')
  expect(await issue({ dueOn: '2027-01-20' })).toMatchObject({ number: '2027-00001', issuedOn: '2027-01-01' })
  http.db.clock.now = before
})

test('a given number is kept, once, and the counter steps over it', async () => {
  expect((await issue({ number: 'A_1-b' })).number).toBe('A_1-b')
  const again = await http.post('/invoices', { company, number: 'A_1-b', currency: 'EUR', dueOn: '2026-12-20', lines })
  expect([again.status, fieldsOf(again)]).toEqual([409, ['number']])
  await issue({ number: '2026-00500' })
  expect((await issue()).number).toBe('2026-00501')
  for (const number of ['a/b', '../x', 'a.pdf', '', '-1', 'ą1']) {
    const refused = await http.post('/invoices', { company, number, currency: 'EUR', dueOn: '2026-12-20', lines })
    expect([number, refused.status, fieldsOf(refused)]).toEqual([number, 400, ['number']])
  }
})

test('amounts are exact: half a cent goes up, and a discount takes off what it says', async () => {
  const invoice = await issue({
    lines: [
      { description: 'Half a cent', quantity: 0.5, unitPriceCents: 101 },
      { description: 'A thousandth', quantity: 0.001, unitPriceCents: 499 },
      { description: 'Discount', quantity: 0.5, unitPriceCents: -101 },
      { description: 'Much', quantity: 999_999.999, unitPriceCents: 1000 },
    ],
  })
  expect(invoice.lines.map((line) => line.amountCents)).toEqual([51, 0, -51, 999_999_999])
  expect(invoice.totalCents).toBe(999_999_999)
})

test('impossible lines and totals are refused by name', async () => {
  const bad = (line: object) => ({
    company,
    currency: 'EUR',
    dueOn: '2026-12-20',
    lines: [{ description: 'x', quantity: 1, unitPriceCents: 1, ...line }],
  })
  for (const [body, status, field] of [
    [bad({ quantity: 1.0001 }), 400, 'lines.0.quantity'],
    [bad({ quantity: 0 }), 400, 'lines.0.quantity'],
    [bad({ quantity: 1e21 }), 400, 'lines.0.quantity'],
    [bad({ unitPriceCents: 0.5 }), 400, 'lines.0.unitPriceCents'],
    [bad({ unitPriceCents: -5 }), 422, 'lines'],
    [bad({ quantity: 999_999_999, unitPriceCents: 9_000_000_000_000 }), 422, 'lines'],
    [bad({ vat: 21 }), 400, 'lines.0.vat'],
    [{ ...bad({}), lines: [] }, 400, 'lines'],
    [{ ...bad({}), currency: 'eur' }, 400, 'currency'],
    [{ ...bad({}), dueOn: '2026-02-30' }, 400, 'dueOn'],
  ] as const) {
    const refused = await http.post('/invoices', body)
    expect([refused.status, fieldsOf(refused)]).toEqual([status, [field]])
  }
})

test('payments add up, each is told once, and too much is kept', async () => {
  const { number } = await issue({ currency: 'USD' })
  const pay = (amountCents: number) =>
    http.post(`/invoices/${number}/payments`, { amountCents, receivedOn: '2026-11-23', reference: 'bank 1' })
  const before = (await http.said()).length
  expect((await pay(5000)).body).toMatchObject({
    invoice: number,
    amountCents: 5000,
    currency: 'USD',
    status: 'partly-paid',
    paidCents: 5000,
    totalCents: 20000,
  })
  expect((await pay(15000)).body).toMatchObject({ status: 'paid', paidCents: 20000 })
  expect((await pay(100)).body).toMatchObject({ status: 'paid', paidCents: 20100 })
  const told = (await http.said()).slice(before)
  expect(told.map((message) => [message.kind, message.conversationId])).toEqual([
    ['invoice.partly-paid', financeChat],
    ['invoice.paid', financeChat],
    ['invoice.paid', financeChat],
  ])
  expect(told[0]?.text).toContain('150,00 USD')
  expect((await http.get<Invoice>(`/invoices/${number}`)).body).toMatchObject({ status: 'paid', paidCents: 20100 })
})

test('payments that come at once are all counted', async () => {
  const { number } = await issue()
  await Promise.all(
    [1, 2, 3, 4].map(() => http.post(`/invoices/${number}/payments`, { amountCents: 2500, receivedOn: '2026-11-23' })),
  )
  expect((await http.get<Invoice>(`/invoices/${number}`)).body).toMatchObject({ status: 'partly-paid', paidCents: 10000 })
})

test('a payment of nothing, or of an invoice that does not exist, is refused', async () => {
  const { number } = await issue()
  expect(fieldsOf(await http.post(`/invoices/${number}/payments`, { amountCents: 0, receivedOn: '2026-11-23' }))).toEqual([
    'amountCents',
  ])
  expect(fieldsOf(await http.post(`/invoices/${number}/payments`, { amountCents: 1, receivedOn: '23.11.2026' }))).toEqual([
    'receivedOn',
  ])
  expect((await http.post('/invoices/2026-99999/payments', { amountCents: 1, receivedOn: '2026-11-23' })).status).toBe(404)
})

test('an unpaid invoice is overdue from the day after it was due', async () => {
  const { number } = await issue({ dueOn: '2026-11-25' })
  const statusOn = async (now: string) => {
    http.db.clock.now = new Date(now)
    return (await http.get<Invoice>(`/invoices/${number}`)).body.status
  }
  const before = http.db.clock.now
  expect(await statusOn('2026-11-25T21:59:00Z')).toBe('issued')
  expect(await statusOn('2026-11-25T22:00:00Z')).toBe('overdue')
  http.db.clock.now = before
})

test('invoices are listed newest first, by company', async () => {
  const other = await made('/companies', { name: 'Other' })
  const numbers: string[] = []
  for (let n = 0; n < 3; n++) {
    http.db.clock.advance(1)
    numbers.push((await issue({ company: other })).number)
  }
  const first = await http.get<List<Invoice>>(`/invoices?company=${other}&limit=2`)
  const second = await http.get<List<Invoice>>(`/invoices?company=${other}&limit=2&cursor=${first.body.nextCursor}`)
  expect([...first.body.items, ...second.body.items].map((invoice) => invoice.number)).toEqual(numbers.reverse())
  expect((await http.get<List<Invoice>>('/invoices?company=nobody')).body).toEqual({ items: [], nextCursor: null })
})
