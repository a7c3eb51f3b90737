// Says in a ticket's room what was said elsewhere: the client's words, and what colleagues wrote in private chats or the CRM. What
// waits for its turn in a busy group is joined into one message.

import type { Tx } from '../db/client.ts'
import { type QueuedMessage, queueMessages, replaceQueued } from '../db/outbox.ts'
import { isWrittenIn } from '../db/room-answers.ts'
import { findLastWaiting, lockRoom, type Room } from '../db/rooms.ts'
import { getTicketNames } from '../db/ticket-names.ts'
import type { OutboundButton } from '../domain/channel.ts'
import type { AttachmentId, CommentId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import type { Ticket } from '../domain/ticket.ts'
import { say } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { showInRoom, urgencyOf } from './show-in-room.ts'

/** Joined messages stay one message of the platform's, with room to spare. */
const joinedLength = 3500

export interface RoomWords {
  readonly kind: string
  readonly dedup: string
  readonly text: RichText
  readonly about?: Pick<QueuedMessage, 'commentId'>
  readonly attachmentIds?: readonly AttachmentId[]
  readonly buttons?: readonly (readonly OutboundButton[])[]
}

/** A comment, or the description. */
export interface RoomNews {
  readonly ticket: Ticket
  /** Null: the description. */
  readonly commentId: CommentId | null
  /** What makes it the same news. Default: the comment. */
  readonly dedup?: string
  /** It was said before, and has changed. */
  readonly edited?: boolean
  /** As the room reads it: "Jonas, Baltic Voice". */
  readonly author: string
  readonly byContact: boolean
  readonly body: string
  readonly internal: boolean
  readonly sensitive: boolean
  readonly attachmentIds: readonly AttachmentId[]
}

/** Tells of a comment, and shows the ticket as it is after it. What was written in the room itself is not repeated there. */
export async function tellRoom(tx: Tx, desk: Desk, news: RoomNews): Promise<void> {
  const room = await showInRoom(tx, desk, news.ticket.id)
  if (room === null) return
  if (news.commentId !== null && (await isWrittenIn(tx, news.commentId, room.conversationId))) return
  await sayInRoom(tx, desk, news.ticket, room, {
    kind: news.byContact ? 'room.client' : 'room.staff',
    dedup: news.dedup ?? news.commentId ?? 'description',
    text: wordNews(desk.defaultLanguage, news),
    ...(news.commentId === null ? {} : { about: { commentId: news.commentId } }),
    attachmentIds: news.sensitive ? [] : news.attachmentIds,
  })
}

/** Opens the room of a new ticket, with what the client wrote under the card. */
export async function tellRoomOpened(tx: Tx, desk: Desk, ticket: Ticket, attachmentIds: readonly AttachmentId[]): Promise<void> {
  if (desk.staffGroup === undefined) return
  await tellRoom(tx, desk, { ...(await describe(tx, ticket)), ticket, commentId: null, attachmentIds })
}

/** The description as it stands in the room. */
export async function wordDescription(tx: Tx, desk: Desk, ticket: Ticket): Promise<RichText> {
  return wordNews(desk.defaultLanguage, await describe(tx, ticket))
}

async function describe(tx: Tx, ticket: Ticket) {
  const { contact, company } = await getTicketNames(tx, ticket.id)
  const author = contact === null ? company : `${contact}, ${company}`
  const body = ticket.description === '' ? ticket.summary : ticket.description
  return { author, body, byContact: true, internal: false, sensitive: false }
}

/** Tells in the room of a ticket that goes on which one became part of it. */
export async function tellRoomMerged(tx: Tx, desk: Desk, into: Ticket, from: number): Promise<void> {
  const room = await showInRoom(tx, desk, into.id)
  if (room === null) return
  const text = say(desk.defaultLanguage, 'room-merged', { from: String(from) })
  await sayInRoom(tx, desk, into, room, { kind: 'room.merged', dedup: String(from), text })
}

export function wordNews(language: Language, news: Omit<RoomNews, 'ticket' | 'commentId' | 'attachmentIds'>): RichText {
  const { author, body } = news
  if (news.sensitive) return say(language, 'room-sensitive', { author })
  if (body === '') return say(language, 'room-files', { author })
  if (news.edited === true) return say(language, 'room-changed', { author, body })
  if (news.byContact) return say(language, 'room-client', { author, body })
  return say(language, news.internal ? 'room-noted' : 'room-answered', { author, body })
}

/** The same for a room that is locked already. */
export async function sayInRoom(tx: Tx, desk: Desk, ticket: Ticket, room: Room, words: RoomWords): Promise<void> {
  const group = desk.staffGroup
  if (group === undefined) return
  const base = {
    conversationId: room.conversationId,
    channel: group.channel,
    kind: words.kind,
    push: false,
    urgency: urgencyOf(ticket, 'message'),
    ticketId: ticket.id,
    ...words.about,
  }
  const dedupKey = `${words.kind}:${ticket.id}:${words.dedup}`
  const messages: QueuedMessage[] = []
  if (!(await joinWaiting(tx, room, words))) {
    const buttons = words.buttons === undefined ? {} : { buttons: words.buttons }
    messages.push({ ...base, dedupKey, content: { type: 'text', text: words.text, ...buttons } })
  }
  const attachmentIds = words.attachmentIds ?? []
  if (attachmentIds.length > 0)
    messages.push({ ...base, dedupKey: `${dedupKey}:files`, content: { type: 'files', attachmentIds } })
  await queueMessages(tx, messages)
}

async function joinWaiting(tx: Tx, room: Room, { kind, text, buttons, about }: RoomWords): Promise<boolean> {
  if (buttons !== undefined) return false
  const earlier = await findLastWaiting(tx, room.conversationId, kind)
  if (earlier === null || earlier.content.buttons !== undefined) return false
  const joined = join([earlier.content.text, text], '\n\n')
  if (joined.text.length > joinedLength) return false
  return replaceQueued(tx, earlier.dedupKey, { ...earlier.content, text: joined }, about?.commentId)
}

/** The room of a ticket, locked; null when it has none, or there is no group. */
export async function findRoom(tx: Tx, desk: Desk, ticket: Pick<Ticket, 'id'>): Promise<Room | null> {
  return desk.staffGroup === undefined ? null : lockRoom(tx, ticket.id)
}
