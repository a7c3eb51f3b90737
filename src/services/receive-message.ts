// The front door of every channel: a message is stored once, and only then acknowledged to its platform.

import type { Database } from '../db/client.ts'
import { storeInbound } from '../db/inbox.ts'
import type { InboundMessage } from '../domain/channel.ts'

/**
 * Stores a batch in one transaction and wakes its conversations. When it resolves, the messages are safe; when it throws,
 * none of them is stored and the platform must not be told otherwise.
 */
export async function receiveMessages(database: Database, messages: readonly InboundMessage[]): Promise<void> {
  if (messages.length === 0) return
  await database.transaction(async (tx) => {
    await storeInbound(tx, messages)
    for (const id of new Set(messages.map((message) => message.conversationId))) tx.wake({ queue: 'inbox', id })
  })
}
