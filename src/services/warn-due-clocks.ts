// Warns the people of the desk that a promise runs out: finds clocks that are due for a look, and looks at each once more in
// the transaction that warns. Which warning it is, domain/sla-warnings decides.
import type { Database, Tx } from '../db/client.ts'
import { findDueClocks, findWarningCandidates, postponeLook, recordLook, type WarningCandidate } from '../db/due-clocks.ts'
import { lockFreeTicket } from '../db/tickets.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Log } from '../domain/log.ts'
import type { Engineer } from '../domain/party.ts'
import { join } from '../domain/rich-text.ts'
import { nextWarning, type WarningLevel } from '../domain/sla-warnings.ts'
import type { Ticket } from '../domain/ticket.ts'
import { timeLeft } from '../domain/time-left.ts'
import { sayDue } from '../texts/due.ts'
import { say, sayText } from '../texts/render.ts'
import { describeTicket } from './describe-ticket.ts'
import type { Desk } from './desk.ts'
import { findAwakeEngineers } from './find-awake-engineers.ts'
import { findCalendars } from './keep-clocks.ts'
import { notify } from './notify.ts'
import { showInRoom } from './show-in-room.ts'

export interface WarnDeps {
  readonly database: Database
  readonly desk: Desk
  readonly log: Log
}

/** A sweep's share: what is left comes with the next one, a second later. */
const atOnce = 50
const retryMilliseconds = 60_000

/**
 * Called by each sweep. A ticket is a transaction of its own; one that somebody else holds (another replica's sweep, or a
 * person who answers just now) is left to the next sweep. What is warned of was decided with the ticket locked, so that no
 * replica repeats it, and nobody is warned of what was answered a moment before.
 */
export async function warnDueClocks(deps: WarnDeps): Promise<void> {
  const { database, desk, log } = deps
  const due = await database.statements((tx) => findDueClocks(tx, atOnce))
  for (const id of due) {
    try {
      await database.transaction((tx) => warnOf(tx, desk, id))
    } catch (error) {
      log.error({ ticketId: id, err: error }, 'the clocks of a ticket could not be looked at')
      await database.transaction((tx) => postponeLook(tx, id, new Date(tx.now.getTime() + retryMilliseconds)))
    }
  }
}

async function warnOf(tx: Tx, desk: Desk, id: TicketId): Promise<void> {
  const ticket = await lockFreeTicket(tx, id)
  if (ticket === null) return
  const candidates = await findWarningCandidates(tx, id)
  const calendarOf = await findCalendars(
    tx,
    desk,
    candidates.map(({ terms }) => terms),
  )
  for (const candidate of candidates) {
    const { clock, sent, terms } = candidate
    const calendar = calendarOf(terms)
    const { send, lookAgainAt } = nextWarning(clock, { sent, now: tx.now }, calendar)
    await recordLook(tx, id, { clock, level: send?.level ?? null, lookAgainAt })
    if (send === null || clock.dueAt === null) continue
    const left = timeLeft({ ...clock, dueAt: new Date(clock.dueAt) }, tx.now, calendar)
    await announceWarning(tx, desk, { ticket, candidate, level: send.level, left })
  }
}

async function announceWarning(
  tx: Tx,
  desk: Desk,
  news: {
    readonly ticket: Ticket
    readonly candidate: WarningCandidate
    readonly level: WarningLevel
    readonly left: ReturnType<typeof timeLeft>
  },
): Promise<void> {
  const { ticket, level, left } = news
  const { kind, cycle } = news.candidate.clock
  const details = await describeTicket(tx, desk, ticket)
  const data = `t:${ticket.number}:`
  await notify(tx, desk, {
    kind: 'ticket.warning',
    dedup: `ticket.warning:${ticket.id}:${kind}:${cycle}:${level}`,
    about: { ticketId: ticket.id },
    recipients: whoIsWarned(await findAwakeEngineers(tx, desk, ticket), ticket, level),
    text: (language) => {
      const { number = '', priority = '', company = '', assignee = '', summary = '' } = details(language)
      const ticketLine = say(language, 'warning-ticket', { company, assignee, summary })
      return join([say(language, `warning-${wordOf(level)}`, { number, priority }), sayDue(language, left), ticketLine])
    },
    buttons: (language) => [
      [
        ...(ticket.assigneeId === null ? [{ label: sayText(language, 'button-take'), data: `${data}take` }] : []),
        { label: sayText(language, 'button-answer'), data: `${data}answer` },
      ],
    ],
  })
  await showInRoom(tx, desk, ticket.id)
}

/**
 * The assignee; while there is none, every engineer. From three quarters of the promised time on the admins too, who can
 * still turn it. Where there is nobody but admins, they are told of everything.
 */
export function whoIsWarned(
  everybody: readonly Engineer[],
  ticket: Pick<Ticket, 'assigneeId'>,
  level: WarningLevel,
): readonly Engineer[] {
  const isUrgent = level !== 'average' && level !== 'half'
  const assignee = everybody.find(({ id }) => id === ticket.assigneeId)
  const engineers = everybody.filter(({ role }) => role === 'engineer')
  const responsible = assignee === undefined ? (engineers.length === 0 ? everybody : engineers) : [assignee]
  return everybody.filter((person) => responsible.includes(person) || (isUrgent && person.role === 'admin'))
}

function wordOf(level: WarningLevel): 'average' | 'half' | 'three-quarters' | 'due' | 'overdue' {
  return level === 'average' || level === 'half' || level === 'three-quarters' || level === 'due' ? level : 'overdue'
}
