// How tickets belong together: /merge 12346 into 12345, /link 12345 12346, /unlink 12345 12346.
import { Refusal } from '../../domain/errors.ts'
import type { Engineer } from '../../domain/party.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { getTicketFor } from '../../services/find-ticket.ts'
import { linkTickets, unlinkTickets } from '../../services/link-tickets.ts'
import { mergeTickets } from '../../services/merge-tickets.ts'
import type { Command } from '../command.ts'
import { reply, type Turn } from '../turn.ts'

type Act = (turn: Turn, by: Engineer, one: Ticket, other: Ticket) => Promise<void>

export const mergeCommand = onTwoTickets('merge', async (turn, by, from, into) => {
  await mergeTickets(turn.tx, turn.desk, { fromId: from.id, intoId: into.id, by })
  const values = { from: String(from.number), number: String(into.number), summary: into.summary }
  reply(turn, 'tickets-merged', values, { ticketId: into.id })
})

export const linkCommand = onTwoTickets('link', async (turn, by, one, other) => {
  await linkTickets(turn.tx, { one, other, by })
  reply(turn, 'tickets-linked', { number: String(one.number), other: String(other.number) }, { ticketId: one.id })
})

export const unlinkCommand = onTwoTickets('unlink', async (turn, by, one, other) => {
  await unlinkTickets(turn.tx, { one, other, by })
  reply(turn, 'tickets-unlinked', { number: String(one.number), other: String(other.number) }, { ticketId: one.id })
})

/** Two numbers, with a small word between them or none. */
const twoNumbers = /^#?(\d{1,9})[\s,]+(?:(?:into|to|with|and|į|su|ir|prie)\s+)?#?(\d{1,9})$/iu

/** Whether the words are what these commands want, and no more is to be understood. */
export function namesTwoTickets(words: string): boolean {
  return twoNumbers.test(words)
}

function onTwoTickets(name: 'merge' | 'link' | 'unlink', act: Act): Command {
  return {
    name,
    async run(turn, words) {
      const { party, tx } = turn
      if (party.kind !== 'engineer') throw new Refusal('not-allowed')
      const match = twoNumbers.exec(words)
      if (match === null) return reply(turn, `${name}-how`)
      const one = await getTicketFor(tx, party, Number(match[1]))
      const other = await getTicketFor(tx, party, Number(match[2]))
      await act(turn, party, one, other)
    },
  }
}
