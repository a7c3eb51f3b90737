// The receipt after a ticket was made: its number, by when it is answered, what it costs without a plan, and what is still
// missing. One message, so that a phone shows all of it at once.

import { callsForBlockers } from '../domain/blocker-call.ts'
import type { OutboundButton } from '../domain/channel.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import { findSupportedInstead } from '../domain/supported-version.ts'
import type { Ticket } from '../domain/ticket.ts'
import { priceUnder } from '../domain/work-price.ts'
import { findServers } from '../services/find-servers.ts'
import { type CompanyPromise, dueOf, findPromise } from '../services/promise-of.ts'
import { sayWorkPrice } from '../texts/price.ts'
import { say, sayText } from '../texts/render.ts'
import { sayWhenAt } from '../texts/when.ts'
import type { ClientTurn } from './draft.ts'
import { agreeButton } from './price-agreement.ts'
import { reply, replyWith } from './turn.ts'

/** It begins what is said of the ticket, and goes where the rest goes (services/contact-rooms.ts). */
const kind = 'ticket.receipt'

/** @param askServer whether the draft left it open which server the ticket is about. */
export async function sendReceipt(turn: ClientTurn, ticket: Ticket, askServer: boolean): Promise<void> {
  const { party, tx, desk } = turn
  const { language } = party
  const promise = await findPromise(tx, desk, party.companyId)
  const servers = await findServers(tx, party.companyId)
  const price = priceUnder(promise.catalogue, promise.terms)
  const lines = [
    say(language, receiptKey(ticket, promise, party.currentTicket), {
      number: String(ticket.number),
      summary: ticket.summary,
      priority: sayText(language, `priority-${ticket.priority}`),
    }),
    ...sayWhenAnswered(turn, ticket, promise),
    ...(price === 'covered' ? [] : [sayPrice(turn, price)]),
    ...sayUnsupported(turn, ticket, promise, servers),
    ...(party.currentTicket ? [] : [say(language, 'receipt-reply', { number: String(ticket.number) })]),
  ]
  const buttons = price === 'covered' || price === null ? {} : { buttons: [[agreeButton(language, ticket.number, price)]] }
  replyWith(turn, join(lines, '\n\n'), { kind, ticketId: ticket.id, ...buttons })
  if (askServer && servers.length > 1) askWhichServer(turn, ticket, servers)
}

function receiptKey({ priority }: Ticket, { terms }: CompanyPromise, followed: boolean) {
  if (priority !== 'blocker') return followed ? 'ticket-created' : 'ticket-created-alone'
  return callsForBlockers(terms) ? 'ticket-created-blocker' : 'ticket-created-blocker-hours'
}

function sayWhenAnswered({ party }: ClientTurn, ticket: Ticket, { terms, calendar }: CompanyPromise): readonly RichText[] {
  const { language, timeZone } = party
  const promise = terms.promises[ticket.priority]
  if (promise === null) return []
  if (promise.guaranteedSeconds === 0 && promise.time === 'plain') return [say(language, 'receipt-at-once')]
  const when = sayWhenAt(language, dueOf(promise, ticket.openedAt, calendar), timeZone)
  if (promise.time === 'plain' || calendar.isOpen(ticket.openedAt)) return [say(language, 'receipt-due', { when })]
  const opens = sayWhenAt(language, calendar.nextOpening(ticket.openedAt), timeZone)
  const closed = say(language, 'receipt-closed', { opens, when })
  if (terms.promises.blocker?.time !== 'plain') return [closed]
  return [join([closed, say(language, 'receipt-outage', { number: String(ticket.number) })], ' ')]
}

function sayPrice({ party }: ClientTurn, price: Exclude<ReturnType<typeof priceUnder>, 'covered'>): RichText {
  const { language } = party
  if (price === null) return say(language, 'receipt-case-by-case')
  return say(language, 'receipt-price', { price: sayWorkPrice(language, price) })
}

function sayUnsupported(
  { party }: ClientTurn,
  ticket: Ticket,
  { catalogue }: CompanyPromise,
  servers: Awaited<ReturnType<typeof findServers>>,
): readonly RichText[] {
  const server = servers.find(({ id }) => id === ticket.serverId)
  const supported = server === undefined ? null : findSupportedInstead(catalogue, server)
  if (server === undefined || supported === null) return []
  const version = [server.product, server.version].join(' ')
  return [say(party.language, 'receipt-unsupported', { server: server.name, version, supported: supported.join(', ') })]
}

function askWhichServer(turn: ClientTurn, ticket: Ticket, servers: Awaited<ReturnType<typeof findServers>>): void {
  const number = String(ticket.number)
  const data = (choice: string) => `t:${number}:s:${choice}`
  const buttons: OutboundButton[][] = servers.map((server) => [{ label: server.name, data: data(server.id) }])
  const unrelated = { label: sayText(turn.party.language, 'button-unrelated'), data: data('unrelated') }
  reply(turn, 'ticket-ask-server', { number }, { kind, ticketId: ticket.id, buttons: [...buttons, [unrelated]] })
}
