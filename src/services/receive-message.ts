// The front door of every channel: a message is stored once, and only then acknowledged to its platform.

import type { Database } from '../db/client.ts'
import { storeInbound } from '../db/inbox.ts'
import type { InboundMessage } from '../domain/channel.ts'

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

interface Delivery {
  readonly messages: readonly InboundMessage[]
  readonly stored: () => void
  readonly failed: (error: unknown) => void
}

/**
 * The same for many deliveries at once (webhooks): what comes while one is being stored is stored together with the next
 * statement, so that a flood costs few commits. When the database refuses the content of one, each is tried alone.
 */
export function createReceiver(database: Database): (messages: readonly InboundMessage[]) => Promise<void> {
  let waiting: Delivery[] = []
  let storing = false

  async function store(group: readonly Delivery[]): Promise<void> {
    try {
      await receiveMessages(
        database,
        group.flatMap((delivery) => delivery.messages),
      )
      for (const delivery of group) delivery.stored()
    } catch (error) {
      if (group.length > 1 && isAboutContent(error)) for (const delivery of group) await store([delivery])
      else for (const delivery of group) delivery.failed(error)
    }
  }

  async function storeAll(): Promise<void> {
    storing = true
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      await store(group)
    }
    storing = false
  }

  return (messages) =>
    new Promise((stored, failed) => {
      waiting.push({ messages, stored, failed })
      if (!storing) void storeAll()
    })
}

/** SQLSTATE classes 22 and 23: something in the values; any other fault would meet each delivery alike. */
function isAboutContent(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^2[23]/.test(code)
}
