import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDesk } from '../support/desk.ts'
import { fieldsOf, type HttpRig, linkChat, startHttp } from './rig.ts'

interface Ticket {
  readonly number: number
  readonly status: string
  readonly priority: string
  readonly assignee: { readonly id: string; readonly name: string; readonly address?: string } | null
}
interface Comment {
  readonly id: string
  readonly author: { readonly contact?: string; readonly engineer?: string; readonly name: string }
  readonly body: string
  readonly at: string
}
interface List<Item> {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
}

let http: HttpRig
let company = ''
let contact = ''
let server = ''
let petras = ''
let contactChat = ''
let petrasChat = ''
beforeAll(async () => {
  http = await startHttp()
  company = await made('/companies', { name: 'Baltic Voice' })
  contact = await made(`/companies/${company}/contacts`, { name: 'Ona' })
  server = await made(`/companies/${company}/servers`, { name: 'sip1' })
  petras = await made('/engineers', { name: 'Petras', role: 'engineer', telegramId: '@petras_voip', publicContact: true })
  contactChat = `telegram:1:${await linkChat(http.db, { contactId: contact })}`
  petrasChat = `telegram:1:${await linkChat(http.db, { engineerId: petras })}`
})
afterAll(() => http.end())

async function made(path: string, body: object): Promise<string> {
  return (await http.post<{ id: string }>(path, body)).body.id
}

async function open(fields: object = {}): Promise<Ticket> {
  http.db.clock.advance(1)
  const answer = await http.post<Ticket>('/tickets', {
    company,
    contact,
    summary: 'Calls to Germany fail with SIP 503 error',
    description: 'Since this morning.',
    priority: 'high',
    ...fields,
  })
  expect(answer.status).toBe(201)
  http.db.clock.advance(1)
  return answer.body
}

async function saidIn(conversationId: string, kind: string): Promise<readonly string[]> {
  return (await http.said())
    .filter((said) => said.conversationId === conversationId && said.kind === kind)
    .map((said) => said.text)
}

test('a ticket opened by the CRM has the next number and pings the engineers', async () => {
  const ticket = await open({ server })
  expect(ticket).toMatchObject({
    number: 10001,
    status: 'open',
    priority: 'high',
    plan: null,
    company,
    contact,
    server,
    assignee: null,
  })
  expect(ticket).toMatchObject({ warnings: [], attachments: [], deliveryFailures: [], channel: 'api' })
  const nothingPromised = { cycle: 1, dueAt: null, stoppedAt: null, outcome: null }
  expect(ticket).toMatchObject({
    clocks: [
      { kind: 'first-response', ...nothingPromised },
      { kind: 'resolution', ...nothingPromised },
    ],
  })
  expect((await saidIn(petrasChat, 'ticket.opened')).at(-1)).toContain('#10001')
  expect((await http.get<Ticket>('/tickets/10001')).body).toEqual(ticket)
})

test('a server of a version that is not supported any more is welcome, with a warning', async () => {
  const desk = createDesk()
  const standard = { ...desk.catalogues.standard, supportedVersions: { MOR: ['17', '16'] } }
  const byName = new Map([...desk.catalogues.byName, [standard.name, standard] as const])
  const other = await startHttp({ desk: { ...desk, catalogues: { standard, byName } } })
  try {
    const made = async (path: string, body: object) => (await other.post<{ id: string }>(path, body)).body.id
    const owner = await made('/companies', { name: 'Nordic Telecom' })
    const words = { company: owner, summary: 'No calls', description: 'No calls', priority: 'high' }
    const warningsOn = async (version: string) => {
      const on = await made(`/companies/${owner}/servers`, { name: `mor-${version}`, product: 'MOR', version })
      return (await other.post<{ warnings: string[] }>('/tickets', { ...words, server: on })).body.warnings
    }
    expect(await warningsOn('12')).toEqual(['MOR 12 is not supported; supported: 17, 16'])
    expect(await warningsOn('17')).toEqual([])
  } finally {
    await other.end()
  }
})

test('history can be brought in, the future cannot', async () => {
  expect(await open({ openedAt: '2026-01-05T08:00:00Z' })).toMatchObject({ openedAt: '2026-01-05T08:00:00.000Z' })
  const base = { company, summary: 'Later', description: 'Later', priority: 'low' }
  const future = await http.post('/tickets', { ...base, openedAt: '2027-01-05T08:00:00Z' })
  expect([future.status, fieldsOf(future)]).toEqual([422, ['openedAt']])
  const ancient = await http.post('/tickets', { ...base, openedAt: '1999-12-31T23:00:00Z' })
  expect([ancient.status, fieldsOf(ancient)]).toEqual([422, ['openedAt']])
  const oldest = await http.post<Ticket>('/tickets', { ...base, openedAt: '2000-01-02T00:00:00Z' })
  expect(oldest.status).toBe(201)
  const notUtc = await http.post('/tickets', { ...base, openedAt: '2026-01-05T08:00:00+02:00' })
  expect([notUtc.status, fieldsOf(notUtc)]).toEqual([400, ['openedAt']])
})

test('a contact or server of another company is refused, and so is an unknown company', async () => {
  const other = await made('/companies', { name: 'Other' })
  const base = { summary: 'Mixed up', description: 'Mixed up', priority: 'low' }
  const wrongContact = await http.post('/tickets', { ...base, company: other, contact })
  expect([wrongContact.status, fieldsOf(wrongContact)]).toEqual([422, ['contact']])
  const wrongServer = await http.post('/tickets', { ...base, company: other, server })
  expect([wrongServer.status, fieldsOf(wrongServer)]).toEqual([422, ['server']])
  const unknown = await http.post('/tickets', { ...base, company: '018f0000-0000-7000-8000-000000000000' })
  expect([unknown.status, fieldsOf(unknown)]).toEqual([422, ['company']])
})

test('assigning tells the engineer and the client, and shows the public address', async () => {
  const { number } = await open()
  const assigned = await http.patch<Ticket>(`/tickets/${number}`, { assignee: petras })
  expect(assigned.body.assignee).toEqual({ id: petras, name: 'Petras', address: '@petras_voip' })
  expect((await saidIn(petrasChat, 'ticket.assigned')).at(-1)).toContain(`#${number}`)
  expect((await saidIn(contactChat, 'ticket.assigned')).at(-1)).toContain('@petras_voip')
  await http.patch(`/engineers/${petras}`, { publicContact: false })
  expect((await http.get<Ticket>(`/tickets/${number}`)).body.assignee).toEqual({ id: petras, name: 'Petras' })
  await http.patch(`/engineers/${petras}`, { publicContact: true })
  expect((await http.patch<Ticket>(`/tickets/${number}`, { assignee: null })).body.assignee).toBeNull()
})

test('a change is whole or not at all', async () => {
  const { number } = await open({ priority: 'medium' })
  const refused = await http.patch(`/tickets/${number}`, {
    priority: 'blocker',
    assignee: '018f0000-0000-7000-8000-000000000000',
  })
  expect([refused.status, fieldsOf(refused)]).toEqual([422, ['assignee']])
  expect((await http.get<Ticket>(`/tickets/${number}`)).body).toMatchObject({ priority: 'medium', assignee: null })
})

test('one change can reopen and reassign, or assign and resolve', async () => {
  const { number } = await open()
  const resolved = await http.patch<Ticket>(`/tickets/${number}`, { assignee: petras, status: 'resolved' })
  expect(resolved.body).toMatchObject({ status: 'resolved', assignee: { id: petras } })
  http.db.clock.advance(1)
  const reopened = await http.patch<Ticket>(`/tickets/${number}`, { assignee: null, status: 'open' })
  expect(reopened.body).toMatchObject({ status: 'open', assignee: null, endedAt: null })
})

test('lowering a priority needs a reason', async () => {
  const { number } = await open({ priority: 'blocker' })
  const refused = await http.patch(`/tickets/${number}`, { priority: 'low' })
  expect([refused.status, fieldsOf(refused)]).toEqual([422, ['reason']])
  expect((await http.patch<Ticket>(`/tickets/${number}`, { priority: 'low', reason: 'One phone only' })).body.priority).toBe(
    'low',
  )
})

test('a change can be dated back to the last event, not before it and not into the future', async () => {
  const { number } = await open({ openedAt: '2026-01-05T08:00:00Z' })
  const early = await http.patch(`/tickets/${number}`, { status: 'closed', at: '2026-01-05T07:59:59Z' })
  expect([early.status, fieldsOf(early)]).toEqual([422, ['at']])
  const late = await http.patch(`/tickets/${number}`, { status: 'closed', at: '2027-01-05T08:00:00Z' })
  expect([late.status, fieldsOf(late)]).toEqual([422, ['at']])
  const closed = await http.patch(`/tickets/${number}`, { status: 'closed', at: '2026-01-06T08:00:00Z' })
  expect(closed.body).toMatchObject({ status: 'closed', endedAt: '2026-01-06T08:00:00.000Z' })
})

test('a change of nothing is refused', async () => {
  const { number } = await open()
  expect((await http.patch(`/tickets/${number}`, {})).status).toBe(400)
  expect((await http.patch(`/tickets/${number}`, { reason: 'because' })).status).toBe(400)
})

test('tickets are listed by company, status and assignee, newest first, page by page', async () => {
  const other = await made('/companies', { name: 'Listed' })
  const numbers: number[] = []
  for (let n = 0; n < 5; n++) numbers.push((await open({ company: other, contact: undefined })).number)
  await http.patch(`/tickets/${numbers[0]}`, { status: 'closed' })
  await http.patch(`/tickets/${numbers[1]}`, { assignee: petras })
  const first = await http.get<List<Ticket>>(`/tickets?company=${other}&limit=3`)
  expect(first.body.items.map((ticket) => ticket.number)).toEqual(numbers.slice(2).reverse())
  await open({ company: other, contact: undefined })
  const second = await http.get<List<Ticket>>(`/tickets?company=${other}&limit=3&cursor=${first.body.nextCursor}`)
  expect(second.body.items.map((ticket) => ticket.number)).toEqual([numbers[1], numbers[0]])
  expect(second.body.nextCursor).toBeNull()
  const closed = await http.get<List<Ticket>>(`/tickets?company=${other}&status=closed`)
  expect(closed.body.items.map((ticket) => ticket.number)).toEqual([numbers[0]])
  const his = await http.get<List<Ticket>>(`/tickets?company=${other}&assignee=${petras}`)
  expect(his.body.items.map((ticket) => ticket.number)).toEqual([numbers[1]])
  for (const nobody of ['company=nobody', 'assignee=018f0000-0000-7000-8000-000000000000', `company=${other}&assignee=x`]) {
    expect((await http.get<List<Ticket>>(`/tickets?${nobody}`)).body).toEqual({ items: [], nextCursor: null })
  }
  expect(fieldsOf(await http.get('/tickets?status=lost'))).toEqual(['status'])
})

test('the solving order is blocker first, then the oldest of each priority, and only what is unfinished', async () => {
  const other = await made('/companies', { name: 'Solving' })
  const openOne = async (priority: string, openedAt: string) =>
    (await open({ company: other, contact: undefined, priority, openedAt })).number
  const low = await openOne('low', '2026-01-01T08:00:00Z')
  const high2 = await openOne('high', '2026-02-02T08:00:00Z')
  const blocker = await openOne('blocker', '2026-03-01T08:00:00Z')
  const high1 = await openOne('high', '2026-02-01T08:00:00Z')
  const done = await openOne('blocker', '2026-01-01T08:00:00Z')
  await http.patch(`/tickets/${done}`, { status: 'resolved' })
  const seen: number[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: List<Ticket> = (
      await http.get<List<Ticket>>(`/tickets?company=${other}&order=solving&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`)
    ).body
    seen.push(...page.items.map((ticket) => ticket.number))
    cursor = page.nextCursor
  }
  expect(seen).toEqual([blocker, high1, high2, low])
})

test('an engineer’s comment reaches the client, the client’s reaches the engineer, nobody hears themselves', async () => {
  const { number } = await open()
  await http.patch(`/tickets/${number}`, { assignee: petras })
  http.db.clock.advance(1)
  const answer = await http.post<Comment>(`/tickets/${number}/comments`, {
    author: { engineer: petras },
    body: 'Which carrier is it?',
    waitingForClient: true,
  })
  expect(answer.status).toBe(201)
  expect(answer.body).toMatchObject({
    author: { engineer: petras, name: 'Petras' },
    body: 'Which carrier is it?',
    waitingForClient: true,
    attachments: [],
  })
  expect((await http.get<Ticket>(`/tickets/${number}`)).body.status).toBe('waiting')
  http.db.clock.advance(1)
  await http.post(`/tickets/${number}/comments`, { author: { contact }, body: 'Carrier A.' })
  expect((await http.get<Ticket>(`/tickets/${number}`)).body.status).toBe('open')
  expect((await saidIn(contactChat, 'ticket.comment')).filter((text) => text.includes(`#${number}`))).toHaveLength(1)
  expect((await saidIn(petrasChat, 'ticket.comment')).filter((text) => text.includes('Carrier A.'))).toHaveLength(1)
  const list = await http.get<List<Comment>>(`/tickets/${number}/comments`)
  expect(list.body.items.map((comment) => [comment.author.name, comment.body])).toEqual([
    ['Petras', 'Which carrier is it?'],
    ['Ona', 'Carrier A.'],
  ])
})

test('comments are listed oldest first, page by page', async () => {
  const { number } = await open()
  for (let n = 1; n <= 3; n++)
    await http.post(`/tickets/${number}/comments`, { author: { engineer: petras }, body: `Note ${n}`, internal: true })
  const first = await http.get<List<Comment>>(`/tickets/${number}/comments?limit=2`)
  const second = await http.get<List<Comment>>(`/tickets/${number}/comments?limit=2&cursor=${first.body.nextCursor}`)
  const all = [...first.body.items, ...second.body.items].map((comment) => comment.body)
  expect(all.sort()).toEqual(['Note 1', 'Note 2', 'Note 3'])
  expect(second.body.nextCursor).toBeNull()
})

test('an internal comment is for engineers; a contact’s comment never is internal', async () => {
  const { number } = await open()
  const note = await http.post(`/tickets/${number}/comments`, { author: { engineer: petras }, body: 'Known bug', internal: true })
  expect(note.body).toMatchObject({ internal: true })
  expect((await saidIn(contactChat, 'ticket.comment')).some((text) => text.includes('Known bug'))).toBe(false)
  const refused = await http.post(`/tickets/${number}/comments`, { author: { contact }, body: 'Psst', internal: true })
  expect([refused.status, fieldsOf(refused)]).toEqual([400, ['internal']])
  const waiting = await http.post(`/tickets/${number}/comments`, {
    author: { engineer: petras },
    body: 'Well?',
    internal: true,
    waitingForClient: true,
  })
  expect([waiting.status, fieldsOf(waiting)]).toEqual([422, ['waitingForClient']])
})

test('a sensitive text is nowhere to be read: not in answers, lists, notices or the database', async () => {
  const { number } = await open()
  const secret = 'root / Tr0ub4dor-and-3'
  const headers = { 'idempotency-key': 'sensitive-1' }
  const added = await http.post<Comment>(
    `/tickets/${number}/comments`,
    { author: { contact }, body: secret, sensitive: true },
    headers,
  )
  expect(added.body).toMatchObject({ body: '', sensitive: true })
  expect((await http.get<List<Comment>>(`/tickets/${number}/comments`)).body.items).toMatchObject([{ body: '', sensitive: true }])
  expect(JSON.stringify(await http.said())).not.toContain('Tr0ub4dor')
  expect(JSON.stringify(http.logged)).not.toContain('Tr0ub4dor')
  for (const table of ['comment', 'outbox_message', 'ticket_event', 'idempotency_key', 'secret', 'audit_entry']) {
    const rows = await http.db.sql<{ row: string }>(`SELECT t::text AS row FROM ${table} t`)
    expect(rows.some(({ row }) => row.includes('Tr0ub4dor') || row.includes(Buffer.from(secret).toString('hex')))).toBe(false)
  }
})

test('an author must be one person, known, and of the ticket’s company', async () => {
  const { number } = await open()
  const other = await made('/companies', { name: 'Strangers' })
  const stranger = await made(`/companies/${other}/contacts`, { name: 'Stranger' })
  const say = (author: object) => http.post(`/tickets/${number}/comments`, { author, body: 'Hello' })
  for (const [author, status, field] of [
    [{ contact: stranger }, 422, 'author'],
    [{ engineer: contact }, 422, 'author'],
    [{ engineer: 'nobody' }, 400, 'author.engineer'],
    [{}, 400, 'author'],
    [{ contact, engineer: petras }, 400, 'author'],
  ] as const) {
    const refused = await say(author)
    expect([refused.status, fieldsOf(refused)]).toEqual([status, [field]])
  }
})

test('a contact cannot comment on a closed ticket, and nobody on one that does not exist', async () => {
  const { number } = await open()
  await http.patch(`/tickets/${number}`, { status: 'closed' })
  const refused = await http.post(`/tickets/${number}/comments`, { author: { contact }, body: 'One more thing' })
  expect([refused.status, refused.body.type]).toEqual([409, expect.stringMatching(/ticket-ended$/)])
  expect((await http.post('/tickets/999999/comments', { author: { contact }, body: 'Hello?' })).status).toBe(404)
  expect((await http.get('/tickets/999999/comments')).status).toBe(404)
})

test('a notice that reached nobody is shown on the ticket', async () => {
  const { number } = await open()
  await http.db.sql(
    `INSERT INTO ticket_event (ticket_id, at, kind, data) SELECT id, $2, 'delivery-failed', $3::jsonb FROM ticket WHERE number = $1`,
    [
      number,
      http.db.clock.now,
      JSON.stringify({ kind: 'ticket.comment', channel: 'telegram', reason: 'blocked', contactId: contact, engineerId: null }),
    ],
  )
  expect((await http.get(`/tickets/${number}`)).body).toMatchObject({
    deliveryFailures: [{ kind: 'ticket.comment', channel: 'telegram', reason: 'blocked', contact, engineer: null }],
  })
})
