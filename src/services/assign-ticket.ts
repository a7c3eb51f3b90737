// Gives a ticket to an engineer, or takes it from one. Taking a Blocker oneself ends its call.

import type { Tx } from '../db/client.ts'
import { findEngineer, findParticipants } from '../db/people.ts'
import { addTicketEvent, lockTicket, updateTicket } from '../db/tickets.ts'
import type { Actor } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import type { EngineerId, TicketId } from '../domain/ids.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import { say, sayText } from '../texts/render.ts'
import { describeTicket } from './describe-ticket.ts'
import type { Desk } from './desk.ts'
import { endCallFor } from './end-blocker-call.ts'
import { findPublicAddress } from './find-public-address.ts'
import { notify } from './notify.ts'
import { requireAt } from './require-at.ts'
import { showInRoom } from './show-in-room.ts'

export interface AssignTicket {
  readonly ticketId: TicketId
  readonly engineerId: EngineerId | null
  readonly by: Actor
  readonly at?: Date
  /** Taking: refused when somebody else has it already, so that of two who take at once one wins. */
  readonly onlyIfFree?: boolean
}

/** @throws Refusal `ticket-not-found`, `ticket-ended`, `engineer-not-found`, `already-taken` (with the engineer's name). */
export async function assignTicket(tx: Tx, desk: Desk, request: AssignTicket): Promise<Ticket> {
  const ticket = await lockTicket(tx, request.ticketId)
  if (ticket === null) throw new Refusal('ticket-not-found')
  const isOwnTaking = request.by.kind === 'engineer' && request.by.id === request.engineerId
  if (ticket.assigneeId === request.engineerId) {
    if (isOwnTaking) await endCallFor(tx, desk, ticket, request.engineerId, tx.now)
    return ticket
  }
  const number = String(ticket.number)
  if (isEnded(ticket)) throw new Refusal('ticket-ended', { number })
  if (request.onlyIfFree === true && ticket.assigneeId !== null) {
    const holder = await findEngineer(tx, ticket.assigneeId, desk.defaultLanguage)
    if (holder !== null) throw new Refusal('already-taken', { number, engineer: holder.name })
  }
  const engineer = request.engineerId === null ? null : await findEngineer(tx, request.engineerId, desk.defaultLanguage)
  if (request.engineerId !== null && engineer === null) throw new Refusal('engineer-not-found', {}, 'assignee')
  const at = request.at ?? tx.now
  if (request.at !== undefined) await requireAt(tx, ticket.id, request.at)
  await updateTicket(tx, ticket.id, { assigneeId: request.engineerId }, at)
  await addTicketEvent(tx, ticket.id, {
    kind: 'assigned',
    at,
    by: request.by,
    data: { from: ticket.assigneeId, to: request.engineerId },
  })
  const assigned = { ...ticket, assigneeId: request.engineerId }
  await showInRoom(tx, desk, ticket.id)
  if (engineer === null) return assigned
  const toldOfCall = isOwnTaking && (await endCallFor(tx, desk, ticket, engineer.id, at))

  const details = await describeTicket(tx, desk, assigned)
  const dedup = `ticket.assigned:${ticket.id}:${engineer.id}:${at.getTime()}`
  await notify(tx, desk, {
    kind: 'ticket.assigned',
    dedup,
    about: { ticketId: ticket.id },
    recipients: isOwnTaking ? [] : [engineer],
    text: (language) => say(language, 'notice-assigned-engineer', details(language)),
    buttons: (language) => [[{ label: sayText(language, 'button-answer'), data: `t:${number}:answer` }]],
  })
  const address = await findPublicAddress(tx, engineer.id)
  await notify(tx, desk, {
    kind: 'ticket.assigned',
    dedup: `${dedup}:client`,
    about: { ticketId: ticket.id },
    recipients: toldOfCall ? [] : await findParticipants(tx, ticket.id, desk.defaultLanguage),
    text: (language) =>
      address === null
        ? say(language, 'notice-assigned', { number, engineer: engineer.name })
        : say(language, 'notice-assigned-address', { number, engineer: engineer.name, address }),
  })
  return assigned
}
