// What a client writes finds its place here: by the strongest evidence there is, and never by a guess between tickets.

import { findMessageSubject, findRecentNews } from '../db/conversations.ts'
import type { InboundText } from '../domain/channel.ts'
import { currentTicketMinutes, currentTicketOf } from '../domain/conversation.ts'
import type { TicketId } from '../domain/ids.ts'
import { may } from '../domain/permissions.ts'
import { findTicketReferences } from '../domain/reference.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import { addLateFiles } from '../services/add-late-files.ts'
import { findTicketOfOwnRoom } from '../services/find-room-place.ts'
import { findTicketFor } from '../services/find-ticket.ts'
import { findTicketById } from '../services/find-ticket-by-id.ts'
import { answerAboutContacts } from './contact-answer.ts'
import { beginDraft, type ClientTurn, extendDraft } from './draft.ts'
import { followUp } from './follow-up.ts'
import { albumSource, type Content, takeContent } from './inbound-content.ts'
import { extendQuestion } from './reopen-question.ts'
import { reply, type Turn } from './turn.ts'

export type ClientTextTurn = ClientTurn & Turn<InboundText>

/**
 * Evidence, strongest first: an answer to the draft's question, a late part of an album, the message replied to, the ticket whose
 * room it is written in, a ticket number in the text, the open draft, the current ticket; else a new draft.
 */
export async function handleClientMessage(turn: ClientTextTurn, messageIds: readonly string[]): Promise<void> {
  const { message, conversation } = turn
  const { dialogue: asked } = conversation
  if (asked?.kind === 'contact-question' && answersQuestion(turn)) return answerAboutContacts(turn, asked, message.text)
  const content = await takeContent(turn, messageIds)
  const sourceKey = `${conversation.id}:${message.albumId === undefined ? message.messageId : albumSource(message.albumId)}`
  const { dialogue } = conversation
  if (dialogue?.kind === 'draft' && (dialogue.asking === 'summary' || isLatePart(message, dialogue.parts))) {
    return extendDraft(turn, dialogue, content)
  }
  if (await tookLatePart(turn, content)) return
  const replied = await ticketRepliedTo(turn)
  if (replied !== null) return followUp(turn, replied, content, { via: 'reply', sourceKey })
  const room = await findTicketOfOwnRoom(turn.tx, turn.party, conversation)
  if (room !== null) return writtenInRoom(turn, room, content, sourceKey)

  const named = await ticketsNamed(turn)
  const [only] = named.found
  if (only !== undefined && named.found.length === 1) return followNumber(turn, only, named.bare, content, sourceKey)
  if (named.missing !== null && named.found.length === 0) {
    reply(turn, 'refusal-ticket-not-found', { number: String(named.missing) })
    if (named.bare && content.attachmentIds.length === 0) return
  }
  if (dialogue?.kind === 'draft') return extendDraft(turn, dialogue, content)
  if (dialogue?.kind === 'reopen') return extendQuestion(turn, dialogue, content)
  const current = named.found.length > 1 || named.missing !== null ? null : await currentTicket(turn)
  if (current !== null) return followUp(turn, current, content, { via: 'current', sourceKey })
  return beginDraft(turn, content, { mentioned: named.found.map((ticket) => ticket.number) })
}

/** What was begun in the room, and there alone, comes first: a new ticket that they asked for, or what to do about the ended one. */
async function writtenInRoom(turn: ClientTextTurn, ticket: Ticket, content: Content, sourceKey: string): Promise<void> {
  const { dialogue } = turn.conversation
  if (dialogue?.kind === 'draft') return extendDraft(turn, dialogue, content)
  if (dialogue?.kind === 'reopen') return extendQuestion(turn, dialogue, content)
  return followUp(turn, ticket, content, { via: 'room', sourceKey })
}

/** A file, or a reply to something, is no answer to a question about contacts; nor is anything of somebody who keeps them no more. */
function answersQuestion({ message, party }: ClientTextTurn): boolean {
  return message.replyTo === undefined && message.files.length === 0 && may(party, 'manage-contacts')
}

/** Only the number was written: the ticket becomes the current one, and waits for what they want to say. */
async function followNumber(
  turn: ClientTextTurn,
  ticket: Ticket,
  bare: boolean,
  content: Content,
  sourceKey: string,
): Promise<void> {
  if (!bare || content.attachmentIds.length > 0) return followUp(turn, ticket, content, { via: 'number', sourceKey })
  if (isEnded(ticket))
    return followUp(turn, ticket, { ...content, part: { ...content.part, text: '' } }, { via: 'number', sourceKey })
  const values = { number: String(ticket.number), summary: ticket.summary }
  if (!turn.party.currentTicket) return reply(turn, 'follow-up-here', values, { ticketId: ticket.id })
  turn.conversation.currentTicket = { id: ticket.id, at: turn.tx.now }
  reply(turn, 'follow-up-waiting', values, { ticketId: ticket.id })
}

function isLatePart(message: InboundText, parts: readonly { readonly sources: readonly string[] }[]): boolean {
  if (message.albumId === undefined) return false
  const source = albumSource(message.albumId)
  return parts.some((part) => part.sources.includes(source))
}

/** A part of an album that came after the others were taken in joins them, without a word. */
async function tookLatePart(turn: ClientTextTurn, content: Content): Promise<boolean> {
  const { message, conversation, tx } = turn
  if (message.albumId === undefined) return false
  const subject = await findMessageSubject(tx, conversation.id, albumSource(message.albumId))
  if (subject === null) return false
  await addLateFiles(tx, turn.desk, { subject, by: turn.party, attachmentIds: content.attachmentIds })
  return true
}

async function ticketRepliedTo(turn: ClientTextTurn): Promise<Ticket | null> {
  const { message, conversation, tx, party } = turn
  if (message.replyTo === undefined) return null
  const subject = await findMessageSubject(tx, conversation.id, message.replyTo)
  return subject === null ? null : findTicketById(tx, party, subject.ticketId)
}

interface Named {
  readonly found: readonly Ticket[]
  /** The first number that names no ticket of theirs. */
  readonly missing: number | null
  /** The text is the number and nothing else. */
  readonly bare: boolean
}

/** Tickets named in the text. A number that merely stands there ("12345") counts only if it is a ticket of theirs. */
async function ticketsNamed(turn: ClientTextTurn): Promise<Named> {
  const { text } = turn.message
  const references = findTicketReferences(text)
  const found: Ticket[] = []
  let missing: number | null = null
  for (const reference of references.slice(0, 5)) {
    const ticket = await findTicketFor(turn.tx, turn.party, reference.number)
    if (ticket !== null) found.push(ticket)
    else if (reference.strength === 'explicit') missing ??= reference.number
  }
  const [first] = references
  const rest = first === undefined ? text : text.slice(0, first.from) + text.slice(first.to)
  return { found, missing, bare: references.length === 1 && nothingElse.test(rest) }
}

/** What may stand around a number that is all there is: signs, and the word for a ticket. */
const nothingElse = /^(?:[^\p{L}\p{N}]|ticket|number|no|nr|u[žz]klaus\p{L}*|biliet\p{L}*|tiket\p{L}*)*$/iu

/** The ticket of the moment: the one last spoken of here, by them or by us. Two of them are none; nor is it followed for those who switched that off. */
async function currentTicket(turn: ClientTextTurn): Promise<Ticket | null> {
  const { tx, conversation, party } = turn
  if (!party.currentTicket) return null
  const since = new Date(tx.now.getTime() - currentTicketMinutes * 60_000)
  const candidates = new Set<TicketId>(await findRecentNews(tx, conversation.id, since))
  const own = currentTicketOf(conversation, tx.now)
  if (own !== null) candidates.add(own)
  const [only] = candidates
  if (only === undefined || candidates.size > 1) return null
  const ticket = await findTicketById(tx, party, only)
  return ticket === null || isEnded(ticket) ? null : ticket
}
