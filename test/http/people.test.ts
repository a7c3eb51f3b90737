import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashLinkCode, looksLikeLinkCode } from '../../src/domain/link-code.ts'
import { fieldsOf, type HttpRig, linkChat, startHttp } from './rig.ts'

interface Person {
  readonly id: string
  readonly telegramId: string | null
  readonly loginAccess: boolean
  readonly active: boolean
}
interface Code {
  readonly code: string
  readonly expiresAt: string
  readonly links: { readonly telegram?: string }
}

let http: HttpRig
let company = ''
beforeAll(async () => {
  http = await startHttp()
  company = (await http.post<{ id: string }>('/companies', { name: 'Baltic Voice' })).body.id
})
afterAll(() => http.end())

async function newContact(fields: object = {}): Promise<Person> {
  const made = await http.post<Person>(`/companies/${company}/contacts`, { name: 'Ona', ...fields })
  expect(made.status).toBe(201)
  return made.body
}

async function linkedTo(contactId: string): Promise<number> {
  return (await http.db.sql('SELECT 1 FROM chat_identity WHERE contact_id = $1', [contactId])).length
}

async function pinOf(contactId: string): Promise<unknown> {
  return (await http.db.sql('SELECT telegram_pinned_id FROM contact WHERE id = $1', [contactId]))[0]?.['telegram_pinned_id']
}

test('a contact may sign in unless it is there for invoices only', async () => {
  expect(await newContact()).toMatchObject({ loginAccess: true, invoices: false, mainUser: false, active: true })
  expect(await newContact({ invoices: true })).toMatchObject({ loginAccess: false, invoices: true })
  expect(await newContact({ invoices: true, loginAccess: true })).toMatchObject({ loginAccess: true, invoices: true })
})

test('a Telegram id is numeric, as text or number, or a username, kept in lower case', async () => {
  expect((await newContact({ telegramId: 700000001 })).telegramId).toBe('700000001')
  expect((await newContact({ telegramId: '700000002' })).telegramId).toBe('700000002')
  expect((await newContact({ telegramId: '@Ona_Baltic' })).telegramId).toBe('@ona_baltic')
  for (const telegramId of ['ona', '@on', '-100123', '0123', '@ona baltic', 1.5, '99999999999999999', '@ąžuolas']) {
    const refused = await http.post(`/companies/${company}/contacts`, { name: 'Ona', telegramId })
    expect([telegramId, refused.status, fieldsOf(refused)]).toEqual([telegramId, 400, ['telegramId']])
  }
})

test('a WhatsApp number is E.164, however it was typed', async () => {
  expect(await newContact({ whatsapp: '+370 (612) 34-567' })).toMatchObject({ whatsapp: '+37061234567' })
  const refused = await http.post(`/companies/${company}/contacts`, { name: 'Ona', whatsapp: '861234567' })
  expect([refused.status, fieldsOf(refused)]).toEqual([400, ['whatsapp']])
})

test('an id that another active contact or engineer has is refused, also when both come at once', async () => {
  await newContact({ telegramId: '@taken_name', whatsapp: '+37060000001' })
  const byName = await http.post('/engineers', { name: 'Petras', role: 'engineer', telegramId: '@Taken_Name' })
  expect([byName.status, fieldsOf(byName)]).toEqual([409, ['telegramId']])
  const byNumber = await http.post(`/companies/${company}/contacts`, { name: 'Ona', whatsapp: '+37060000001' })
  expect([byNumber.status, fieldsOf(byNumber)]).toEqual([409, ['whatsapp']])
  const atOnce = await Promise.all(
    [1, 2, 3].map(() => http.post(`/companies/${company}/contacts`, { name: 'Twin', telegramId: 700000050 })),
  )
  expect(atOnce.map((answer) => answer.status).sort()).toEqual([201, 409, 409])
})

test('an id pinned to a contact cannot be given to somebody else', async () => {
  const contact = await newContact({ telegramId: '@pinned_one' })
  await http.db.sql("UPDATE contact SET telegram_pinned_id = '700000060' WHERE id = $1", [contact.id])
  const refused = await http.post('/engineers', { name: 'Petras', role: 'engineer', telegramId: '700000060' })
  expect(refused.status).toBe(409)
})

test('the id of a deactivated contact is free again, and blocks their return', async () => {
  const left = await newContact({ telegramId: '700000070' })
  expect((await http.patch<Person>(`/contacts/${left.id}`, { active: false })).body.active).toBe(false)
  const heir = await newContact({ telegramId: '700000070' })
  expect((await http.patch(`/contacts/${left.id}`, { active: true })).status).toBe(409)
  await http.patch(`/contacts/${heir.id}`, { telegramId: null })
  expect((await http.patch(`/contacts/${left.id}`, { active: true })).status).toBe(200)
})

test('another Telegram id unlinks the old chat, tells it so, and takes its pin away', async () => {
  const contact = await newContact({ telegramId: '@moves_on' })
  const chat = await linkChat(http.db, { contactId: contact.id }, 'moves_on')
  await http.db.sql('UPDATE contact SET telegram_pinned_id = $2 WHERE id = $1', [contact.id, chat])
  const changed = await http.patch<Person>(`/contacts/${contact.id}`, { telegramId: '@moved_on' })
  expect(changed.body.telegramId).toBe('@moved_on')
  expect([await linkedTo(contact.id), await pinOf(contact.id)]).toEqual([0, null])
  const told = (await http.said()).filter((said) => said.conversationId === `telegram:1:${chat}`)
  expect(told.map((said) => said.kind)).toContain('identity.unlinked')
})

test('the same Telegram id again changes nothing: the pin and the chat stay', async () => {
  const contact = await newContact({ telegramId: '@stays_here' })
  const chat = await linkChat(http.db, { contactId: contact.id }, 'stays_here')
  await http.db.sql('UPDATE contact SET telegram_pinned_id = $2 WHERE id = $1', [contact.id, chat])
  expect((await http.patch(`/contacts/${contact.id}`, { telegramId: '@STAYS_here', name: 'Ona B.' })).status).toBe(200)
  expect([await linkedTo(contact.id), await pinOf(contact.id)]).toEqual([1, chat])
  // The numeric id of the very chat that is linked is the same person, too.
  expect((await http.patch(`/contacts/${contact.id}`, { telegramId: Number(chat) })).status).toBe(200)
  expect([await linkedTo(contact.id), await pinOf(contact.id)]).toEqual([1, chat])
})

test('a cleared Telegram id, and a deactivated person, lose their chat', async () => {
  const cleared = await newContact({ telegramId: '700000080' })
  await linkChat(http.db, { contactId: cleared.id })
  await http.patch(`/contacts/${cleared.id}`, { telegramId: null })
  expect(await linkedTo(cleared.id)).toBe(0)
  const left = await newContact({ telegramId: '700000081' })
  await linkChat(http.db, { contactId: left.id })
  await http.patch(`/contacts/${left.id}`, { active: false })
  expect(await linkedTo(left.id)).toBe(0)
})

test('withdrawn access takes effect at once and brings the menu of the new role, but keeps the chat', async () => {
  const contact = await newContact({ telegramId: '700000090', loginAccess: true })
  const chat = await linkChat(http.db, { contactId: contact.id })
  const changed = await http.patch<Person>(`/contacts/${contact.id}`, { loginAccess: false, invoices: true })
  expect(changed.body).toMatchObject({ loginAccess: false, invoices: true })
  expect(await linkedTo(contact.id)).toBe(1)
  const menus = (await http.said()).filter((said) => said.conversationId === `telegram:1:${chat}` && said.type === 'menu')
  expect(menus).toHaveLength(1)
})

test('changes of rights stand in the audit, names do not', async () => {
  const contact = await newContact()
  await http.patch(`/contacts/${contact.id}`, { name: 'Ona Onaitė', mainUser: true })
  const entries = await http.db.sql('SELECT action, data FROM audit_entry WHERE subject = $1 ORDER BY id', [
    `contact:${contact.id}`,
  ])
  expect(entries.at(-1)).toEqual({ action: 'change-rights', data: { mainUser: 'false -> true' } })
})

test('engineers are registered, listed and changed', async () => {
  const made = await http.post<Person>('/engineers', {
    name: 'Petras',
    role: 'engineer',
    telegramId: '@petras_voip',
    publicContact: true,
  })
  expect(made.body).toMatchObject({ role: 'engineer', telegramId: '@petras_voip', publicContact: true, active: true })
  const admin = await http.patch(`/engineers/${made.body.id}`, { role: 'admin', publicContact: false })
  expect(admin.body).toMatchObject({ role: 'admin', publicContact: false })
  const list = await http.get<{ items: { id: string }[] }>('/engineers')
  expect(list.body.items.map((engineer) => engineer.id)).toContain(made.body.id)
  expect(fieldsOf(await http.post('/engineers', { name: 'Petras', role: 'boss' }))).toEqual(['role'])
})

test('a link code is 128 bits, lasts 15 minutes, is kept as a hash only, and ends the one before', async () => {
  const contact = await newContact()
  const first = await http.post<Code>(`/contacts/${contact.id}/link-codes`)
  const second = await http.post<Code>(`/contacts/${contact.id}/link-codes`, {})
  expect([first.status, second.status]).toEqual([201, 201])
  expect(looksLikeLinkCode(second.body.code)).toBe(true)
  expect(second.body.expiresAt).toBe(new Date(http.db.clock.now.getTime() + 15 * 60_000).toISOString())
  expect(second.body.links).toEqual({ telegram: `https://t.me/desk_bot?start=${second.body.code}` })
  const rows = await http.db.sql<{ code_hash: Buffer; expires_at: Date }>(
    'SELECT code_hash, expires_at FROM link_code WHERE contact_id = $1',
    [contact.id],
  )
  const open = rows.filter((row) => row.expires_at > http.db.clock.now)
  expect([rows.length, open.length]).toEqual([2, 1])
  expect(open[0]?.code_hash.equals(Buffer.from(hashLinkCode(second.body.code)))).toBe(true)
  expect(rows.some((row) => row.code_hash.equals(createHash('sha256').update(second.body.code).digest()))).toBe(false)
  const stored = JSON.stringify(await http.db.sql('SELECT * FROM audit_entry'))
  expect(stored).not.toContain(second.body.code)
})

test('an engineer gets a link code; somebody inactive or unknown does not', async () => {
  const engineer = (await http.post<Person>('/engineers', { name: 'Jonas', role: 'admin' })).body
  expect((await http.post(`/engineers/${engineer.id}/link-codes`)).status).toBe(201)
  await http.patch(`/engineers/${engineer.id}`, { active: false })
  expect((await http.post(`/engineers/${engineer.id}/link-codes`)).status).toBe(409)
  expect((await http.post(`/contacts/${engineer.id}/link-codes`)).status).toBe(404)
})

test('the contacts of a company are listed, also those who left, and nobody else’s', async () => {
  const other = (await http.post<{ id: string }>('/companies', { name: 'Nordic Telecom' })).body.id
  const made: string[] = []
  for (const name of ['Ingrid', 'Lars']) made.push((await http.post<Person>(`/companies/${other}/contacts`, { name })).body.id)
  await http.patch(`/contacts/${made[1]}`, { active: false })
  const listed = await http.get<{ items: Person[] }>(`/companies/${other}/contacts`)
  expect(listed.body.items.map(({ id, active }) => [id, active])).toEqual([
    [made[0], true],
    [made[1], false],
  ])
})

test('what somebody is told can be switched off, but not what carries a promise', async () => {
  const { id } = await newContact()
  const changed = await http.patch(`/contacts/${id}`, { mutedNotices: ['status', 'payments'], currentTicket: false })
  expect(changed.body).toMatchObject({ mutedNotices: ['status', 'payments'], currentTicket: false })
  const refused = await http.patch(`/contacts/${id}`, { mutedNotices: ['answers'] })
  expect([refused.status, fieldsOf(refused)]).toEqual([400, ['mutedNotices.0']])
})

test('an engineer’s quiet hours and absence are set, shown and ended; what cannot be is named', async () => {
  const { id } = (await http.post<Person>('/engineers', { name: 'Ona', role: 'engineer' })).body
  const until = new Date(http.db.clock.now.getTime() + 3 * 86_400_000).toISOString()
  const rests = await http.patch(`/engineers/${id}`, { quietHours: { from: '22:00', to: '07:30' }, away: { until } })
  const since = http.db.clock.now.toISOString()
  expect(rests.body).toMatchObject({ quietHours: { from: '22:00', to: '07:30' }, away: { since, until } })
  const open = await http.patch(`/engineers/${id}`, { away: { until: null } })
  expect(open.body).toMatchObject({ quietHours: { from: '22:00', to: '07:30' }, away: { until: null } })
  const audit = await http.db.sql('SELECT actor, action FROM audit_entry WHERE subject = $1 ORDER BY id', [`engineer:${id}`])
  expect(audit).toContainEqual({ actor: 'api', action: 'away' })
  const back = await http.patch(`/engineers/${id}`, { quietHours: null, away: null })
  expect(back.body).toMatchObject({ quietHours: null, away: null })
  const past = await http.patch(`/engineers/${id}`, { away: { until: since } })
  expect([past.status, fieldsOf(past)]).toEqual([422, ['away.until']])
  const gone = await http.patch(`/engineers/${id}`, { active: false, away: { until: null } })
  expect([gone.status, fieldsOf(gone)]).toEqual([409, ['away']])
  const still = await http.get<{ items: { id: string; active: boolean }[] }>('/engineers?limit=200')
  expect(still.body.items.find((engineer) => engineer.id === id)).toMatchObject({ active: true, away: null })
})
