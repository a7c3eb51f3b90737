// Invoices as documents: VAT and buyer from the company, a PDF that the desk makes, tables, credit notes, and credit.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTable } from '../../src/domain/delimited-text.ts'
import { drawPicture } from '../../src/services/draw-picture.ts'
import { createDesk } from '../support/desk.ts'
import { type Pdf, readPdf } from '../support/read-pdf.ts'
import { fieldsOf, type HttpRig, linkChat, startHttp, token } from './rig.ts'

interface Invoice {
  readonly id: string
  readonly number: string
  readonly status: string
  readonly netCents: number
  readonly vatCents: number
  readonly totalCents: number
  readonly paidCents: number
  readonly creditCents: number
  readonly creditTakenCents: number
  readonly cancels: string | null
  readonly cancelledBy: string | null
  readonly lines: readonly { readonly amountCents: number; readonly unitPriceCents: number }[]
}

const seller = {
  name: 'Pagalbos tarnyba UAB',
  vatCode: 'LT100005544514',
  address: 'Žalgirio g. 92\nVilnius',
  bank: { iban: 'LT121000011101001000', bic: 'AGBLLT2X' },
}
const buyer = {
  legalName: 'Šiaurės balsas UAB',
  registrationCode: '123456789',
  vatCode: 'LT123456789',
  address: 'Ąžuolyno g. 5\nLT-44444 Kaunas',
  vatRate: 210,
}

let http: HttpRig
let financeChat = ''
let company = ''

beforeAll(async () => {
  http = await startHttp({ desk: createDesk({ seller }) })
  company = await made('/companies', { name: 'Balsas', language: 'lt', ...buyer })
  const finance = await made(`/companies/${company}/contacts`, { name: 'Invoices', invoices: true })
  financeChat = `telegram:1:${await linkChat(http.db, { contactId: finance })}`
})
afterAll(() => http.end())

async function made(path: string, body: object): Promise<string> {
  return (await http.post<{ id: string }>(path, body)).body.id
}

const lines = [{ description: 'Hourly support', quantity: 1, unitPriceCents: 10000 }]

async function issue(fields: object = {}): Promise<Invoice> {
  http.db.clock.advance(1)
  const answer = await http.post<Invoice>('/invoices', { company, currency: 'EUR', dueOn: '2026-12-20', lines, ...fields })
  expect(answer.status).toBe(201)
  return answer.body
}

const read = async (number: string) => (await http.get<Invoice>(`/invoices/${number}`)).body
const cancel = (number: string) => http.post<Invoice>(`/invoices/${number}/cancel`)

async function pay(number: string, amountCents: number) {
  return (
    await http.post<Invoice & { creditCents: number }>(`/invoices/${number}/payments`, { amountCents, receivedOn: '2026-11-23' })
  ).body
}

async function download(path: string): Promise<Buffer> {
  const response = await fetch(`${http.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })
  expect(response.status).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}

function saidOn(pdf: Pdf): readonly string[] {
  return pdf.pages.flatMap(({ said }) => said)
}

/** A company of its own, so that no credit of another test is taken. */
async function another(fields: object = {}): Promise<string> {
  return made('/companies', { name: 'Another', ...fields })
}

test('VAT is added to what the lines come to, once, at the company’s rate on the day', async () => {
  const company = await another({ vatRate: 210 })
  const thirds = Array.from({ length: 3 }, () => ({ description: 'x', quantity: 1, unitPriceCents: 2 }))
  // By line each would be rounded to nothing.
  expect(await issue({ company, lines: thirds })).toMatchObject({ netCents: 6, vatRate: 210, vatCents: 1, totalCents: 7 })
  const before = await issue({ company })
  await http.patch(`/companies/${company}`, { vatRate: 90 })
  expect(await issue({ company })).toMatchObject({ netCents: 10000, vatRate: 90, vatCents: 900, totalCents: 10900 })
  expect(await read(before.number)).toMatchObject({ vatRate: 210, vatCents: 2100, totalCents: 12100 })
})

test('without a rate there is no VAT; the reason for it comes with the invoice', async () => {
  const company = await another({ vatExemption: 'Reverse charge' })
  expect(await issue({ company })).toMatchObject({
    vatRate: null,
    vatCents: 0,
    totalCents: 10000,
    vatExemption: 'Reverse charge',
  })
})

test('a company’s details for invoices are kept, changed, taken away, and refused by name', async () => {
  const id = await another(buyer)
  expect((await http.get(`/companies/${id}`)).body).toMatchObject(buyer)
  expect((await http.patch(`/companies/${id}`, { legalName: null, address: 'Kaunas' })).body).toMatchObject({
    ...buyer,
    legalName: null,
    address: 'Kaunas',
  })
  for (const [body, status, field] of [
    [{ vatRate: 1001 }, 400, 'vatRate'],
    [{ vatRate: -1 }, 400, 'vatRate'],
    [{ vatRate: 21.5 }, 400, 'vatRate'],
    [{ vatCode: 'a\nb' }, 400, 'vatCode'],
    [{ address: 'x'.repeat(501) }, 400, 'address'],
    [{ vatExemption: 'None' }, 422, 'vatExemption'],
  ] as const) {
    const refused = await http.patch(`/companies/${id}`, body)
    expect([body, refused.status, fieldsOf(refused)]).toEqual([body, status, [field]])
  }
  await http.patch(`/companies/${id}`, { vatRate: null, vatExemption: 'None' })
  expect(fieldsOf(await http.patch(`/companies/${id}`, { vatRate: 210 }))).toEqual(['vatRate'])
  expect(fieldsOf(await http.post('/companies', { name: 'x', vatRate: 210, vatExemption: 'None' }))).toEqual(['vatExemption'])
})

test('the document that is told, downloaded now and downloaded later has the same bytes, whatever the company is called by then', async () => {
  const before = (await http.said()).length
  const { number } = await issue()
  const told = (await http.said()).slice(before)
  expect(told.map((message) => [message.kind, message.type, message.conversationId])).toEqual([
    ['invoice.issued', 'text', financeChat],
    ['invoice.issued', 'files', financeChat],
  ])
  const [file] = await http.db.sql<{ id: string; source: Buffer; media_type: string; kind: string }>(
    'SELECT a.* FROM attachment a JOIN invoice i ON i.pdf_file_id = a.id WHERE i.number = $1',
    [number],
  )
  expect(file).toMatchObject({
    media_type: 'application/pdf',
    kind: 'document',
    file_name: `invoice-${number}.pdf`,
    state: 'waiting',
  })
  const sent = await drawPicture(JSON.parse(http.db.secrets.open(file?.source ?? Buffer.alloc(0), `attachment:${file?.id}`)))
  const now = await download(`/invoices/${number}.pdf`)
  await http.patch(`/companies/${company}`, { legalName: 'Renamed', language: 'en', address: null })
  http.db.clock.advance(86_400_000)
  const later = await download(`/invoices/${number}.pdf`)
  expect([now.equals(sent), later.equals(now)]).toEqual([true, true])
  const said = saidOn(readPdf(now))
  for (const line of [
    'PVM sąskaita faktūra',
    `Nr. ${number}`,
    'Šiaurės balsas UAB',
    'LT-44444 Kaunas',
    '121,00 EUR',
    'Sąskaita: LT12 1000 0111 0100 1000',
  ])
    expect(said).toContain(line)
  await http.patch(`/companies/${company}`, { ...buyer, language: 'lt' })
})

test('an invoice from before documents were made has one all the same', async () => {
  const { number } = await issue({ company: await another() })
  await http.db.sql('UPDATE invoice SET parties = NULL, pdf_file_id = NULL WHERE number = $1', [number])
  expect(saidOn(readPdf(await download(`/invoices/${number}.pdf`)))).toEqual(expect.arrayContaining(['VAT invoice', 'Another']))
  expect((await http.get('/invoices/none.pdf')).status).toBe(404)
})

test('all invoices come as a table whose cells no spreadsheet runs, also beyond a page', async () => {
  const company = await another({ legalName: '=HYPERLINK("x")', vatRate: 210 })
  for (let n = 0; n < 3; n++) await issue({ company })
  const paid = await issue({ company })
  await pay(paid.number, 2100)
  const note = (await cancel(paid.number)).body
  const bytes = await download(`/invoices?company=${company}&format=csv&limit=1`)
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from('\ufeff'))
  const table = readTable(bytes.toString('utf8'), 100)
  if ('fault' in table) throw new Error(table.fault)
  const [head, first, second, ...others] = table.map(({ cells }) => cells)
  expect(head?.slice(0, 5)).toEqual(['number', 'company', 'buyer', 'currency', 'status'])
  const cells = (row: readonly string[] | undefined) =>
    Object.fromEntries((head ?? []).map((name, place) => [name, row?.[place]]))
  expect(cells(first)).toMatchObject({
    ...{
      number: note.number,
      company,
      buyer: `'=HYPERLINK("x")`,
      currency: 'EUR',
      status: 'paid',
      net: '-100.00',
      vatPercent: '21',
    },
    ...{ vat: '-21.00', total: '-121.00', paid: '0.00', cancels: paid.number, cancelledBy: '' },
  })
  expect(cells(second)).toMatchObject({
    status: 'cancelled',
    total: '121.00',
    paid: '21.00',
    credit: '21.00',
    cancelledBy: note.number,
  })
  expect(others).toHaveLength(3)
  expect((await http.get(`/invoices?company=nobody&format=csv`)).body).toMatch(/^\ufeff?number,[^\n]*\r\n$/)
  expect(fieldsOf(await http.get('/invoices?format=xml'))).toEqual(['format'])
})

test('the lines of one invoice come as a table', async () => {
  const { number } = await issue({
    lines: [{ description: '@SUM(A1), "x"\nnext', quantity: 1.5, unitPriceCents: -333 }, ...lines],
  })
  const table = readTable((await download(`/invoices/${number}?format=csv`)).toString('utf8'), 10)
  expect('fault' in table ? [] : table.map(({ cells }) => cells)).toEqual([
    ['invoice', 'line', 'description', 'quantity', 'unitPrice', 'amount', 'currency'],
    [number, '1', `'@SUM(A1), "x"\nnext`, '1.5', '-3.33', '-5.00', 'EUR'],
    [number, '2', 'Hourly support', '1', '100.00', '100.00', 'EUR'],
  ])
})

test('an invoice is cancelled by a credit note with the next number, every sum below zero, told with its document', async () => {
  const invoice = await issue()
  const before = (await http.said()).length
  const answer = await cancel(invoice.number)
  expect(answer.status).toBe(201)
  const note = answer.body
  expect(Number(note.number.slice(5))).toBe(Number(invoice.number.slice(5)) + 1)
  expect(note).toMatchObject({
    status: 'paid',
    netCents: -10000,
    vatCents: -2100,
    totalCents: -12100,
    paidCents: 0,
    creditCents: 0,
    cancels: invoice.number,
  })
  expect(note.lines).toMatchObject([{ unitPriceCents: -10000, amountCents: -10000 }])
  expect(await read(invoice.number)).toMatchObject({
    status: 'cancelled',
    totalCents: 12100,
    cancelledBy: note.number,
    creditCents: 0,
  })
  const told = (await http.said()).slice(before)
  expect(told.map((message) => [message.kind, message.type, message.conversationId])).toEqual([
    ['invoice.cancelled', 'text', financeChat],
    ['invoice.cancelled', 'files', financeChat],
  ])
  expect(told[0]?.text).toContain(note.number)
  const said = saidOn(readPdf(await download(`/invoices/${note.number}.pdf`)))
  expect(said).toContain('Kreditinė PVM sąskaita faktūra')
  expect(said.join(' ')).toContain(`Panaikina sąskaitą faktūrą ${invoice.number}`)
})

test('what is cancelled cannot be cancelled or paid again, nor can a credit note; what does not exist is not found', async () => {
  const invoice = await issue({ company: await another() })
  const note = (await cancel(invoice.number)).body
  for (const number of [invoice.number, note.number]) {
    expect((await cancel(number)).status).toBe(409)
    expect((await http.post(`/invoices/${number}/payments`, { amountCents: 1, receivedOn: '2026-11-23' })).status).toBe(409)
  }
  expect((await cancel('1999-00001')).status).toBe(404)
  expect((await cancel('a.b')).status).toBe(404)
})

test('what is paid too much is told, kept, and taken off the company’s next invoice in the currency', async () => {
  const company = await another()
  const chat = `telegram:1:${await linkChat(http.db, { contactId: await made(`/companies/${company}/contacts`, { name: 'F', invoices: true }) })}`
  const first = await issue({ company })
  expect(await pay(first.number, 4000)).toMatchObject({ status: 'partly-paid', paidCents: 4000, creditCents: 0 })
  expect(await pay(first.number, 21000)).toMatchObject({ status: 'paid', paidCents: 25000, creditCents: 15000 })
  const over = (await http.said()).filter((message) => message.conversationId === chat).at(-1)
  expect(over?.text).toContain('150.00 EUR')
  expect(await issue({ company, currency: 'USD' })).toMatchObject({ status: 'issued', paidCents: 0, creditTakenCents: 0 })
  expect(await issue({ company: await another() })).toMatchObject({ creditTakenCents: 0 })
  const second = await issue({ company })
  expect(second).toMatchObject({ status: 'paid', totalCents: 10000, paidCents: 10000, creditTakenCents: 10000 })
  expect(await read(first.number)).toMatchObject({ status: 'paid', paidCents: 15000, creditCents: 5000 })
  const third = await issue({ company })
  expect(third).toMatchObject({ status: 'partly-paid', paidCents: 5000, creditTakenCents: 5000 })
  expect(await read(first.number)).toMatchObject({ status: 'paid', paidCents: 10000, creditCents: 0 })
  const said = saidOn(readPdf(await download(`/invoices/${third.number}.pdf`)))
  for (const line of ['-50.00 EUR', '50.00 EUR']) expect(said).toContain(line)
  const told = (await http.said()).filter((message) => message.conversationId === chat && message.type === 'text').at(-1)
  expect(told?.text).toMatch(/50\.00 EUR of it is covered .*; 50\.00 EUR is due/)
})

test('what was paid of a cancelled invoice is credit for the next one, also when it was credit itself', async () => {
  const company = await another()
  const first = await issue({ company })
  await pay(first.number, 4000)
  await cancel(first.number)
  expect(await read(first.number)).toMatchObject({ status: 'cancelled', paidCents: 4000, creditCents: 4000 })
  const second = await issue({ company })
  expect(second).toMatchObject({ status: 'partly-paid', creditTakenCents: 4000 })
  await cancel(second.number)
  expect(await issue({ company })).toMatchObject({ status: 'partly-paid', paidCents: 4000 })
})

/** What came in, and where it is: every cent of it is on an invoice that it pays, or kept. */
async function moneyOf(company: string) {
  const [row] = await http.db.sql<Record<'received' | 'moved' | 'paid' | 'kept' | 'wrong', string>>(
    `SELECT coalesce(sum(p.amount_cents) FILTER (WHERE p.other_id IS NULL), 0) AS received,
       coalesce(sum(p.amount_cents) FILTER (WHERE p.other_id IS NOT NULL), 0) AS moved,
       (SELECT sum(paid_cents) FROM invoice WHERE company_id = $1) AS paid,
       (SELECT sum(credit_cents) FROM invoice WHERE company_id = $1) AS kept,
       (SELECT count(*) FROM invoice i WHERE company_id = $1 AND cancels_id IS NULL
          AND credit_cents <> greatest(0, paid_cents - CASE status WHEN 'cancelled' THEN 0 ELSE total_cents END)) AS wrong
     FROM payment p JOIN invoice i ON i.id = p.invoice_id WHERE i.company_id = $1`,
    [company],
  )
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name, Number(value)]))
}

test('invoices, payments and cancellations of one company at once lose no cent, use none twice, and leave no gap in the numbers', async () => {
  const company = await another({ vatRate: 210 })
  const rich = await issue({ company })
  await pay(rich.number, 12_100 + 30_000)
  const started = await Promise.all(Array.from({ length: 6 }, () => issue({ company })))
  const [a, b, c, d] = started.map(({ number }) => number)
  const work = [
    ...Array.from({ length: 8 }, () => () => issue({ company })),
    ...[a, b, c, a, b].map((number) => () => pay(number ?? '', 5000)),
    ...[c, d, c, d].map((number) => () => cancel(number ?? '')),
  ]
  await Promise.all(work.map((step) => step()))
  const { received, moved, paid, wrong, kept } = await moneyOf(company)
  expect({ moved, wrong, paid }).toEqual({ moved: 0, wrong: 0, paid: received })
  expect(kept).toBeGreaterThanOrEqual(0)
  const [numbers] = await http.db.sql<{ gaps: string; notes: string }>(
    `SELECT max(substr(number, 6)::int) - min(substr(number, 6)::int) + 1 - count(*) AS gaps,
       (SELECT count(*) FROM invoice WHERE company_id = $1 AND cancels_id IS NOT NULL) AS notes
     FROM invoice WHERE number ~ '^2026-\\d{5}$'`,
    [company],
  )
  expect([Number(numbers?.gaps), Number(numbers?.notes)]).toEqual([0, 2])
})

test('credit is taken once, however many invoices are issued at the same moment', async () => {
  const company = await another()
  const first = await issue({ company })
  await pay(first.number, 10_000 + 25_000)
  const made = await Promise.all(Array.from({ length: 12 }, () => issue({ company })))
  expect(made.reduce((sum, { creditTakenCents }) => sum + creditTakenCents, 0)).toBe(25_000)
  expect(
    made
      .map(({ creditTakenCents }) => creditTakenCents)
      .sort((x, y) => y - x)
      .slice(0, 4),
  ).toEqual([10_000, 10_000, 5000, 0])
  expect(await moneyOf(company)).toMatchObject({ received: 35_000, paid: 35_000, moved: 0, kept: 0, wrong: 0 })
})

test('a cancelling that is repeated with its key is done once', async () => {
  const { number } = await issue({ company: await another() })
  const key = { 'idempotency-key': 'cancel-once' }
  const first = await http.post<Invoice>(`/invoices/${number}/cancel`, undefined, key)
  const again = await http.post<Invoice>(`/invoices/${number}/cancel`, undefined, key)
  expect([again.status, again.body]).toEqual([201, first.body])
})

test('hostile words stay words in the document and in the table', async () => {
  const words = `\u202egnp.exe\u202c שלום \u200b🎉 =1+1 <b>x</b> ${'W'.repeat(150)}`
  const company = await another({ legalName: words.slice(0, 150), address: words, vatExemption: words })
  const { number } = await issue({ company, lines: [{ ...lines[0], description: words }] })
  const said = saidOn(readPdf(await download(`/invoices/${number}.pdf`)))
  expect(said.some((line) => line.includes('<b>x</b>'))).toBe(true)
  for (const line of said) expect(line).not.toMatch(/[\p{Cf}\p{Cc}\ufffd]/u)
})
