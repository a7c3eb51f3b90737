// A client agrees to work that their plan does not cover: after hours, beyond a packet, a further incident (RULES D6, D13). Recorded on
// the ticket with the price that was shown; whoever works on it is told.
import type { Tx } from '../db/client.ts'
import { findConsents, insertConsent } from '../db/consents.ts'
import { findEngineer, findEngineers } from '../db/people.ts'
import { addParticipant, addTicketEvent, lockTicket } from '../db/tickets.ts'
import { Refusal } from '../domain/errors.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Contact } from '../domain/party.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import type { WorkPrice } from '../domain/work-price.ts'
import { sayWorkPrice } from '../texts/price.ts'
import { say, sayText } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'
import { type CoverageLine, type CoverageScope, readCoverage } from './read-coverage.ts'
import { showInRoom } from './show-in-room.ts'

export interface AgreeToScope {
  readonly ticketId: TicketId
  readonly by: Contact
  readonly scope: CoverageScope
  /** What they were shown. */
  readonly price: Pick<WorkPrice, 'cents' | 'currency'>
}

/**
 * @returns `agreed` with what it costs (also when it was agreed before), `changed` with the price as it is now, where that is another and
 *   nothing was recorded, or `not-needed`.
 * @throws Refusal `ticket-not-found`, also for another company's; `ticket-ended`.
 */
export async function agreeToScope(
  tx: Tx,
  desk: Desk,
  { ticketId, by, scope, price }: AgreeToScope,
): Promise<{ readonly outcome: 'agreed' | 'changed'; readonly price: WorkPrice } | { readonly outcome: 'not-needed' }> {
  const ticket = await lockTicket(tx, ticketId)
  if (ticket === null || ticket.companyId !== by.companyId) throw new Refusal('ticket-not-found')
  if (isEnded(ticket)) throw new Refusal('ticket-ended', { number: String(ticket.number) })
  const line = (await readCoverage(tx, desk, ticket))?.lines.find((one) => one.scope === scope)
  if (line === undefined || line.price === null || line.state === 'covered') return { outcome: 'not-needed' }
  if (line.state === 'agreed') return { outcome: 'agreed', price: (await findAgreed(tx, ticketId, line)) ?? line.price }
  if (line.price.cents !== price.cents || line.price.currency !== price.currency) return { outcome: 'changed', price: line.price }
  const { cents, currency, per } = line.price
  const kind = line.consent
  await insertConsent(tx, ticket.id, { contactId: by.id, cents, currency }, kind)
  await addTicketEvent(tx, ticket.id, { kind: 'consent', at: tx.now, by, data: { kind, scope, per, cents, currency } })
  await addParticipant(tx, ticket.id, by.id)
  await tellEngineers(tx, desk, ticket, by, { ...line, price: line.price })
  await showInRoom(tx, desk, ticket.id)
  return { outcome: 'agreed', price: line.price }
}

async function findAgreed(tx: Tx, ticketId: TicketId, { consent, price }: CoverageLine): Promise<WorkPrice | null> {
  const found = (await findConsents(tx, ticketId)).get(consent)
  return found === undefined || price === null ? null : { ...price, cents: found.cents, currency: found.currency }
}

async function tellEngineers(
  tx: Tx,
  desk: Desk,
  ticket: Ticket,
  by: Contact,
  { scope, consent, price }: CoverageLine & { readonly price: WorkPrice },
): Promise<void> {
  const assignee = ticket.assigneeId === null ? null : await findEngineer(tx, ticket.assigneeId, desk.defaultLanguage)
  await notify(tx, desk, {
    kind: 'ticket.consent',
    dedup: `ticket.consent:${ticket.id}:${consent}`,
    about: { ticketId: ticket.id },
    recipients: assignee === null ? await findEngineers(tx, desk.defaultLanguage) : [assignee],
    text: (language) =>
      say(language, 'notice-consent-scope', {
        number: String(ticket.number),
        contact: by.name,
        scope: sayText(language, `scope-${scope}`),
        price: sayWorkPrice(language, price),
      }),
  })
}
