// Ends the running call for a Blocker, because somebody has it or nobody needs to any more: those who were called are told,
// and the client's side hears who has it.
import { endBlockerCall, findBlockerCall, findCalledEngineers } from '../db/blocker-calls.ts'
import type { Tx } from '../db/client.ts'
import { findEngineers, findParticipants } from '../db/people.ts'
import { addTicketEvent } from '../db/tickets.ts'
import type { Actor } from '../domain/actor.ts'
import type { EngineerId } from '../domain/ids.ts'
import type { Ticket } from '../domain/ticket.ts'
import { say } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { findPublicAddress } from './find-public-address.ts'
import { notify } from './notify.ts'

/** The ticket is locked, the engineer is active. @returns false when no call was running: then nobody is told anything. */
export async function endCallFor(tx: Tx, desk: Desk, ticket: Ticket, by: EngineerId, at: Date): Promise<boolean> {
  if (ticket.priority !== 'blocker' || !(await endBlockerCall(tx, ticket.id, by, at))) return false
  const { calls, startedAt, called } = await findCalled(tx, ticket)
  const actor = { kind: 'engineer', id: by } as const
  await addTicketEvent(tx, ticket.id, { kind: 'blocker-acknowledged', at, by: actor, data: { calls } })
  const engineers = await findEngineers(tx, desk.defaultLanguage)
  const number = String(ticket.number)
  const engineer = engineers.find(({ id }) => id === by)?.name ?? ''
  const notice = toNotice(ticket, startedAt)
  await notify(tx, desk, {
    ...notice,
    recipients: engineers.filter(({ id }) => called.has(id) && id !== by),
    text: (language) => say(language, 'notice-blocker-had', { number, engineer }),
  })
  const address = await findPublicAddress(tx, by)
  await notify(tx, desk, {
    ...notice,
    recipients: await findParticipants(tx, ticket.id, desk.defaultLanguage),
    text: (language) =>
      address === null
        ? say(language, 'notice-blocker-has', { number, engineer })
        : say(language, 'notice-blocker-has-address', { number, engineer, address }),
  })
  return true
}

/**
 * The locked ticket was an open Blocker, and is none any more. Whoever was called is told, except who made it so.
 * @returns whom the call was meant for, if one was running
 */
export async function endNeedlessCall(tx: Tx, desk: Desk, before: Ticket, by: Actor): Promise<ReadonlySet<EngineerId>> {
  if (before.priority !== 'blocker' || !(await endBlockerCall(tx, before.id, null, tx.now))) return new Set()
  const { calls, startedAt, called } = await findCalled(tx, before)
  await addTicketEvent(tx, before.id, { kind: 'blocker-call-ended', at: tx.now, by, data: { calls } })
  const engineers = await findEngineers(tx, desk.defaultLanguage)
  await notify(tx, desk, {
    ...toNotice(before, startedAt),
    recipients: engineers.filter(({ id }) => called.has(id) && !(by.kind === 'engineer' && by.id === id)),
    text: (language) => say(language, 'notice-blocker-over', { number: String(before.number) }),
  })
  return called
}

async function findCalled(tx: Tx, ticket: Ticket) {
  const { calls, startedAt } = (await findBlockerCall(tx, ticket.id)) ?? { calls: 0, startedAt: tx.now }
  return { calls, startedAt, called: await findCalledEngineers(tx, ticket.id, startedAt) }
}

function toNotice(ticket: Ticket, startedAt: Date) {
  const dedup = `blocker.acknowledged:${ticket.id}:${startedAt.getTime()}`
  return { kind: 'blocker.acknowledged', dedup, about: { ticketId: ticket.id } } as const
}
