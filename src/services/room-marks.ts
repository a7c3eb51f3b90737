// Signs that the desk sets on what somebody wrote in a room: kept, under way, arrived, taken back.
import type { QueuedMessage } from '../db/outbox.ts'
import type { StaffGroup } from '../db/rooms.ts'
import type { MessageMark } from '../domain/channel.ts'
import type { ConversationId } from '../domain/ids.ts'
import { freeUrgency } from './show-in-room.ts'

/** A sign on a message that somebody wrote in a room. */
export function markOf(
  group: StaffGroup,
  about: {
    readonly conversationId: ConversationId
    readonly messageId: string
    readonly mark: MessageMark
    readonly dedup: string
  },
): QueuedMessage {
  const { conversationId, messageId, mark, dedup } = about
  return {
    conversationId,
    channel: group.channel,
    kind: 'room.mark',
    dedupKey: `room.mark:${dedup}:${messageId}:${mark}`,
    push: false,
    urgency: freeUrgency,
    content: { type: 'mark', messageId, mark },
  }
}
