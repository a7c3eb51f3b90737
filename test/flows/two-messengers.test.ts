// Somebody with two messengers: both work, news goes where they last wrote, and what cannot be said by one goes on by the other.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SendOutcome } from '../../src/domain/channel.ts'
import type { Person } from '../../src/playground/server-contract.ts'
import { connect, createDeskPeople, type DeskPeople, sees } from '../support/desk-people.ts'
import { createScriptedMessenger, type ScriptedPerson } from '../support/scripted-messenger.ts'
import { startTestService, type TestService } from '../support/service.ts'
import { waitUntil } from '../support/wait-until.ts'

const messenger = createScriptedMessenger()
let service: TestService
let people: DeskPeople
let number: number
let contactId: string
let telegram: Person
let other: ScriptedPerson
let persons = 0

beforeAll(async () => {
  service = await startTestService({}, undefined, [messenger])
  people = await createDeskPeople(service)
})
afterAll(() => service.stop())

/** A contact connected on both, who opened a ticket on Telegram and wrote on the other messenger last. */
beforeEach(async () => {
  const id = 5000 + ++persons
  const made = await service.api<{ id: string }>('POST', `/companies/${people.company}/contacts`, {
    name: `Ona ${persons}`,
    telegramId: String(id),
  })
  contactId = made.id
  telegram = await connect(service, id, 'Ona')
  other = messenger.person({ userId: `ona-${persons}`, displayName: 'Ona' })
  const { code, links } = await service.api<{ code: string; links: Record<string, string> }>(
    'POST',
    `/contacts/${contactId}/link-codes`,
  )
  expect(Object.keys(links)).toEqual(['telegram', 'whatsapp'])
  await other.send(`Hello, please connect me: ${code}`)
  await other.sees(/You are connected as/)
  const ticket = await service.api<{ number: number }>('POST', '/tickets', {
    company: people.company,
    contact: contactId,
    summary: 'No calls',
    description: 'No calls since noon',
    priority: 'high',
  })
  number = ticket.number
  messenger.fake.script = null
})

function answer(body: string): Promise<unknown> {
  return service.api('POST', `/tickets/${number}/comments`, { author: { engineer: people.engineers.petras }, body })
}

interface Entry {
  readonly channel: string
  readonly status: string
  readonly reason?: string | null
}

async function ledger(): Promise<readonly (readonly [string, string, string | null])[]> {
  const { items } = await service.api<{ items: (Entry & { kind: string })[] }>(
    'GET',
    `/notifications?ticket=${number}&contact=${contactId}`,
  )
  return items
    .filter(({ kind }) => kind === 'ticket.comment')
    .map(({ channel, status, reason }) => [channel, status, reason ?? null] as const)
}

async function settledLedger(count: number) {
  return waitUntil(async () => {
    const rows = await ledger()
    return rows.length >= count && rows.every(([, status]) => status !== 'queued') ? rows : null
  })
}

test('Both messengers serve the same person, and news goes where they last wrote', async () => {
  await answer('We are looking into it')
  await other.sees('We are looking into it')
  const sent = telegram.send('/tickets')
  await sees(telegram, /open ticket/, { after: sent })
  await answer('Please restart the phone')
  await sees(telegram, /Please restart the phone/, { after: sent })
  expect(await settledLedger(2)).toEqual([
    ['whatsapp', 'sent', null],
    ['telegram', 'sent', null],
  ])
})

test('A channel is told what a notice is about, when the person last wrote, and the same key however often it tries', async () => {
  let tries = 0
  messenger.fake.script = ({ context }) =>
    context.notice !== null && ++tries === 1 ? { kind: 'later', reason: 'busy', scope: 'message' } : undefined
  const before = messenger.fake.calls.length
  await answer('Tried twice')
  await other.sees('Tried twice')
  const [first, second] = messenger.fake.calls.slice(before).map(({ context }) => context)
  expect(first?.notice).toEqual({ kind: 'ticket.comment', about: String(number), language: 'en' })
  expect(Date.now() - (first?.lastHeardAt?.getTime() ?? 0)).toBeLessThan(60_000)
  expect(second?.key).toBe(first?.key)
  await other.send('/help')
  await other.sees(/Write what is wrong/)
  const last = messenger.fake.calls.at(-1)?.context
  expect(last?.notice).toBeNull()
  expect(last?.key).not.toBe(first?.key)
})

test('Nothing there speaks of Telegram where it is not, and a stranger is told of the code alone', async () => {
  await other.send('/help')
  const help = await other.sees(/Write what is wrong/)
  expect(help.text).not.toMatch(/telegram/iu)
  const stranger = messenger.person({ userId: `stranger-${persons}` })
  await stranger.send('hello')
  const greeting = await stranger.sees(/I do not know this chat yet/)
  expect(greeting.text).not.toMatch(/\bID\b|\/start/u)
  await stranger.send('AAAAAAAAAAAAAAAAAAAAAA')
  expect((await stranger.sees(/This code does not work/)).text).not.toMatch(/\bID\b|\/start/u)
})

const never = (reason: string, unreachable?: 'blocked'): SendOutcome => ({
  kind: 'never',
  reason,
  ...(unreachable === undefined ? {} : { unreachable }),
})

describe('What cannot be said by the first messenger goes on by the next', () => {
  test.each([
    ['the conversation is closed', never('conversation-closed'), 'conversation-closed'],
    ['first contacts are paused', never('first-contacts-paused'), 'first-contacts-paused'],
    ['there is no template', never('no-template'), 'no-template'],
    ['the person blocked us', never('blocked', 'blocked'), 'unreachable'],
    ['the content is refused', never('bad-content'), 'bad-content'],
  ] as const)('when %s', async (_, outcome, reason) => {
    messenger.fake.script = ({ context }) => (context.notice === null ? undefined : outcome)
    await answer('First')
    await answer('Second')
    const first = await sees(telegram, /First/)
    const second = await sees(telegram, /Second/)
    expect(first.messageId < second.messageId).toBe(true)
    const rows = await settledLedger(3)
    expect(rows.filter(([channel]) => channel === 'telegram')).toEqual([
      ['telegram', 'sent', null],
      ['telegram', 'sent', null],
    ])
    expect(rows.find(([channel]) => channel === 'whatsapp')).toEqual(['whatsapp', 'failed', reason])
    const events = await service.db.sql(
      `SELECT 1 FROM ticket_event e JOIN ticket t ON t.id = e.ticket_id WHERE t.number = $1 AND e.kind = 'delivery-failed'`,
      [number],
    )
    expect(events).toEqual([])
  })

  test('and when the last one fails too, both reasons stand in the ledger and the ticket shows it', async () => {
    messenger.fake.script = ({ context }) => (context.notice === null ? undefined : never('conversation-closed'))
    telegram.deactivate()
    await answer('Nobody hears this')
    await settledLedger(2)
    expect(await ledger()).toEqual([
      ['whatsapp', 'failed', 'conversation-closed'],
      ['telegram', 'failed', 'unreachable'],
    ])
    const events = await service.db.sql(
      `SELECT 1 FROM ticket_event e JOIN ticket t ON t.id = e.ticket_id WHERE t.number = $1 AND e.kind = 'delivery-failed'`,
      [number],
    )
    expect(events).toHaveLength(1)
  })

  test('and a chat that is known to be blocked is not tried', async () => {
    messenger.fake.script = ({ context }) => (context.notice === null ? undefined : never('conversation-closed'))
    telegram.block()
    await waitUntil(async () => {
      const rows = await service.db.sql('SELECT 1 FROM chat_identity WHERE contact_id = $1 AND blocked_at IS NOT NULL', [
        contactId,
      ])
      return rows.length === 1
    })
    await answer('Nobody hears this either')
    expect(await settledLedger(1)).toEqual([['whatsapp', 'failed', 'conversation-closed']])
  })
})

describe('What the platform reports later', () => {
  async function lastSaid(text: string): Promise<{ conversationId: never; messageId: string }> {
    const shown = await other.sees(text)
    await waitUntil(async () => (await ledger()).every(([, status]) => status === 'sent'))
    const [row] = await service.db.sql<{ conversation_id: string }>(
      'SELECT conversation_id FROM chat_message WHERE external_id = $1 AND outbox_id IS NOT NULL',
      [shown.id],
    )
    return { conversationId: row?.conversation_id as never, messageId: shown.id }
  }

  async function reportOf(messageId: string) {
    const [row] = await service.db.sql<{ report: string | null; content: Buffer | null }>(
      'SELECT m.report, o.content FROM chat_message m JOIN outbox_message o ON o.id = m.outbox_id WHERE m.external_id = $1',
      [messageId],
    )
    return row
  }

  test('only moves forward, and once it arrived its text is kept no longer', async () => {
    await answer('Arrives')
    const said = await lastSaid('Arrives')
    expect(await reportOf(said.messageId)).toMatchObject({ report: null, content: expect.anything() })
    const at = new Date()
    await messenger.report([{ ...said, state: 'read', at }])
    await messenger.report([{ ...said, state: 'delivered', at }])
    await messenger.report([{ ...said, state: 'failed', reason: 'late', at }])
    expect(await reportOf(said.messageId)).toEqual({ report: 'read', content: null })
    expect(await ledger()).toEqual([['whatsapp', 'sent', null]])
  })

  test('a failure after all takes the next messenger, once', async () => {
    await answer('Fails later')
    const said = await lastSaid('Fails later')
    const report = { ...said, state: 'failed', reason: '131026', at: new Date() } as const
    await messenger.report([report, report])
    await sees(telegram, /Fails later/)
    expect(await settledLedger(2)).toEqual([
      ['whatsapp', 'failed', '131026'],
      ['telegram', 'sent', null],
    ])
    expect(telegram.messages().filter(({ text }) => text?.includes('Fails later'))).toHaveLength(1)
  })

  test('of a message nobody knows is ignored', async () => {
    await answer('Known')
    const said = await lastSaid('Known')
    await messenger.report([{ ...said, messageId: 'never-said', state: 'failed', at: new Date() }])
    expect(await ledger()).toEqual([['whatsapp', 'sent', null]])
  })
})
