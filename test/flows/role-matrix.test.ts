// Every command, every kind of button and every use of the API, tried by everybody, on what is theirs and on what is another
// company's. The walk is made of the registry and the table of permissions, so that whatever is added is tried too.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buttonActions } from '../../src/bot/button-actions.ts'
import { type CommandName, commandActions, menuOf } from '../../src/domain/menus.ts'
import { type Action, isAllowed, type Role } from '../../src/domain/permissions.ts'
import { createDeskPeople, type DeskPeople, telegramIds } from '../support/desk-people.ts'
import { pressForged } from '../support/forged-button.ts'
import { apiToken, startTestService, type TestService } from '../support/service.ts'
import { waitUntil } from '../support/wait-until.ts'

type Person = ReturnType<TestService['telegram']['person']>

/** Whom and what somebody may name: their own, another company's, or what does not exist. */
interface Things {
  readonly ticket: number
  readonly invoice: string
  readonly invoiceId: string
  readonly contactId: string
}

const everybody: readonly { readonly who: string; readonly id: number; readonly roles: readonly Role[] }[] = [
  { who: 'a client', id: telegramIds.ruta, roles: ['client'] },
  { who: 'a main user', id: telegramIds.jonas, roles: ['client', 'main-user'] },
  { who: 'an Invoices contact', id: telegramIds.invoices, roles: ['finance'] },
  { who: 'a client who gets invoices', id: 1010, roles: ['client', 'finance'] },
  { who: 'an engineer', id: telegramIds.petras, roles: ['engineer'] },
  { who: 'an admin', id: telegramIds.admin, roles: ['admin'] },
]
const contactsOnly = everybody.filter(({ roles }) => !roles.includes('engineer') && !roles.includes('admin'))

const commandNames = (Object.keys(commandActions) as CommandName[]).filter((name) => name !== 'start')
const buttonKinds = Object.keys(buttonActions) as (keyof typeof buttonActions)[]
const staleButton = 'This button is from before and does nothing any more.'
const nobodys = '00000000-0000-7000-8000-000000000000'
const unknown: Things = { ticket: 99_999, invoice: '1999-00001', invoiceId: nobodys, contactId: nobodys }

let service: TestService
let people: DeskPeople
let own: Things
let foreign: Things

beforeAll(async () => {
  service = await startTestService({ TICKET_NUMBER_START: '20001' })
  people = await createDeskPeople(service)
  await service.api('POST', `/companies/${people.company}/contacts`, {
    name: 'Vida',
    telegramId: '1010',
    loginAccess: true,
    invoices: true,
  })
  own = await makeThings(people.company, people.contacts.ruta)
  foreign = await makeThings(people.otherCompany, people.contacts.ingrid)
  for (const { id } of everybody) await say(id, ['/start'])
})

afterAll(() => service.stop())

async function makeThings(company: string, contactId: string): Promise<Things> {
  const words = { company, summary: 'No audio', description: 'No audio', priority: 'medium' }
  const { number } = await service.api<{ number: number }>('POST', '/tickets', words)
  const lines = [{ description: 'Support', quantity: 1, unitPriceCents: 100 }]
  const bill = { company, currency: 'EUR', dueOn: '2031-01-31', lines }
  const { number: invoice } = await service.api<{ number: string }>('POST', '/invoices', bill)
  const [row] = await service.db.sql<{ id: string }>('SELECT id FROM invoice WHERE number = $1', [invoice])
  return { ticket: number, invoice, invoiceId: row?.id ?? '', contactId }
}

/** Everything was thought about and everything said; what waits for its place among others does not wait by the clock. */
async function quiet(): Promise<void> {
  await waitUntil(
    async () => {
      service.advance(2)
      const [row] = await service.db.sql<{ waits: boolean }>(
        `SELECT EXISTS (SELECT FROM inbound_message WHERE state = 'new')
           OR EXISTS (SELECT FROM outbox_message WHERE state = 'sending' OR (state = 'queued' AND due_at < now() + interval '1 hour')) AS waits`,
      )
      return row?.waits === false
    },
    { what: 'everything to be said', everyMs: 30, timeoutMs: 20_000 },
  )
}

/** Lets somebody act, and reads what the bot said to them until all is quiet. */
async function answers(person: Person, act: () => Promise<void>): Promise<readonly string[]> {
  await quiet()
  const mark = person.mark()
  await act()
  await waitUntil(async () => (await service.db.sql(`SELECT FROM inbound_message WHERE state = 'new'`)).length === 0, {
    what: 'the desk to think',
    everyMs: 20,
  })
  await quiet()
  const said = person.messages().filter((message) => message.mark > mark && message.text !== 'a forged message')
  return said.map(({ text }) => text)
}

function say(id: number, lines: readonly string[]): Promise<readonly string[]> {
  const person = service.telegram.person({ id })
  return answers(person, async () => {
    for (const line of lines) person.send(line)
    await arrived(lines.length, id)
  })
}

const sent = new Map<number, number>()

/** The desk has stored so many more updates of this chat. */
async function arrived(count: number, id: number): Promise<void> {
  const wanted = (sent.get(id) ?? 0) + count
  sent.set(id, wanted)
  await waitUntil(
    async () => {
      const rows = await service.db.sql(`SELECT FROM inbound_message WHERE conversation_id LIKE '%:' || $1`, [String(id)])
      return rows.length >= wanted
    },
    { what: `${wanted} updates of ${id} to arrive`, everyMs: 20, timeoutMs: 20_000 },
  )
}

function press(id: number, presses: readonly string[]): Promise<readonly string[]> {
  const person = service.telegram.person({ id })
  return answers(person, async () => {
    for (const data of presses) await pressForged(service, person, data)
    await arrived(presses.length, id)
  })
}

/** Commands that are about a ticket get a number; the others do not need one to show whether they exist. */
function lineOf(name: CommandName, things: Things): string {
  if (name === 'invoice') return `/invoice ${things.invoice}`
  if (commandActions[name] === 'manage-records' || withoutNumber.has(name)) return `/${name}`
  return `/${name} ${things.ticket}`
}
const withoutNumber: ReadonlySet<string> = new Set(['new', 'contacts', 'settings', 'invoices', 'broadcast', 'find', 'search'])

function dataOf(kind: keyof typeof buttonActions, things: Things): string {
  const [letter, verb] = kind.split(':')
  if (letter === 't') return `t:${things.ticket}:${verb}${values[verb ?? ''] ?? ''}`
  if (letter === 'k') return `k:${things.contactId}:show::abc`
  if (letter === 'i') return `i:${things.invoiceId}:show`
  if (letter === 'e') return 'e:abc:language:en'
  return `${kind.replace(':', `:${nobodys}:`)}${verb === undefined ? `:${nobodys}:show` : ''}`
}
const values: Readonly<Record<string, string>> = { p: ':high', s: ':unrelated', agree: ':9000-EUR' }

/** Kinds that do something to a ticket in any state; the others need a moment of their own, and are tried where they belong. */
const onAnyTicket = ['t:show', 't:take', 't:have', 't:answer', 't:s', 't:p', 't:agree', 't:close', 't:reopen'] as const

function wording(lines: readonly string[], things: Things): readonly string[] {
  return lines.map((line) => line.replaceAll(String(things.ticket), 'N').replaceAll(things.invoice, 'I'))
}

const may = (roles: readonly Role[], action: Action) => isAllowed(roles, action)

/** What somebody of another company must not be able to change. */
async function othersState(): Promise<unknown> {
  return service.db.sql(
    `SELECT t.status, t.priority, t.assignee_id, t.server_id, t.last_activity_at,
       (SELECT count(*)::int FROM comment c WHERE c.ticket_id = t.id) AS comments,
       (SELECT count(*)::int FROM ticket_event e WHERE e.ticket_id = t.id) AS events,
       (SELECT json_agg(k ORDER BY k.id) FROM contact k WHERE k.company_id = t.company_id) AS contacts
     FROM ticket t WHERE t.number = $1`,
    [foreign.ticket],
  )
}

describe('commands', () => {
  test.each(everybody)('$who finds every command of theirs, and no other', { timeout: 60_000 }, async ({ id, roles }) => {
    const forbidden = commandNames.filter((name) => !may(roles, commandActions[name]))
    const refused = await say(
      id,
      forbidden.map((name) => lineOf(name, own)),
    )
    // Clients learn whom of their company to ask for invoices, and nothing else of them.
    const refusal = (name: CommandName) =>
      roles.includes('client') && (name === 'invoice' || name === 'invoices')
        ? "Your company's invoices go to Invoices, Vida. Please ask there."
        : `I do not know /${name}. /help shows what I can do.`
    expect([...refused].sort()).toEqual(forbidden.map(refusal).sort())
    const allowed = commandNames.filter((name) => may(roles, commandActions[name]))
    const heard = await say(
      id,
      allowed.map((name) => lineOf(name, own)),
    )
    expect(heard.filter((text) => text.startsWith('I do not know /'))).toEqual([])
    expect(heard.length).toBeGreaterThanOrEqual(allowed.length / 2)
  })

  test.each(everybody)('$who is listed and told of what they may use, and nothing else', async ({ id, roles }) => {
    const listed = menuOf(roles)
    expect(listed.every((name) => may(roles, commandActions[name]))).toBe(true)
    const person = service.telegram.person({ id })
    expect(person.menu().map(({ command }) => command)).toEqual(listed)
    const help = (await say(id, ['/help'])).join('\n')
    const explained = commandNames.filter((name) => new RegExp(`/${name}\\b`).test(help))
    expect(explained.filter((name) => !may(roles, commandActions[name]))).toEqual([])
  })

  test.each(contactsOnly)('$who is answered about another company as about nothing at all', { timeout: 60_000 }, async (each) => {
    const before = await othersState()
    const allowed = commandNames.filter((name) => may(each.roles, commandActions[name]))
    const lines = (things: Things) => allowed.map((name) => lineOf(name, things))
    const ofForeign = wording(await say(each.id, ['/cancel', ...lines(foreign)]), foreign)
    const ofNothing = wording(await say(each.id, ['/cancel', ...lines(unknown)]), unknown)
    expect(ofForeign).toEqual(ofNothing)
    expect(await othersState()).toEqual(before)
  })

  test('a stranger learns how to connect, and that no command exists', async () => {
    const heard = await say(
      666_001,
      commandNames.flatMap((name) => [lineOf(name, own)]),
    )
    expect(heard).toHaveLength(1)
    expect(heard[0]).toContain('This is the support desk for our clients')
  })
})

describe('buttons', () => {
  test.each(everybody)('$who cannot press what is not theirs', { timeout: 60_000 }, async ({ id, roles }) => {
    const forbidden = buttonKinds.filter((kind) => !may(roles, buttonActions[kind]))
    const heard = await press(
      id,
      forbidden.map((kind) => dataOf(kind, own)),
    )
    expect(heard).toEqual(forbidden.map(() => staleButton))
  })

  test.each(everybody)('$who can press the ticket buttons of theirs', { timeout: 60_000 }, async ({ id, roles }) => {
    const theirs = onAnyTicket.filter((kind) => may(roles, buttonActions[kind]))
    const heard = await press(
      id,
      theirs.map((kind) => dataOf(kind, own)),
    )
    expect(heard.filter((text) => text === staleButton)).toEqual([])
    if (theirs.length > 0) expect(heard.length).toBeGreaterThan(0)
  })

  test.each(contactsOnly)('$who presses on another company’s thing as on nothing at all', { timeout: 60_000 }, async (each) => {
    const before = await othersState()
    const allowed = buttonKinds.filter((kind) => may(each.roles, buttonActions[kind]))
    const presses = (things: Things) => allowed.map((kind) => dataOf(kind, things))
    const ofForeign = wording(await press(each.id, presses(foreign)), foreign)
    const ofNothing = wording(await press(each.id, presses(unknown)), unknown)
    expect(ofForeign).toEqual(ofNothing)
    expect(await othersState()).toEqual(before)
  })

  test('a stranger’s press is answered like a made-up one', async () => {
    await say(666_002, ['hello'])
    const heard = await press(
      666_002,
      buttonKinds.map((kind) => dataOf(kind, own)),
    )
    expect(heard).toEqual(buttonKinds.map(() => staleButton))
  })
})

describe('the API', () => {
  interface Document {
    readonly paths: Record<string, Record<string, unknown>>
  }

  async function call(method: string, path: string, token: string | null, body?: unknown) {
    const response = await fetch(`${service.app.url}/api/v1${path}`, {
      method: method.toUpperCase(),
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, text: await response.text() }
  }

  test('every operation is closed to whoever has not the token, whatever they name', async () => {
    const { paths } = JSON.parse((await call('get', '/openapi.json', null)).text) as Document
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => [method, path.replace('/api/v1', '')] as const),
    )
    expect(operations.length).toBeGreaterThan(40)
    for (const [method, path] of operations) {
      const named = path.replace('{number}', String(own.ticket)).replace('{id}', people.company)
      for (const token of [null, 'not-the-token', `${apiToken}x`]) {
        expect([method, path, (await call(method, named, token)).status]).toEqual([method, path, 401])
      }
      if (method === 'get') expect([403, 401]).not.toContain((await call(method, named, apiToken)).status)
    }
  })

  test('naming what is another company’s is answered as naming nothing', async () => {
    const ticket = { company: people.company, summary: 'x', description: 'x', priority: 'low' }
    const [server] = await service.db.sql<{ id: string }>('SELECT id FROM server WHERE company_id = $1', [people.otherCompany])
    const tries: readonly (readonly [string, string, (id: string) => unknown, string])[] = [
      ['post', '/tickets', (contact) => ({ ...ticket, contact }), people.contacts.ingrid],
      ['post', '/tickets', (id) => ({ ...ticket, server: id }), server?.id ?? ''],
      ['post', `/tickets/${own.ticket}/comments`, (contact) => ({ author: { contact }, body: 'x' }), people.contacts.ingrid],
    ]
    for (const [method, path, body, id] of tries) {
      const ofForeign = await call(method, path, apiToken, body(id))
      const ofNothing = await call(method, path, apiToken, body(nobodys))
      const plain = (text: string) => text.replace(/"instance":"[^"]*"/, '')
      expect([path, ofForeign.status]).toEqual([path, 422])
      expect([path, ofForeign.status, plain(ofForeign.text)]).toEqual([path, ofNothing.status, plain(ofNothing.text)])
    }
  })
})
