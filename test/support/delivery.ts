// A desk that only delivers: a database, a fake channel, and short words for chats and messages. For tests of the outbox.
import { Readable } from 'node:stream'
import { type QueuedMessage, queueMessages } from '../../src/db/outbox.ts'
import type { FileStore, StoredFile } from '../../src/domain/file-store.ts'
import { FileTooLarge } from '../../src/domain/file-store.ts'
import { type ConversationId, conversationId, type IdentityId, newId, type TicketId } from '../../src/domain/ids.ts'
import type { Log } from '../../src/domain/log.ts'
import { createDeliver, type DeliverDeps } from '../../src/services/deliver.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { createContact } from './factories.ts'
import { createFakeChannel, type FakeChannel } from './fake-channel.ts'

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

export interface OutboxRow {
  readonly id: string
  readonly dedup_key: string
  readonly conversation_id: string | null
  readonly state: string
  readonly reason: string | null
  readonly attempts: number
  readonly parts_sent: number
  readonly due_at: Date
  readonly content: Buffer | null
}

export interface DeliveryDesk extends TestDatabase {
  readonly channel: FakeChannel
  readonly deps: DeliverDeps
  readonly files: MemoryStore
  /** A chat of the bot; private ones have a person behind them. */
  chat(address: string, kind?: 'private' | 'group'): Promise<ConversationId>
  ticket(): Promise<TicketId>
  /** Queues answers (or notices) with these texts; the key is the text unless given. */
  queue(id: ConversationId, texts: readonly string[], extra?: Partial<QueuedMessage>): Promise<void>
  deliver(id: ConversationId, deps?: Partial<DeliverDeps>): Promise<void>
  row(dedupKey: string): Promise<OutboxRow>
}

export async function createDeliveryDesk(): Promise<DeliveryDesk> {
  const testDatabase = await createTestDatabase()
  const { database } = testDatabase
  const channel = createFakeChannel()
  const files = createMemoryStore()
  const deps: DeliverDeps = {
    database,
    channels: new Map([['telegram', channel]]),
    files,
    processNumber: () => 1,
    retryFirstSeconds: 5,
    defaultLanguage: 'en',
    log: silentLog,
  }
  let tickets = 0
  return {
    ...testDatabase,
    channel,
    deps,
    files,
    chat(address, kind = 'private') {
      const id = conversationId('telegram', '1', address)
      return database.transaction(async (tx) => {
        const identityId = kind === 'private' ? newId<IdentityId>(tx.now) : null
        if (identityId !== null) {
          await tx.sql.chatIdentity.create({ data: { id: identityId, channel: 'telegram', userId: address, createdAt: tx.now } })
        }
        await tx.sql.conversation.create({
          data: { id, channel: 'telegram', account: '1', address, kind, identityId, createdAt: tx.now },
        })
        return id
      })
    },
    ticket() {
      return database.transaction(async (tx) => {
        const contact = await createContact(tx)
        const id = newId<TicketId>(tx.now)
        const times = { openedAt: tx.now, lastActivityAt: tx.now, createdAt: tx.now }
        const words = { summary: 'No calls', description: 'No calls', priority: 'high', status: 'open', channel: 'telegram' }
        await tx.sql.ticket.create({
          data: { id, number: 10001 + tickets++, companyId: contact.companyId, contactId: contact.id, ...words, ...times },
        })
        return id
      })
    },
    queue(id, texts, extra = {}) {
      const rows = texts.map(
        (text): QueuedMessage => ({
          conversationId: id,
          channel: 'telegram',
          kind: 'reply',
          dedupKey: text,
          content: { type: 'text', text: { text, marks: [] } },
          push: false,
          ...extra,
        }),
      )
      return database.transaction((tx) => queueMessages(tx, rows))
    },
    deliver: (id, other = {}) => createDeliver({ ...deps, ...other })(id),
    async row(dedupKey) {
      const [row] = await testDatabase.sql<OutboxRow & { [column: string]: unknown }>(
        'SELECT * FROM outbox_message WHERE dedup_key = $1',
        [dedupKey],
      )
      if (row === undefined) throw new Error(`no outbox message ${dedupKey}`)
      return row
    },
  }
}

export interface MemoryStore extends FileStore {
  readonly kept: Map<string, Buffer>
}

/** A file store that forgets; the folder has tests of its own. */
export function createMemoryStore(): MemoryStore {
  const kept = new Map<string, Buffer>()
  return {
    kept,
    async put(stream, { maxBytes }): Promise<StoredFile> {
      const chunks: Buffer[] = []
      let bytes = 0
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        bytes += chunk.length
        if (bytes > maxBytes) throw new FileTooLarge('too large')
        chunks.push(chunk)
      }
      const storeKey = `file-${kept.size + 1}`
      kept.set(storeKey, Buffer.concat(chunks))
      return { storeKey, bytes, sha256: 'ab'.repeat(32) }
    },
    async open(storeKey) {
      const file = kept.get(storeKey)
      if (file === undefined) throw new Error('no such file')
      return Readable.from([file])
    },
    async remove(storeKey) {
      kept.delete(storeKey)
    },
  }
}
