// The playground inside the service: the loopback Bot API server, its page, the people of the demo data, and the engineers' group.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TelegramConfig } from './config.ts'
import type { Database } from './db/client.ts'
import { findKnownUsers } from './db/identities.ts'
import { addDemoData, type DemoPerson } from './demo-data.ts'
import { type BotApiServer, startBotApiServer } from './playground/bot-api-server.ts'
import { createPlaygroundPages } from './playground/pages.ts'
import { openPlaygroundWhatsApp } from './playground-whatsapp.ts'
import type { HouseChannel, WhatsAppHouse } from './whatsapp.ts'

export interface Playground {
  /** How the service reaches the local Bot API server. */
  readonly telegram: TelegramConfig
  /** Further messengers of the playground's own. */
  readonly channels: readonly HouseChannel[]
  /** How far the playground's clock was moved ahead of real time. */
  aheadMilliseconds(): number
  pages(request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean>
  close(): Promise<void>
}

/** Always the same bot, so that a second start on the same data finds its chats again. */
const bot = { token: '4200000042:playground-only-no-secret-at-all-0', username: 'kolmisoft_bot', name: 'Kolmisoft support' }

/** The same at every start, too. Its topics are gone after one; each is opened anew with the next thing said about its ticket. */
const staffGroup = { id: -1_004_200_000_042, title: "Engineers' group", forum: true }

/** @param house what a second messenger needs; null: Telegram alone. */
export async function openPlayground(database: Database, house: WhatsAppHouse | null): Promise<Playground> {
  const persons = await addDemoData(database)
  const known = await database.transaction((tx) => findKnownUsers(tx, 'telegram'))
  // Chats begin anew with each start, the desk's memory does not: message ids must not come twice.
  const server = await startBotApiServer({ bot, firstMessageId: Math.floor(Date.now() / 1000) - 1_700_000_000 })
  const members = persons.filter(({ role }) => role === 'engineer' || role === 'admin').map((person) => introduce(server, person))
  const { chatId } = server.group({ ...staffGroup, members })
  const whatsapp = house === null ? null : openPlaygroundWhatsApp(house)
  return {
    channels: whatsapp === null ? [] : [whatsapp.channel],
    telegram: { token: server.token, apiRoot: server.apiRoot, webhook: null, staffChatId: String(chatId) },
    aheadMilliseconds: () => server.clockAhead(),
    pages: createPlaygroundPages(server, {
      persons: persons.map((person) => ({ ...person, begun: known.has(String(person.id)) })),
      ...(whatsapp === null ? {} : { second: whatsapp.chats }),
    }),
    async close() {
      await whatsapp?.close()
      await server.close()
    },
  }
}

function introduce(server: BotApiServer, { id, name, username, language }: DemoPerson) {
  return server.person({
    id,
    firstName: name,
    ...(username === undefined ? {} : { username }),
    ...(language === undefined ? {} : { languageCode: language }),
  })
}
