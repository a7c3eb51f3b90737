// /tickets: a client's company's tickets; an engineer's own. /queue: all open ones in solving order.
import type { OutboundButton } from '../../domain/channel.ts'
import type { EngineerId } from '../../domain/ids.ts'
import type { Language } from '../../domain/language.ts'
import type { Party } from '../../domain/party.ts'
import { join, type RichText } from '../../domain/rich-text.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { type ListedTicket, listCompanyTickets, listQueue } from '../../services/list-tickets.ts'
import { giveData, shortName } from '../../services/suggest-assignee.ts'
import { sayDue } from '../../texts/due.ts'
import { say, sayText } from '../../texts/render.ts'
import type { Command } from '../command.ts'
import { reply, replyWith, type Turn } from '../turn.ts'

export const ticketsCommand: Command = {
  name: 'tickets',
  async run(turn) {
    const { party, tx } = turn
    if (party.kind === 'engineer') return showQueue(turn, 'tickets-engineer', party.id)
    if (party.kind !== 'contact') return
    const { open, ended } = await listCompanyTickets(tx, party.companyId)
    if (open.length === 0 && ended.length === 0) return reply(turn, 'tickets-none')
    const { language } = party
    const head = open.length === 0 ? say(language, 'tickets-none-open') : say(language, 'tickets-open', { count: open.length })
    const parts = [join([head, ...open.map((ticket) => lineOf(turn, ticket))])]
    if (ended.length > 0) parts.push(join([say(language, 'tickets-ended'), ...ended.map((ticket) => lineOf(turn, ticket))]))
    replyWith(turn, join(parts, '\n\n'), { buttons: numberButtons(open) })
  },
}

export const queueCommand: Command = {
  name: 'queue',
  run: (turn) => showQueue(turn, 'queue-open'),
}

async function showQueue(turn: Turn, headKey: 'queue-open' | 'tickets-engineer', assigneeId?: EngineerId): Promise<void> {
  const { language } = turn.party
  const tickets = await listQueue(turn.tx, turn.desk, assigneeId)
  if (tickets.length === 0) return reply(turn, `${headKey}-none`)
  const lines = tickets.map((ticket) => {
    const line = say(language, 'queue-line', {
      number: String(ticket.number),
      priority: sayText(language, `priority-${ticket.priority}`),
      company: ticket.companyName,
      summary: ticket.summary,
      assignee: sayHolder(language, ticket),
    })
    return ticket.due === null ? line : join([line, sayDue(language, ticket.due)], ' · ')
  })
  const head = join([say(language, headKey, { count: tickets.length }), ...nextDue(language, tickets)])
  replyWith(turn, join([head, ...lines]), { buttons: [...numberButtons(tickets), ...suggestionButtons(turn.party, tickets)] })
}

function sayHolder(language: Language, { assigneeName, isHolderAway, suggested }: ListedTicket): string {
  const holder = assigneeName ?? sayText(language, 'nobody')
  const named = isHolderAway ? sayText(language, 'suggested-in-queue-away', { engineer: holder }) : holder
  return suggested === null ? named : `${named}, ${sayText(language, 'suggested-in-queue', { engineer: suggested.name })}`
}

/** What follows a suggestion with one tap: one's own ones, and an admin any. */
function suggestionButtons(reader: Party, tickets: readonly ListedTicket[]): readonly (readonly OutboundButton[])[] {
  if (reader.kind !== 'engineer') return []
  const { id, role, language } = reader
  return tickets
    .flatMap(({ number, suggested }) => {
      if (suggested === null || (suggested.id !== id && role !== 'admin')) return []
      const values = { number: String(number), engineer: shortName(suggested.name) }
      const label = sayText(language, suggested.id === id ? 'button-take-number' : 'button-give-number', values)
      return [[{ label, data: giveData(number, suggested.id) }]]
    })
    .slice(0, shownSuggestions)
}

const shownSuggestions = 4

/** What is due first of all: the solving order goes by plan and priority before it goes by time. */
function nextDue(language: Language, tickets: Awaited<ReturnType<typeof listQueue>>): readonly RichText[] {
  const [next] = tickets
    .flatMap(({ number, due }) => (due === null ? [] : [{ number, due }]))
    .sort((a, b) => a.due.dueAt.getTime() - b.due.dueAt.getTime())
  if (next === undefined) return []
  return [say(language, 'queue-next', { number: String(next.number), due: sayDue(language, next.due).text })]
}

function lineOf(turn: Turn, ticket: Ticket): RichText {
  const { language } = turn.party
  return say(language, 'tickets-line', {
    number: String(ticket.number),
    priority: sayText(language, `priority-${ticket.priority}`),
    status: sayText(language, `status-${ticket.status}`),
    summary: ticket.summary,
  })
}

/** A button per ticket, four in a row. */
function numberButtons(tickets: readonly Ticket[]): readonly (readonly OutboundButton[])[] {
  const buttons = tickets.slice(0, 12).map(({ number }) => ({ label: `#${number}`, data: `t:${number}:show` }))
  return [buttons.slice(0, 4), buttons.slice(4, 8), buttons.slice(8)].filter((row) => row.length > 0)
}
