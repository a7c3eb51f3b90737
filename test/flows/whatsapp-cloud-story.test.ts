// The main job on WhatsApp, through the whole service and the Cloud API: linked by a code, a ticket with buttons and a list, a
// follow-up, files both ways, and what happens when the conversation is closed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GraphPerson } from '../../src/playground/graph/contract.ts'
import { type GraphServer, startGraphServer } from '../../src/playground/graph/graph-server.ts'
import type { Person } from '../../src/playground/server-contract.ts'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
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

const day = 24 * 3600

let service: TestService
let graph: GraphServer
let people: DeskPeople
let petras: Person
let jonas: GraphPerson

/** Moves the desk's clock and Meta's. */
function advance(seconds: number): void {
  service.advance(seconds)
  graph.advanceClock(seconds)
}

/** The ledger of what Jonas was told has such a row, or will have. */
async function inLedger(kind: string, wanted: Omit<Notice, 'kind'>): Promise<void> {
  const { api } = service
  await expect
    .poll(async () => (await api<{ items: Notice[] }>('GET', `/notifications?contact=${people.contacts.jonas}`)).items)
    .toContainEqual(expect.objectContaining({ kind, ...wanted }))
}

/** How the number stands, as the operator's API says it. */
async function standing(): Promise<string | undefined> {
  const { items } = await service.api<{ items: { name: string; state: string }[] }>('GET', '/channels')
  return items.find(({ name }) => name === 'whatsapp')?.state
}

async function linkWhatsApp(person: GraphPerson, contact: string): Promise<void> {
  const { code, links } = await service.api<LinkCode>('POST', `/contacts/${contact}/link-codes`, {})
  const text = new URL(links.whatsapp ?? 'https://wa.me/').searchParams.get('text')
  expect(text).toContain(code)
  const sent = person.send(text ?? '')
  await person.sees('Successfully connected with our system', { after: sent })
}

beforeAll(async () => {
  graph = await startGraphServer()
  graph.addTemplate({ name: 'desk_notice', language: 'en', body: 'About {{1}}: {{2}}' })
  service = await startTestService({
    ...graph.settings,
    TICKET_NUMBER_START: '12345',
    WHATSAPP_TEMPLATES: JSON.stringify({ 'ticket.comment': { en: 'desk_notice' } }),
  })
  await graph.setWebhook(`${service.app.url}/whatsapp/webhook`)
  people = await createDeskPeople(service)
  petras = await connect(service, telegramIds.petras, 'Petras', 'petras_k')
  jonas = graph.phone('Jonas', { number: '37061234567', userId: 'LT.777' })
})

afterAll(async () => {
  await service.stop()
  await graph.close()
})

test('the service’s door takes deliveries of up to three megabytes, signed ones alone', async () => {
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] })
  const padded = (bytes: number) => body + ' '.repeat(bytes - body.length)
  expect(await graph.post(padded(3 * 1024 * 1024))).toBe(200)
  expect(await graph.post(padded(3 * 1024 * 1024 + 1))).toBe(413)
  expect(await graph.post(body, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` })).toBe(401)
  const challenge = await fetch(`${service.app.url}/whatsapp/webhook?hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1`)
  expect(challenge.status).toBe(403)
})

describe('the main job on WhatsApp', () => {
  test('a stranger is told how to connect, and learns nothing', async () => {
    const eve = graph.phone('Eve')
    const sent = eve.send('Hello, what tickets does Baltic Voice have?')
    const answer = await eve.sees(/./, { after: sent })
    expect(answer.text).not.toContain('Baltic Voice')
  })

  test('a one-time code connects the chat, as the link writes it', async () => {
    await linkWhatsApp(jonas, people.contacts.jonas)
    await jonas.sees(/You are connected as/)
  })

  test('a ticket is made with a list and buttons, or by words', async () => {
    const problem = jonas.send(
      'Calls to Germany fail with SIP 503 error. Since this morning all calls to +49 numbers are refused.',
    )
    const card = await jonas.sees(/New ticket/, { after: problem })
    expect(card.text).toContain('Summary: Calls to Germany fail with SIP 503 error')
    const file = jonas.sendMedia('image', 'log.png', Buffer.from('not really a picture'), { caption: 'The log says this' })
    await jonas.sees(/File: photo/, { after: file })
    const offered = card.kind === 'list' || card.kind === 'buttons'
    const choose = (label: string) => (offered ? jonas.press(label) : jonas.send(label))
    const high = choose('High')
    await jonas.sees(/Priority: High/, { after: high })
    const server = choose('mor-vilnius')
    await jonas.sees(/Server: mor-vilnius/, { after: server })
    const created = choose('Create ticket')
    await jonas.sees(/Ticket \*?#12345\*? is open/, { after: created })
    const ping = await sees(petras, /New ticket #12345/)
    expect(ping.text).toContain('High')
    const picture = await sees(petras, (message) => message.files.length === 1)
    expect(picture.files[0]?.bytes?.toString()).toBe('not really a picture')
  })

  test('the engineer takes it, a follow-up by number is added, the answer comes with its file', async () => {
    petras.press('Take')
    await jonas.sees(/12345.*Petras Jankauskas is working on it/)
    const follow = jonas.send('Hello, I have a follow-up question about ticket #12345.')
    await jonas.sees(/Added to \*?#12345/, { after: follow })
    const asked = await sees(petras, /follow-up question about ticket/)
    petras.sendDocument('report.txt', Buffer.from('all calls pass now'), {
      replyTo: asked.messageId,
      caption: 'We have found it. Please retry.',
      mediaType: 'text/plain',
    })
    await jonas.sees(/Please retry/)
    const sent = await jonas.sees((message) => message.media !== undefined)
    expect(sent.media).toMatchObject({ fileName: 'report.txt' })
    expect(sent.media?.bytes.toString()).toBe('all calls pass now')
    // A quoted message of ours leads to its ticket.
    const reply = jonas.replyTo(await jonas.sees(/Please retry/), 'It works, thank you for the report')
    await jonas.sees(/12345/, { after: reply })
  })

  test('after a day the answer comes by template, in one line, and the ledger says it went by WhatsApp', async () => {
    advance(day + 60)
    const before = jonas.mark()
    petras.send('/reply 12345 Is it still\nwell today?')
    const notice = await jonas.sees(/well today/, { after: before })
    expect(notice).toMatchObject({ kind: 'template', template: { name: 'desk_notice', language: 'en' } })
    expect(notice.template?.parameters[0]).toContain('12345')
    expect(notice.text).not.toContain('\n')
    await graph.delivered()
    await inLedger('ticket.comment', { channel: 'whatsapp', status: 'sent', reason: null })
  })

  test('a notice without a template goes by Telegram, and the ledger says why', async () => {
    const telegram = await connect(service, telegramIds.jonas, 'Jonas')
    // Jonas wrote on WhatsApp last, so that is where he is told; and then a day passes.
    const last = jonas.send('/tickets')
    await jonas.sees(/12345/, { after: last })
    advance(day + 60)
    petras.send('/resolve 12345')
    await sees(telegram, /12345/)
    await inLedger('ticket.status', { channel: 'whatsapp', status: 'failed', reason: 'no-template' })
    await inLedger('ticket.status', { channel: 'telegram', status: 'sent', reason: null })
  })

  test('a message that Meta gives up later goes by Telegram as well', async () => {
    const telegram = service.telegram.person({ id: telegramIds.jonas, firstName: 'Jonas' })
    const opened = jonas.send('/reopen 12345')
    await jonas.sees(/12345/, { after: opened })
    const before = telegram.mark()
    graph.failLater(131049, 'held back')
    petras.send('/reply 12345 This one is held back by Meta')
    await sees(telegram, /held back by Meta/, { after: before })
    expect(jonas.messages().some(({ text }) => text.includes('held back by Meta'))).toBe(false)
    await inLedger('ticket.comment', { channel: 'whatsapp', status: 'failed', reason: 'held-back-by-platform' })
    await inLedger('ticket.comment', { channel: 'telegram', status: 'sent', reason: null })
  })

  test('the same deliveries again, in any order, change nothing', async () => {
    const release = graph.holdWebhooks()
    const follow = jonas.send('About ticket 12345: once is enough')
    release({ order: 'reversed', times: 3 })
    await jonas.sees(/Added to \*?#12345/, { after: follow })
    await graph.delivered()
    const { items } = await service.api<{ items: { body: string }[] }>('GET', '/tickets/12345/comments')
    expect(items.filter(({ body }) => body.includes('once is enough'))).toHaveLength(1)
  })

  test('Meta would have refused nothing of what the service asked for, and the service is well', async () => {
    expect(graph.faults()).toEqual([])
    const ready = await fetch(`${service.app.url}/readyz`)
    expect(ready.status).toBe(200)
    const said = JSON.stringify(await ready.json())
    for (const secret of ['37061234567', 'LT.777', graph.token]) expect(said).not.toContain(secret)
    expect(await standing()).toBe('open')
  })

  test('a token that Meta refuses is seen by the operator; what waited is said when it is taken again', async () => {
    graph.addFault({ on: 'messages', kind: 'error', code: 190, status: 401, times: 2 })
    const asked = jonas.send('/tickets')
    await expect.poll(standing, { interval: 10 }).toBe('refused')
    await jonas.sees(/12345/, { after: asked })
    await expect.poll(standing).toBe('open')
  })
})
