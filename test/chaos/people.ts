// Who takes part in a run: companies with one client and tickets each, and an engineer who is in no chat.
import type { BotApiServer } from '../../src/playground/server-contract.ts'
import { type ChatWriter, createChatWriter } from './chat-writer.ts'
import { createRandom, type Random } from './seeded-random.ts'
import type { Query } from './verdict.ts'

export interface People {
  readonly writers: readonly ChatWriter[]
  readonly engineerId: string
  /** Begins every word that is looked for. */
  readonly name: string
}

export async function createPeople(
  options: {
    readonly chats: number
    readonly messages: number
    readonly kills: number
    readonly seed: number
    readonly query: Query
  },
  server: BotApiServer,
  random: Random,
): Promise<People> {
  const perChat = Math.ceil(((options.messages + options.kills * 20) / options.chats) * 1.6) + 20
  const name = `c${options.seed}x`
  const [engineer] = await options.query(
    `INSERT INTO engineer (id, name, role, created_at) VALUES (gen_random_uuid(), 'Petras', 'engineer', now()) RETURNING id::text`,
  )
  const writers: ChatWriter[] = []
  for (let chat = 0; chat < options.chats; chat++) {
    const person = server.person({ id: 700_000 + chat, firstName: `Client ${chat}`, languageCode: 'en' })
    const first = 1_000_000 + chat * perChat
    await options.query(addClient, [`Client ${chat}`, String(person.chatId), first, perChat])
    const rest = Array.from({ length: perChat - 1 }, (_, at) => first + 1 + at)
    const own = createRandom(random.between(0, 2 ** 31))
    writers.push(createChatWriter({ person, name: `${name}${chat}`, numbers: [first, ...rest], random: own }))
  }
  return { writers, engineerId: String(engineer?.['id']), name }
}

/** A company, its client, and tickets; the client takes part in the first. */
const addClient = `
  WITH added AS (
    INSERT INTO company (id, name, emails, created_at) VALUES (gen_random_uuid(), $1, '{}', now()) RETURNING id
  ), client AS (
    INSERT INTO contact (id, company_id, name, telegram_id, language, created_at)
    SELECT gen_random_uuid(), id, $1, $2, 'en', now() FROM added RETURNING id, company_id
  ), ticket_added AS (
    INSERT INTO ticket (id, number, company_id, contact_id, summary, description, priority, status, channel, source_key, opened_at, last_activity_at, created_at)
    SELECT gen_random_uuid(), n, company_id, id, 'No audio', '', 'medium', 'open', 'api', 'chaos:' || n, now(), now(), now()
    FROM client, generate_series($3::int, $3::int + $4::int - 1) n RETURNING id, number, contact_id
  )
  INSERT INTO ticket_participant (ticket_id, contact_id) SELECT id, contact_id FROM ticket_added WHERE number = $3::int`
