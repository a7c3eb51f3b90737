// Takes back what an engineer said on a ticket: off the ticket, and out of the chats in which it stands, while they allow it. The
// history keeps that it was there. Clocks stay as they are: an answer was given, and a hurried one is no reason to answer again.
import { detachFiles } from '../db/attachments.ts'
import type { Tx } from '../db/client.ts'
import { findComment, markCommentWithdrawn } from '../db/comments.ts'
import { queueMessages, replaceQueued } from '../db/outbox.ts'
import { dropUnsaid, findSaidComments, type SaidComment } from '../db/said-comments.ts'
import { addTicketEvent, lockTicket } from '../db/tickets.ts'
import { Refusal } from '../domain/errors.ts'
import type { CommentId } from '../domain/ids.ts'
import type { Engineer } from '../domain/party.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Desk } from './desk.ts'
import { unsayInRoom } from './unsay-in-room.ts'
import { wordSaidComment } from './word-said-comment.ts'

/** So long a message can be taken out of a chat again (of the platforms that can at all, the shortest). */
const removableHours = 48

export interface RemovedAnswer {
  readonly ticket: Ticket
  readonly internal: boolean
  /** From how many contacts' chats it is taken. */
  readonly contacts: number
}

/**
 * @throws Refusal `not-found` for what was taken back already; `not-allowed` for what a client or (but for admins) a colleague
 *   said; `cannot-unsay` when it stands in a client's chat for too long: then nothing changes.
 */
export async function removeAnswer(tx: Tx, desk: Desk, by: Engineer, id: CommentId): Promise<RemovedAnswer> {
  const found = await findComment(tx, id)
  const ticket = found === null ? null : await lockTicket(tx, found.ticketId)
  const comment = ticket === null ? null : await findComment(tx, id)
  if (ticket === null || comment === null || comment.withdrawn) throw new Refusal('not-found')
  const isOwn = comment.engineerId === by.id
  if (comment.engineerId === null || !(isOwn || by.role === 'admin')) throw new Refusal('not-allowed')
  const told = await findSaidComments(tx, ticket.id, id)
  const earliest = new Date(tx.now.getTime() - removableHours * 3_600_000)
  const isFixed = (said: SaidComment) => said.saidAt !== null && said.saidAt <= earliest && isAlone(said)
  if (told.some((said) => said.contactId !== null && isFixed(said)))
    throw new Refusal('cannot-unsay', { number: String(ticket.number), hours: String(removableHours) })
  await markCommentWithdrawn(tx, id)
  await detachFiles(tx, id)
  for (const said of told) if (!isFixed(said)) await unsay(tx, desk, ticket, said)
  const contacts = new Set(told.flatMap(({ contactId }) => (contactId === null ? [] : [contactId]))).size
  const data = { commentId: id, internal: comment.internal, contacts }
  await addTicketEvent(tx, ticket.id, { kind: 'answer-removed', at: tx.now, by, data })
  await unsayInRoom(tx, desk, ticket, id)
  return { ticket, internal: comment.internal, contacts }
}

function isAlone({ comments, files }: SaidComment): boolean {
  return files || comments.length === 1
}

/** A message that tells other comments too is worded anew without this one. */
async function unsay(tx: Tx, desk: Desk, ticket: Ticket, said: SaidComment): Promise<void> {
  const { dedupKey, conversationId, channel, contactId, engineerId } = said
  const words = isAlone(said) ? null : await wordSaidComment(tx, desk, ticket, said)
  const text = words?.text ?? null
  const hung = words?.buttons === undefined ? {} : { buttons: words.buttons }
  if (said.saidAt === null) {
    const settled =
      text === null ? dropUnsaid(tx, dedupKey, 'removed') : replaceQueued(tx, dedupKey, { type: 'text', text, ...hung })
    if (await settled) return
  }
  await queueMessages(tx, [
    {
      conversationId,
      channel,
      kind: 'ticket.comment-removed',
      dedupKey: `removed:${dedupKey}`,
      editsKey: dedupKey,
      push: true,
      ticketId: ticket.id,
      ...(contactId === null ? {} : { contactId }),
      ...(engineerId === null ? {} : { engineerId }),
      content: text === null ? { type: 'delete' } : { type: 'edit', whole: true, text, ...hung },
    },
  ])
}
