// What a ticket's page says of the tickets it belongs together with, and of answers that were taken back.
import type { RichText } from '../domain/rich-text.ts'
import type { TicketView } from '../services/read-ticket.ts'
import { say, sayText } from '../texts/render.ts'
import { sayWhen } from '../texts/when.ts'
import type { Turn } from './turn.ts'

export function sayRelations(
  { party }: Turn,
  { related, removed }: Pick<TicketView, 'related' | 'removed'>,
): readonly RichText[] {
  const { language } = party
  const tickets = related.map(({ relation, number, summary, status }) =>
    say(language, `ticket-${relation}`, { number: String(number), summary, status: sayText(language, `status-${status}`) }),
  )
  const answers = removed.map(({ name, at }) =>
    say(language, 'ticket-answer-removed', { engineer: name, when: sayWhen(language, at) }),
  )
  return [...tickets, ...answers]
}
