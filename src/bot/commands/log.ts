// /log N 1h30m text: time that an engineer worked on a ticket. Without a time it asks how long.
import { readLoggedWork } from '../../domain/logged-work.ts'
import { getTicketFor } from '../../services/find-ticket.ts'
import { type Command, splitNumber } from '../command.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { askTime, logWork } from '../log-buttons.ts'
import { reply } from '../turn.ts'

export const logCommand: Command = {
  name: 'log',
  async run(turn, words) {
    const split = splitNumber(words)
    if (split === null) return reply(turn, 'ticket-number-missing')
    const own = turn as EngineerTurn & typeof turn
    const ticket = await getTicketFor(turn.tx, turn.party, split.number)
    if (split.rest === '') return askTime(own, ticket)
    const work = readLoggedWork(split.rest, turn.tx.now)
    if ('fault' in work) return reply(turn, `log-${work.fault}`, { number: String(ticket.number) }, { ticketId: ticket.id })
    await logWork(own, ticket, turn.message.messageId, work)
  },
}
