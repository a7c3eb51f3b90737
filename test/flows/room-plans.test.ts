// The engineers' group, and a client's topics, on a desk with a long history: nothing that is done there reads a growing table from
// end to end.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, Group, SeenMessage } from '../../src/playground/server-contract.ts'
import { connect, sees, telegramIds } from '../support/desk-people.ts'
import { fillLargeDesk, largeDesk } from '../support/large-desk.ts'
import { startTestService, type TestService } from '../support/service.ts'
import { waitUntil } from '../support/wait-until.ts'

const groupId = -1_001_234_567_890
const growing = [
  'ticket',
  'ticket_event',
  'comment',
  'attachment',
  'inbound_message',
  'outbox_message',
  'chat_message',
  'delivery_attempt',
]

let service: TestService
let before: ReadonlyMap<string, number>
let group: Group
let jonas: Awaited<ReturnType<typeof connect>>
let petras: Actor

beforeAll(async () => {
  const prepare = async (db: TestService['db']) => {
    await fillLargeDesk(db.url)
    before = await countScans(db)
  }
  service = await startTestService({ TELEGRAM_STAFF_CHAT_ID: String(groupId) }, prepare, [], { topics: true })
  group = service.telegram.group({ title: 'Engineers', forum: true, id: groupId })
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  petras = group.as(await connect(service, telegramIds.petras, 'Petras'))
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

async function says(wanted: string): Promise<SeenMessage> {
  await waitUntil(
    async () => {
      service.advance(5)
      return group.messages().some(({ topic, text }) => topic !== undefined && text.includes(wanted))
    },
    { what: wanted, everyMs: 200 },
  )
  return group.messages().findLast(({ topic, text }) => topic !== undefined && text.includes(wanted)) as SeenMessage
}

test('a topic, its card, notes, answers, failures and healing are found by indexes', { timeout: 60_000 }, async () => {
  const [number = 0] = largeDesk.openTickets
  jonas.send(`ticket #${number}: it fails again`)
  const words = await says('it fails again')
  const topic = words.topic ?? 0
  petras.press('Take')
  petras.send('A note', { topic })
  petras.send('Please restart', { topic, replyTo: words.messageId })
  const own = (await sees(jonas, /Please restart/)).topic ?? 0
  const said = jonas.send('It is written in my own topic', { topic: own })
  await says('written in my own topic')
  jonas.edit(said.messageId, 'It was written in my own topic')
  await says('was written in my own topic')
  jonas.send('/close', { topic: own })
  const closed = await sees(jonas, new RegExp(`#${number} is closed`))
  jonas.send('/reopen', { topic: own })
  await sees(jonas, /is open again/, { after: closed.mark })
  jonas.block()
  petras.send('/reply Are you there?', { topic })
  const failed = await says('did not get your message')
  jonas.unblock()
  petras.press('Retry', { message: failed })
  expect((await sees(jonas, /Are you there/)).topic).toBe(own)
  jonas.deleteTopic(own)
  petras.send('/reply In the chat, then', { topic })
  expect((await sees(jonas, /In the chat, then/)).topic).toBeUndefined()
  // The card stands behind the words in the group's line: it may still show the ticket as closed.
  const asked = () => {
    try {
      petras.press('Ask client')
      return true
    } catch {
      return false
    }
  }
  await expect.poll(asked).toBe(true)
  await says('Reply to this message with your question')
  petras.send(`/ticket ${number}`, { topic })
  const chat = service.telegram.bot.chats.get(groupId)
  chat?.topics.delete(topic)
  jonas.send(`ticket #${number}: and once more`)
  await says('This topic was deleted')
  await service.app.stop()
  const after = await countScans(service.db)
  expect(growing.filter((table) => after.get(table) !== before.get(table))).toEqual([])
})
