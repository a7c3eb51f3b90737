// Who should take a ticket that nobody has: the suggestion, and its acceptance by whoever is suggested, by an admin, or by the
// engineer who hands it over. The rule itself is domain/suggest-engineer.ts.
import type { Tx } from '../db/client.ts'
import { findEngineer } from '../db/people.ts'
import { lockTicket } from '../db/tickets.ts'
import { findCandidates } from '../db/workload.ts'
import type { OutboundButton } from '../domain/channel.ts'
import { Refusal } from '../domain/errors.ts'
import type { EngineerId, TicketId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import type { Contact, Engineer } from '../domain/party.ts'
import type { RichText } from '../domain/rich-text.ts'
import { type Candidate, suggestEngineer, suggestForAll } from '../domain/suggest-engineer.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import { say, sayText } from '../texts/render.ts'
import { assignTicket } from './assign-ticket.ts'
import { shorten } from './describe-ticket.ts'
import type { Desk } from './desk.ts'

/** Null: nobody is there. */
export async function findSuggested(tx: Tx, ticket: Pick<Ticket, 'number'>): Promise<Candidate | null> {
  return suggestEngineer(await findCandidates(tx), ticket.number)
}

/** For each ticket of a list, as if each before it had been taken. */
export async function findSuggestions(
  tx: Tx,
  tickets: readonly Pick<Ticket, 'number' | 'priority' | 'status'>[],
): Promise<ReadonlyMap<number, Candidate>> {
  if (tickets.length === 0) return new Map()
  const open = tickets.map(({ number, priority, status }) => ({
    number,
    priority,
    status: status === 'waiting' ? ('waiting' as const) : ('open' as const),
  }))
  return suggestForAll(await findCandidates(tx), open)
}

/**
 * Gives the ticket to the suggested engineer, if nobody who is there has it. Pressed again it changes nothing.
 * @throws Refusal `ticket-not-found`, `ticket-ended`, `not-allowed`, `engineer-not-found`, `already-taken`, `engineer-away`.
 */
export async function acceptSuggestion(
  tx: Tx,
  desk: Desk,
  { ticketId, engineerId, by }: { readonly ticketId: TicketId; readonly engineerId: EngineerId; readonly by: Engineer },
): Promise<{ readonly ticket: Ticket; readonly engineer: Engineer }> {
  const ticket = await lockTicket(tx, ticketId)
  if (ticket === null) throw new Refusal('ticket-not-found')
  const number = String(ticket.number)
  if (isEnded(ticket)) throw new Refusal('ticket-ended', { number })
  const engineer = await findEngineer(tx, engineerId, desk.defaultLanguage)
  if (engineer === null) throw new Refusal('stale-button')
  if (ticket.assigneeId === engineerId) return { ticket, engineer }
  if (by.id !== engineerId && by.role !== 'admin' && ticket.assigneeId !== by.id) throw new Refusal('not-allowed')
  const holder = ticket.assigneeId === null ? null : await findEngineer(tx, ticket.assigneeId, desk.defaultLanguage)
  if (holder !== null && !holder.isAway && holder.id !== by.id)
    throw new Refusal('already-taken', { number, engineer: holder.name })
  if (engineer.isAway && by.id !== engineerId) throw new Refusal('engineer-away', { engineer: engineer.name })
  return { ticket: await assignTicket(tx, desk, { ticketId, engineerId, by }), engineer }
}

/** The line under a new ticket. */
export function saySuggested(language: Language, suggested: Candidate, readerId: string): RichText {
  return suggested.id === readerId ? say(language, 'suggested-you') : say(language, 'suggested', { engineer: suggested.name })
}

/** An admin's tap that follows the suggestion; the suggested engineer has "Take". */
export function giveButton(
  language: Language,
  { number }: Pick<Ticket, 'number'>,
  suggested: Candidate,
  reader: Contact | Engineer,
): readonly (readonly OutboundButton[])[] {
  if (reader.kind !== 'engineer' || reader.role !== 'admin' || reader.id === suggested.id) return []
  const label = sayText(language, 'button-give', { engineer: shortName(suggested.name) })
  return [[{ label, data: giveData(number, suggested.id) }]]
}

/** What the button that gives a ticket to an engineer carries. */
export function giveData(number: number, engineerId: EngineerId): string {
  return `t:${number}:give:${engineerId}`
}

/** A button has room for so much of a name. */
export function shortName(name: string): string {
  return shorten(name, 24)
}
