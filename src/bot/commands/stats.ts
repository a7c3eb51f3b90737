// /stats: the report of a month as text, and a picture of the weeks up to its end. /why N text: why a promise was missed.
import { type Month, monthAt, type Period, periodOfMonth, weeksUntil } from '../../domain/report-period.ts'
import { getTicketFor } from '../../services/find-ticket.ts'
import { giveBreachReason } from '../../services/give-breach-reason.ts'
import { readStatistics } from '../../services/read-statistics.ts'
import { requestPicture } from '../../services/request-picture.ts'
import { say } from '../../texts/render.ts'
import { type Command, splitNumber } from '../command.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { wordStatistics } from '../stats-text.ts'
import { queueReply, reply, replyWith } from '../turn.ts'
import { picturedWeeks, pictureWeeks } from '../weeks-picture.ts'

export const statsCommand: Command = {
  name: 'stats',
  async run(turn, words) {
    const month = words === '' ? monthAt(turn.tx.now) : words
    const period = periodOfMonth(month)
    if (period === null || period.from > turn.tx.now) return reply(turn, 'stats-month-unknown', { month: monthAt(turn.tx.now) })
    await showMonth(turn as EngineerTurn, month, period)
  },
}

async function showMonth(turn: EngineerTurn, month: Month, period: Period): Promise<void> {
  const { tx, desk, party } = turn
  const until = period.to < tx.now ? period.to : tx.now
  const weeks = weeksUntil(until, picturedWeeks)
  const firstWeek = weeks[0]?.from ?? period.from
  const since = firstWeek < period.from ? firstWeek : period.from
  const found = await readStatistics(tx, desk, period, { since, breaches: shownBreaches })
  replyWith(turn, wordStatistics(party.language, { month, soFar: until < period.to, statistics: found }))
  const drawing = pictureWeeks(party.language, found.facts, weeks)
  const attachmentId = await requestPicture(tx, `weeks-${month}.png`, drawing)
  const picture = { type: 'files', attachmentIds: [attachmentId], caption: say(party.language, 'stats-picture-caption') } as const
  // Until it is drawn: a message that finds its file missing holds the whole chat up while it waits.
  queueReply(turn, picture, { dueAt: new Date(tx.now.getTime() + drawingMilliseconds) })
}

const drawingMilliseconds = 500

const shownBreaches = 10

export const whyCommand: Command = {
  name: 'why',
  async run(turn, words) {
    const split = splitNumber(words)
    if (split === null) return reply(turn, 'ticket-number-missing')
    const ticket = await getTicketFor(turn.tx, turn.party, split.number)
    const number = String(ticket.number)
    if (split.rest === '') return reply(turn, 'why-ask', { number }, { ticketId: ticket.id })
    const noted = await giveBreachReason(turn.tx, { ticket, reason: split.rest, by: (turn as EngineerTurn).party })
    reply(turn, noted ? 'why-noted' : 'why-nothing', { number }, { ticketId: ticket.id })
  },
}
