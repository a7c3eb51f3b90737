// Files of records through the API: checked, taken in by the house, and harmless when they come again.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { continueImports } from '../../src/services/continue-imports.ts'
import { silentLog } from '../support/delivery.ts'
import { createDesk } from '../support/desk.ts'
import { type HttpRig, linkChat, startHttp } from './rig.ts'

interface Import {
  readonly id: string | null
  readonly state: string
  readonly kind: string
  readonly rows: number
  readonly create: number
  readonly change: number
  readonly unchanged: number
  readonly faulty: number
  readonly faults: readonly { readonly line: number; readonly field: string; readonly reason: string }[]
}

let http: HttpRig
beforeAll(async () => {
  http = await startHttp()
})
afterAll(() => http.end())

const csv = { 'content-type': 'text/csv' }

async function check(text: string, query = ''): Promise<Import> {
  const answer = await http.post<Import>(`/imports?dryRun=true${query}`, text, csv)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}

/** Posts a file, and has the house take in all of it. */
async function bringIn(text: string, query = ''): Promise<Import> {
  const posted = await http.post<Import>(`/imports${query}`, text, csv)
  expect(posted.status, JSON.stringify(posted.body)).toBe(201)
  const deps = { database: http.db.database, desk: createDesk(), files: http.files, log: silentLog }
  for (;;) {
    await continueImports(deps)
    const now = (await http.get<Import>(`/imports/${posted.body.id}`)).body
    if (now.state === 'done') return now
  }
}

const companies = 'name;externalId;emails;language\nBaltic Voice;crm-1;a@example.org;lt\nNordic Calls;crm-2;;\n'
const contacts = [
  'company,name,telegramId,mainUser,invoices',
  'crm-1,Jonas,1001,yes,',
  'baltic voice,Invoices,,,yes',
  'Nordic Calls,Ingrid,@ingrid_n,,',
].join('\n')

test('a dry run tells what would be made, and makes nothing', async () => {
  const checked = await check(companies)
  expect(checked).toMatchObject({ id: null, state: 'dry-run', kind: 'companies', rows: 2, create: 2, change: 0, faulty: 0 })
  expect((await http.get<{ items: unknown[] }>('/companies')).body.items).toEqual([])
})

test('companies, contacts and servers come in, and the same files again change nothing', async () => {
  expect(await bringIn(companies)).toMatchObject({ create: 2, change: 0, faulty: 0 })
  expect(await bringIn(contacts)).toMatchObject({ create: 3, faulty: 0 })
  const servers = 'company;name;product;version\ncrm-1;mor-1;MOR;17\ncrm-1;mor-2;MOR;16'
  expect(await bringIn(servers)).toMatchObject({ create: 2, faulty: 0 })
  const people = await http.db.sql('SELECT name, login_access, main_user, invoices, telegram_id FROM contact ORDER BY name')
  expect(people).toEqual([
    { name: 'Ingrid', login_access: true, main_user: false, invoices: false, telegram_id: '@ingrid_n' },
    { name: 'Invoices', login_access: false, main_user: false, invoices: true, telegram_id: null },
    { name: 'Jonas', login_access: true, main_user: true, invoices: false, telegram_id: '1001' },
  ])
  for (const file of [companies, contacts, servers]) {
    const again = await bringIn(file)
    expect([again.create, again.change, again.unchanged, again.faulty]).toEqual([0, 0, again.rows, 0])
  }
})

test('a changed cell changes that and nothing else; an empty one changes nothing', async () => {
  const changed = await bringIn('externalId;name;licence;language\ncrm-1;Baltic Voice Group;yes;')
  expect(changed).toMatchObject({ create: 0, change: 1 })
  const [row] = await http.db.sql(`SELECT name, emails, language, licence FROM company WHERE external_id = 'crm-1'`)
  expect(row).toEqual({ name: 'Baltic Voice Group', emails: ['a@example.org'], language: 'lt', licence: true })
})

test('another Telegram id in a file unlinks the chat of the old one, as everywhere', async () => {
  const [jonas] = await http.db.sql<{ id: string }>(`SELECT id FROM contact WHERE name = 'Jonas'`)
  const userId = await linkChat(http.db, { contactId: jonas?.id ?? '' })
  await bringIn('company,name,telegramId\ncrm-1,Jonas,1009')
  const [identity] = await http.db.sql(`SELECT contact_id FROM chat_identity WHERE user_id = $1`, [userId])
  expect(identity).toEqual({ contact_id: null })
})

test('lines with a fault are named and left out; the others come in', async () => {
  const text = [
    'company;name;telegramId;email',
    'crm-1;Good;5001;',
    'crm-9;Lost;;',
    'crm-1;Thief;1009;',
    'crm-1;=cmd();;',
    'crm-1;Mail;;nonsense',
  ].join('\n')
  const faults = [
    { line: 3, field: 'company', reason: 'unknown-company' },
    { line: 4, field: 'telegramId', reason: 'taken' },
    { line: 5, field: 'name', reason: 'formula' },
    { line: 6, field: 'email', reason: 'email' },
  ]
  expect(await check(text)).toMatchObject({ create: 1, faulty: 4, faults })
  expect(await bringIn(text)).toMatchObject({ create: 1, faulty: 4, faults })
})

test('a company’s name that several have is not guessed at', async () => {
  await bringIn('name;externalId\nTwin;t-1\nTwin;t-2')
  expect((await check('company;name;product\nTwin;s;MOR\nt-1;s2;MOR')).faults).toEqual([
    { line: 2, field: 'company', reason: 'ambiguous-company' },
  ])
})

test('a form is taken as well, and its file is kept nowhere', async () => {
  const form = new FormData()
  form.append('file', new Blob(['\ufeffcompany;name\r\ncrm-2;fax-1\r\n'], { type: 'text/csv' }), 'servers.csv')
  const answer = await http.call<Import>('POST', '/imports?dryRun=true', form)
  expect(answer.body).toMatchObject({ kind: 'servers', create: 1 })
})

test('a file of more rows than one share comes in whole, and what it said is kept nowhere afterwards', async () => {
  const names = Array.from({ length: 400 }, (_, index) => `Client ${index}`)
  const done = await bringIn(`name\n${names.join('\n')}`)
  expect(done).toMatchObject({ create: 400, faulty: 0 })
  expect(await http.db.sql('SELECT 1 FROM record_import WHERE content IS NOT NULL')).toEqual([])
})

describe('is refused', () => {
  test.each([
    ['a file without lines', 'name\n', 400],
    ['a column nobody knows', 'name;salary\nA;1', 400],
    ['what is no text', '\u0000\u0001', 400],
  ])('%s', async (_title, text, status) => {
    expect((await http.post('/imports', text, csv)).status).toBe(status)
  })

  test('bytes that are not UTF-8', async () => {
    const form = new FormData()
    form.append('file', new Blob([Buffer.from([0x6e, 0xe8, 0x0a, 0x41])]), 'companies.csv')
    const answer = await http.call('POST', '/imports', form)
    expect([answer.status, answer.body.errors?.[0]?.message]).toEqual([400, 'must be text in UTF-8'])
  })

  test('a body that is JSON', async () => {
    expect((await http.post('/imports', { rows: [] })).status).toBe(400)
  })

  test('an import that nobody knows', async () => {
    expect((await http.get('/imports/018f0000-0000-7000-8000-000000000000')).status).toBe(404)
  })
})

test('the same key posts a file once', async () => {
  const headers = { ...csv, 'idempotency-key': 'file-1' }
  const first = await http.post<Import>('/imports', 'name\nOnce', headers)
  const second = await http.post<Import>('/imports', 'name\nOnce', headers)
  expect(second.body.id).toBe(first.body.id)
  expect((await http.post('/imports', 'name\nTwice', headers)).status).toBe(422)
})
