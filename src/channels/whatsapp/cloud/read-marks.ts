// The blue ticks: what a person wrote is marked as read when they are answered, because that is when somebody has read it. Best
// effort: a mark that cannot be set is not worth a second try, and only the process that heard the message sets it.
import { z } from 'zod'
import type { InboundMessage } from '../../../domain/channel.ts'
import type { Log } from '../../../domain/log.ts'
import type { GraphApi } from './graph-api.ts'
import { nameFailure } from './graph-failure.ts'
import { createRecent } from './recent.ts'

export interface ReadMarks {
  heard(message: InboundMessage): void
  /** The person at this address was answered. */
  answered(address: string): void
  /** Resolves when no mark is on its way. */
  settled(): Promise<void>
}

export function createReadMarks({
  api,
  account,
  log,
}: {
  readonly api: GraphApi
  readonly account: string
  readonly log: Log
}): ReadMarks {
  const unread = createRecent(10_000)
  const marking = new Set<Promise<void>>()

  async function mark(messageId: string): Promise<void> {
    const body = { messaging_product: 'whatsapp', status: 'read', message_id: messageId }
    const marked = await api.call({ method: 'POST', path: `${account}/messages`, body }, z.object({ success: z.boolean() }))
    if (!marked.ok) log.debug({ reason: nameFailure(marked.failure) }, 'whatsapp: a message could not be marked as read')
  }

  return {
    heard(message) {
      if (message.kind !== 'message' && message.kind !== 'press') return
      unread.put(message.address, message.externalId)
    },
    answered(address) {
      const messageId = unread.get(address)
      if (messageId === null) return
      unread.forget(address)
      const done = mark(messageId).finally(() => marking.delete(done))
      marking.add(done)
    },
    async settled() {
      await Promise.allSettled(marking)
    },
  }
}
