// An engineer proposes training or a fixed task with its terms; the client's contacts of the ticket are asked to agree.
import type { Tx } from '../db/client.ts'
import { findParticipants } from '../db/people.ts'
import { addTicketEvent, lockTicket } from '../db/tickets.ts'
import { insertWorkTerms } from '../db/work-terms.ts'
import { Refusal } from '../domain/errors.ts'
import type { TicketId } from '../domain/ids.ts'
import type { Engineer } from '../domain/party.ts'
import { isEnded } from '../domain/ticket.ts'
import type { WorkTerms } from '../domain/work-terms.ts'
import { sayMoney } from '../texts/money.ts'
import { say, sayText } from '../texts/render.ts'
import { sayTerms } from '../texts/terms.ts'
import type { Desk } from './desk.ts'
import { notify } from './notify.ts'

export type ProposeWork = Pick<WorkTerms, 'kind' | 'system' | 'goals' | 'startsAt' | 'seconds' | 'priceCents' | 'currency'> & {
  readonly ticketId: TicketId
  readonly by: Engineer
}

/**
 * @returns the terms, and how many contacts were asked.
 * @throws Refusal `ticket-not-found`, `ticket-ended`; `invalid` for a time that has passed.
 */
export async function proposeWork(
  tx: Tx,
  desk: Desk,
  { by, ...proposal }: ProposeWork,
): Promise<{ readonly terms: WorkTerms; readonly people: number }> {
  const ticket = await lockTicket(tx, proposal.ticketId)
  if (ticket === null) throw new Refusal('ticket-not-found')
  const number = String(ticket.number)
  if (isEnded(ticket)) throw new Refusal('ticket-ended', { number })
  if (proposal.startsAt <= tx.now) throw new Refusal('invalid', { reason: 'past' }, 'startsAt')
  const terms = await insertWorkTerms(tx, { ...proposal, engineerId: by.id })
  const { kind, seconds, currency } = terms
  const data = {
    kind,
    terms: terms.id,
    startsAt: terms.startsAt.toISOString(),
    seconds,
    cents: Number(terms.priceCents),
    currency,
  }
  await addTicketEvent(tx, ticket.id, { kind: 'terms', at: tx.now, by, data })
  const recipients = await findParticipants(tx, ticket.id, desk.defaultLanguage)
  await notify(tx, desk, {
    kind: 'work.terms',
    dedup: `work.terms:${terms.id}`,
    about: { ticketId: ticket.id },
    recipients,
    text: (language, reader) =>
      sayTerms(language, terms, { number, engineer: by.name, zone: reader.kind === 'contact' ? reader.timeZone : null }),
    buttons: (language) => {
      const price = sayMoney(language, terms.priceCents, currency)
      return [
        [{ label: sayText(language, 'button-agree', { price }), data: `t:${number}:terms:yes.${terms.id}` }],
        [{ label: sayText(language, 'button-terms-no'), data: `t:${number}:terms:no.${terms.id}` }],
      ]
    },
  })
  return { terms, people: recipients.length }
}

/** "Agreed: ..." with what it is, for the event's own name in a calendar. */
export function nameWork(language: Engineer['language'], { kind }: Pick<WorkTerms, 'kind'>, number: number): string {
  return say(language, 'terms-event', { kind: sayText(language, `work-${kind}`), number: String(number) }).text
}
