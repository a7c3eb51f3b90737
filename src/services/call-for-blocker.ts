// The call for somebody to take a Blocker (RULES 3: under a plan, 24 hours a day): begins when one is opened or raised, and
// makes each call. That it comes again is repeat-blocker-calls.ts; that it ends, acknowledge-blocker.ts.
import { findBlockerCall, findTicketTerms, recordCall, startBlockerCall } from '../db/blocker-calls.ts'
import type { Tx } from '../db/client.ts'
import { findRota } from '../db/on-call.ts'
import { skipPlanned } from '../db/outbox.ts'
import { findReach } from '../db/people.ts'
import { addTicketEvent } from '../db/tickets.ts'
import { type Circle, callableHours, callMinutes, callsForBlockers, circleOf, circles } from '../domain/blocker-call.ts'
import type { AttachmentId, EngineerId } from '../domain/ids.ts'
import { openedKey } from '../domain/notification.ts'
import { onCallAt, rungs } from '../domain/on-call.ts'
import type { Engineer } from '../domain/party.ts'
import type { Ticket } from '../domain/ticket.ts'
import { say, sayText } from '../texts/render.ts'
import { sayWhen } from '../texts/when.ts'
import { describeTicket } from './describe-ticket.ts'
import type { Desk } from './desk.ts'
import { findPresentEngineers } from './find-awake-engineers.ts'
import { findCalendar, findCatalogue } from './find-calendar.ts'
import { findTerms } from './find-terms.ts'
import { notify } from './notify.ts'

/** A call that was begun. */
export interface BegunCall {
  readonly called: ReadonlySet<EngineerId>
  /** When the others may hear of the Blocker: now while the desk is open, else when it opens. Nobody is woken for nothing. */
  readonly othersAt: Date
}

/**
 * Begins the call for a locked ticket if it is a Blocker, and makes the first one. History that is brought in calls nobody.
 * @param news `since`: when it became an open Blocker
 * @returns null when nobody is to be called: then it is an ordinary ticket to the engineers.
 */
export async function callForBlocker(
  tx: Tx,
  desk: Desk,
  ticket: Ticket,
  news: { readonly since: Date; readonly attachmentIds?: readonly AttachmentId[] },
): Promise<BegunCall | null> {
  if (ticket.priority !== 'blocker' || tx.now.getTime() - news.since.getTime() > callableHours * 3_600_000) return null
  const terms = (await findTicketTerms(tx, ticket.id)) ?? (await findTerms(tx, desk, ticket.companyId, ticket.openedAt)).terms
  if (!callsForBlockers(terms)) return null
  await startBlockerCall(tx, ticket.id)
  const called = await makeCall(tx, desk, ticket, news.attachmentIds)
  const calendar = await findCalendar(tx, desk, findCatalogue(desk, terms.catalogue))
  return { called, othersAt: calendar.nextOpening(tx.now) }
}

/** Makes the next call of a locked ticket's running call. @returns whom it is meant for */
export async function makeCall(
  tx: Tx,
  desk: Desk,
  ticket: Ticket,
  attachmentIds: readonly AttachmentId[] = [],
): Promise<ReadonlySet<EngineerId>> {
  const running = await findBlockerCall(tx, ticket.id)
  if (running === null) throw new Error('no call is running')
  const call = running.calls + 1
  const { circle, engineers } = await findCalled(tx, desk, circleOf(call))
  await recordCall(tx, ticket.id, call, new Date(tx.now.getTime() + callMinutes * 60_000))
  const data = { call, circle, engineers: engineers.map(({ id }) => id) }
  await addTicketEvent(tx, ticket.id, { kind: 'blocker-called', at: tx.now, by: { kind: 'system' }, data })
  const number = String(ticket.number)
  const details = await describeTicket(tx, desk, ticket)
  await notify(tx, desk, {
    kind: 'blocker.call',
    dedup: `blocker.call:${ticket.id}:${running.startedAt.getTime()}:${call}`,
    about: { ticketId: ticket.id },
    recipients: engineers,
    text: (language) =>
      say(language, 'notice-blocker-call', {
        ...details(language),
        call: String(call),
        since: sayWhen(language, running.startedAt),
      }),
    buttons: (language) => [[{ label: sayText(language, 'button-have'), data: `t:${number}:have` }]],
    attachmentIds,
    fileCaption: (language) => say(language, 'files-caption', { number }),
  })
  // Who is called now need not hear of it again when the desk opens.
  const planned = engineers.flatMap(({ id }) => [`${openedKey(ticket.id)}:${id}`, `${openedKey(ticket.id)}:in-group:${id}`])
  await skipPlanned(tx, [...planned, ...planned.map((key) => `${key}:files`)], 'called')
  return new Set(engineers.map(({ id }) => id))
}

/** The smallest circle from this one on in which anybody can be reached: a call that nobody hears is none. Nobody who is away is in one. */
async function findCalled(
  tx: Tx,
  desk: Desk,
  from: Circle,
): Promise<{ readonly circle: Circle; readonly engineers: readonly Engineer[] }> {
  const all = await findPresentEngineers(tx, desk)
  const rota = await findRota(tx, tx.now, new Date(tx.now.getTime() + 1))
  const [first, second] = rungs.map((rung) => onCallAt(rota, rung, tx.now))
  const reach = await findReach(
    tx,
    all.map(({ id }) => id),
  )
  const reachable = new Set(reach.filter(({ blocked }) => !blocked).map(({ personId }) => personId))
  const isIn: Record<Circle, (engineer: Engineer) => boolean> = {
    first: ({ id }) => id === first,
    second: ({ id }) => id === first || id === second,
    engineers: ({ id, role }) => role === 'engineer' || id === first || id === second,
    everybody: () => true,
  }
  for (const circle of circles.slice(circles.indexOf(from))) {
    const engineers = all.filter(isIn[circle])
    if (engineers.some(({ id }) => reachable.has(id))) return { circle, engineers }
  }
  return { circle: 'everybody', engineers: all }
}
