// Which channel a conversation is on, read from its id.
import type { ChannelName } from './channel.ts'
import type { ConversationId } from './ids.ts'

/** The id begins with it (ids.ts, `conversationId`). */
export function channelOfConversation(id: ConversationId): ChannelName {
  return id.slice(0, id.indexOf(':')) as ChannelName
}
