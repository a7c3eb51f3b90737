// Opens a ticket: the row, its files, its circle, its history, its clocks under the company's plan, and the ping to the engineers.

import { attachFiles } from '../db/attachments.ts'
import type { Tx } from '../db/client.ts'
import { findTicketBySource, insertTicket, type MessageSources } from '../db/tickets.ts'
import { noteUsage } from '../db/usage-looks.ts'
import type { Actor } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import type { AttachmentId, CompanyId, ContactId, ServerId, TicketId } from '../domain/ids.ts'
import { calendarYears } from '../domain/opening-hours-faults.ts'
import type { Priority } from '../domain/priority.ts'
import { summarise, summaryLength, type Ticket } from '../domain/ticket.ts'
import { callForBlocker } from './call-for-blocker.ts'
import { shorten } from './describe-ticket.ts'
import type { Desk } from './desk.ts'
import { findTerms } from './find-terms.ts'
import { keepHistory } from './keep-clocks.ts'
import { pingEngineers } from './ping-engineers.ts'
import { tellRoomOpened } from './tell-room.ts'

export interface OpenTicket {
  readonly companyId: CompanyId
  readonly contactId?: ContactId
  /** Absent or empty: the first sentence of the description. */
  readonly summary?: string
  readonly description: string
  readonly priority: Priority
  readonly serverId?: ServerId
  readonly channel: string
  /** Past or now (history can be brought in). Default: now. */
  readonly openedAt?: Date
  /** Two requests with the same key make one ticket. */
  readonly sourceKey?: string
  readonly refersToId?: TicketId
  readonly attachmentIds?: readonly AttachmentId[]
  /** The chat messages it was made of. */
  readonly sources?: MessageSources
  readonly by: Actor
}

/** @throws Refusal `summary-missing` when there is neither a summary nor a description to take one from. */
export async function openTicket(tx: Tx, desk: Desk, request: OpenTicket): Promise<Ticket> {
  const description = request.description.trim()
  const given = request.summary?.replace(/\s+/g, ' ').trim() ?? ''
  const summary = given === '' ? summarise(description) : shorten(given, summaryLength)
  if (summary === '') throw new Refusal('summary-missing', {}, 'summary')
  if (request.openedAt !== undefined) requireOpenedAt(request.openedAt, tx.now)
  const openedAt = request.openedAt ?? tx.now
  const row = {
    companyId: request.companyId,
    contactId: request.contactId ?? null,
    serverId: request.serverId ?? null,
    summary,
    description,
    priority: request.priority,
    channel: request.channel,
    openedAt,
    sourceKey: request.sourceKey ?? null,
    refersToId: request.refersToId ?? null,
  }
  const ticket = await insertTicket(tx, row, request.by, request.sources)
  if (ticket === null) return await findExisting(tx, request.sourceKey)
  // The plan of the day it was opened on, also when history is brought in.
  const { terms, plan } = await findTerms(tx, desk, ticket.companyId, openedAt)
  // It takes a place of the packet's requests.
  if (plan !== null && plan.quotas !== null) await noteUsage(tx, ticket.companyId)
  await keepHistory(tx, desk, ticket, [{ kind: 'opened', at: openedAt, priority: ticket.priority, terms }])
  const attachmentIds = request.attachmentIds ?? []
  await attachFiles(tx, attachmentIds, { ticketId: ticket.id, commentId: null, internal: false })
  const call = await callForBlocker(tx, desk, ticket, { since: openedAt, attachmentIds })
  await pingEngineers(tx, desk, ticket, { by: request.by, attachmentIds, call })
  await tellRoomOpened(tx, desk, ticket, attachmentIds)
  return ticket
}

/** Past or now, and within the years that deadlines can be counted in, whatever the zone. */
function requireOpenedAt(at: Date, now: Date): void {
  if (at > now) throw new Refusal('invalid', { reason: 'future' }, 'openedAt')
  if (at.getTime() < Date.UTC(calendarYears.firstYear, 0, 2))
    throw new Refusal('invalid', { reason: 'before-calendar' }, 'openedAt')
}

async function findExisting(tx: Tx, sourceKey: string | undefined): Promise<Ticket> {
  const existing = sourceKey === undefined ? null : await findTicketBySource(tx, sourceKey)
  if (existing === null) throw new Error('a ticket was neither made nor found')
  return existing
}
