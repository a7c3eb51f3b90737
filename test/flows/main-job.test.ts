// The main job, told once from end to end: link, ticket, follow-up, take, answer, invoice.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

describe.each(['polling', 'webhook'])('the main job, %s', (mode) => {
  let service: TestService
  let people: DeskPeople

  beforeAll(async () => {
    const port = 20_000 + Math.floor(Math.random() * 20_000)
    const webhook = {
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: 'a_secret_of_the_webhook',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      PORT: String(port),
    }
    service = await startTestService(
      mode === 'webhook' ? { ...webhook, TICKET_NUMBER_START: '12345' } : { TICKET_NUMBER_START: '12345' },
    )
    people = await createDeskPeople(service)
  })

  afterAll(() => service.stop())

  test('a client gets a ticket, an engineer answers, finance gets the invoice', async () => {
    const petras = await connect(service, telegramIds.petras, 'Petras', 'petras_k')
    const jonas = await connect(service, telegramIds.jonas, 'Jonas')
    const finance = await connect(service, telegramIds.invoices, 'Finance')

    const problem = jonas.send(
      'Calls to Germany fail with SIP 503 error. Since this morning all calls to +49 numbers are refused.',
    )
    const card = await sees(jonas, /New ticket/, { after: problem })
    expect(card.text).toContain('Summary: Calls to Germany fail with SIP 503 error')
    expect(card.buttons.flat().map((button) => button.text)).toEqual(
      expect.arrayContaining([
        'Blocker',
        'High',
        'Low',
        'mor-vilnius',
        'm4-kaunas',
        'Not related to a server',
        'Create ticket',
        'Cancel',
      ]),
    )
    const file = jonas.sendPhoto(Buffer.from('not really a picture'), { caption: 'The log says this' })
    await sees(jonas, /File: photo/, { after: file })
    const high = jonas.press('High')
    await sees(jonas, /Priority: High/, { after: high })
    const server = jonas.press('mor-vilnius')
    await sees(jonas, /Server: mor-vilnius/, { after: server })
    const created = jonas.press('Create ticket')
    await sees(jonas, /Ticket #12345 is open/, { after: created })

    const ping = await sees(petras, /New ticket #12345/)
    expect(ping.text).toContain('Baltic Voice')
    expect(ping.text).toContain('High')
    await sees(petras, (message) => message.files.length === 1)

    petras.press('Take')
    await sees(petras, /#12345 is yours/)
    await sees(jonas, /#12345: Petras Jankauskas is working on it/)

    const follow = jonas.send('Hello, I have a follow-up question about ticket #12345.')
    await sees(jonas, /Added to #12345/, { after: follow })
    const asked = await sees(petras, /follow-up question about ticket/)

    petras.send('We have found it: a provider refuses the calls. Please retry.', { replyTo: asked.messageId })
    const answer = await sees(jonas, /Please retry/)
    expect(answer.text).toContain('#12345')
    expect(answer.text).toContain('Petras Jankauskas')

    await service.api('POST', '/invoices', {
      company: people.company,
      currency: 'EUR',
      dueOn: '2026-12-15',
      lines: [{ description: 'Support', quantity: 1, unitPriceCents: 10000 }],
    })
    const invoice = await sees(finance, /Invoice .+ due/)
    expect(invoice.text).toContain('100.00 EUR')
    expect(jonas.messages().some((message) => message.text.includes('Invoice'))).toBe(false)
  })

  test('nothing that was said is left in the clear where messages are kept', async () => {
    const rows = await service.db.sql(`
      SELECT count(*) FILTER (WHERE payload IS NOT NULL)::int AS payloads FROM inbound_message WHERE state = 'done'`)
    expect(rows).toEqual([{ payloads: 0 }])
  })
})
