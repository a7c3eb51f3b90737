// Changes a ticket's priority, and with it what is promised. Lowering it needs a reason (RULES 6).

import type { Tx } from '../db/client.ts'
import { findEngineer, findEngineers, findParticipants } from '../db/people.ts'
import { addTicketEvent, lockTicket, updateTicket } from '../db/tickets.ts'
import type { Actor } from '../domain/actor.ts'
import { actorColumns } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import { type Priority, priorities } from '../domain/priority.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import { say, sayText } from '../texts/render.ts'
import { callForBlocker } from './call-for-blocker.ts'
import type { Desk } from './desk.ts'
import { endNeedlessCall } from './end-blocker-call.ts'
import { keepHistory } from './keep-clocks.ts'
import { notify } from './notify.ts'
import { requireAt } from './require-at.ts'
import { showInRoom } from './show-in-room.ts'

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
  await keepHistory(tx, desk, ticket, [{ kind: 'priority', at, to: request.priority }])
  const changed = { ...ticket, priority: request.priority }
  await announcePriority(tx, desk, { before: ticket, after: changed, by: request.by, at })
  await showInRoom(tx, desk, ticket.id)
  return changed
}

interface PriorityNews {
  readonly before: Ticket
  readonly after: Ticket
  readonly by: Actor
  readonly at: Date
}

/** The client's side and the assignee, or all engineers; those who are called for a Blocker, or were, hear of it by the call. */
async function announcePriority(tx: Tx, desk: Desk, { before, after, by, at }: PriorityNews): Promise<void> {
  const author = actorColumns(by)
  const told = await endNeedlessCall(tx, desk, before, by)
  // An assignee who raises their own ticket has it.
  const isOwn = after.assigneeId !== null && after.assigneeId === author.engineerId
  const call = isOwn ? null : await callForBlocker(tx, desk, after, { since: at })
  const assignee = after.assigneeId === null ? null : await findEngineer(tx, after.assigneeId, desk.defaultLanguage)
  const engineers = assignee === null ? await findEngineers(tx, desk.defaultLanguage) : [assignee]
  const others = engineers.filter(({ id }) => id !== author.engineerId && !told.has(id) && call?.called.has(id) !== true)
  const contacts = await findParticipants(tx, after.id, desk.defaultLanguage)
  const clients = contacts.filter(({ id }) => id !== author.contactId)
  const values = { number: String(after.number), summary: after.summary }
  const notice = {
    kind: 'ticket.priority',
    dedup: `ticket.priority:${after.id}:${after.priority}:${at.getTime()}`,
    about: { ticketId: after.id },
    text: (language: Language) =>
      say(language, 'notice-priority', { ...values, priority: sayText(language, `priority-${after.priority}`) }),
  } as const
  if (call === null) return notify(tx, desk, { ...notice, recipients: [...clients, ...others] })
  await notify(tx, desk, { ...notice, recipients: clients })
  await notify(tx, desk, { ...notice, recipients: others, dueAt: call.othersAt })
}
