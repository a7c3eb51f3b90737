import { afterAll, beforeAll, expect, test } from 'vitest'
import { fieldsOf, type HttpRig, linkChat, startHttp } from './rig.ts'

interface Notification {
  readonly kind: string
  readonly status: string
  readonly reason: string | null
  readonly recipient: { readonly contact?: string; readonly engineer?: string; readonly address: string | null }
  readonly at: string
}
interface List {
  readonly items: readonly Notification[]
  readonly nextCursor: string | null
}

let http: HttpRig
let company = ''
let ona = ''
let onaChat = ''
let jonas = ''
let petras = ''
let number = 0
beforeAll(async () => {
  http = await startHttp()
  company = await made('/companies', { name: 'Baltic Voice' })
  ona = await made(`/companies/${company}/contacts`, { name: 'Ona' })
  onaChat = await linkChat(http.db, { contactId: ona })
  jonas = await made(`/companies/${company}/contacts`, { name: 'Jonas', telegramId: '@jonas_not_here', invoices: true })
  petras = await made('/engineers', { name: 'Petras', role: 'engineer' })
  const ticket = { company, contact: ona, summary: 'No audio', description: 'One way audio.', priority: 'low' }
  number = (await http.post<{ number: number }>('/tickets', ticket)).body.number
  http.db.clock.advance(60)
  await http.post(`/tickets/${number}/comments`, { author: { engineer: petras }, body: 'Looking' })
})
afterAll(() => http.end())

async function made(path: string, body: object): Promise<string> {
  return (await http.post<{ id: string }>(path, body)).body.id
}

test('the ledger of a ticket says who was told, where, and who could not be', async () => {
  const { body } = await http.get<List>(`/notifications?ticket=${number}`)
  expect(body.items).toMatchObject([
    {
      kind: 'ticket.opened',
      recipient: { engineer: petras, address: null },
      channel: 'telegram',
      status: 'skipped',
      reason: 'not-connected',
      ticket: number,
    },
    {
      kind: 'ticket.comment',
      recipient: { contact: ona, address: onaChat },
      channel: 'telegram',
      status: 'queued',
      attempts: 0,
      reason: null,
      invoice: null,
    },
  ])
  expect(body.items[1]?.at).toBe(http.db.clock.now.toISOString())
})

test('a notice that is being sent counts as queued; sent and failed ones say when and why', async () => {
  const states = async () =>
    (await http.get<List>(`/notifications?contact=${ona}`)).body.items.map((item) => [item.status, item.reason, item.at])
  const set = (state: string, reason: string | null, finishedAt: string | null) =>
    http.db.sql('UPDATE outbox_message SET state = $2, reason = $3, finished_at = $4 WHERE contact_id = $1', [
      ona,
      state,
      reason,
      finishedAt,
    ])
  await set('sending', null, null)
  expect((await states()).map(([status]) => status)).toEqual(['queued'])
  await set('sent', null, '2026-11-23T10:00:00Z')
  expect(await states()).toEqual([['sent', null, '2026-11-23T10:00:00.000Z']])
  await set('failed', 'blocked', '2026-11-23T11:00:00Z')
  expect(await states()).toEqual([['failed', 'blocked', '2026-11-23T11:00:00.000Z']])
})

test('the ledger of an invoice names the Invoices contact, with the address that is known', async () => {
  const lines = [{ description: 'Support', quantity: 1, unitPriceCents: 10000 }]
  const invoice = (await http.post<{ number: string }>('/invoices', { company, currency: 'EUR', dueOn: '2026-12-20', lines }))
    .body.number
  await http.post(`/invoices/${invoice}/payments`, { amountCents: 10000, receivedOn: '2026-11-24' })
  const { body } = await http.get<List>(`/notifications?invoice=${invoice}`)
  expect(body.items).toMatchObject([
    { kind: 'invoice.issued', recipient: { contact: jonas, address: '@jonas_not_here' }, status: 'skipped', invoice },
    { kind: 'invoice.paid', recipient: { contact: jonas }, status: 'skipped', invoice },
  ])
})

test('answers and menus are no notices, and pages follow each other', async () => {
  await http.db.sql(
    `INSERT INTO outbox_message (kind, dedup_key, channel, push, state, due_at, created_at) VALUES ('reply', 'r', 'telegram', false, 'sent', now(), now())`,
  )
  const whole = await http.get<List>('/notifications')
  const first = await http.get<List>('/notifications?limit=2')
  const rest = await http.get<List>(`/notifications?limit=200&cursor=${first.body.nextCursor}`)
  expect([...first.body.items, ...rest.body.items]).toEqual(whole.body.items)
  expect(whole.body.items.map((item) => item.kind)).not.toContain('reply')
})

test('an unknown ticket, contact or invoice has no notices', async () => {
  for (const query of [
    'ticket=999999',
    'ticket=x',
    'ticket=99999999999',
    'contact=nobody',
    'invoice=none',
    'invoice=%00',
    `ticket=${number}&contact=${jonas}`,
  ]) {
    expect([query, (await http.get<List>(`/notifications?${query}`)).body]).toEqual([query, { items: [], nextCursor: null }])
  }
  expect(fieldsOf(await http.get('/notifications?company=1'))).toEqual(['company'])
})
