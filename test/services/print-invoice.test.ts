// The document as its readers get it: read back from the file's own objects.
import { encode } from 'uqr'
import { expect, test } from 'vitest'
import type { InvoiceDocument } from '../../src/services/invoice-document.ts'
import { printInvoice } from '../../src/services/print-invoice.ts'
import { type Pdf, type PdfPage, readPdf } from '../support/read-pdf.ts'

const invoice: InvoiceDocument = {
  number: '2026-00017',
  issuedOn: '2026-11-23',
  dueOn: '2026-12-23',
  currency: 'EUR',
  language: 'en',
  seller: {
    name: 'Pagalbos tarnyba UAB',
    registrationCode: '302533147',
    vatCode: 'LT100005544514',
    address: 'Žalgirio g. 92\nLT-09303 Vilnius',
    email: 'bills@example.org',
    bank: { iban: 'LT121000011101001000', bic: 'AGBLLT2X', name: 'Ąžuolo bankas' },
  },
  buyer: {
    name: 'Šiaurės „Balsas“ UAB',
    registrationCode: '123456789',
    vatCode: 'LT123456789',
    address: 'Ąžuolyno g. 5\nLT-44444 Kaunas',
  },
  lines: [
    { description: 'Hourly support, #12345', quantity: '1', unitPriceCents: '10000', amountCents: '10000' },
    { description: 'Diegimas ąčęėįšųūž ĄČĘĖĮŠŲŪŽ', quantity: '1.217', unitPriceCents: '5000', amountCents: '6083' },
  ],
  vatRate: 210,
  vatCents: '3377',
  vatExemption: null,
  totalCents: '19460',
  creditTakenCents: '0',
  cancels: null,
}

async function print(changes: Partial<InvoiceDocument> = {}): Promise<Pdf> {
  return readPdf(await printInvoice({ ...invoice, ...changes }))
}

/** What stands on the sheet, a line for each height, from left to right. */
function linesOf(page: PdfPage | undefined): readonly string[] {
  const rows = new Map<number, { x: number; text: string }[]>()
  for (const { x, y, text } of page?.texts ?? []) rows.set(Math.round(y), [...(rows.get(Math.round(y)) ?? []), { x, text }])
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([, row]) =>
      row
        .sort((a, b) => a.x - b.x)
        .map(({ text }) => text)
        .join(' | '),
    )
}

test('an invoice stands on one sheet, with seller, buyer, lines, VAT, total and how to pay', async () => {
  const { pages, fonts, catalog } = await print()
  expect(pages).toHaveLength(1)
  expect(linesOf(pages[0])).toEqual([
    'VAT invoice',
    'No. 2026-00017',
    'Issued on 23 November 2026',
    'Due on 23 December 2026',
    'Seller | Buyer',
    'Pagalbos tarnyba UAB | Šiaurės „Balsas“ UAB',
    'Žalgirio g. 92 | Ąžuolyno g. 5',
    'LT-09303 Vilnius | LT-44444 Kaunas',
    'Registration code 302533147 | Registration code 123456789',
    'VAT code LT100005544514 | VAT code LT123456789',
    'bills@example.org',
    'Description | Quantity | Price, EUR | Amount, EUR',
    '1 | Hourly support, #12345 | 1 | 100.00 | 100.00',
    '2 | Diegimas ąčęėįšųūž ĄČĘĖĮŠŲŪŽ | 1.217 | 50.00 | 60.83',
    'Without VAT | 160.83 EUR',
    'VAT 21 % | 33.77 EUR',
    'Total | 194.60 EUR',
    'Payment',
    'Please pay 194.60 EUR by 23 December 2026.',
    'Beneficiary: Pagalbos tarnyba UAB',
    'Account: LT12 1000 0111 0100 1000',
    'BIC: AGBLLT2X',
    'Bank: Ąžuolo bankas',
    'Payment reference: 2026-00017',
    'Scan to pay with your bank’s app',
    'Page 1 of 1',
  ])
  expect(catalog).toContain('/Lang (en)')
  expect(fonts.map((name) => name.replace(/^[A-Z]{6}\+/, '')).sort()).toEqual(['PTSans-Bold', 'PTSans-Regular'])
})

test('the same invoice in Lithuanian, with what was paid before taken off', async () => {
  const { pages, catalog } = await print({ language: 'lt', creditTakenCents: '10000' })
  const lines = linesOf(pages[0])
  expect(lines.slice(0, 5)).toEqual([
    'PVM sąskaita faktūra',
    'Nr. 2026-00017',
    'Išrašyta 2026 m. lapkričio 23 d.',
    'Apmokėti iki 2026 m. gruodžio 23 d.',
    'Pardavėjas | Pirkėjas',
  ])
  for (const line of [
    'Įmonės kodas 302533147 | Įmonės kodas 123456789',
    'Pavadinimas | Kiekis | Kaina, EUR | Suma, EUR',
    '2 | Diegimas ąčęėįšųūž ĄČĘĖĮŠŲŪŽ | 1,217 | 50,00 | 60,83',
    'Suma be PVM | 160,83 EUR',
    'PVM 21 % | 33,77 EUR',
    'Iš viso | 194,60 EUR',
    'Padengta ankstesne permoka | -100,00 EUR',
    'Mokėti | 94,60 EUR',
    'Prašome sumokėti 94,60 EUR iki 2026 m. gruodžio 23 d.',
    'Mokėjimo paskirtis: 2026-00017',
    '1 puslapis iš 1',
  ])
    expect(lines).toContain(line)
  expect(catalog).toContain('/Lang (lt)')
})

test('the payment’s picture holds account, sum and number, dot for dot; it is there for euros alone', async () => {
  const { pages } = await print({ creditTakenCents: '10000' })
  const code = [
    'BCD',
    '002',
    '1',
    'SCT',
    'AGBLLT2X',
    'Pagalbos tarnyba UAB',
    'LT121000011101001000',
    'EUR94.60',
    '',
    '',
    '2026-00017',
  ].join('\n')
  const { data, size } = encode(code, { ecc: 'M', border: 0 })
  const squares = pages[0]?.squares ?? []
  const left = Math.min(...squares.map(({ x }) => x))
  const top = Math.min(...squares.map(({ y }) => y))
  const side = 104 / size
  const drawn = new Set(squares.map(({ x, y }) => `${Math.round((x - left) / side)},${Math.round((y - top) / side)}`))
  const meant = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`${x},${y}`] : [])))
  expect([...drawn].sort()).toEqual(meant.sort())
  for (const without of [
    { currency: 'USD' },
    { creditTakenCents: '19460' },
    { seller: null },
    { totalCents: '-19460', cancels: { number: '2026-00016', issuedOn: '2026-11-01' } },
  ])
    expect((await print(without)).pages[0]?.squares).toEqual([])
})

test('a credit note names what it cancels and asks for no payment', async () => {
  const lines = invoice.lines.map((line) => ({
    ...line,
    unitPriceCents: `-${line.unitPriceCents}`,
    amountCents: `-${line.amountCents}`,
  }))
  const sums = { totalCents: '-19460', vatCents: '-3377' }
  const { pages } = await print({
    number: '2026-00018',
    lines,
    ...sums,
    cancels: { number: '2026-00017', issuedOn: '2026-11-23' },
  })
  const said = linesOf(pages[0])
  expect(said.slice(0, 4)).toEqual([
    'VAT credit note',
    'No. 2026-00018',
    'Issued on 23 November 2026',
    'Cancels invoice 2026-00017 of 23 November 2026',
  ])
  expect(said).toContain('Total | -194.60 EUR')
  expect(said.join()).not.toContain('Payment')
})

test('without VAT there is no VAT line, and the reason stands where one was given', async () => {
  const none = { vatRate: null, vatCents: '0', totalCents: '16083' }
  const bare = linesOf((await print({ ...none, seller: { name: 'Small desk' } })).pages[0])
  expect(bare[0]).toBe('Invoice')
  expect(bare.join()).not.toMatch(/VAT invoice|VAT \d|Without VAT|Account/)
  expect(bare).toContain('Total | 160.83 EUR')
  const exempt = linesOf((await print({ ...none, vatExemption: 'Reverse charge, Article 196' })).pages[0])
  expect(exempt).toContain('Reverse charge, Article 196')
})

test('three hundred lines go over as many sheets as they need, each with number and columns at its head, none lost', async () => {
  const line = { description: 'Support', quantity: '1', unitPriceCents: '10000', amountCents: '10000' }
  const lines = Array.from({ length: 300 }, (_, place) => ({
    ...line,
    description: `Support ${place + 1}${place % 40 === 0 ? ', and a description that is longer than its column is wide, so that it takes a second line' : ''}`,
  }))
  const { pages } = await print({ lines })
  expect(pages.length).toBeGreaterThan(8)
  for (const [place, page] of pages.entries()) {
    const said = linesOf(page)
    expect(said.at(-1)).toBe(`Page ${place + 1} of ${pages.length}`)
    if (place > 0) expect(said[0]).toBe('VAT invoice 2026-00017')
    if (said.some((row) => /^\d+ \| Support/.test(row)))
      expect(said).toContain('Description | Quantity | Price, EUR | Amount, EUR')
    expect(Math.max(...page.texts.map(({ y }) => y))).toBeLessThan(841.89)
  }
  const rows = pages.flatMap(linesOf).filter((row) => / \| 100\.00 \| 100\.00$/.test(row))
  expect(rows.map((row) => Number(row.split(' | ')[0]))).toEqual(lines.map((_, place) => place + 1))
})

const hostile: [what: string, text: string][] = [
  ['writing from right to left that hides a file name', 'שלום \u202egnp.exe\u202c'],
  ['Arabic between direction marks', 'مرحبا \u2067x\u2069'],
  ['letters without width', 'a\u200b\u200d\ufeff\u00adb'],
  ['emoji', '👨‍👩‍👧 🎉\ufe0f'],
  ['a word that is longer than the sheet', 'Ž'.repeat(400)],
  ['many wide words', 'WWWW '.repeat(80)],
  ['mark-up and the words of the format itself', '<b>bold</b> & "quoted" (x) \\n %PDF endobj'],
  ['a formula', '=cmd|calc'],
  ['accents upon accents', 'a\u0301\u0302\u0303\u0304'],
  ['a tab', 'tab\there'],
  ['letters that the font has not', '日本語'],
]

test.each(hostile)('text cannot leave its place, hide, or break the file: %s', async (_what, text) => {
  const { pages, metadata } = await print({
    number: '2026-00017',
    lines: [{ description: text, quantity: '999999.999', unitPriceCents: '10000000000000', amountCents: '9007199254740991' }],
    seller: { ...invoice.seller, name: text, address: text, email: text, bank: { iban: 'LT121000011101001000', name: text } },
    buyer: { name: text, registrationCode: text, vatCode: text, address: `${text}\n`.repeat(30).slice(0, 500) },
    vatExemption: text,
  })
  for (const { texts } of pages)
    for (const { x, y, text: said, size } of texts) {
      expect(y).toBeLessThan(841.89 - 25)
      expect(x).toBeGreaterThanOrEqual(49.9)
      expect(x).toBeLessThan(595.28 - 45)
      expect(said).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufffd]/u)
      // No line of text is longer than the sheet is wide, whatever its letters.
      expect(said.length * size * 0.2).toBeLessThan(495)
    }
  expect(pages.flatMap(({ said }) => said).join(' ')).toContain('90,071,992,547,409.91')
  expect(metadata).not.toMatch(/<b>|& /)
})

test('made again, a document has the same bytes, also when others were made between', async () => {
  const documents = [
    invoice,
    { ...invoice, language: 'lt' as const },
    { ...invoice, lines: Array.from({ length: 90 }, () => invoice.lines).flat() },
  ]
  const first = await Promise.all(documents.map(printInvoice))
  const again = await Promise.all(documents.toReversed().map(printInvoice))
  expect(again.toReversed().map((bytes, place) => bytes.equals(first[place] ?? Buffer.alloc(0)))).toEqual([true, true, true])
})
