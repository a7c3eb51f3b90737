// Everything that a ticket's page in a chat shows, read at once.

import { findTicketFiles } from '../db/attachments.ts'
import { type BlockerCall, findBlockerCall } from '../db/blocker-calls.ts'
import type { Tx } from '../db/client.ts'
import { type CommentRow, findLatestComments } from '../db/comments.ts'
import { findEngineer, findParticipants, findReach } from '../db/people.ts'
import { findDueClock } from '../db/queue.ts'
import { findRelatedTickets, findRemovedAnswers, type RelatedTicket } from '../db/ticket-relations.ts'
import { countTicketEvents } from '../db/tickets.ts'
import { sumTime } from '../db/time-entries.ts'
import { findStandingTerms } from '../db/work-terms.ts'
import type { CoarseTime } from '../domain/coarse-time.ts'
import type { Language } from '../domain/language.ts'
import { planOf } from '../domain/plan-terms.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import type { TimeLeft } from '../domain/time-left.ts'
import type { WorkTerms } from '../domain/work-terms.ts'
import type { TextValues } from '../texts/render.ts'
import { describeTicket } from './describe-ticket.ts'
import type { Desk } from './desk.ts'
import { findPublicAddress } from './find-public-address.ts'
import { findTimeLeft } from './find-time-left.ts'
import { readCoverage, type TicketCoverage } from './read-coverage.ts'
import { readTicketDeal, type TicketDeal } from './read-ticket-deal.ts'

export interface TicketView {
  details(language: Language): TextValues
  /** Where the assigned engineer can be found, if they publish it (RULES 1). */
  readonly address: string | null
  readonly comments: readonly CommentRow[]
  readonly files: number
  /** For engineers: time worked on it, in seconds. */
  readonly seconds: number
  /** For engineers: the plan it was opened under, and the answer that is due. */
  readonly promise: { readonly plan: string | null; readonly due: TimeLeft | null; readonly coarse: CoarseTime | null } | null
  /** For engineers: what work on it would cost from now on. Null when it has ended, and for a ticket from before plans. */
  readonly coverage: TicketCoverage | null
  /** Training and tasks that were proposed or agreed. */
  readonly terms: readonly WorkTerms[]
  /** What it costs, and by when the client is answered. */
  readonly deal: TicketDeal
  /** For engineers: the call for a Blocker that runs, or was acknowledged, and by whom. */
  readonly call: (BlockerCall & { readonly engineer: string | null }) | null
  /** Duplicates and linked tickets; for a client only those of the company. */
  readonly related: readonly RelatedTicket[]
  /** For engineers: answers that were taken back, and by whom. */
  readonly removed: readonly { readonly name: string; readonly at: Date }[]
  /** Names of participants who blocked the bot: they do not see what is written. */
  readonly blocked: readonly string[]
  /** Messages about this ticket that could not be delivered. */
  readonly failures: number
}

/** @param options `internal`: with what only engineers may see. */
export async function readTicket(tx: Tx, desk: Desk, ticket: Ticket, options: { internal: boolean }): Promise<TicketView> {
  const related = await findRelatedTickets(tx, ticket.id)
  const merged = related.filter(({ relation }) => relation === 'merged').map(({ id }) => id)
  const files = await findTicketFiles(tx, [ticket.id, ...merged], options.internal)
  return {
    related: related.filter(({ companyId }) => options.internal || companyId === ticket.companyId),
    removed: options.internal ? await findRemovedAnswers(tx, ticket.id) : [],
    details: await describeTicket(tx, desk, ticket),
    address: ticket.assigneeId === null ? null : await findPublicAddress(tx, ticket.assigneeId),
    comments: await findLatestComments(tx, ticket.id, { limit: 5, internal: options.internal, alsoOf: merged }),
    files: files.length,
    seconds: options.internal ? await sumTime(tx, ticket.id) : 0,
    promise: options.internal ? await findPromise(tx, desk, ticket) : null,
    coverage: options.internal && !isEnded(ticket) ? await readCoverage(tx, desk, ticket) : null,
    terms: await findStandingTerms(tx, ticket.id),
    deal: await readTicketDeal(tx, desk, ticket),
    call: options.internal ? await findCall(tx, desk, ticket) : null,
    blocked: options.internal ? await findBlocked(tx, desk, ticket) : [],
    failures: options.internal ? await countTicketEvents(tx, ticket.id, 'delivery-failed') : 0,
  }
}

/** Null for a ticket from before plans. */
async function findPromise(tx: Tx, desk: Desk, ticket: Ticket): Promise<TicketView['promise']> {
  const { terms, due } = await findDueClock(tx, ticket.id)
  return terms === null ? null : { plan: planOf(terms), ...(await findTimeLeft(tx, desk, due)) }
}

async function findCall(tx: Tx, desk: Desk, ticket: Ticket): Promise<TicketView['call']> {
  const call = ticket.priority === 'blocker' && !isEnded(ticket) ? await findBlockerCall(tx, ticket.id) : null
  if (call === null) return null
  const engineer = call.acknowledgedBy === null ? null : await findEngineer(tx, call.acknowledgedBy, desk.defaultLanguage)
  return { ...call, engineer: engineer?.name ?? null }
}

async function findBlocked(tx: Tx, desk: Desk, ticket: Ticket): Promise<readonly string[]> {
  const participants = await findParticipants(tx, ticket.id, desk.defaultLanguage)
  const reach = await findReach(
    tx,
    participants.map((contact) => contact.id),
  )
  const blocked = new Set(reach.filter((chat) => chat.blocked).map((chat) => chat.personId))
  return participants.filter((contact) => blocked.has(contact.id)).map((contact) => contact.name)
}
