// What an engineer does in the group. One rule that everybody can see: what is written in a ticket's room stays inside; a reply to
// the client's message, and /reply, goes to the client. A sign on the message says which it was.

import { findMessageSubject } from '../db/conversations.ts'
import type { InboundText, MessageMark } from '../domain/channel.ts'
import { Refusal } from '../domain/errors.ts'
import type { Ticket } from '../domain/ticket.ts'
import { addComment } from '../services/add-comment.ts'
import { addLateFiles } from '../services/add-late-files.ts'
import { countReachable } from '../services/count-reachable.ts'
import { findReplyMeaning, findTicketOfRoom } from '../services/find-room-place.ts'
import { followMerge } from '../services/find-ticket-by-id.ts'
import { showInRoom } from '../services/show-in-room.ts'
import { parseCommand } from './command.ts'
import { handleEdit } from './edited-message.ts'
import type { EngineerTurn } from './engineer-message.ts'
import { albumSource, type Content, takeContent } from './inbound-content.ts'
import { findCommand } from './registry.ts'
import { askInRoom, pressInRoom } from './room-buttons.ts'
import { textInRoom, wordsInGroup } from './room-words.ts'
import { queueReply, reply, type Turn } from './turn.ts'

type RoomTurn = EngineerTurn & Turn<InboundText>

export async function routeInGroup(turn: EngineerTurn, messageIds: readonly string[]): Promise<void> {
  const { message, tx, desk } = turn
  const ticket = await findTicketOfRoom(tx, turn.conversation)
  try {
    if (message.kind === 'press') return await pressInRoom({ ...turn, message })
    if (message.kind === 'edit') return await handleEdit({ ...turn, message })
    if (message.kind === 'message') return await handleRoomText({ ...turn, message }, ticket, messageIds)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    reply(turn, `refusal-${error.code}`, error.values, ticket === null ? {} : { ticketId: ticket.id })
    // What the button promised is not so any more: the card shows what is.
    if (ticket !== null) await showInRoom(tx, desk, ticket.id)
  }
}

async function handleRoomText(turn: RoomTurn, ticket: Ticket | null, messageIds: readonly string[]): Promise<void> {
  const command = parseCommand(turn.message.text)
  if (command !== null) return runCommand(turn, ticket, command, messageIds)
  // In the group itself people may talk; only a ticket's room keeps what they say.
  if (ticket === null) return
  const content = await takeContent(turn, messageIds)
  if (await tookLatePart(turn, content)) return
  const { replyTo } = turn.message
  const meaning = replyTo === undefined ? 'note' : await findReplyMeaning(turn.tx, turn.conversation, replyTo)
  if (meaning === 'note') return note(turn, ticket, content)
  return answerFromRoom(turn, ticket, content, meaning === 'question')
}

async function runCommand(
  turn: RoomTurn,
  ticket: Ticket | null,
  { name, words }: { readonly name: string; readonly words: string },
  messageIds: readonly string[],
): Promise<void> {
  if (ticket !== null && (name === 'reply' || name === 'note')) {
    const message = { ...turn.message, text: textInRoom(words, ticket) }
    const content = await takeContent({ ...turn, message }, messageIds)
    const isEmpty = content.part.text === '' && content.attachmentIds.length === 0
    if (name === 'reply') return isEmpty ? askInRoom(turn, ticket, 'answer') : answerFromRoom(turn, ticket, content, false)
    if (isEmpty) throw new Refusal('text-missing', { number: String(ticket.number) })
    return note(turn, ticket, content)
  }
  const numbered = wordsInGroup(name, words, ticket)
  if (numbered !== null) await findCommand(name, turn.party)?.run(turn, numbered, messageIds)
}

/** A part of an album that came after the others joins them. */
async function tookLatePart(turn: RoomTurn, { attachmentIds }: Content): Promise<boolean> {
  const { message, conversation, tx, desk, party } = turn
  if (message.albumId === undefined) return false
  const subject = await findMessageSubject(tx, conversation.id, albumSource(message.albumId))
  if (subject === null) return false
  await addLateFiles(tx, desk, { subject, by: party, attachmentIds })
  return true
}

async function note(turn: RoomTurn, room: Ticket, content: Content): Promise<void> {
  const ticket = await followMerge(turn.tx, room)
  await addComment(turn.tx, turn.desk, { ...commentOf(turn, ticket, content), internal: true })
  mark(turn, 'noted')
}

async function answerFromRoom(turn: RoomTurn, room: Ticket, content: Content, waitingForClient: boolean): Promise<void> {
  const ticket = await followMerge(turn.tx, room)
  const { id: commentId } = await addComment(turn.tx, turn.desk, { ...commentOf(turn, ticket, content), waitingForClient })
  const { connected } = await countReachable(turn.tx, turn.desk, ticket.id)
  if (connected > 0) return mark(turn, 'under-way')
  reply(turn, 'engineer-answer-nobody', { number: String(ticket.number) }, { ticketId: ticket.id, commentId })
}

function commentOf(turn: RoomTurn, ticket: Ticket, content: Content) {
  const { message, conversation, party } = turn
  return {
    ticketId: ticket.id,
    author: { engineerId: party.id },
    body: content.part.text,
    attachmentIds: content.attachmentIds,
    sourceKey: `${conversation.id}:${message.albumId === undefined ? message.messageId : albumSource(message.albumId)}`,
    sources: { conversationId: conversation.id, externalIds: content.part.sources },
  }
}

function mark(turn: RoomTurn, sign: MessageMark): void {
  const { messageId } = turn.message
  queueReply(turn, { type: 'mark', messageId, mark: sign }, { kind: 'room.mark', urgency: markUrgency })
}

/** A sign costs nothing and waits for nobody. */
const markUrgency = 9
