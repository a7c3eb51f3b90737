// A duplicate becomes part of the ticket it duplicates. It is closed with a reference; its comments and files stay where they were
// said and are shown on the other's page, its people belong to the other's circle, and whatever is said in reply to its messages
// goes there. The higher priority and, of two promises, the one due earlier stay (domain/sla-merge).
import type { Tx } from '../db/client.ts'
import { findEngineer, findParticipants } from '../db/people.ts'
import { loadClocks } from '../db/sla-clocks.ts'
import { findMergedInto, mergeTicketRows } from '../db/ticket-relations.ts'
import { addTicketEvent, lockTicket } from '../db/tickets.ts'
import { type Actor, actorColumns } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import { priorities } from '../domain/priority.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import { say } from '../texts/render.ts'
import { changePriority } from './change-priority.ts'
import { changeStatus } from './change-status.ts'
import type { Desk } from './desk.ts'
import { keepHistory } from './keep-clocks.ts'
import { notify } from './notify.ts'
import { tellRoomMerged } from './tell-room.ts'

export interface MergeTickets {
  readonly fromId: TicketId
  readonly intoId: TicketId
  readonly by: Actor
}

/**
 * Everybody who followed the duplicate, and whoever has either ticket, is told once.
 * @throws Refusal `ticket-not-found`; `invalid` for a ticket and itself; `merge-other-company`; `ticket-merged` for one that is
 *   part of another already; `ticket-ended` when the ticket that is to stay is not open.
 */
export async function mergeTickets(
  tx: Tx,
  desk: Desk,
  { fromId, intoId, by }: MergeTickets,
): Promise<{ from: Ticket; into: Ticket }> {
  if (fromId === intoId) throw new Refusal('invalid', { reason: 'merge-itself' }, 'into')
  const [from, into] = await lockBoth(tx, fromId, intoId)
  await requireMergeable(tx, from, into)
  const followers = await findFollowers(tx, desk, from, into, by)
  const clocks = isEnded(from) ? [] : ((await loadClocks(tx, from.id))?.clocks ?? [])
  const at = tx.now
  await mergeTicketRows(tx, from.id, into.id)
  await addTicketEvent(tx, from.id, { kind: 'merged-away', at, by, data: { into: into.number } })
  await keepHistory(tx, desk, from, [{ kind: 'merged-away', at }])
  if (!isEnded(from)) {
    await changeStatus(tx, desk, { ticketId: from.id, status: 'closed', by, quietly: true })
    await takeOverPromises(tx, desk, from, into, by)
  }
  await addTicketEvent(tx, into.id, { kind: 'taken-over', at, by, data: { from: from.number, clocks } })
  await keepHistory(tx, desk, into, [{ kind: 'taken-over', at, clocks }])
  await tellRoomMerged(tx, desk, into, from.number)
  const values = { from: String(from.number), number: String(into.number), summary: into.summary }
  await notify(tx, desk, {
    kind: 'ticket.merged',
    dedup: `ticket.merged:${from.id}:${into.id}`,
    about: { ticketId: into.id },
    recipients: followers,
    text: (language) => say(language, 'notice-merged', values),
  })
  return { from, into }
}

/** In the order of their ids, so that two who merge at once do not wait for each other. */
async function lockBoth(tx: Tx, fromId: TicketId, intoId: TicketId): Promise<readonly [Ticket, Ticket]> {
  const locked = new Map<TicketId, Ticket | null>()
  for (const id of [fromId, intoId].sort()) locked.set(id, await lockTicket(tx, id))
  const from = locked.get(fromId) ?? null
  const into = locked.get(intoId) ?? null
  if (from === null || into === null) throw new Refusal('ticket-not-found')
  return [from, into]
}

async function requireMergeable(tx: Tx, from: Ticket, into: Ticket): Promise<void> {
  const numbers = { number: String(from.number), into: String(into.number) }
  if (from.companyId !== into.companyId) throw new Refusal('merge-other-company', numbers, 'into')
  for (const ticket of [from, into]) {
    const part = isEnded(ticket) ? await findMergedInto(tx, ticket.id) : null
    if (part !== null) throw new Refusal('ticket-merged', { number: String(ticket.number), into: String(part.number) })
  }
  if (isEnded(into)) throw new Refusal('ticket-ended', { number: String(into.number) })
}

async function findFollowers(
  tx: Tx,
  desk: Desk,
  from: Ticket,
  into: Ticket,
  by: Actor,
): Promise<readonly (Contact | Engineer)[]> {
  const author = actorColumns(by)
  const assignees = new Set([from.assigneeId, into.assigneeId].filter((id) => id !== null))
  const people: (Contact | Engineer)[] = [...(await findParticipants(tx, from.id, desk.defaultLanguage))]
  for (const id of assignees) {
    const engineer = id === author.engineerId ? null : await findEngineer(tx, id, desk.defaultLanguage)
    if (engineer !== null) people.push(engineer)
  }
  return people
}

/** What made the duplicate urgent, or unanswered, holds for the one that stays. */
async function takeOverPromises(tx: Tx, desk: Desk, from: Ticket, into: Ticket, by: Actor): Promise<void> {
  if (priorities.indexOf(from.priority) < priorities.indexOf(into.priority))
    await changePriority(tx, desk, { ticketId: into.id, priority: from.priority, by })
  if (from.status === 'open' && into.status === 'waiting')
    await changeStatus(tx, desk, { ticketId: into.id, status: 'open', by, quietly: true })
}
