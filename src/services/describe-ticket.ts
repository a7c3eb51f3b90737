// The values that pings and cards about a ticket are worded with: company, contact, server, priority, texts.

import type { Tx } from '../db/client.ts'
import { getTicketNames, type TicketNames } from '../db/ticket-names.ts'
import type { Language } from '../domain/language.ts'
import { findSupportedInstead } from '../domain/supported-version.ts'
import type { Ticket } from '../domain/ticket.ts'
import { sayText, type TextValues } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { findCatalogue } from './find-calendar.ts'

/** Longest description shown in a ping; the whole text stands on the ticket. */
const shownDescription = 1500

/** Reads once what a ticket's texts need; the result words it in any language. */
export async function describeTicket(tx: Tx, desk: Desk, ticket: Ticket): Promise<(language: Language) => TextValues> {
  const names = await getTicketNames(tx, ticket.id)
  const supported = names.server && findSupportedInstead(findCatalogue(desk, names.catalogue), names.server)
  return (language) => ({
    number: String(ticket.number),
    company: names.company,
    contact: names.contact ?? sayText(language, 'nobody'),
    server: describeServer(language, names.server, supported),
    assignee: names.assignee ?? sayText(language, 'nobody'),
    priority: sayText(language, `priority-${ticket.priority}`),
    status: sayText(language, `status-${ticket.status}`),
    summary: ticket.summary,
    description: shorten(ticket.description, shownDescription),
  })
}

/** A version that is not supported any more is told of: the ticket is welcome all the same (RULES 2). */
function describeServer(language: Language, server: TicketNames['server'], supported: readonly string[] | null): string {
  if (server === null) return sayText(language, 'server-none')
  const name = serverName(server)
  return supported === null ? name : sayText(language, 'server-unsupported', { server: name, supported: supported.join(', ') })
}

/** "sip1.example (MOR 17)". */
export function serverName(server: { name: string; product: string | null; version: string | null }): string {
  const kind = [server.product, server.version].filter((part) => part !== null && part !== '').join(' ')
  return kind === '' ? server.name : `${server.name} (${kind})`
}

/** The text, or its beginning with an ellipsis. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
