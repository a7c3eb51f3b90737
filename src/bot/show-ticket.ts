// A ticket as one message: the engineer's address on top once there is one, then facts, text, and the latest comments.
import type { OutboundButton } from '../domain/channel.ts'
import { join, plain, type RichText } from '../domain/rich-text.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import { consentButtons } from '../services/consent-buttons.ts'
import { shorten } from '../services/describe-ticket.ts'
import type { TicketCoverage } from '../services/read-coverage.ts'
import { readTicket, type TicketView } from '../services/read-ticket.ts'
import { sayCoverage } from '../texts/coverage.ts'
import { sayDue } from '../texts/due.ts'
import { sayDuration } from '../texts/duration.ts'
import { say, sayText } from '../texts/render.ts'
import { sayAppointment } from '../texts/terms.ts'
import { sayWhen } from '../texts/when.ts'
import { agreeButton } from './price-agreement.ts'
import { sayDeal } from './ticket-deal.ts'
import { sayRelations } from './ticket-relations.ts'
import { replyWith, type Turn } from './turn.ts'

const shownDescription = 900
const shownComment = 350

/** Shows the ticket; to a client without internal comments. It becomes the conversation's current ticket. */
export async function showTicket(turn: Turn, ticket: Ticket): Promise<void> {
  const { text, buttons } = await wordTicketPage(turn, ticket)
  if (!isEnded(ticket)) turn.conversation.currentTicket = { id: ticket.id, at: turn.tx.now }
  replyWith(turn, text, { ticketId: ticket.id, buttons })
}

/** The ticket as it stands now, for this reader. */
export async function wordTicketPage(turn: Turn, ticket: Ticket) {
  const { party, tx } = turn
  const view = await readTicket(tx, turn.desk, ticket, { internal: party.kind === 'engineer' })
  const text = join(
    [heading(turn, ticket, view), plain(shorten(ticket.description, shownDescription)), comments(turn, ticket, view)],
    '\n\n',
  )
  const agree = party.kind === 'contact' && !isEnded(ticket) && view.deal.cost.kind === 'asked' ? [view.deal.cost.price] : []
  const rows = [
    buttonsOf(turn, ticket, view),
    ...consentButtons(party.language, ticket.number, view.coverage),
    ...agree.map((price) => [agreeButton(party.language, ticket.number, price)]),
  ]
  return { text, buttons: rows }
}

function heading(turn: Turn, ticket: Ticket, view: TicketView): RichText {
  const { language } = turn.party
  const values = view.details(language)
  const lines: RichText[] = []
  if (view.address !== null)
    lines.push(say(language, 'ticket-address', { engineer: values['assignee'] ?? '', address: view.address }))
  lines.push(say(language, 'ticket-heading', values))
  lines.push(
    say(language, turn.party.kind === 'engineer' ? 'ticket-facts-engineer' : 'ticket-facts', {
      ...values,
      opened: sayWhen(language, ticket.openedAt),
    }),
  )
  if (view.promise !== null) lines.push(promise(turn, view.promise))
  if (view.call !== null) lines.push(...sayCall(turn, view.call))
  lines.push(...sayDeal(turn, view.deal))
  if (view.coverage !== null) lines.push(sayCoverage(language, withoutDeal(view.coverage)))
  for (const terms of view.terms) lines.push(sayAppointment(language, terms, turn.party))
  lines.push(...sayRelations(turn, view))
  if (view.files > 0) lines.push(say(language, 'ticket-files', { count: view.files }))
  if (view.seconds > 0) lines.push(say(language, 'ticket-time', { spent: sayDuration(language, view.seconds * 1000) }))
  if (turn.party.kind === 'engineer') for (const name of view.blocked) lines.push(say(language, 'ticket-blocked', { name }))
  if (turn.party.kind === 'engineer' && view.failures > 0) lines.push(say(language, 'ticket-failures', { count: view.failures }))
  return join(lines)
}

/** Without a plan, the deal says already what work in working hours costs. */
function withoutDeal(coverage: TicketCoverage): TicketCoverage {
  const { plan, lines } = coverage
  return plan === null ? { ...coverage, lines: lines.filter(({ scope }) => scope === 'after-hours') } : coverage
}

function promise(turn: Turn, { plan, due }: NonNullable<TicketView['promise']>): RichText {
  const { language } = turn.party
  const named = plan === null ? say(language, 'ticket-plan-none') : say(language, 'ticket-plan', { plan })
  return due === null ? named : join([named, sayDue(language, due)], ' · ')
}

/** Nothing for a call that ended because nobody was needed. */
function sayCall({ party }: Turn, call: NonNullable<TicketView['call']>): readonly RichText[] {
  const { calls, nextAt, startedAt, acknowledgedAt, engineer } = call
  const { language } = party
  if (nextAt !== null) return [say(language, 'blocker-calling', { calls, since: sayWhen(language, startedAt) })]
  if (engineer === null || acknowledgedAt === null) return []
  return [say(language, 'blocker-acknowledged', { engineer, when: sayWhen(language, acknowledgedAt) })]
}

function comments(turn: Turn, ticket: Ticket, view: TicketView): RichText {
  const { language } = turn.party
  return join(
    view.comments.map((comment) => {
      const body = comment.sensitive
        ? sayText(language, 'comment-sensitive')
        : comment.body === ''
          ? sayText(language, 'comment-files', { count: comment.files })
          : shorten(comment.body, shownComment)
      const key = comment.internal ? 'ticket-note' : 'ticket-comment'
      return say(language, key, {
        author: comment.authorName,
        when: sayWhen(language, comment.at),
        body,
        number: String(ticket.number),
      })
    }),
    '\n\n',
  )
}

function buttonsOf(turn: Turn, ticket: Ticket, view: TicketView): readonly OutboundButton[] {
  const { language, kind } = turn.party
  const button = (key: string, action: string) => ({
    label: sayText(language, key, { number: String(ticket.number) }),
    data: `t:${ticket.number}:${action}`,
  })
  const into = view.related.find(({ relation }) => relation === 'into')
  if (into !== undefined) return [{ label: `#${into.number}`, data: `t:${into.number}:show` }]
  if (isEnded(ticket)) return [button('button-reopen', 'reopen')]
  if (kind === 'engineer' && view.call !== null && view.call.nextAt !== null)
    return [button('button-have', 'have'), button('button-answer', 'answer')]
  if (kind === 'engineer')
    return [...(ticket.assigneeId === null ? [button('button-take', 'take')] : []), button('button-answer', 'answer')]
  return [button('button-close', 'close')]
}
