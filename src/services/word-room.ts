// How a ticket looks in its room: the title, the card that stays pinned, and its line among the new ones. In the desk's own
// language, because everybody reads the same.
import type { Tx } from '../db/client.ts'
import type { OutboundButton } from '../domain/channel.ts'
import type { Language } from '../domain/language.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import { sayCoverage } from '../texts/coverage.ts'
import { sayDueCoarsely } from '../texts/due.ts'
import { sayDuration } from '../texts/duration.ts'
import { say, sayText, type TextValues } from '../texts/render.ts'
import { consentButtons } from './consent-buttons.ts'
import type { Desk } from './desk.ts'
import { readTicket, type TicketView } from './read-ticket.ts'

export interface RoomLook {
  readonly title: string
  readonly card: RichText
  readonly buttons: readonly (readonly OutboundButton[])[]
  /** When the card's words change by themselves; null when they do not. */
  readonly staleAt: Date | null
  /** Its line among the new and unassigned ones, with the button to take it. */
  readonly announcement: { readonly text: RichText; readonly buttons: readonly (readonly OutboundButton[])[] }
}

export async function wordRoom(tx: Tx, desk: Desk, ticket: Ticket): Promise<RoomLook> {
  const language = desk.defaultLanguage
  const view = await readTicket(tx, desk, ticket, { internal: true })
  const { number = '', company = '', contact = '', summary = '', ...details } = view.details(language)
  const values = {
    ...details,
    number,
    company,
    contact,
    summary,
    mark: sayText(language, `room-mark-${ticket.priority}`),
    state: sayText(language, `room-state-${stateOf(ticket)}`),
    status: sayText(language, `room-status-${ticket.status}`),
  }
  return {
    title: sayText(language, 'room-title', values),
    card: wordCard(language, ticket, view, values),
    buttons: wordButtons(language, ticket, view),
    staleAt: isEnded(ticket) ? null : (view.promise?.coarse?.changesAt ?? null),
    announcement: {
      text: say(language, 'room-new', values),
      buttons: [[button(language, ticket, 'button-take', 'take')]],
    },
  }
}

function stateOf(ticket: Ticket): 'new' | 'taken' | 'waiting' | 'ended' {
  if (isEnded(ticket)) return 'ended'
  if (ticket.status === 'waiting') return 'waiting'
  return ticket.assigneeId === null ? 'new' : 'taken'
}

function wordCard(language: Language, ticket: Ticket, view: TicketView, values: TextValues): RichText {
  const lines: RichText[] = [say(language, 'room-card', values)]
  if (view.promise !== null && !isEnded(ticket)) lines.push(wordPromise(language, view.promise))
  if (view.coverage !== null) lines.push(sayCoverage(language, view.coverage))
  if (view.files > 0) lines.push(say(language, 'ticket-files', { count: view.files }))
  if (view.seconds > 0) lines.push(say(language, 'ticket-time', { spent: sayDuration(language, view.seconds * 1000) }))
  for (const name of view.blocked) lines.push(say(language, 'ticket-blocked', { name }))
  if (view.failures > 0) lines.push(say(language, 'ticket-failures', { count: view.failures }))
  return join([join(lines), say(language, 'room-rule')], '\n\n')
}

function wordPromise(language: Language, { plan, coarse }: NonNullable<TicketView['promise']>): RichText {
  const named = plan === null ? say(language, 'ticket-plan-none') : say(language, 'ticket-plan', { plan })
  return coarse === null ? named : join([named, sayDueCoarsely(language, coarse)], ' · ')
}

function wordButtons(language: Language, ticket: Ticket, view: TicketView): readonly (readonly OutboundButton[])[] {
  const one = (key: string, action: string) => button(language, ticket, key, action)
  if (isEnded(ticket)) return [[one('button-reopen', 'reopen'), one('button-log', 'log')]]
  const calls = view.call !== null && view.call.nextAt !== null
  const first = calls ? [one('button-have', 'have')] : ticket.assigneeId === null ? [one('button-take', 'take')] : []
  const waiting = ticket.status === 'waiting' ? one('button-go-on', 'go-on') : one('button-waiting', 'wait')
  return [
    [...first, one('button-hand-over', 'hand'), one('button-ask-client', 'ask')],
    [waiting, one('button-set-priority', 'prio'), one('button-saved', 'saved')],
    [one('button-log', 'log'), one('button-resolve', 'resolve')],
    ...consentButtons(language, ticket.number, view.coverage),
  ]
}

function button(language: Language, ticket: Ticket, key: string, action: string): OutboundButton {
  const number = String(ticket.number)
  return { label: sayText(language, key, { number }), data: `t:${number}:${action}` }
}
