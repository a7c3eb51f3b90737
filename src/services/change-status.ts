// Resolves, closes, reopens a ticket, or lets it wait for the client; its clocks with it.

import type { Tx } from '../db/client.ts'
import { findEngineer, findParticipants } from '../db/people.ts'
import { findMergedInto } from '../db/ticket-relations.ts'
import { addParticipant, addTicketEvent, lockTicket, updateTicket } from '../db/tickets.ts'
import type { Actor } from '../domain/actor.ts'
import { actorColumns } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import { isEnded, type Ticket, type TicketStatus } from '../domain/ticket.ts'
import { say } from '../texts/render.ts'
import { callForBlocker } from './call-for-blocker.ts'
import { retitleRooms } from './contact-rooms.ts'
import type { Desk } from './desk.ts'
import { endNeedlessCall } from './end-blocker-call.ts'
import { keepHistory } from './keep-clocks.ts'
import { notify } from './notify.ts'
import { requireAt } from './require-at.ts'
import { showInRoom } from './show-in-room.ts'

export interface ChangeStatus {
  readonly ticketId: TicketId
  readonly status: TicketStatus
  readonly by: Actor
  readonly reason?: string
  readonly at?: Date
  /** Nobody is told: whoever asks tells it in their own words. */
  readonly quietly?: boolean
}

/**
 * Tells the client's side and the assignee, except whoever did it. The same status again changes nothing.
 * @throws Refusal `ticket-not-found`, `ticket-ended` (closing what is closed), `ticket-not-ended` (reopening what is open),
 *   `ticket-merged` (reopening a duplicate).
 */
export async function changeStatus(tx: Tx, desk: Desk, request: ChangeStatus): Promise<Ticket> {
  const ticket = await lockTicket(tx, request.ticketId)
  if (ticket === null) throw new Refusal('ticket-not-found')
  if (ticket.status === request.status) return ticket
  const into = isEnded(ticket) && !isEnded(request) ? await findMergedInto(tx, ticket.id) : null
  if (into !== null) throw new Refusal('ticket-merged', { number: String(ticket.number), into: String(into.number) })
  const at = request.at ?? tx.now
  if (request.at !== undefined) await requireAt(tx, ticket.id, request.at)
  const changed: Ticket = { ...ticket, status: request.status, endedAt: isEnded(request) ? (ticket.endedAt ?? at) : null }
  await updateTicket(tx, ticket.id, { status: changed.status, endedAt: changed.endedAt }, at)
  await addTicketEvent(tx, ticket.id, {
    kind: 'status',
    at,
    by: request.by,
    data: { from: ticket.status, to: changed.status, ...(request.reason === undefined ? {} : { reason: request.reason }) },
  })
  const byContact = request.by.kind === 'contact'
  await keepHistory(tx, desk, ticket, [{ kind: 'status', at, from: ticket.status, to: changed.status, byContact }])
  if (request.by.kind === 'contact') await addParticipant(tx, ticket.id, request.by.id)
  if (changed.status !== 'open') await endNeedlessCall(tx, desk, ticket, request.by)
  // An engineer who reopens is there; a client who does may be alone with it.
  else if (isEnded(ticket) && request.by.kind !== 'engineer') await callForBlocker(tx, desk, changed, { since: at })
  if (request.quietly !== true) await announceStatus(tx, desk, ticket, changed, request, at)
  if (isEnded(ticket) !== isEnded(changed)) await retitleRooms(tx, desk.defaultLanguage, changed)
  await showInRoom(tx, desk, ticket.id)
  return changed
}

async function announceStatus(tx: Tx, desk: Desk, before: Ticket, after: Ticket, request: ChangeStatus, at: Date): Promise<void> {
  const reopened = isEnded(before) && !isEnded(after)
  const by = actorColumns(request.by)
  const assignee = after.assigneeId === null ? null : await findEngineer(tx, after.assigneeId, desk.defaultLanguage)
  const recipients: (Contact | Engineer)[] = [
    ...(await findParticipants(tx, after.id, desk.defaultLanguage)),
    ...(assignee === null ? [] : [assignee]),
  ]
  await notify(tx, desk, {
    kind: 'ticket.status',
    dedup: `ticket.status:${after.id}:${after.status}:${at.getTime()}`,
    about: { ticketId: after.id },
    recipients: recipients.filter((recipient) => recipient.id !== by.contactId && recipient.id !== by.engineerId),
    text: (language) =>
      say(language, reopened ? 'notice-reopened' : `notice-${after.status}`, {
        number: String(after.number),
        summary: after.summary,
      }),
  })
}
