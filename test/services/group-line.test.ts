// The line in front of the engineers' group, simulated with both clocks moved by hand: real deliveries to the loopback server, which
// refuses what is more than twenty messages in a minute.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTelegramChannel } from '../../src/channels/telegram/channel.ts'
import { queueMessages } from '../../src/db/outbox.ts'
import { ensureGroup, type StaffGroup } from '../../src/db/rooms.ts'
import { findDueOutbox } from '../../src/db/waiting.ts'
import { conversationId, newId, type TicketId } from '../../src/domain/ids.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import { type BotApiServer, startBotApiServer } from '../../src/playground/bot-api-server.ts'
import { createDeliver, type Deliver } from '../../src/services/deliver.ts'
import type { Desk } from '../../src/services/desk.ts'
import { createRoomKeeper } from '../../src/services/room-keeper.ts'
import { showInRoom } from '../../src/services/show-in-room.ts'
import { findRoom, sayInRoom } from '../../src/services/tell-room.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createMemoryStore, silentLog } from '../support/delivery.ts'
import { createDesk } from '../support/desk.ts'
import { createCompany } from '../support/factories.ts'

const chatId = -1_001_234_567_890
const topics = 200

let db: TestDatabase
let server: BotApiServer
let desk: Desk
let deliver: Deliver
let account: string
let company: string

beforeAll(async () => {
  db = await createTestDatabase({ now: new Date() })
  server = await startBotApiServer({ groupMessagesPerMinute: 20 })
  server.group({ title: 'Engineers', forum: true, id: chatId })
  const channel = createTelegramChannel({ token: server.token, apiRoot: server.apiRoot, mode: 'polling', log: silentLog })
  account = `telegram:${channel.account}`
  const address = String(chatId)
  const id = conversationId('telegram', channel.account, address)
  const staffGroup: StaffGroup = { id, channel: 'telegram', account: channel.account, address }
  desk = createDesk({ staffGroup })
  await db.database.transaction((tx) => ensureGroup(tx, staffGroup))
  const rooms = createRoomKeeper(desk)
  deliver = createDeliver({
    database: db.database,
    channels: new Map([['telegram', channel]]),
    files: createMemoryStore(),
    processNumber: () => 1,
    retryFirstSeconds: 5,
    defaultLanguage: 'en',
    log: silentLog,
    ...(rooms === undefined ? {} : { rooms }),
  })
  company = await db.database.transaction(async (tx) => (await createCompany(tx)).id)
})

afterAll(async () => {
  await server.close()
  await db.drop()
})

/** Both clocks. */
function advance(seconds: number): void {
  db.clock.advance(seconds)
  server.advanceClock(seconds)
}

/** What the sweep of each second does. */
async function sweep(): Promise<void> {
  const due = await db.database.statements((tx) => findDueOutbox(tx, [account], 300))
  for (const id of due) await deliver(id)
}

async function makeTicket(number: number, priority: Ticket['priority'] = 'high'): Promise<Ticket> {
  const now = db.clock.now
  const id = newId<TicketId>(now)
  await db.sql(
    `INSERT INTO ticket (id, number, company_id, summary, description, priority, status, channel, opened_at, last_activity_at, created_at)
     VALUES ($1, $2, $3, 'No calls', 'No calls', $4, 'open', 'api', $5, $5, $5)`,
    [id, number, company, priority, now],
  )
  const words = {
    summary: 'No calls',
    description: 'No calls',
    status: 'open',
    channel: 'api',
    openedAt: now,
    endedAt: null,
  } as const
  return {
    id,
    number,
    companyId: company as Ticket['companyId'],
    contactId: null,
    serverId: null,
    assigneeId: null,
    priority,
    ...words,
  }
}

/** A ticket whose topic is open already, with its card. */
async function openTopic(ticket: Ticket, thread: number): Promise<void> {
  await db.database.transaction((tx) => showInRoom(tx, desk, ticket.id))
  server.bot.chats.get(chatId)?.topics.set(thread, { name: `#${ticket.number}`, iconColor: 0x6fb9f0, closed: false })
  const at = conversationId('telegram', account.split(':')[1] ?? '', `${chatId}/${thread}`)
  await db.sql(`UPDATE conversation SET id = $1, address = $2 WHERE address = $3`, [
    at,
    `${chatId}/${thread}`,
    `${chatId}/new-${ticket.number}`,
  ])
  await db.sql(`UPDATE outbox_message SET state = 'sent', content = NULL WHERE conversation_id = $1 OR ticket_id = $2`, [
    at,
    ticket.id,
  ])
}

async function clientSays(ticket: Ticket, text: string): Promise<void> {
  await db.database.transaction(async (tx) => {
    await showInRoom(tx, desk, ticket.id)
    const room = await findRoom(tx, desk, ticket)
    if (room === null) throw new Error('a ticket without a room')
    await sayInRoom(tx, desk, ticket, room, { kind: 'room.client', dedup: text, text: { text, marks: [] } })
  })
}

const textsSeen = () => server.calls.map(({ parameters, status }) => (status === 200 ? String(parameters['text'] ?? '') : ''))

test('200 busy topics stay inside twenty a minute, no word of a client is lost, and a Blocker is there within five seconds', async () => {
  const tickets: Ticket[] = []
  for (let n = 0; n < topics; n++) {
    const ticket = await makeTicket(20_000 + n)
    await openTopic(ticket, 5_000 + n)
    tickets.push(ticket)
  }
  // Everybody's client writes twice, and each message changes the card as well.
  for (let round = 0; round < 2; round++)
    for (const { number } of tickets) await clientSays(tickets[number - 20_000] as Ticket, `<${number}.${round}>`)
  const waiting = await db.sql<{ kind: string; n: number }>(
    `SELECT kind, count(*)::int AS n FROM outbox_message WHERE state = 'queued' GROUP BY kind ORDER BY kind`,
  )
  expect(waiting).toEqual([
    { kind: 'room.client', n: topics },
    { kind: 'room.edit', n: topics },
  ])

  let blocker: { readonly ticket: Ticket; readonly at: number } | null = null
  let delay: number | null = null
  for (let second = 0; second < 3600; second += 4) {
    await sweep()
    if (blocker === null && second === 120) {
      blocker = { ticket: await makeTicket(30_000, 'blocker'), at: second }
      await clientSays(blocker.ticket, '<blocker>')
      await sweep()
    }
    if (blocker !== null && delay === null && textsSeen().some((text) => text.includes('<blocker>'))) delay = second - blocker.at
    const [left] = await db.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM outbox_message WHERE state IN ('queued', 'sending')`,
    )
    if (left?.n === 0) break
    advance(4)
  }
  const refused = server.calls.filter(({ status }) => status === 429)
  expect(refused).toEqual([])
  const all = textsSeen().join('\n')
  for (const { number } of tickets) for (let round = 0; round < 2; round++) expect(all).toContain(`<${number}.${round}>`)
  expect(delay).toBeLessThanOrEqual(5)
  expect(await db.sql(`SELECT 1 FROM outbox_message WHERE state = 'failed'`)).toEqual([])
}, 120_000)

test('what is said among new tickets keeps its order, and a Blocker goes before it', async () => {
  const { id } = desk.staffGroup as StaffGroup
  const line = (text: string, urgency = 0) => ({
    conversationId: id,
    channel: 'telegram' as const,
    kind: 'room.new',
    dedupKey: text,
    push: false,
    urgency,
    content: { type: 'text' as const, text: { text, marks: [] } },
  })
  advance(600)
  const before = server.calls.length
  await db.database.transaction((tx) =>
    queueMessages(
      tx,
      ['one', 'two', 'three', 'four'].map((text) => line(text)),
    ),
  )
  await sweep()
  await db.database.transaction((tx) => queueMessages(tx, [line('urgent', 2)]))
  for (let second = 0; second < 60; second += 2) {
    await sweep()
    advance(2)
  }
  const said = server.calls.slice(before).map(({ parameters }) => parameters['text'])
  expect(said.filter((text) => text !== 'urgent')).toEqual(['one', 'two', 'three', 'four'])
  expect(said.indexOf('urgent')).toBeLessThanOrEqual(2)
})
