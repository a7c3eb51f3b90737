// The front door of every channel: a message is stored once, and only then acknowledged to its platform.

import type { Database } from '../db/client.ts'
import { storeInbound } from '../db/inbox.ts'
import type { Channel, ChannelName, InboundMessage } from '../domain/channel.ts'
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

export interface ReceiverOptions {
  /** Those that are served. */
  readonly channels?: ReadonlyMap<ChannelName, Pick<Channel, 'keepsHours'>>
  /** The machine's clock, as the platforms' are. */
  readonly clock?: () => number
}

/** The same for many deliveries at once (webhooks): what comes while one is being stored is stored with the next statement. */
export function createReceiver(
  database: Database,
  { channels, clock = Date.now }: ReceiverOptions = {},
): (messages: readonly InboundMessage[]) => Promise<void> {
  const keptHours = (channel: ChannelName) => channels?.get(channel)?.keepsHours ?? usualHours
  return createGrouped(async (deliveries: readonly (readonly InboundMessage[])[]) => {
    const now = clock()
    await receiveMessages(
      database,
      deliveries
        .flat()
        .map((message) => (isLate(message, now, keptHours(message.channel)) ? { ...message, late: true } : message)),
    )
    return deliveries.map(() => undefined)
  })
}

/** What came this long after it was sent had waited while we were away. */
const lateMilliseconds = 10 * 60_000
const usualHours = 24

function isLate({ sentAt }: InboundMessage, now: number, keptHours: number): boolean {
  const age = now - sentAt.getTime()
  return age > lateMilliseconds && age <= keptHours * 3_600_000
}
