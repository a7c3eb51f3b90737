// Presses in the engineers' group: the buttons of a ticket's card, of the new ones, and of what they ask for. What a press did is
// shown by the card; only what it could not do is said.

import type { InboundPress, OutboundButton } from '../domain/channel.ts'
import { Refusal } from '../domain/errors.ts'
import { type EngineerId, isId } from '../domain/ids.ts'
import { priorities } from '../domain/priority.ts'
import { isEnded, type Ticket, type TicketStatus } from '../domain/ticket.ts'
import { acknowledgeBlocker } from '../services/acknowledge-blocker.ts'
import { assignTicket } from '../services/assign-ticket.ts'
import { changePriority } from '../services/change-priority.ts'
import { changeStatus } from '../services/change-status.ts'
import { getTicketFor } from '../services/find-ticket.ts'
import { listEngineers } from '../services/list-engineers.ts'
import { retryAnswer } from '../services/retry-answer.ts'
import { say, sayText } from '../texts/render.ts'
import { readPress } from './button-actions.ts'
import { offerOn } from './commands/saved.ts'
import type { EngineerTurn } from './engineer-message.ts'
import { askTime, pressSpent } from './log-buttons.ts'
import { priorityButtons } from './priority-buttons.ts'
import { pressSaved } from './saved-reply-buttons.ts'
import { pressEstimate } from './scope-agreement.ts'
import { showTicket } from './show-ticket.ts'
import { queueReply, reply, type Turn } from './turn.ts'

/** @throws Refusal as the services do, and `stale-button` for anything that is not there. */
export async function pressInRoom(turn: EngineerTurn & Turn<InboundPress>): Promise<void> {
  const pressed = readPress(turn.message.data, turn.party)
  if (pressed?.letter === 'v') return pressSaved(turn, pressed.id, pressed.action)
  if (pressed === null || pressed.letter !== 't') throw new Refusal('stale-button')
  const ticket = await getTicketFor(turn.tx, turn.party, Number(pressed.id))
  const [verb = '', value = ''] = pressed.action.split(':', 2)
  const act = actions[verb]
  if (act === undefined) throw new Refusal('stale-button')
  await act(turn, ticket, value)
}

type Act = (turn: EngineerTurn, ticket: Ticket, value: string) => unknown

const actions: Readonly<Record<string, Act>> = {
  show: showTicket,
  take: ({ tx, desk, party }, { id }) =>
    assignTicket(tx, desk, { ticketId: id, engineerId: party.id, by: party, onlyIfFree: true }),
  have: ({ tx, desk, party }, { id }) => acknowledgeBlocker(tx, desk, id, party),
  hand: offerColleagues,
  to: handOver,
  ask: (turn, ticket) => askInRoom(turn, ticket, 'ask'),
  answer: (turn, ticket) => askInRoom(turn, ticket, 'answer'),
  wait: (turn, ticket) => setStatus(turn, ticket, 'waiting'),
  'go-on': (turn, ticket) => setStatus(turn, ticket, 'open'),
  resolve: async (turn, ticket) => {
    await setStatus(turn, ticket, 'resolved')
    await askTime(turn, ticket)
  },
  reopen: ({ tx, desk, party }, { id }) => changeStatus(tx, desk, { ticketId: id, status: 'open', by: party }),
  prio: askPriority,
  p: setPriority,
  log: (turn, ticket) => askTime(turn, ticket),
  spent: pressSpent,
  estimate: pressEstimate,
  retry,
  saved: (turn, ticket) => offerOn(turn, ticket),
}

/** A message to reply to: the reply goes to the client. "ask": and the ticket waits for the answer. */
export function askInRoom(turn: EngineerTurn, ticket: Ticket, what: 'ask' | 'answer'): void {
  const text = say(turn.party.language, `room-${what}`, { number: String(ticket.number) })
  queueReply(turn, { type: 'text', text }, { kind: `room.${what}`, ticketId: ticket.id })
}

async function offerColleagues(turn: EngineerTurn, ticket: Ticket): Promise<void> {
  const number = String(ticket.number)
  const engineers = await listEngineers(turn.tx, turn.desk)
  const others = engineers.filter(({ id, isAway }) => id !== ticket.assigneeId && !isAway).slice(0, 20)
  const buttons = others.map(({ id, name }): OutboundButton => ({ label: name.slice(0, 40), data: `t:${number}:to:${id}` }))
  const rows = buttons.flatMap((_, index) => (index % 2 === 0 ? [buttons.slice(index, index + 2)] : []))
  reply(turn, 'room-hand-over', { number }, { ticketId: ticket.id, buttons: rows })
}

async function handOver({ tx, desk, party }: EngineerTurn, ticket: Ticket, value: string): Promise<void> {
  if (!isId(value)) throw new Refusal('stale-button')
  await assignTicket(tx, desk, { ticketId: ticket.id, engineerId: value as EngineerId, by: party })
}

async function setStatus({ tx, desk, party }: EngineerTurn, ticket: Ticket, status: TicketStatus): Promise<void> {
  if (isEnded(ticket)) throw new Refusal('ticket-ended', { number: String(ticket.number) })
  await changeStatus(tx, desk, { ticketId: ticket.id, status, by: party })
}

function askPriority(turn: EngineerTurn, ticket: Ticket): void {
  const { language } = turn.party
  const number = String(ticket.number)
  const buttons = priorityButtons(language, null, ticket.priority, (name) => `t:${number}:p:${name}`)
  const values = { number, priority: sayText(language, `priority-${ticket.priority}`) }
  reply(turn, 'ticket-ask-priority', values, { ticketId: ticket.id, buttons })
}

async function setPriority({ tx, desk, party }: EngineerTurn, ticket: Ticket, value: string): Promise<void> {
  const priority = priorities.find((name) => name === value)
  if (priority === undefined) throw new Refusal('stale-button')
  await changePriority(tx, desk, { ticketId: ticket.id, priority, by: party })
}

async function retry(turn: EngineerTurn, ticket: Ticket, value: string): Promise<void> {
  if (!/^\d{1,18}$/.test(value)) throw new Refusal('stale-button')
  const contact = await retryAnswer(turn.tx, turn.desk, ticket, BigInt(value))
  reply(turn, 'room-retried', { contact }, { ticketId: ticket.id })
}
