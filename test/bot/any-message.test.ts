// Properties of the router: whatever is written, in whatever order and however often it is delivered, every message is
// answered, nothing is doubled, and one source message makes one ticket or one comment.
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { processConversation } from '../../src/bot/process-message.ts'
import type { InboundMessage, InboundText } from '../../src/domain/channel.ts'
import { type ConversationId, conversationId } from '../../src/domain/ids.ts'
import { receiveMessages } from '../../src/services/receive-message.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createDesk } from '../support/desk.ts'
import { createCompany, createContact, createEngineer, createServer } from '../support/factories.ts'

const desk = createDesk({ noticeJoinSeconds: 0 })
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const users = { jonas: '1001', ruta: '1002', petras: '3001', stranger: '9001' }

let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
})

afterAll(() => db.drop())

beforeEach(async () => {
  await db.clear()
  await db.database.transaction(async (tx) => {
    const company = await createCompany(tx)
    await createServer(tx, { companyId: company.id })
    await createContact(tx, { companyId: company.id, telegramId: users.jonas })
    await createContact(tx, { companyId: company.id, telegramId: users.ruta })
    await createEngineer(tx, { telegramId: users.petras })
  })
  await deliver([users.jonas, users.ruta, users.petras].map((user, index) => text(user, '/start', 1_000_000 + index)))
})

function base(user: string, update: number) {
  return {
    channel: 'telegram',
    account: '42',
    address: user,
    conversationId: conversationId('telegram', '42', user),
    externalId: String(update),
    private: true,
    sender: { userId: user },
    sentAt: db.clock.now,
  } as const
}

function text(user: string, words: string, update: number): InboundText {
  return { ...base(user, update), kind: 'message', messageId: String(update), text: words, files: [], notes: [] }
}

/** Takes messages in and thinks about them until nothing waits. */
async function deliver(messages: readonly InboundMessage[]): Promise<void> {
  await receiveMessages(db.database, messages)
  for (const id of new Set(messages.map((message) => message.conversationId))) await think(id)
}

const think = (id: ConversationId) => processConversation({ database: db.database, desk, log }, id)

/** The button of this label on the chat's newest card, as its data. */
async function findButton(user: string, label: string): Promise<string> {
  const rows = await db.sql<{ content: Buffer; dedup_key: string }>(
    `SELECT content, dedup_key FROM outbox_message WHERE conversation_id = $1 AND content IS NOT NULL ORDER BY id DESC`,
    [`telegram:42:${user}`],
  )
  for (const row of rows) {
    const content = JSON.parse(db.secrets.open(row.content, `outbox:${row.dedup_key}`)) as {
      buttons?: { label: string; data: string }[][]
    }
    const found = content.buttons?.flat().find((button) => button.label === label)
    if (found !== undefined) return found.data
  }
  throw new Error(`no button ${label}`)
}

describe('any text', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(
      '/start',
      '/new',
      '/ticket',
      '/ticket 1',
      '/close #10001',
      '/take 1',
      '/cancel',
      '/reply',
      '#10001',
      '10001',
      '/start x',
      '/\u0000',
      '—',
    ),
    fc
      .tuple(
        fc.constantFrom('/new ', 'ticket #10001 ', '#99999 ', '/note 10001 ', '/priority 10001 '),
        fc.string({ maxLength: 60 }),
      )
      .map(([a, b]) => a + b),
  )

  test('is processed and answered, for a client, an engineer and a stranger alike', async () => {
    let update = 2_000_000
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ user: fc.constantFrom(...Object.values(users)), words: anyText }), { maxLength: 12 }),
        async (said) => {
          await deliver(said.map(({ user, words }) => text(user, words.replaceAll('\u0000', ''), update++)))
          const left = await db.sql(`SELECT error FROM inbound_message WHERE state <> 'done' OR attempts > 0`)
          expect(left).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('any delivery', () => {
  test('repeated, reordered between chats, and cut into any batches: one comment per message, in the order of each chat', async () => {
    await deliver([text(users.jonas, '/new The ticket everybody writes to', 3_000_000)])
    await deliver([{ ...base(users.jonas, 3_000_001), kind: 'press', data: await findButton(users.jonas, 'Create ticket') }])
    let update = 4_000_000
    const clients = [users.jonas, users.ruta]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ user: fc.constantFrom(...clients), again: fc.nat({ max: 2 }), cut: fc.boolean() }), {
          minLength: 1,
          maxLength: 15,
        }),
        async (plan) => {
          await db.sql('DELETE FROM comment')
          const messages = plan.map(({ user }) => text(user, `ticket #10001 line ${update}`, update++))
          const batches: InboundMessage[][] = [[]]
          plan.forEach(({ again, cut }, index) => {
            const message = messages[index] as InboundText
            for (let copy = 0; copy <= again; copy++) batches.at(-1)?.push(message)
            if (cut) batches.push([])
          })
          for (const batch of batches) await receiveMessages(db.database, batch)
          // Two workers at once, as two replicas would.
          await Promise.all([...clients, ...clients].map((user) => think(conversationId('telegram', '42', user))))
          for (const batch of batches.toReversed()) await deliver(batch)
          const rows = await db.sql<{ body: string; telegram_id: string }>(
            `SELECT c.body, k.telegram_id FROM comment c JOIN contact k ON k.id = c.contact_id ORDER BY c.at, c.id`,
          )
          for (const user of clients) {
            const wanted = messages.filter((message) => message.address === user).map((message) => message.text)
            expect(rows.filter((row) => row.telegram_id === user).map((row) => row.body)).toEqual(wanted)
          }
        },
      ),
      { numRuns: 30 },
    )
  })

  test('of a press on Create, any number of times, makes one ticket', async () => {
    let update = 5_000_000
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 4 }), fc.boolean(), async (again, together) => {
        const before = await db.sql('SELECT 1 FROM ticket')
        await deliver([text(users.ruta, `/new Problem ${update}`, update++)])
        const data = await findButton(users.ruta, 'Create ticket')
        const presses: InboundMessage[] = Array.from({ length: again + 1 }, () => ({
          ...base(users.ruta, update++),
          kind: 'press' as const,
          data,
        }))
        if (together) await deliver(presses)
        else for (const press of presses) await deliver([press])
        expect(await db.sql('SELECT 1 FROM ticket')).toHaveLength(before.length + 1)
      }),
      { numRuns: 12 },
    )
  })
})
