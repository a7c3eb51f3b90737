// A message that could not be processed: tried again with growing waits, and after five tries set aside. Then the person
// and the admins are told, and the messages behind it go on.

import type { Database, Tx } from '../db/client.ts'
import { lockConversation } from '../db/conversations.ts'
import { failInbound, findWaitingOne } from '../db/inbox.ts'
import { queueMessages } from '../db/outbox.ts'
import type { ChannelName } from '../domain/channel.ts'
import type { ConversationId } from '../domain/ids.ts'
import { announceParked } from '../services/announce-parked.ts'
import type { Desk } from '../services/desk.ts'
import { say } from '../texts/render.ts'

/** How often a message is tried in all. */
export const processingTries = 5
const firstWait = 1000

/** @returns "later": the message holds its conversation until its next try; "parked": the next message may go on. */
export async function parkOrRetry(
  deps: { readonly database: Database; readonly desk: Desk },
  id: ConversationId,
  inboundId: bigint,
  cause: unknown,
): Promise<'later' | 'parked'> {
  return deps.database.transaction(async (tx) => {
    const locked = await lockConversation(tx, id, deps.desk.defaultLanguage)
    const waiting = await findWaitingOne(tx, id, inboundId)
    // Somebody else dealt with it meanwhile.
    if (waiting === null) return 'later'
    // The message of the fault may quote what somebody wrote; its name does not.
    const error = cause instanceof Error ? cause.name : 'fault'
    if (waiting.attempts + 1 < processingTries) {
      await failInbound(tx, inboundId, { dueAt: new Date(tx.now.getTime() + firstWait * 2 ** waiting.attempts) }, error)
      return 'later'
    }
    await failInbound(tx, inboundId, 'parked', error)
    const language = locked?.party().language ?? deps.desk.defaultLanguage
    if (locked !== null) await tellSender(tx, id, inboundId, language)
    await announceParked(tx, deps.desk, { inboundId, conversationId: id })
    return 'parked'
  })
}

async function tellSender(tx: Tx, id: ConversationId, inboundId: bigint, language: Parameters<typeof say>[0]): Promise<void> {
  await queueMessages(tx, [
    {
      conversationId: id,
      channel: id.slice(0, id.indexOf(':')) as ChannelName,
      kind: 'reply',
      dedupKey: `parked:${inboundId}`,
      content: { type: 'text', text: say(language, 'message-parked') },
      push: false,
    },
  ])
}
