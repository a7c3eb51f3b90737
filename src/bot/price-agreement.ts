// "I agree": a client without a plan agrees to what the work on a ticket costs. The button carries the price that was shown, so
// that nobody agrees to another one.
import type { OutboundButton } from '../domain/channel.ts'
import { Refusal } from '../domain/errors.ts'
import type { Language } from '../domain/language.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { WorkPrice } from '../domain/work-price.ts'
import { agreeToPrice } from '../services/agree-to-price.ts'
import type { TicketCost } from '../services/read-ticket-deal.ts'
import { sayWorkPrice } from '../texts/price.ts'
import { sayText } from '../texts/render.ts'
import { sayWhenAt } from '../texts/when.ts'
import { reply, type Turn } from './turn.ts'

/** The label begins with "I agree" in every language (CONTRACT, Chat). */
export function agreeButton(language: Language, number: number, price: WorkPrice): OutboundButton {
  const label = sayText(language, 'button-agree', { price: sayWorkPrice(language, price) })
  return { label, data: `t:${number}:agree:${price.cents}-${price.currency}` }
}

/** @param shown the price on the button. @throws Refusal `not-allowed` for engineers, `stale-button`, `ticket-ended`. */
export async function pressAgree(turn: Turn, ticket: Ticket, shown: string): Promise<void> {
  const { tx, desk, party } = turn
  if (party.kind !== 'contact') throw new Refusal('not-allowed')
  const [, cents, currency] = /^(\d{1,12})-([A-Z]{3})$/.exec(shown) ?? []
  if (cents === undefined || currency === undefined) throw new Refusal('stale-button')
  const cost = await agreeToPrice(tx, desk, { ticketId: ticket.id, by: party, price: { cents: Number(cents), currency } })
  const number = String(ticket.number)
  switch (cost.kind) {
    case 'covered':
    case 'case-by-case':
      return reply(turn, 'consent-not-needed', { number }, { ticketId: ticket.id })
    case 'asked':
      return offerAgain(turn, ticket, cost.price)
    case 'agreed':
      return confirm(turn, ticket, cost)
  }
}

function offerAgain(turn: Turn, { id, number }: Ticket, price: WorkPrice): void {
  const { language } = turn.party
  const values = { number: String(number), price: sayWorkPrice(language, price) }
  reply(turn, 'consent-changed', values, { ticketId: id, buttons: [[agreeButton(language, number, price)]] })
}

/** Pressed again, or by a colleague, it says who agreed before. */
function confirm(turn: Turn, { id, number }: Ticket, { consent, price }: Extract<TicketCost, { kind: 'agreed' }>): void {
  const { tx, party } = turn
  const { language } = party
  const values = { number: String(number), price: sayWorkPrice(language, price) }
  const about = { ticketId: id }
  if (consent.at.getTime() === tx.now.getTime()) {
    reply(turn, 'consent-given', values, about)
  } else {
    const when = sayWhenAt(language, consent.at, party.kind === 'contact' ? party.timeZone : null)
    reply(turn, 'consent-given-before', { ...values, contact: consent.contactName, when }, about)
  }
}
