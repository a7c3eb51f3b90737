// Notices: joined when they come quickly, said once, kept in the ledger; invoices to the Invoices contact alone.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

let service: TestService
let people: DeskPeople

beforeAll(async () => {
  service = await startTestService({ NOTICE_JOIN_SECONDS: '2' })
  people = await createDeskPeople(service)
})

afterAll(() => service.stop())

interface Ledger {
  readonly items: readonly {
    kind: string
    status: string
    channel: string
    reason?: string
    recipient: { contact?: string; engineer?: string }
  }[]
}

describe('comment notices', () => {
  test('the first goes at once, the next ones within the time become one message, and a late one comes alone', async () => {
    const jonas = await connect(service, telegramIds.jonas, 'Jonas')
    const { number } = await service.api<{ number: number }>('POST', '/tickets', {
      company: people.company,
      contact: people.contacts.jonas,
      summary: 'Joined',
      description: 'Joined notices',
      priority: 'medium',
    })
    const comment = (body: string) =>
      service.api('POST', `/tickets/${number}/comments`, { author: { engineer: people.engineers.petras }, body })
    for (const body of ['one', 'two', 'three']) await comment(body)
    await sees(jonas, /:\none$/)
    const joined = await sees(jonas, /three/)
    expect(joined.text).toBe(`#${number} Petras Jankauskas:\ntwo\n\n#${number} Petras Jankauskas:\nthree`)
    service.advance(60)
    await comment('four')
    await sees(jonas, /:\nfour$/)
  })

  test('an answer to the person does not wait for a held notice', async () => {
    const jonas = await connect(service, telegramIds.jonas, 'Jonas')
    const sent = jonas.send('/tickets')
    const list = await sees(jonas, /open ticket/, { after: sent })
    expect(list.text).toContain('Joined')
  })
})

describe('the ledger', () => {
  test('says who was told and who could not be', async () => {
    const { number } = await service.api<{ number: number }>('POST', '/tickets', {
      company: people.otherCompany,
      contact: people.contacts.ingrid,
      summary: 'Nobody connected',
      description: 'Ingrid never opened the chat',
      priority: 'low',
    })
    await service.api('POST', `/tickets/${number}/comments`, { author: { engineer: people.engineers.petras }, body: 'Hello?' })
    const { items } = await service.api<Ledger>('GET', `/notifications?ticket=${number}`)
    const told = items.find((entry) => entry.recipient.contact === people.contacts.ingrid)
    expect(told).toMatchObject({ kind: 'ticket.comment', status: 'skipped', reason: 'not-connected' })
  })

  test('an invoice and its payment reach the Invoices contact only, with the document', async () => {
    const finance = await connect(service, telegramIds.invoices, 'Finance')
    const jonas = await connect(service, telegramIds.jonas, 'Jonas')
    const invoice = await service.api<{ number: string }>('POST', '/invoices', {
      company: people.company,
      currency: 'EUR',
      dueOn: '2026-12-15',
      lines: [{ description: 'Support', quantity: 2, unitPriceCents: 10000 }],
      pdf: Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64'),
    })
    const notice = await sees(finance, new RegExp(`Invoice ${invoice.number}`))
    expect(notice.text).toContain('200.00 EUR')
    const document = await sees(finance, (message) => message.files.length === 1)
    expect(document.files[0]?.bytes?.toString()).toContain('%PDF')
    await service.api('POST', `/invoices/${invoice.number}/payments`, { amountCents: 5000, receivedOn: '2026-11-20' })
    await sees(finance, /Payment received: 50.00 EUR/)
    await service.api('POST', `/invoices/${invoice.number}/payments`, { amountCents: 15000, receivedOn: '2026-11-21' })
    await sees(finance, /is paid in full/)
    const { items } = await service.api<Ledger>('GET', `/notifications?invoice=${invoice.number}`)
    expect(new Set(items.map((entry) => entry.recipient.contact))).toEqual(new Set([people.contacts.invoices]))
    expect(jonas.messages().some((message) => message.text.includes('EUR'))).toBe(false)
  })
})
