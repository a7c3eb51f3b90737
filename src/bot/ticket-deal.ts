// What a ticket's page says of its deal: by when the client is answered, what the work costs, and who agreed to it.
import type { RichText } from '../domain/rich-text.ts'
import type { TicketDeal } from '../services/read-ticket-deal.ts'
import { sayWorkPrice } from '../texts/price.ts'
import { say } from '../texts/render.ts'
import { sayWhenAt } from '../texts/when.ts'
import type { Turn } from './turn.ts'

/** None for a ticket of a plan that waits for no answer. What is due is worded for clients here, for engineers by due.ts. */
export function sayDeal(turn: Turn, { cost, dueAt }: TicketDeal): readonly RichText[] {
  const { party, tx } = turn
  const zone = party.kind === 'contact' ? party.timeZone : null
  const price = sayCost(turn, cost, zone)
  if (party.kind !== 'contact' || dueAt === null) return price
  const { language } = party
  const late = dueAt < tx.now
  const answer = late
    ? say(language, 'ticket-answer-late')
    : say(language, 'ticket-answer-by', { when: sayWhenAt(language, dueAt, zone) })
  return [answer, ...price]
}

function sayCost({ party }: Turn, cost: TicketDeal['cost'], zone: string | null): readonly RichText[] {
  const { language } = party
  switch (cost.kind) {
    case 'covered':
      return []
    case 'case-by-case':
      return [say(language, 'ticket-case-by-case')]
    case 'asked': {
      const price = sayWorkPrice(language, cost.price)
      return [say(language, party.kind === 'engineer' ? 'ticket-price-engineer' : 'ticket-price', { price })]
    }
    case 'agreed': {
      const { contactName, at } = cost.consent
      const values = { contact: contactName, price: sayWorkPrice(language, cost.price), when: sayWhenAt(language, at, zone) }
      return [say(language, 'ticket-agreed', values)]
    }
  }
}
