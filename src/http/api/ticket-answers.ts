// What the API answers about tickets, comments and their files.
import { z } from 'zod'
import type { CommentView, FileView, TicketView } from '../../db/ticket-views.ts'
import { type PlanTerms, planOf } from '../../domain/plan-terms.ts'
import { priorities } from '../../domain/priority.ts'
import { type ClockKind, clockKinds, clockOutcomes, outcomeAt, type SlaClock } from '../../domain/sla-clock.ts'
import { findSupportedInstead } from '../../domain/supported-version.ts'
import { ticketStatuses } from '../../domain/ticket.ts'
import type { Desk } from '../../services/desk.ts'
import { findCatalogue } from '../../services/find-calendar.ts'
import { model } from '../api-model.ts'
import { sayInstant } from '../fields.ts'

export const attachment = model('Attachment', {
  id: z.string(),
  fileName: z.string(),
  mediaType: z.string(),
  bytes: z.number().nullable(),
  sha256: z.string().nullable(),
  state: z.string().describe('"stored"; "waiting" until it is fetched from the chat; "refused" or "failed" when it never came'),
  internal: z.boolean(),
  comment: z.string().nullable().describe('The comment it came with; null for one of the description'),
})

const clock = z.object({
  kind: z.enum(clockKinds),
  cycle: z.number().describe('Counts the clocks of a kind from 1'),
  startedAt: z.string(),
  dueAt: z.string().nullable().describe('Null where nothing is promised, and while it is paused'),
  stoppedAt: z.string().nullable(),
  outcome: z
    .enum(clockOutcomes)
    .nullable()
    .describe('As known now: "breached" from the due time on; "cancelled" when no answer was needed; null while it may be kept'),
})

export const ticket = model('Ticket', {
  id: z.string(),
  number: z.number(),
  status: z.enum(ticketStatuses),
  priority: z.enum(priorities),
  plan: z.string().nullable().describe('The plan it was opened under, or a better one since; null: none was active'),
  company: z.string(),
  contact: z.string().nullable(),
  server: z.string().nullable(),
  assignee: z
    .object({ id: z.string(), name: z.string(), address: z.string().optional().describe('Only if the engineer publishes one') })
    .nullable(),
  summary: z.string(),
  description: z.string(),
  channel: z.string(),
  openedAt: z.string(),
  endedAt: z.string().nullable(),
  clocks: z.array(clock),
  warnings: z
    .array(z.string())
    .describe(
      'A server’s version that is not supported any more; and of which clocks the people of the desk were warned: "next-response 2: due"',
    ),
  mergedInto: z.number().nullable().describe('The ticket that this duplicate became part of'),
  merged: z.array(z.number()).describe('Duplicates that became part of it; their comments are listed under their own numbers'),
  links: z.array(z.number()).describe('Related tickets, also of other companies'),
  attachments: z.array(attachment),
  deliveryFailures: z
    .array(
      z.object({
        at: z.string(),
        kind: z.string(),
        channel: z.string(),
        reason: z.string(),
        contact: z.string().nullable(),
        engineer: z.string().nullable(),
      }),
    )
    .describe('Notices of this ticket that reached nobody'),
})

export const comment = model('Comment', {
  id: z.string(),
  author: z.object({ contact: z.string().optional(), engineer: z.string().optional(), name: z.string() }),
  body: z.string().describe('Empty when sensitive: that text is shown to those who may read it, in their chat'),
  internal: z.boolean(),
  sensitive: z.boolean(),
  waitingForClient: z.boolean(),
  at: z.string(),
  editedAt: z.string().nullable(),
  attachments: z.array(attachment),
})

/** @param now decides what is overdue; `desk`: which versions are supported */
export function sayTicket(view: TicketView, now: Date, desk: Desk): z.output<typeof ticket> {
  return {
    id: view.id,
    number: view.number,
    status: view.status as z.output<typeof ticket>['status'],
    priority: view.priority as z.output<typeof ticket>['priority'],
    plan: view.terms === null ? null : planOf(view.terms as unknown as PlanTerms),
    company: view.companyId,
    contact: view.contactId,
    server: view.serverId,
    assignee: sayAssignee(view.assignee),
    summary: view.summary,
    description: view.description,
    channel: view.channel,
    openedAt: sayInstant(view.openedAt),
    endedAt: view.endedAt === null ? null : sayInstant(view.endedAt),
    clocks: view.clocks.map((row) => sayClock(row, now)),
    warnings: [...sayUnsupported(view, desk), ...view.clocks.flatMap(sayWarnings)],
    mergedInto: view.mergedInto?.number ?? null,
    merged: view.merged.map(({ number }) => number),
    links: sayLinks(view),
    attachments: view.attachments.map(sayAttachment),
    deliveryFailures: view.events.map(sayFailure),
  }
}

function sayLinks({ links, linkedBy }: TicketView): number[] {
  return [...links.map(({ other }) => other.number), ...linkedBy.map(({ ticket }) => ticket.number)].sort((a, b) => a - b)
}

function sayClock(row: TicketView['clocks'][number], now: Date): z.output<typeof clock> {
  const { kind, cycle, startedAt, dueAt, stoppedAt } = row
  const state = row.state as unknown as SlaClock
  return {
    kind: kind as ClockKind,
    cycle,
    startedAt: sayInstant(startedAt),
    dueAt: dueAt === null ? null : sayInstant(dueAt),
    stoppedAt: stoppedAt === null ? null : sayInstant(stoppedAt),
    outcome: outcomeAt(state, now),
  }
}

function sayWarnings({ kind, cycle, warnings }: TicketView['clocks'][number]): readonly string[] {
  return warnings.map(({ level }) => `${kind} ${cycle}: ${level}`)
}

/** RULES 2: such a ticket is welcome, and both sides see a warning. */
function sayUnsupported({ server, terms }: TicketView, desk: Desk): readonly string[] {
  if (server === null) return []
  const catalogue = findCatalogue(desk, terms === null ? null : (terms as unknown as PlanTerms).catalogue)
  const supported = findSupportedInstead(catalogue, server)
  return supported === null ? [] : [`${server.product} ${server.version} is not supported; supported: ${supported.join(', ')}`]
}

function sayAssignee(engineer: TicketView['assignee']): z.output<typeof ticket>['assignee'] {
  if (engineer === null) return null
  const address = engineer.publicContact ? publicAddress(engineer) : null
  return { id: engineer.id, name: engineer.name, ...(address === null ? {} : { address }) }
}

/** As the client sees it (services/find-public-address). */
function publicAddress(engineer: NonNullable<TicketView['assignee']>): string | null {
  const username = engineer.identities[0]?.username
  if (username !== undefined && username !== null) return `@${username}`
  return engineer.telegramId?.startsWith('@') === true ? engineer.telegramId : engineer.whatsapp
}

function sayFailure({ at, data }: TicketView['events'][number]): z.output<typeof ticket>['deliveryFailures'][number] {
  const told = data !== null && typeof data === 'object' && !Array.isArray(data) ? data : {}
  const word = (name: string) => (typeof told[name] === 'string' ? told[name] : null)
  const failure = { at: sayInstant(at), kind: word('kind') ?? '', channel: word('channel') ?? '', reason: word('reason') ?? '' }
  return { ...failure, contact: word('contactId'), engineer: word('engineerId') }
}

export function sayComment(view: CommentView): z.output<typeof comment> {
  return {
    id: view.id,
    author: sayAuthor(view),
    body: view.body,
    internal: view.internal,
    sensitive: view.sensitive,
    waitingForClient: view.waitingForClient,
    at: sayInstant(view.at),
    editedAt: view.editedAt === null ? null : sayInstant(view.editedAt),
    attachments: view.attachments.map(sayAttachment),
  }
}

function sayAuthor({ contactId, engineerId, contact, engineer }: CommentView): z.output<typeof comment>['author'] {
  const name = contact?.name ?? engineer?.name ?? ''
  if (contactId !== null) return { contact: contactId, name }
  return engineerId === null ? { name } : { engineer: engineerId, name }
}

export function sayAttachment(file: FileView): z.output<typeof attachment> {
  const { id, fileName, mediaType, bytes, sha256, state, internal, commentId } = file
  return { id, fileName, mediaType, bytes: bytes === null ? null : Number(bytes), sha256, state, internal, comment: commentId }
}
