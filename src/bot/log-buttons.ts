// "How long did it take?": the usual times, what the engineer's doings on the ticket suggest first, and how to write any other.
// Presses are "t:<number>:spent:<minutes>".
import type { OutboundButton } from '../domain/channel.ts'
import { Refusal } from '../domain/errors.ts'
import type { Language } from '../domain/language.ts'
import { join } from '../domain/rich-text.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import { consentButtons } from '../services/consent-buttons.ts'
import { findUnagreed } from '../services/find-unagreed.ts'
import { type LogTime, logTime } from '../services/log-time.ts'
import { readCoverage } from '../services/read-coverage.ts'
import { readTime } from '../services/read-time.ts'
import { sayDuration } from '../texts/duration.ts'
import { say } from '../texts/render.ts'
import type { EngineerTurn } from './engineer-message.ts'
import { reply, replyWith } from './turn.ts'

const usualMinutes = [15, 30, 60]

/** `resolved`: says first that the ticket was resolved just now. */
export async function askTime(turn: EngineerTurn, ticket: Ticket, resolved = false): Promise<void> {
  const { tx, party } = turn
  const { language } = party
  const { seconds, suggestedMinutes } = await readTime(tx, ticket, party.id)
  const number = String(ticket.number)
  const asked = say(language, seconds === 0 ? 'log-ask' : 'log-ask-more', {
    number,
    spent: sayDuration(language, seconds * 1000),
  })
  const text = resolved ? join([say(language, 'ticket-resolved', { number }), asked]) : asked
  replyWith(turn, text, { ticketId: ticket.id, buttons: timeButtons(language, ticket, suggestedMinutes, tx.now) })
}

/** Only times that can be true: nobody worked on a ticket for longer than it exists. */
function timeButtons(language: Language, ticket: Ticket, suggested: number, now: Date): readonly (readonly OutboundButton[])[] {
  const open = (now.getTime() - ticket.openedAt.getTime()) / 60_000
  const times = [...new Set([...(suggested > 0 ? [suggested] : []), ...usualMinutes])].filter((minutes) => minutes <= open)
  const buttons = times.map((minutes) => ({
    label: sayDuration(language, minutes * 60_000),
    data: `t:${ticket.number}:spent:${minutes}`,
  }))
  return buttons.length === 0 ? [] : [buttons]
}

/** @throws Refusal `stale-button` for what is no number of minutes. */
export async function pressSpent(turn: EngineerTurn, ticket: Ticket, value: string): Promise<void> {
  const { message } = turn
  if (!/^\d{1,4}$/.test(value) || message.kind !== 'press' || message.messageId === undefined) throw new Refusal('stale-button')
  const work = { seconds: Number(value) * 60, kind: 'support', level: 1, startedAt: null } as const
  await logWork(turn, ticket, message.messageId, work)
}

/** Logs it for the engineer who says so, and answers with what the ticket holds now. */
export async function logWork(
  turn: EngineerTurn,
  ticket: Ticket,
  messageId: string,
  work: Pick<LogTime, 'seconds' | 'kind' | 'level' | 'startedAt' | 'note'>,
): Promise<void> {
  const { tx, desk, party, conversation } = turn
  const { seconds } = work
  const { language } = party
  const number = String(ticket.number)
  const told = { spent: sayDuration(language, seconds * 1000), number }
  let entry: Awaited<ReturnType<typeof logTime>>
  try {
    const source = { sourceKey: `${conversation.id}:${messageId}` }
    entry = await logTime(tx, desk, { ...work, ...source, ticket, engineerId: party.id, task: null, quantity: null })
  } catch (error) {
    const reason = error instanceof Refusal ? error.values['reason'] : undefined
    const known = reasons.find((name) => name === reason)
    if (known === undefined) throw error
    return reply(turn, `log-${known}`, told, { ticketId: ticket.id })
  }
  const { seconds: all } = await readTime(tx, ticket, party.id)
  const done = say(language, 'log-done', { ...told, all: sayDuration(language, all * 1000) })
  const unagreed = await findUnagreed(tx, desk, ticket, entry)
  if (unagreed.length === 0) return replyWith(turn, done, { ticketId: ticket.id })
  const lines = unagreed.map(({ kind, seconds: some }) =>
    say(language, `log-unagreed-${kind}`, { time: sayDuration(language, some * 1000) }),
  )
  const coverage = isEnded(ticket) ? null : await readCoverage(tx, desk, ticket)
  replyWith(turn, join([done, ...lines]), { ticketId: ticket.id, buttons: consentButtons(language, ticket.number, coverage) })
}

const reasons = ['future', 'before-opened', 'time-overlap', 'logged-already'] as const
