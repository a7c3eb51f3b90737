// Ids are opaque strings of distinct types, so that a ticket's id is never passed where a contact's is wanted.
// Only whoever made an id may look inside it: the channel adapters for user, chat and message ids, `conversationId` below.
import { randomBytes } from 'node:crypto'

declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

export type CompanyId = Id<'company'>
export type ContactId = Id<'contact'>
export type EngineerId = Id<'engineer'>
export type ServerId = Id<'server'>
export type IdentityId = Id<'identity'>
export type TicketId = Id<'ticket'>
export type CommentId = Id<'comment'>
export type AttachmentId = Id<'attachment'>
export type InvoiceId = Id<'invoice'>
export type SubscriptionId = Id<'subscription'>
/** "<channel>:<account>:<address>": one chat of one bot. */
export type ConversationId = Id<'conversation'>
/** Row number of the outbox; a bigint, because it also is the order of sending. */
export type OutboxId = bigint

let lastTime = 0
let sequence = 0

/**
 * A new time-ordered id (UUID version 7): rows created together lie together in the index, and of two made by one process
 * in the same millisecond the later one sorts later, so that comments of one moment keep their order.
 */
export function newId<T extends Id<string>>(now: Date): T {
  const time = now.getTime()
  sequence = time === lastTime ? (sequence + 1) & 0x3ffffff : 0
  lastTime = time
  const bytes = randomBytes(16)
  bytes.writeUIntBE(time, 0, 6)
  bytes.writeUInt16BE(0x7000 | (sequence >> 14), 6)
  bytes.writeUInt16BE(0x8000 | (sequence & 0x3fff), 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-') as T
}

/** Whether a text from outside has the shape of an id at all; anything else finds nothing. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

/** The id of the conversation with `address` that the account (bot) of a channel has. */
export function conversationId(channel: string, account: string, address: string): ConversationId {
  return `${channel}:${account}:${address}` as ConversationId
}
