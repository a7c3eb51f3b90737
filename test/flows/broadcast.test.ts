// An administrator writes to many clients: sees whom it reaches and how it reads, follows it on one card, stops it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'
import { waitUntil } from '../support/wait-until.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let admin: Person
let jonas: Person
let ingrid: Person

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  admin = await connect(service, telegramIds.admin, 'Darius')
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  ingrid = await connect(service, telegramIds.ingrid, 'Ingrid')
})

afterAll(() => service.stop())

async function asks(line: string, answer: string | RegExp) {
  const sent = admin.send(line)
  return sees(admin, answer, { after: sent })
}

async function presses(label: string, answer: string | RegExp) {
  const pressed = admin.press(label)
  return sees(admin, answer, { after: pressed })
}

interface Answer {
  readonly id: string
  readonly state: string
  readonly people: number
  readonly connected: number | null
  readonly sent: number
  readonly skipped: number
  readonly left: number
}

test('it is previewed with the number of people, goes out after the press, and its card ends with the result', async () => {
  await asks('/broadcast', 'To whom?')
  await presses('All clients', /as the clients are to read it/)
  const preview = await asks('Maintenance on Sunday, 02:00 <b>UTC</b>.', /This goes to 3 people/)
  expect(preview.text).toContain('connected to a chat: 2')
  expect(preview.text).toContain('Maintenance on Sunday, 02:00 <b>UTC</b>.')
  expect(jonas.messages().some(({ text }) => text.includes('Maintenance'))).toBe(false)
  const pressed = admin.press('Send to 3 people')
  await sees(jonas, 'Maintenance on Sunday, 02:00 <b>UTC</b>.')
  await sees(ingrid, 'Maintenance on Sunday, 02:00 <b>UTC</b>.')
  const card = await sees(admin, /broadcast to 3 people is over/, { after: pressed, timeoutMs: 20_000 })
  expect(card.edited).toBe(true)
  expect(card.text).toContain('Sent: 2. Failed: 0. Not reachable: 1. To go: 0.')
  expect(card.buttons).toEqual([])
  const ledger = await service.api<{ items: { kind: string; status: string }[] }>(
    'GET',
    `/notifications?contact=${people.contacts.ruta}`,
  )
  expect(ledger.items).toMatchObject([{ kind: 'broadcast', status: 'skipped', reason: 'not-connected' }])
})

test('it reaches those with a product, a plan, or of one company, and nobody else', async () => {
  await service.api('POST', `/companies/${people.otherCompany}/subscriptions`, { plan: 'ENTERPRISE', startsOn: '2020-01-01' })
  await asks('/broadcast', 'To whom?')
  await presses('Clients with a product', /which product/)
  await presses('MOR', /as the clients are/)
  await asks('MOR 18 is out', /This goes to 2 people/)
  await presses('‹ Back', /as the clients are/)
  await presses('‹ Back', /which product/)
  await presses('‹ Back', /To whom/)
  await presses('Clients with a plan', /which plan/)
  await presses('ENTERPRISE', /as the clients are/)
  await asks('For ENTERPRISE alone', /This goes to 1 person/)
  const pressed = admin.press('Send to 1 person')
  await sees(ingrid, 'For ENTERPRISE alone')
  await sees(admin, /broadcast to 1 person is over/, { after: pressed, timeoutMs: 20_000 })
  expect(jonas.messages().some(({ text }) => text.includes('ENTERPRISE'))).toBe(false)
  const ofCompany = await service.api<Answer>('POST', '/broadcasts', {
    audience: { company: people.company },
    text: 'x',
    dryRun: true,
  })
  expect(ofCompany).toMatchObject({ id: null, state: 'dry-run', people: 2, connected: 1 })
})

test('stopped, it is said to nobody who has not been told, and the card says so', async () => {
  const made = Array.from({ length: 50 }, (_, index) => `Baltic Voice,Person ${index},@nobody_${index}`)
  const file = admin.sendDocument('contacts.csv', Buffer.from(`company,name,telegramId\n${made.join('\n')}`))
  await sees(admin, /50 rows/, { after: file })
  const imported = admin.press('Import 50 rows')
  await sees(admin, /is imported/, { after: imported, timeoutMs: 20_000 })
  await asks('/broadcast', 'To whom?')
  await presses('All clients', /as the clients are/)
  await asks('Never mind', /This goes to 53 people/)
  await presses('Send to 53 people', /On its way to 53 people/)
  const stopped = admin.press('Stop')
  const card = await sees(admin, /was stopped/, { after: stopped })
  const left = Number(/Never begun: (\d+)/.exec(card.text)?.[1])
  expect(left).toBeGreaterThan(10)
  const [row] = await service.db.sql<{ id: string }>(`SELECT id FROM broadcast WHERE state = 'stopped'`)
  const answer = await service.api<Answer>('GET', `/broadcasts/${row?.id}`)
  expect(answer).toMatchObject({ state: 'stopped', people: 53, left })
  // A second stop, and the house that goes on, change nothing.
  expect(await service.api('POST', `/broadcasts/${row?.id}/stop`)).toEqual(answer)
})

test('while it goes out, news of a ticket is told as quickly as ever', { timeout: 40_000 }, async () => {
  const begun = await service.api<Answer>('POST', '/broadcasts', { audience: {}, text: 'A long one' })
  await sees(jonas, 'A long one', { timeoutMs: 30_000 })
  const ticket = await service.api<{ number: number }>('POST', '/tickets', {
    company: people.company,
    contact: people.contacts.jonas,
    summary: 'No audio',
    description: 'No audio',
    priority: 'high',
  })
  const before = jonas.mark()
  await service.api('POST', `/tickets/${ticket.number}/comments`, {
    author: { engineer: people.engineers.petras },
    body: 'We look',
  })
  await sees(jonas, /We look/, { after: before })
  const told = await waitUntil(
    async () => {
      const [row] = await service.db.sql<{ seconds: number }>(
        `SELECT extract(epoch FROM finished_at - created_at)::float8 AS seconds FROM outbox_message
         WHERE kind = 'ticket.comment' AND finished_at IS NOT NULL`,
      )
      return row
    },
    { what: 'the notice to be written down as sent' },
  )
  expect(told.seconds).toBeLessThan(2)
  expect((await service.api<Answer>('GET', `/broadcasts/${begun.id}`)).state).toBe('running')
  const done = await waitUntil(
    async () => {
      service.advance(1)
      const now = await service.api<Answer>('GET', `/broadcasts/${begun.id}`)
      return now.state === 'done' ? now : null
    },
    { what: 'the broadcast to end', timeoutMs: 40_000, everyMs: 200 },
  )
  expect(done).toMatchObject({ people: 53, sent: 2, left: 0, skipped: 51 })
})

test.each([
  ['to nobody', { audience: { product: 'Nothing' }, text: 'x' }, 422],
  ['of nothing', { audience: {}, text: ' ' }, 400],
  ['to two audiences at once', { audience: { plan: 'GOLD', product: 'MOR' }, text: 'x' }, 400],
  ['to a company nobody knows', { audience: { company: '018f0000-0000-7000-8000-000000000000' }, text: 'x' }, 422],
])('a broadcast %s is refused', async (_title, body, status) => {
  await expect(service.api('POST', '/broadcasts', body)).rejects.toThrow(`answered ${status}`)
})
