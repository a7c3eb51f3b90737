// Invoices in the chat: for the contacts who get them, with the document; for nobody else.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenMessage } from '../../src/playground/server-contract.ts'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { pressForged } from '../support/forged-button.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let accountant: Person
let number: string
let foreign: string

const pdf = Buffer.from('%PDF-1.4\n%%EOF\n')

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  accountant = await connect(service, telegramIds.invoices, 'Invoices')
  const invoice = async (company: string, more: object = {}) => {
    const lines = [{ description: 'Support in November', quantity: 1.5, unitPriceCents: 10_000 }]
    const bill = { company, currency: 'EUR', dueOn: '2031-12-15', lines, ...more }
    return (await service.api<{ number: string }>('POST', '/invoices', bill)).number
  }
  number = await invoice(people.company, { pdf: pdf.toString('base64') })
  await invoice(people.company, { number: 'OLD-7', dueOn: '2020-01-31' })
  foreign = await invoice(people.otherCompany)
})

afterAll(() => service.stop())

test('the list names the company’s invoices with what is to be paid, and none of another company', async () => {
  const asked = accountant.send('/invoices')
  const { text } = await sees(accountant, /^Invoices/, { after: asked })
  expect(text).toContain(`${number}, `)
  expect(text).toContain('150.00 EUR, to be paid by 15 December 2031')
  expect(text).toContain('OLD-7')
  expect(text).not.toContain(foreign)
})

test('one invoice comes with its lines and its document, by its number, its running number, and its button', async () => {
  const running = String(Number(number.slice(5)))
  const listed = accountant.send('/invoices')
  const list = await sees(accountant, /^Invoices/, { after: listed })
  const asks = [
    () => accountant.send(`/invoice ${number}`),
    () => accountant.send(`/invoice ${running}`),
    () => accountant.press(number, { message: list }),
  ]
  for (const ask of asks) {
    const asked = ask()
    const { text } = await sees(accountant, new RegExp(`^Invoice ${number}`), { after: asked })
    expect(text).toContain('Support in November: 1.5 × 100.00 EUR = 150.00 EUR')
    await sees(accountant, ({ files }) => files.some(({ fileName }) => fileName === `invoice-${number}.pdf`), { after: asked })
  }
})

test('one that came without a document has one that the desk made, in the chat with the notice and whenever it is asked for', async () => {
  const made = ({ files }: SeenMessage) => files.some(({ fileName }) => fileName === 'invoice-OLD-7.pdf')
  await sees(accountant, made)
  const asked = accountant.send('/invoice OLD-7')
  await sees(accountant, made, { after: asked })
  await service.db.sql("UPDATE invoice SET pdf_file_id = NULL, parties = NULL WHERE number = 'OLD-7'")
  const again = accountant.send('/invoice OLD-7')
  await sees(accountant, made, { after: again })
})

test('a credit note comes with its document, and both invoices name each other', async () => {
  const { number: note } = await service.api<{ number: string }>('POST', '/invoices/OLD-7/cancel')
  await sees(accountant, new RegExp(`Invoice OLD-7, 150.00 EUR, is cancelled by credit note ${note}`))
  await sees(accountant, ({ files }) => files.some(({ fileName }) => fileName === `invoice-${note}.pdf`))
  const asked = accountant.send(`/invoice ${note}`)
  expect((await sees(accountant, new RegExp(`^Credit note ${note}`), { after: asked })).text).toContain('cancels invoice OLD-7')
  const cancelled = accountant.send('/invoice OLD-7')
  expect((await sees(accountant, /^Invoice OLD-7/, { after: cancelled })).text).toContain(`Cancelled by credit note ${note}`)
})

test('another company’s invoice is answered like one that does not exist', async () => {
  const answers: string[] = []
  for (const wanted of [foreign, '1999-00001']) {
    const asked = accountant.send(`/invoice ${wanted}`)
    answers.push((await sees(accountant, /I find no invoice/, { after: asked })).text.replace(wanted, 'N'))
  }
  expect(answers[0]).toBe(answers[1])
  const [row] = await service.db.sql<{ id: string }>('SELECT id FROM invoice WHERE number = $1', [foreign])
  const pressed = await pressForged(service, accountant, `i:${row?.id}:show`)
  await sees(accountant, /This button is from before/, { after: pressed })
})

test('a client who gets no invoices is told whom to ask, learns nothing of them, and does not find the command in the list', async () => {
  const jonas = await connect(service, telegramIds.jonas, 'Jonas')
  const asked = jonas.send('/invoices')
  await sees(jonas, "Your company's invoices go to Invoices. Please ask there.", { after: asked })
  const helped = jonas.send('/help')
  expect((await sees(jonas, /What I can do/, { after: helped })).text).not.toContain('/invoices')
})
