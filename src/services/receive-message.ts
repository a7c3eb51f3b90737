// The front door of every channel: a message is stored once, and only then acknowledged to its platform.

import type { Database } from '../db/client.ts'
import { storeInbound } from '../db/inbox.ts'
import type { InboundMessage } from '../domain/channel.ts'
import { createGrouped } from './grouped.ts'

/**
 * Stores a batch in one statement and wakes its conversations. When it resolves, the messages are safe; when it throws,
 * none of them is stored and the platform must not be told otherwise.
 */
export async function receiveMessages(database: Database, messages: readonly InboundMessage[]): Promise<void> {
  if (messages.length === 0) return
  await database.statements(async (tx) => {
    await storeInbound(tx, messages)
    for (const id of new Set(messages.map((message) => message.conversationId))) tx.wake({ queue: 'inbox', id })
  })
}

/** The same for many deliveries at once (webhooks): what comes while one is being stored is stored with the next statement. */
export function createReceiver(
  database: Database,
  clock: () => number = Date.now,
): (messages: readonly InboundMessage[]) => Promise<void> {
  return createGrouped(async (deliveries: readonly (readonly InboundMessage[])[]) => {
    await receiveMessages(database, markLate(deliveries.flat(), clock()))
    return deliveries.map(() => undefined)
  })
}

/**
 * What came this long after it was sent had waited while we were away. By the machine's clock, as the platform's is; no platform keeps
 * a message for longer than the second, so that such a time is a wrong clock and no delay.
 */
const late = { afterMilliseconds: 10 * 60_000, beforeMilliseconds: 45 * 24 * 3_600_000 }

function markLate(messages: readonly InboundMessage[], now: number): readonly InboundMessage[] {
  return messages.map((message) => {
    const age = now - message.sentAt.getTime()
    return age > late.afterMilliseconds && age < late.beforeMilliseconds ? { ...message, late: true } : message
  })
}
