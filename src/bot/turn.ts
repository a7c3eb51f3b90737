// One turn: a message is being thought about, in a transaction that holds its conversation. What is answered collects here
// and is queued at the end, with everything else or not at all.

import type { Tx } from '../db/client.ts'
import type { QueuedContent, QueuedMessage } from '../db/outbox.ts'
import type { ChannelName, InboundMessage, OutboundButton } from '../domain/channel.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { CommentId, TicketId } from '../domain/ids.ts'
import type { Party } from '../domain/party.ts'
import type { RichText } from '../domain/rich-text.ts'
import type { Desk } from '../services/desk.ts'
import { say, type TextValues } from '../texts/render.ts'

export interface Turn<M extends InboundMessage = InboundMessage> {
  readonly tx: Tx
  readonly desk: Desk
  readonly party: Party
  readonly conversation: Conversation
  readonly message: M
  /** Names this turn in de-duplication keys. */
  readonly key: string
  readonly replies: QueuedMessage[]
}

export interface ReplyOptions {
  readonly buttons?: readonly (readonly OutboundButton[])[]
  readonly ticketId?: TicketId
  readonly commentId?: CommentId
  /** Default: "reply". */
  readonly kind?: string
}

/** Answers with a sentence of the texts, in the person's language. */
export function reply(turn: Turn, key: string, values: TextValues = {}, options: ReplyOptions = {}): void {
  replyWith(turn, say(turn.party.language, key, values), options)
}

/** Answers with a text that is already worded. */
export function replyWith(turn: Turn, text: RichText, options: ReplyOptions = {}): void {
  const { buttons, ...about } = options
  queueReply(turn, { type: 'text', text, ...(buttons === undefined ? {} : { buttons }) }, about)
}

/** Queues any content as part of the answer; the key defaults to the turn's next one. */
export function queueReply(turn: Turn, content: QueuedContent, options: Partial<QueuedMessage> = {}): void {
  const { party, conversation } = turn
  turn.replies.push({
    conversationId: conversation.id,
    channel: conversation.channel as ChannelName,
    kind: 'reply',
    dedupKey: `reply:${turn.key}:${turn.replies.length}`,
    push: false,
    ...(party.kind === 'contact' ? { contactId: party.id } : {}),
    ...(party.kind === 'engineer' ? { engineerId: party.id } : {}),
    ...options,
    content,
  })
}
