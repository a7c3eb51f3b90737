// Ends the running call for a Blocker because somebody has it: it calls nobody any more, and those who were called, and the
// client's side, are told who it is.
import { endBlockerCall, findBlockerCall, findCalledEngineers } from '../db/blocker-calls.ts'
import type { Tx } from '../db/client.ts'
import { findEngineers, findParticipants } from '../db/people.ts'
import { addTicketEvent } from '../db/tickets.ts'
import type { EngineerId } from '../domain/ids.ts'
import type { Ticket } from '../domain/ticket.ts'
import { say } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { findPublicAddress } from './find-public-address.ts'
import { notify } from './notify.ts'

/** The ticket is locked, the engineer is active. @returns false when no call was running: then nobody is told anything. */
export async function endCallFor(tx: Tx, desk: Desk, ticket: Ticket, by: EngineerId, at: Date): Promise<boolean> {
  if (ticket.priority !== 'blocker' || !(await endBlockerCall(tx, ticket.id, by, at))) return false
  const call = await findBlockerCall(tx, ticket.id)
  const startedAt = call?.startedAt ?? at
  const data = { calls: call?.calls ?? 0 }
  await addTicketEvent(tx, ticket.id, { kind: 'blocker-acknowledged', at, by: { kind: 'engineer', id: by }, data })
  const called = await findCalledEngineers(tx, ticket.id, startedAt)
  const engineers = await findEngineers(tx, desk.defaultLanguage)
  const number = String(ticket.number)
  const engineer = engineers.find(({ id }) => id === by)?.name ?? ''
  const notice = {
    kind: 'blocker.acknowledged',
    dedup: `blocker.acknowledged:${ticket.id}:${startedAt.getTime()}`,
    about: { ticketId: ticket.id },
  } as const
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
