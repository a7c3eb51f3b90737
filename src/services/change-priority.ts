// Changes a ticket's priority. Lowering it needs a reason (RULES 6).

import type { Tx } from '../db/client.ts'
import { findEngineer, findEngineers, findParticipants } from '../db/people.ts'
import { addTicketEvent, lockTicket, updateTicket } from '../db/tickets.ts'
import type { Actor } from '../domain/actor.ts'
import { actorColumns } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import type { TicketId } from '../domain/ids.ts'
import { type Priority, priorities } from '../domain/priority.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import { say, sayText } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'
import { requireAt } from './require-at.ts'

export interface ChangePriority {
  readonly ticketId: TicketId
  readonly priority: Priority
  readonly by: Actor
  readonly reason?: string
  readonly at?: Date
}

/** @throws Refusal `ticket-not-found`, `ticket-ended`, `reason-missing` (an engineer or the API lowers without saying why). */
export async function changePriority(tx: Tx, desk: Desk, request: ChangePriority): Promise<Ticket> {
  const ticket = await lockTicket(tx, request.ticketId)
  if (ticket === null) throw new Refusal('ticket-not-found')
  if (ticket.priority === request.priority) return ticket
  if (isEnded(ticket)) throw new Refusal('ticket-ended', { number: String(ticket.number) })
  const lowered = priorities.indexOf(request.priority) > priorities.indexOf(ticket.priority)
  // A client lowers their own ticket freely: it is their own promise they give up.
  if (lowered && request.by.kind !== 'contact' && !request.reason?.trim()) throw new Refusal('reason-missing', {}, 'reason')
  const at = request.at ?? tx.now
  if (request.at !== undefined) await requireAt(tx, ticket.id, request.at)
  await updateTicket(tx, ticket.id, { priority: request.priority }, at)
  await addTicketEvent(tx, ticket.id, {
    kind: 'priority',
    at,
    by: request.by,
    data: { from: ticket.priority, to: request.priority, ...(request.reason === undefined ? {} : { reason: request.reason }) },
  })
  const changed = { ...ticket, priority: request.priority }
  const by = actorColumns(request.by)
  const assignee = ticket.assigneeId === null ? null : await findEngineer(tx, ticket.assigneeId, desk.defaultLanguage)
  const engineers = assignee === null ? await findEngineers(tx, desk.defaultLanguage) : [assignee]
  const recipients = [...(await findParticipants(tx, ticket.id, desk.defaultLanguage)), ...engineers]
  await notify(tx, desk, {
    kind: 'ticket.priority',
    dedup: `ticket.priority:${ticket.id}:${request.priority}:${at.getTime()}`,
    about: { ticketId: ticket.id },
    recipients: recipients.filter((recipient) => recipient.id !== by.contactId && recipient.id !== by.engineerId),
    text: (language) =>
      say(language, 'notice-priority', {
        number: String(ticket.number),
        priority: sayText(language, `priority-${request.priority}`),
        summary: ticket.summary,
      }),
  })
  return changed
}
