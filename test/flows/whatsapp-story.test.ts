// The main job on WhatsApp, through the whole service and the unmodified socket: linked by a code, a ticket by numbered choices,
// a follow-up, an answer with a file, and what happens when nobody has written for a day.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../../src/playground/server-contract.ts'
import type { WhatsAppPerson } from '../../src/playground/whatsapp/contract.ts'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { type LinkedWhatsApp, startLinkedWhatsApp } from '../support/linked-whatsapp.ts'
import { startTestService, type TestService } from '../support/service.ts'

interface Notice {
  readonly kind: string
  readonly channel: string
  readonly status: string
  readonly reason: string | null
}

interface LinkCode {
  readonly code: string
  readonly links: { readonly telegram?: string; readonly whatsapp?: string }
}

let service: TestService
let whatsapp: LinkedWhatsApp
let people: DeskPeople
let petras: Person
let jonas: WhatsAppPerson

beforeAll(async () => {
  whatsapp = await startLinkedWhatsApp()
  service = await startTestService({ ...whatsapp.settings, TICKET_NUMBER_START: '12345' })
  await whatsapp.server.account.online()
  people = await createDeskPeople(service)
  petras = await connect(service, telegramIds.petras, 'Petras', 'petras_k')
  jonas = whatsapp.server.phone('Jonas')
})

afterAll(async () => {
  await service.stop()
  await whatsapp.close()
})

/** Moves the desk's clock and the platform's. */
function advance(seconds: number): void {
  service.advance(seconds)
  whatsapp.advance(seconds)
}

async function linkWhatsApp(person: WhatsAppPerson, contact: string): Promise<void> {
  const { code, links } = await service.api<LinkCode>('POST', `/contacts/${contact}/link-codes`, {})
  expect(links.whatsapp).toContain(`https://wa.me/${whatsapp.server.account.number}?text=`)
  const text = new URL(links.whatsapp ?? '').searchParams.get('text') ?? ''
  expect(text).toContain(code)
  const sent = await person.send(text)
  await person.sees('Successfully connected with our system', { after: sent })
}

/** Answers with the number that stands before this choice in the newest message that offers it. */
async function choose(person: WhatsAppPerson, label: string) {
  const offer = person.messages().findLast(({ text }) => new RegExp(`^\\d+\\. ${label}`, 'm').test(text))
  const number = new RegExp(`^(\\d+)\\. ${label}`, 'm').exec(offer?.text ?? '')?.[1]
  if (number === undefined) throw new Error(`nothing offers ${label}`)
  return person.send(number)
}

async function inLedger(contact: string, kind: string, wanted: Omit<Notice, 'kind'>): Promise<void> {
  await expect
    .poll(async () => (await service.api<{ items: Notice[] }>('GET', `/notifications?contact=${contact}`)).items)
    .toContainEqual(expect.objectContaining({ kind, ...wanted }))
}

describe('the main job on WhatsApp', () => {
  test('a stranger is told how to connect, and learns nothing', async () => {
    const eve = whatsapp.server.phone('Eve')
    const sent = await eve.send('Hello, what tickets does Baltic Voice have?')
    const answer = await eve.sees(/./, { after: sent })
    expect(answer.text).not.toContain('Baltic Voice')
    expect(answer.text).not.toContain('Telegram')
  })

  test('a one-time code connects the chat, as the link writes it', async () => {
    await linkWhatsApp(jonas, people.contacts.jonas)
    await jonas.sees(/You are connected as/)
  })

  test('a ticket is made by numbered choices, with a picture', async () => {
    const problem = await jonas.send(
      'Calls to Germany fail with SIP 503 error. Since this morning all calls to +49 numbers are refused.',
    )
    const card = await jonas.sees(/New ticket/, { after: problem })
    expect(card.text).toContain('Summary: Calls to Germany fail with SIP 503 error')
    expect(card.text).toMatch(/^\d+\. High/m)
    const jpeg = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.from('not really a picture')])
    const file = await jonas.sendMedia('image', 'log.jpg', jpeg, { caption: 'The log says this' })
    await jonas.sees(/File: photo/, { after: file })
    const high = await choose(jonas, 'High')
    await jonas.sees(/Priority: High/, { after: high })
    const server = await choose(jonas, 'mor-vilnius')
    await jonas.sees(/Server: mor-vilnius/, { after: server })
    const created = await jonas.send('create ticket')
    await jonas.sees(/Ticket \*?#12345\*? is open/, { after: created })
    const ping = await sees(petras, /New ticket #12345/)
    expect(ping.text).toContain('High')
    const picture = await sees(petras, (message) => message.files.length === 1)
    expect(picture.files[0]?.bytes?.equals(jpeg)).toBe(true)
  })

  test('an engineer takes it, a follow-up by number is added, the answer comes with its file, a quote leads to the ticket', async () => {
    petras.press('Take')
    await jonas.sees(/12345.*Petras Jankauskas is working on it/)
    const follow = await jonas.send('Hello, I have a follow-up question about ticket #12345.')
    await jonas.sees(/Added to \*?#12345/, { after: follow })
    const asked = await sees(petras, /follow-up question about ticket/)
    petras.sendDocument('report.txt', Buffer.from('all calls pass now'), {
      replyTo: asked.messageId,
      caption: 'We have found it. Please retry.',
      mediaType: 'text/plain',
    })
    const answer = await jonas.sees(/Please retry/)
    expect(answer.text).toContain('Petras Jankauskas')
    const sent = await jonas.sees((message) => message.media !== undefined)
    expect(sent.media).toMatchObject({ fileName: 'report.txt' })
    expect(sent.media?.bytes?.toString()).toBe('all calls pass now')
    const reply = await jonas.replyTo(answer, 'It works, thank you for the report')
    await jonas.sees(/12345/, { after: reply })
  })

  test('an edit changes the comment, and one taken back says so', async () => {
    const sent = await jonas.send('One more thing about ticket #12345: it fials on Mondays')
    await sees(petras, /fials on Mondays/)
    await jonas.edit(sent, 'One more thing about ticket #12345: it fails on Mondays')
    await sees(petras, /fails on Mondays/)
  })

  test('an invoice is told by WhatsApp within the day, and by Telegram after it, and the ledger says why', async () => {
    const finance = whatsapp.server.phone('Finance')
    const telegram = await connect(service, telegramIds.invoices, 'Finance')
    await linkWhatsApp(finance, people.contacts.invoices)
    const invoice = (due: string) =>
      service.api('POST', '/invoices', {
        company: people.company,
        currency: 'EUR',
        dueOn: due,
        lines: [{ description: 'Support', quantity: 1, unitPriceCents: 10_000 }],
      })
    await invoice('2027-01-15')
    await finance.sees(/Invoice .+ due/)
    const before = telegram.messages().length
    advance(25 * 3600)
    const mark = whatsapp.server.mark()
    await invoice('2027-02-15')
    await sees(telegram, /Invoice .+ due/)
    expect(telegram.messages().length).toBeGreaterThan(before)
    expect(finance.messages().filter((message) => message.mark > mark)).toEqual([])
    await inLedger(people.contacts.invoices, 'invoice.issued', {
      channel: 'whatsapp',
      status: 'failed',
      reason: 'conversation-closed',
    })
    await inLedger(people.contacts.invoices, 'invoice.issued', { channel: 'telegram', status: 'sent', reason: null })
  })

  test('nothing was said twice, and the platform had nothing to complain of', () => {
    const twice = whatsapp.server.people().flatMap((person) => person.messages().filter(({ times }) => times > 1))
    expect(twice).toEqual([])
    expect(whatsapp.server.faults()).toEqual([])
  })
})
