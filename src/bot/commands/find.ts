// /find words: searches tickets and comments, for the people of the desk, with a button to open each ticket found.
import { join, type RichText } from '../../domain/rich-text.ts'
import { type FoundTicket, findTicketsByWords } from '../../services/search-tickets.ts'
import { say, sayText } from '../../texts/render.ts'
import type { Command } from '../command.ts'
import { reply, replyWith, type Turn } from '../turn.ts'

const shown = 8

export const searchCommand: Command = {
  name: 'find',
  async run(turn, words) {
    if (words === '') return reply(turn, 'find-ask')
    const found = await findTicketsByWords(turn.tx, words, shown)
    if (found.length === 0) return reply(turn, 'find-none', { words: words.slice(0, 100) })
    const lines = found.map((ticket) => sayFound(turn, ticket))
    const buttons = found.map(({ number }) => ({ label: `#${number}`, data: `t:${number}:show` }))
    const rows = [buttons.slice(0, 4), buttons.slice(4)].filter((row) => row.length > 0)
    replyWith(turn, join([say(turn.party.language, 'find-title', { count: found.length }), ...lines], '\n\n'), { buttons: rows })
  },
}

function sayFound({ party }: Turn, ticket: FoundTicket): RichText {
  const { language } = party
  const { number, companyName, status, summary, excerpt, comment } = ticket
  const values = { number: String(number), company: companyName, status: sayText(language, `status-${status}`), summary }
  const head = say(language, 'find-line', values)
  if (excerpt === '') return head
  return join([head, say(language, comment?.internal === true ? 'find-note' : 'find-excerpt', { excerpt })])
}
