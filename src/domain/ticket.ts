// A ticket and what may happen to it (RULES 2). Pure: no clock, no rows.
import type { CompanyId, ContactId, EngineerId, ServerId, TicketId } from './ids.ts'
import type { Priority } from './priority.ts'

export const ticketStatuses = ['open', 'waiting', 'resolved', 'closed'] as const
export type TicketStatus = (typeof ticketStatuses)[number]

export interface Ticket {
  readonly id: TicketId
  readonly number: number
  readonly companyId: CompanyId
  readonly contactId: ContactId | null
  readonly serverId: ServerId | null
  readonly assigneeId: EngineerId | null
  readonly summary: string
  readonly description: string
  readonly priority: Priority
  readonly status: TicketStatus
  readonly channel: string
  readonly openedAt: Date
  /** When it was last resolved or closed; null while it is not. */
  readonly endedAt: Date | null
}

/** Resolved and closed tickets need to be reopened before anything can be added. */
export function isEnded(ticket: Pick<Ticket, 'status'>): boolean {
  return ticket.status === 'resolved' || ticket.status === 'closed'
}

/** For how long after its end a follow-up may reopen a ticket; later ones open a new ticket that refers to it. */
export const reopenDays = 14

/** Whether a follow-up at `now` may still reopen the ended ticket. */
export function canReopen(ticket: Pick<Ticket, 'endedAt'>, now: Date): boolean {
  return ticket.endedAt === null || now.getTime() - ticket.endedAt.getTime() < reopenDays * 24 * 3600 * 1000
}

export const summaryLength = 120

/** The summary of a description: its first sentence (or line), cut at a word to at most `summaryLength` characters. */
export function summarise(description: string): string {
  const line = description.trim().split('\n', 1)[0] ?? ''
  const sentence = /^.{8,}?[.!?…](?=\s)/u.exec(line)?.[0] ?? line
  const text = sentence.replace(/\s+/g, ' ').replace(/[.…]$/u, '').trim()
  if (text.length <= summaryLength) return text
  const cut = text.slice(0, summaryLength - 1)
  const word = cut.lastIndexOf(' ')
  return `${(word > summaryLength / 2 ? cut.slice(0, word) : cut).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`
}
