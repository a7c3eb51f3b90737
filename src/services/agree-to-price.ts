// A client without a plan agrees to what the work on a ticket costs (RULES 3). Recorded once, with the price that was shown;
// the engineers are told, because work starts only then.
import type { Tx } from '../db/client.ts'
import { insertConsent } from '../db/consents.ts'
import { findEngineer, findEngineers } from '../db/people.ts'
import { addParticipant, addTicketEvent, lockTicket } from '../db/tickets.ts'
import { Refusal } from '../domain/errors.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Contact } from '../domain/party.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import type { WorkPrice } from '../domain/work-price.ts'
import { sayWorkPrice } from '../texts/price.ts'
import { say } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'
import { readTicketDeal, type TicketCost } from './read-ticket-deal.ts'

export interface AgreeToPrice {
  readonly ticketId: TicketId
  readonly by: Contact
  /** What they were shown. */
  readonly price: Pick<WorkPrice, 'cents' | 'currency'>
}

/**
 * @returns what the ticket costs now: `agreed` (also when somebody had agreed before), `asked` when the price is another than
 *   they were shown, and nothing was recorded; `covered` or `case-by-case` when there is nothing to agree to.
 * @throws Refusal `ticket-not-found`, also for another company's; `ticket-ended`.
 */
export async function agreeToPrice(tx: Tx, desk: Desk, { ticketId, by, price }: AgreeToPrice): Promise<TicketCost> {
  const ticket = await lockTicket(tx, ticketId)
  if (ticket === null || ticket.companyId !== by.companyId) throw new Refusal('ticket-not-found')
  const { cost } = await readTicketDeal(tx, desk, ticket)
  if (cost.kind !== 'asked' || cost.price.cents !== price.cents || cost.price.currency !== price.currency) return cost
  if (isEnded(ticket)) throw new Refusal('ticket-ended', { number: String(ticket.number) })
  const { per, cents, currency } = cost.price
  await insertConsent(tx, ticket.id, { contactId: by.id, cents, currency })
  await addTicketEvent(tx, ticket.id, { kind: 'consent', at: tx.now, by, data: { kind: 'billable', per, cents, currency } })
  await addParticipant(tx, ticket.id, by.id)
  await tellEngineers(tx, desk, ticket, by, cost.price)
  return { kind: 'agreed', price: cost.price, consent: { contactName: by.name, cents, currency, at: tx.now } }
}

async function tellEngineers(tx: Tx, desk: Desk, ticket: Ticket, by: Contact, price: WorkPrice): Promise<void> {
  const assignee = ticket.assigneeId === null ? null : await findEngineer(tx, ticket.assigneeId, desk.defaultLanguage)
  const number = String(ticket.number)
  await notify(tx, desk, {
    kind: 'ticket.consent',
    dedup: `ticket.consent:${ticket.id}`,
    about: { ticketId: ticket.id },
    recipients: assignee === null ? await findEngineers(tx, desk.defaultLanguage) : [assignee],
    text: (language) => say(language, 'notice-consent', { number, contact: by.name, price: sayWorkPrice(language, price) }),
  })
}
