// Adds a comment to a ticket: the row, its files, what it does to the status and the clocks, and who is told.

import { attachFiles } from '../db/attachments.ts'
import type { Tx } from '../db/client.ts'
import { findCommentBySource, insertComment } from '../db/comments.ts'
import { findContact, findEngineer } from '../db/people.ts'
import { addTicketEvent, lockTicket, type MessageSources, updateTicket } from '../db/tickets.ts'
import { Refusal } from '../domain/errors.ts'
import type { AttachmentId, CommentId, ContactId, EngineerId, TicketId } from '../domain/ids.ts'
import { isThanks } from '../domain/is-thanks.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import { acknowledgeByAnswer } from './acknowledge-blocker.ts'
import { announceComment } from './announce-comment.ts'
import type { Desk } from './desk.ts'
import { keepHistory } from './keep-clocks.ts'
import { requireAt } from './require-at.ts'

export interface AddComment {
  readonly ticketId: TicketId
  readonly author: { readonly contactId: ContactId } | { readonly engineerId: EngineerId }
  readonly body: string
  /** Seen by engineers only. A contact's comment never is. */
  readonly internal?: boolean
  /** The body is kept encrypted and stands in no notice. */
  readonly sensitive?: boolean
  /** An engineer asks the client something: the ticket waits for the answer. Needs a public comment (RULES 6). */
  readonly waitingForClient?: boolean
  readonly attachmentIds?: readonly AttachmentId[]
  /** Two requests with the same key make one comment. */
  readonly sourceKey?: string
  /** The chat messages it was made of. */
  readonly sources?: MessageSources
  readonly at?: Date
}

/**
 * @throws Refusal `ticket-not-found`; `ticket-ended` when a contact writes to an ended ticket (ask: reopen or new);
 *   `invalid` for an author who does not belong to the ticket, a time before the last event or in
 *   the future, or waiting with an internal comment.
 */
export async function addComment(tx: Tx, desk: Desk, request: AddComment): Promise<{ readonly id: CommentId }> {
  const ticket = await lockTicket(tx, request.ticketId)
  if (ticket === null) throw new Refusal('ticket-not-found')
  const existing = request.sourceKey === undefined ? null : await findCommentBySource(tx, request.sourceKey)
  if (existing !== null) return existing
  const author = await findAuthor(tx, desk, ticket, request.author)
  const byContact = author.kind === 'contact'
  const internal = !byContact && request.internal === true
  const waitingForClient = !byContact && request.waitingForClient === true
  if (byContact && isEnded(ticket)) throw new Refusal('ticket-ended', { number: String(ticket.number) })
  if (waitingForClient && internal) throw new Refusal('invalid', { reason: 'waiting-needs-public' }, 'waitingForClient')
  const at = request.at ?? tx.now
  if (request.at !== undefined) await requireAt(tx, ticket.id, request.at)

  const attachmentIds = request.attachmentIds ?? []
  const needsAnswer = !(byContact && attachmentIds.length === 0 && isThanks(request.body))
  const row = {
    ticketId: ticket.id,
    author: request.author,
    body: request.body.trim(),
    internal,
    sensitive: request.sensitive === true,
    waitingForClient,
    needsAnswer,
    sourceKey: request.sourceKey ?? null,
    at,
  }
  const held = author.kind === 'engineer' && !internal ? await acknowledgeByAnswer(tx, desk, ticket, author, request.at) : ticket
  const id = await insertComment(tx, row, request.sources)
  if (id === null) throw new Error('a comment of this source appeared although its ticket was locked')
  await attachFiles(tx, attachmentIds, { ticketId: ticket.id, commentId: id, internal })
  const now = await moveStatus(tx, held, author, waitingForClient, at)
  await keepHistory(tx, desk, ticket, [
    { kind: 'comment', at, id, byContact, internal, needsAnswer },
    ...(now.status === ticket.status ? [] : [{ kind: 'status', at, from: ticket.status, to: now.status, byContact } as const]),
  ])
  await announceComment(tx, desk, {
    ticket: now,
    commentId: id,
    author,
    body: request.body.trim(),
    internal,
    sensitive: request.sensitive === true,
    attachmentIds,
  })
  return { id }
}

async function findAuthor(tx: Tx, desk: Desk, ticket: Ticket, author: AddComment['author']): Promise<Contact | Engineer> {
  if ('engineerId' in author) {
    const engineer = await findEngineer(tx, author.engineerId, desk.defaultLanguage)
    if (engineer !== null) return engineer
  } else {
    const contact = await findContact(tx, author.contactId, desk.defaultLanguage)
    if (contact !== null && contact.companyId === ticket.companyId) return contact
  }
  throw new Refusal('invalid', { reason: 'unknown-author' }, 'author')
}

/** A client's message ends the waiting; a question to the client begins it (RULES 6). */
async function moveStatus(
  tx: Tx,
  ticket: Ticket,
  author: Contact | Engineer,
  waitingForClient: boolean,
  at: Date,
): Promise<Ticket> {
  const answered = author.kind === 'contact' && ticket.status === 'waiting'
  const next = answered ? 'open' : waitingForClient && !isEnded(ticket) ? 'waiting' : ticket.status
  await updateTicket(tx, ticket.id, next === ticket.status ? {} : { status: next }, at)
  if (next !== ticket.status)
    await addTicketEvent(tx, ticket.id, { kind: 'status', at, by: author, data: { from: ticket.status, to: next } })
  return { ...ticket, status: next }
}
