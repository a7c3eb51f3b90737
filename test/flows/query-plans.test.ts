// A desk with a long history is as quick as a new one: whatever people do in the chat, through the API, or the house by itself,
// is found by an index. PostgreSQL itself counts how often a table was read from end to end.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '../../src/bot/registry.ts'
import { openDatabase } from '../../src/db/client.ts'
import { commandActions } from '../../src/domain/menus.ts'
import { isAllowed, type Role } from '../../src/domain/permissions.ts'
import { tidy } from '../../src/jobs/tidy.ts'
import { silentLog } from '../support/delivery.ts'
import { createDesk } from '../support/desk.ts'
import { connect, sees, telegramIds } from '../support/desk-people.ts'
import { fillLargeDesk, largeDesk } from '../support/large-desk.ts'
import { apiToken, startTestService, type TestService } from '../support/service.ts'
import { waitUntil } from '../support/wait-until.ts'

type Person = Awaited<ReturnType<typeof connect>>

/** The tables that grow for ever, or with everything that is said. */
const growing = [
  'ticket',
  'ticket_event',
  'ticket_participant',
  'sla_clock',
  'sla_warning',
  'comment',
  'attachment',
  'inbound_message',
  'outbox_message',
  'delivery_attempt',
  'chat_message',
  'time_entry',
  'consent',
  'invoice',
  'invoice_line',
]

/** What is written to try each command, on a ticket of one's own; a command that is missing here fails the test. */
const lines: Readonly<Record<string, (number: number) => readonly string[]>> = {
  start: () => ['/start'],
  help: () => ['/help'],
  new: () => ['/new Calls fail again'],
  cancel: () => ['/cancel'],
  tickets: () => ['/tickets'],
  ticket: (number) => ['/ticket', `/ticket ${number}`],
  close: (number) => ['/close', `/close ${number}`],
  reopen: (number) => ['/reopen', `/reopen ${number}`],
  priority: (number) => ['/priority', `/priority ${number}`, `/priority ${number} high`],
  hours: () => ['/hours'],
  plan: () => ['/plan'],
  rates: () => ['/rates'],
  invoices: () => ['/invoices'],
  invoice: () => ['/invoice 2026-00001'],
  contacts: () => ['/contacts', '/contacts a'],
  settings: () => ['/settings'],
  queue: () => ['/queue'],
  take: (number) => [`/take ${number}`],
  assign: (number) => [`/assign ${number} asta`],
  reply: (number) => [`/reply ${number}`, `/reply ${number} It is mended`],
  note: (number) => [`/note ${number} A fuse`],
  find: (number) => ['/find comment', `/find ticket ${number}`, '/find fuse xyzzy'],
  remove: () => ['/remove'],
  merge: (number) => ['/merge', `/merge ${number} ${number}`],
  link: (number) => [`/link ${number} 21402`],
  unlink: (number) => [`/unlink ${number} 21402`],
  resolve: (number) => [`/resolve ${number}`],
  log: (number) => [`/log ${number}`, `/log ${number} 15m the trunk`],
  estimate: (number) => [`/estimate ${number} 1h`],
  training: (number) => [...[`/training ${number}`, 'mor-vilnius', 'Routing', '2040-01-02 10:00', '2h', '200'], '/cancel'],
  task: (number) => [`/task ${number}`, '/cancel'],
  why: (number) => [`/why ${number} The carrier was away`],
  // A report over a month may well read a table: it is about a good part of it. A short one, through the API, may not.
  stats: () => [],
  waiting: (number) => [`/waiting ${number} Is it better now?`],
  saved: (number) => [`/saved add hint${number} Please restart`, '/saved', `/saved ${number}`],
  quiet: () => ['/quiet', '/quiet 22:00-07:00', '/quiet off'],
  away: () => ['/away until tomorrow'],
  back: () => ['/back'],
  oncall: () => ['/oncall', '/oncall swap me now 23:59'],
  company: () => ['/company', '/company baltic'],
  contact: () => ['/contact', '/contact jonas'],
  engineer: () => ['/engineer', '/engineer petras'],
  import: () => ['/import'],
  broadcast: () => ['/broadcast', '/cancel'],
  whatsapp: () => ['/whatsapp'],
}

let service: TestService
let before: ReadonlyMap<string, number>
let jonas: Person
let ruta: Person
let petras: Person
let asta: Person
let admin: Person

beforeAll(async () => {
  service = await startTestService({}, async (db) => {
    await fillLargeDesk(db.url)
    before = await countScans(db)
  })
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  ruta = await connect(service, telegramIds.ruta, 'Rūta')
  petras = await connect(service, telegramIds.petras, 'Petras')
  asta = await connect(service, telegramIds.asta, 'Asta')
  admin = await connect(service, telegramIds.admin, 'Darius')
})

afterAll(() => service.stop())

/** How often each table was read from end to end, once everybody else has left and so told what they did. */
async function countScans(db: TestService['db']): Promise<ReadonlyMap<string, number>> {
  const others = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`
  await waitUntil(async () => (await db.sql(others)).length === 0, { what: 'everybody else to leave the database' })
  const rows = await db.sql<{ table: string; scans: number }>(
    `SELECT relname AS table, seq_scan::int AS scans FROM pg_stat_user_tables WHERE schemaname = 'public'`,
  )
  return new Map(rows.map(({ table, scans }) => [table, scans]))
}

/**
 * Every message was thought about, and every answer said: what waits for its place among others does not wait by the clock.
 * What is planned for when the desk opens may wait.
 */
async function quiet(): Promise<void> {
  await waitUntil(
    async () => {
      service.advance(2)
      const [row] = await service.db.sql<{ waits: boolean }>(
        `SELECT EXISTS (SELECT FROM inbound_message WHERE state = 'new')
           OR EXISTS (SELECT FROM outbox_message WHERE state = 'sending' OR (state = 'queued' AND due_at < created_at + interval '10 minutes')) AS waits`,
      )
      return row?.waits === false
    },
    { what: 'everything to be said', everyMs: 50 },
  )
}

test('nothing that people or the house do reads a growing table from end to end', { timeout: 60_000 }, async () => {
  for (const walk of [everyCommand, draftsAndFollowUps, contactsAndSettings, buttonsAndNotices, theApi, theHouse]) {
    await walk()
    await quiet()
  }
  const parked = await service.db.sql(`SELECT error FROM inbound_message WHERE state = 'parked'`)
  expect(parked).toEqual([])
  await service.app.stop()
  const after = await countScans(service.db)
  const scanned = growing.filter((table) => after.get(table) !== before.get(table))
  expect(scanned).toEqual([])
})

async function everyCommand(): Promise<void> {
  const [open = 0] = largeDesk.openTickets
  const [forEngineer = 0, forAdmin = 0] = largeDesk.othersTickets
  const walkers: readonly (readonly [readonly Role[], Person, readonly number[]])[] = [
    [['client', 'main-user', 'finance'], jonas, [open, largeDesk.endedTicket]],
    [['engineer'], petras, [forEngineer]],
    [['admin'], admin, [forAdmin]],
  ]
  for (const [roles, person, numbers] of walkers) {
    const begun = person.mark()
    const mine = commands.filter((command) => isAllowed(roles, commandActions[command.name]))
    for (const number of numbers) {
      for (const { name } of mine) {
        const written = lines[name]
        expect(written, `what is written to try /${name}`).toBeDefined()
        for (const line of written?.(number) ?? []) person.send(line)
      }
    }
    const last = person.send('/help')
    await sees(person, /What I can do/, { after: last, timeoutMs: 15_000 })
    const said = person.messages().filter((message) => message.mark > begun)
    expect(said.filter(({ text }) => /I do not know|I find no/.test(text))).toEqual([])
  }
}

async function draftsAndFollowUps(): Promise<void> {
  const first = ruta.send('No audio in one direction')
  await sees(ruta, /New ticket/, { after: first })
  const file = ruta.sendDocument('sip.log', Buffer.from('INVITE sip:...'))
  await sees(ruta, /sip\.log/, { after: file })
  const blocker = ruta.press('Blocker')
  await sees(ruta, /Our engineers are told now, and work on it in working hours/, { after: blocker })
  const created = ruta.press('Create ticket')
  const confirmation = await sees(ruta, /Ticket #\d+ is open/, { after: created })
  const number = Number(/#(\d+)/.exec(confirmation.text)?.[1])
  await sees(ruta, /Which server/, { after: created })
  ruta.press('server-')
  const more = ruta.send('Only for mobile numbers')
  await sees(ruta, new RegExp(`^→ #${number}`), { after: more })
  ruta.edit(more.messageId, 'Only for mobile numbers of one provider')
  await sees(petras, /of one provider/, { after: more, timeoutMs: 15_000 })
  const back = ruta.press('Not this ticket')
  await sees(ruta, /New ticket/, { after: back })
  const added = ruta.press(`Add to #${number}`)
  await sees(ruta, new RegExp(`Added to #${number}`), { after: added })
  const replied = ruta.send('Also on extension 200', { replyTo: confirmation.messageId })
  await sees(ruta, new RegExp(`(→|Added to) #${number}`), { after: replied })
  const named = ruta.send(`ticket #${largeDesk.openTickets[1]} any news?`)
  await sees(ruta, new RegExp(`Added to #${largeDesk.openTickets[1]}`), { after: named })
  const foreign = ruta.send(`ticket #${largeDesk.firstNumber + 2} any news?`)
  await sees(ruta, /I find no ticket/, { after: foreign })
  await sees(ruta, /New ticket/, { after: foreign })
  ruta.press('Cancel')
  const { parts } = ruta.sendAlbum([
    { kind: 'photo', bytes: Buffer.from('picture'), caption: `ticket #${number}` },
    { kind: 'photo', bytes: Buffer.from('picture') },
  ])
  await sees(ruta, new RegExp(`#${number}`), { after: parts[0]?.mark ?? 0, timeoutMs: 10_000 })
}

/** A main user changes a contact, and their own settings. */
async function contactsAndSettings(): Promise<void> {
  const asked = jonas.send('/contacts')
  const list = await sees(jonas, /your contacts/, { after: asked })
  const shows = (words: string) =>
    sees(jonas, (message) => message.messageId === list.messageId && message.text.includes(words), { timeoutMs: 15_000 })
  jonas.press('Rūta', { message: list })
  await shows('May: tickets')
  jonas.press('What they are told', { message: list })
  await shows('Rūta is told')
  jonas.press('✅ changes of priority', { message: list })
  await shows('changes of priority: off')
  jonas.press('‹ Back', { message: list })
  await shows('May: tickets')
  jonas.press('Send invoices', { message: list })
  await shows('May: tickets, invoices')
  const settings = jonas.send('/settings')
  const page = await sees(jonas, /Your settings/, { after: settings })
  jonas.press('✅ who works', { message: page })
  await sees(jonas, /who works on a ticket: off/, { timeoutMs: 15_000 })
}

async function buttonsAndNotices(): Promise<void> {
  const opened = jonas.send('/new Voicemail is silent')
  await sees(jonas, /New ticket/, { after: opened })
  const created = jonas.press('Create ticket')
  const confirmation = await sees(jonas, /Ticket #\d+ is open/, { after: created })
  const number = Number(/#(\d+)/.exec(confirmation.text)?.[1])
  const ping = await sees(asta, new RegExp(`New ticket #${number}`))
  const taken = asta.press('Take', { message: ping })
  await sees(asta, `#${number} is yours`, { after: taken })
  const asked = asta.press('Answer the client', { message: ping })
  await sees(asta, /Your next message goes to the client/, { after: asked })
  asta.sendDocument('patch.txt', Buffer.from('the patch'), { caption: 'Please apply this' })
  const heard = await sees(jonas, /Please apply this/)
  await sees(jonas, (message) => message.files.some((part) => part.fileName === 'patch.txt'))
  jonas.send('It works', { replyTo: heard.messageId })
  await sees(asta, /It works/)
  const wrong = asta.send(`/reply ${number} Not for you`)
  await sees(jonas, /Not for you/)
  asta.edit(wrong.messageId, `/reply ${number} For somebody else`)
  await sees(jonas, /For somebody else/, { timeoutMs: 15_000 })
  const removed = asta.send('/remove', { replyTo: wrong.messageId })
  await sees(asta, /taken back/, { after: removed })
  for (const [line, button, answer] of [
    [`/ticket ${number}`, 'Close', 'is closed'],
    [`/ticket ${number}`, 'Reopen', 'is open again'],
    [`/priority ${number}`, 'Low', 'now has priority Low'],
  ] as const) {
    const asked = jonas.send(line)
    const page = await sees(jonas, (message) => message.buttons.flat().some(({ text }) => text.startsWith(button)), {
      after: asked,
    })
    const pressed = jonas.press(button, { message: page })
    await sees(jonas, new RegExp(`#${number}.* ${answer}`), { after: pressed })
  }
  service.telegram.addFault({ kind: 'server-error', method: 'sendMessage' })
  const retried = jonas.send('/tickets')
  await sees(jonas, /open ticket/, { after: retried, timeoutMs: 15_000 })
  jonas.block()
  const late = asta.send('Are you there?', { replyTo: ping.messageId })
  await sees(asta, /has blocked the bot|will not see it/, { after: late })
  jonas.unblock()
}

/** Every operation of the API's own document, and each of its filters. */
async function theApi(): Promise<void> {
  const walked = new Set<string>()
  async function call<T>(operation: string, words: Record<string, unknown> = {}, body?: unknown): Promise<T> {
    walked.add(operation)
    const [method = '', template = ''] = operation.split(' ')
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => String(words[name]))
    const answer = await fetch(`${service.app.url}/api/v1${path}${words['query'] ?? ''}`, {
      method,
      headers: {
        authorization: `Bearer ${apiToken}`,
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
    const said = await answer.text()
    expect(answer.ok, `${operation} ${words['query'] ?? ''}: ${said}`).toBe(true)
    return (answer.headers.get('content-type')?.includes('json') === true ? JSON.parse(said) : said) as T
  }
  type Made = { id: string; number: number }

  const company = (await call<Made>('POST /companies', {}, { name: 'Baltic Voice', externalId: 'crm-1' })).id
  await call('GET /companies')
  await call('GET /companies', { query: '?externalId=crm-1' })
  await call('GET /companies/{id}', { id: company })
  await call('PATCH /companies/{id}', { id: company }, { language: 'lt' })
  const server = (await call<Made>('POST /companies/{id}/servers', { id: company }, { name: 'mor-vilnius' })).id
  await call('POST /companies/{id}/subscriptions', { id: company }, { plan: 'PREMIUM', startsOn: '2026-01-01' })
  await call('GET /companies/{id}/subscriptions', { id: company })
  const prepaid = { name: 'Flat rate', secondsPerMonth: 600, priceCents: 5000, currency: 'EUR', startsOn: '2026-11-01' }
  await call('POST /companies/{id}/allowances', { id: company }, prepaid)
  await call('GET /companies/{id}/allowances', { id: company, query: '?on=2026-11-23' })
  const calendar = { catalogue: 'kolmisoft', day: '2026-12-31' }
  await call('GET /calendars/{catalogue}/deadline', { ...calendar, query: '?from=2026-11-23T08:00:00Z&minutes=120' })
  await call('GET /calendars/{catalogue}/elapsed', { ...calendar, query: '?from=2026-11-23T08:00:00Z&to=2026-11-24T08:00:00Z' })
  await call('PUT /calendars/{catalogue}/days/{day}', calendar, { windows: [] })
  await call('GET /calendars/{catalogue}/days/{day}', calendar)
  await call('DELETE /calendars/{catalogue}/days/{day}', calendar)
  const contact = (await call<Made>('POST /companies/{id}/contacts', { id: company }, { name: 'Ingrid', invoices: true })).id
  await call('GET /companies/{id}/contacts', { id: company })
  await call('PATCH /contacts/{id}', { id: contact }, { telegramId: '2001' })
  await call('POST /contacts/{id}/link-codes', { id: contact })
  const engineer = (await call<Made>('POST /engineers', {}, { name: 'Ona', role: 'engineer' })).id
  await call('GET /engineers')
  await call('PATCH /engineers/{id}', { id: engineer }, { telegramId: '3010', quietHours: { from: '22:00', to: '07:00' } })
  await call('POST /engineers/{id}/link-codes', { id: engineer })

  const shift = { engineer, weekdays: ['monday'], from: '08:00', to: '18:00', startsOn: '2026-01-05' }
  const rule = (await call<Made>('POST /on-call/rules', {}, shift)).id
  await call('GET /on-call/rules')
  await call('DELETE /on-call/rules/{id}', { id: rule })
  const week = { engineer, from: '2040-01-02T08:00:00Z', to: '2040-01-06T08:00:00Z' }
  const swap = (await call<Made>('POST /on-call/swaps', {}, week)).id
  await call('GET /on-call/swaps')
  await call('DELETE /on-call/swaps/{id}', { id: swap })
  await call('GET /on-call')

  const said = { name: 'greeting', language: 'en', body: 'Hello {client}' }
  const saved = (await call<Made>('POST /saved-replies', {}, said)).id
  await call('GET /saved-replies')
  await call('PATCH /saved-replies/{id}', { id: saved }, { body: 'Good day, {client}' })
  await call('DELETE /saved-replies/{id}', { id: saved })

  const words = { company, contact, server, summary: 'By the CRM', description: 'By the CRM', priority: 'high' }
  const { number } = await call<Made>('POST /tickets', {}, words)
  for (const filter of ['', 'status=open&', `company=${company}&`, `assignee=${engineer}&`, `company=${company}&status=closed&`])
    for (const order of ['', 'order=solving&']) await call('GET /tickets', { query: `?${filter}${order}limit=20` })
  await call('GET /tickets/{number}', { number })
  await call('PATCH /tickets/{number}', { number }, { priority: 'blocker', assignee: engineer })
  await call('POST /tickets/{number}/comments', { number }, { author: { engineer }, body: 'Seen' })
  await call('POST /tickets/{number}/comments', { number }, { author: { contact }, body: 'A password', sensitive: true })
  await call('GET /tickets/{number}/comments', { number })
  await call('GET /tickets/{number}/history', { number })
  const form = new FormData()
  form.append('file', new Blob(['the log']), 'sip.log')
  const file = (await call<Made>('POST /tickets/{number}/attachments', { number }, form)).id
  await call('GET /attachments/{id}', { id: file })
  const second = (await call<Made>('POST /tickets', {}, words)).number
  const { openedAt: startedAt } = await call<{ openedAt: string }>('GET /tickets/{number}', { number })
  await call('POST /tickets/{number}/time-entries', { number }, { engineer, startedAt, seconds: 0 })
  await call('GET /tickets/{number}/time-entries', { number })
  await call('POST /tickets/{number}/links', { number }, { ticket: second })
  await call('GET /tickets/{number}', { number })
  await call('DELETE /tickets/{number}/links/{other}', { number, other: second })
  await call('POST /tickets/{number}/merge', { number: second }, { into: number })
  for (const q of ['CRM', 'ticket', 'comment 59999', '"Comment 40000"', 'xyzzy plugh', '21401'])
    await call('GET /search', { query: `?q=${encodeURIComponent(q)}` })
  await call('PATCH /tickets/{number}', { number }, { status: 'resolved' })
  await call('GET /stats', {
    query: `?from=${new Date(Date.now() - 36e5).toISOString()}&to=${new Date(Date.now() + 36e5).toISOString()}`,
  })

  const records = new FormData()
  records.append('file', new Blob(['name,externalId\nVox,crm-9\n']), 'companies.csv')
  const brought = (await call<Made>('POST /imports', {}, records)).id
  await call('GET /imports/{id}', { id: brought })
  const toAll = (await call<Made>('POST /broadcasts', {}, { audience: {}, text: 'Maintenance on Sunday' })).id
  await call('GET /broadcasts/{id}', { id: toAll })
  await call('POST /broadcasts/{id}/stop', { id: toAll })

  await call('GET /channels')
  const account = service.telegram.token.split(':', 1)[0]
  await service.db.sql(
    `INSERT INTO channel_state (channel, account, state, since, reported_at) VALUES ('telegram', $1, 'stopped', now(), now())`,
    [account],
  )
  await call('POST /channels/{name}/requests', { name: 'telegram' }, { request: 'resume' })

  const lines = [{ description: 'Support', quantity: 2, unitPriceCents: 10_000 }]
  const pdf = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64')
  const bill = { company, currency: 'EUR', dueOn: '2030-12-15', lines, pdf }
  const invoice = (await call<{ number: string }>('POST /invoices', {}, bill)).number
  for (const id of [company, largeDesk.company]) await call('GET /companies/{id}/charges', { id, query: '?month=2026-11' })
  for (const billed of [company, largeDesk.company])
    await call('POST /invoices', {}, { company: billed, currency: 'EUR', dueOn: '2030-12-15', charges: '2026-11' })
  await call('GET /tickets/{number}/time-entries', { number })
  await call('GET /invoices')
  await call('GET /invoices', { query: `?company=${company}` })
  await call('GET /invoices', { query: `?company=${company}&format=csv` })
  await call('GET /invoices/{number}', { number: invoice })
  await call('GET /invoices/{number}.pdf', { number: invoice })
  await call('POST /invoices/{number}/payments', { number: invoice }, { amountCents: 5000, receivedOn: '2026-11-20' })
  await call('POST /invoices/{number}/cancel', { number: invoice })
  for (const filter of ['', `?ticket=${number}`, `?contact=${contact}`, `?invoice=${invoice}`])
    await call('GET /notifications', { query: filter })

  const { paths } = (await (await fetch(`${service.app.url}/api/v1/openapi.json`)).json()) as { paths: Record<string, object> }
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
  )
  expect([...walked].sort()).toEqual(documented.sort())
}

/** What goes on by itself: the reminder of a draft, the sweeps around it, the hourly tidying, the figures for the operator. */
async function theHouse(): Promise<void> {
  const drafted = ruta.send('/new Something odd with the fax lines')
  await sees(ruta, /New ticket/, { after: drafted })
  service.advance(31 * 60)
  await sees(ruta, /is not sent yet/, { after: drafted, timeoutMs: 10_000 })
  const { db } = service
  const database = openDatabase({ url: db.url, secrets: db.secrets, now: () => db.clock.now, onCommit: () => {} })
  await tidy({ database, desk: createDesk(), log: silentLog }).finally(() => database.close())
  for (const path of ['/metrics', '/readyz']) expect((await fetch(`${service.app.url}${path}`)).status).toBe(200)
}
