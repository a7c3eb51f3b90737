// Commands about one ticket: /ticket N, /close N, /reopen N, /priority N, /resolve N.
import { Refusal } from '../../domain/errors.ts'
import { toPriority } from '../../domain/priority.ts'
import { canReopen, isEnded, type Ticket } from '../../domain/ticket.ts'
import { changePriority } from '../../services/change-priority.ts'
import { changeStatus } from '../../services/change-status.ts'
import { getTicketFor } from '../../services/find-ticket.ts'
import { listCompanyTickets } from '../../services/list-tickets.ts'
import { findTicketPromises } from '../../services/read-ticket-deal.ts'
import { sayText } from '../../texts/render.ts'
import { type Command, splitNumber } from '../command.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { askTime } from '../log-buttons.ts'
import { priorityButtons } from '../priority-buttons.ts'
import { showTicket } from '../show-ticket.ts'
import { reply, type Turn } from '../turn.ts'

export const ticketCommand: Command = {
  name: 'ticket',
  run: (turn, words) => withTicket(turn, words, 'show', (ticket) => showTicket(turn, ticket)),
}

export const closeCommand: Command = {
  name: 'close',
  run: (turn, words) => withTicket(turn, words, 'close', (ticket) => end(turn, ticket, 'closed')),
}

export const resolveCommand: Command = {
  name: 'resolve',
  run: (turn, words) => withTicket(turn, words, 'show', (ticket) => end(turn, ticket, 'resolved')),
}

async function end(turn: Turn, ticket: Ticket, status: 'closed' | 'resolved'): Promise<void> {
  const number = String(ticket.number)
  if (isEnded(ticket) && (ticket.status === status || status === 'resolved')) throw new Refusal('ticket-ended', { number })
  await changeStatus(turn.tx, turn.desk, { ticketId: ticket.id, status, by: actorOf(turn) })
  if (turn.conversation.currentTicket?.id === ticket.id) turn.conversation.currentTicket = null
  if (status === 'resolved' && turn.party.kind === 'engineer') return askTime(turn as EngineerTurn, ticket, true)
  reply(turn, `ticket-${status}`, { number }, { ticketId: ticket.id })
}

export const reopenCommand: Command = {
  name: 'reopen',
  run: (turn, words) =>
    withTicket(turn, words, 'reopen', async (ticket) => {
      const number = String(ticket.number)
      if (!isEnded(ticket)) throw new Refusal('ticket-not-ended', { number })
      if (turn.party.kind === 'contact' && !canReopen(ticket, turn.tx.now))
        return reply(turn, 'reopen-too-old', { number }, { ticketId: ticket.id })
      await changeStatus(turn.tx, turn.desk, { ticketId: ticket.id, status: 'open', by: actorOf(turn) })
      turn.conversation.currentTicket = { id: ticket.id, at: turn.tx.now }
      reply(turn, 'ticket-reopened', { number }, { ticketId: ticket.id })
    }),
}

export const priorityCommand: Command = {
  name: 'priority',
  run: (turn, words) =>
    withTicket(turn, words, 'show', async (ticket, rest) => {
      const [word = '', ...reason] = rest.split(/\s+/u)
      const priority = toPriority(word)
      const { language } = turn.party
      const number = String(ticket.number)
      if (priority === null) {
        const promised = turn.party.kind === 'contact' ? await findTicketPromises(turn.tx, turn.desk, ticket) : null
        const buttons = priorityButtons(language, promised, ticket.priority, (name) => `t:${number}:p:${name}`)
        const values = { number, priority: sayText(language, `priority-${ticket.priority}`) }
        return reply(turn, 'ticket-ask-priority', values, { ticketId: ticket.id, buttons })
      }
      await changePriority(turn.tx, turn.desk, { ticketId: ticket.id, priority, by: actorOf(turn), reason: reason.join(' ') })
      reply(turn, 'ticket-priority-set', { number, priority: sayText(language, `priority-${priority}`) }, { ticketId: ticket.id })
    }),
}

/** Finds the ticket that the words begin with; without a number asks which, and guesses none. */
async function withTicket(
  turn: Turn,
  words: string,
  action: 'show' | 'close' | 'reopen',
  act: (ticket: Ticket, rest: string) => Promise<void> | void,
): Promise<void> {
  const split = splitNumber(words)
  if (split === null) return askWhich(turn, action)
  await act(await getTicketFor(turn.tx, turn.party, split.number), split.rest)
}

async function askWhich(turn: Turn, action: 'show' | 'close' | 'reopen'): Promise<void> {
  const { party, tx } = turn
  if (party.kind !== 'contact') return reply(turn, 'ticket-number-missing')
  const lists = await listCompanyTickets(tx, party.companyId)
  const choices = (action === 'reopen' ? lists.ended : lists.open).slice(0, 8)
  if (choices.length === 0) return reply(turn, action === 'reopen' ? 'ticket-none-ended' : 'tickets-none')
  const buttons = choices.map(({ number, summary }) => [
    { label: `#${number} ${summary}`.slice(0, 40), data: `t:${number}:${action}` },
  ])
  reply(turn, 'ticket-which', {}, { buttons })
}

function actorOf(turn: Turn) {
  if (turn.party.kind === 'stranger') throw new Refusal('not-allowed')
  return turn.party
}
