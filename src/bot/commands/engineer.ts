// An engineer's commands: /take N, /assign N name, /reply N text, /note N text.

import type { InboundText } from '../../domain/channel.ts'
import { Refusal } from '../../domain/errors.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { addComment } from '../../services/add-comment.ts'
import { assignTicket } from '../../services/assign-ticket.ts'
import { findEngineerByName } from '../../services/find-engineer-by-name.ts'
import { getTicketFor } from '../../services/find-ticket.ts'
import { type Command, splitNumber } from '../command.ts'
import { answerClient, type EngineerTurn } from '../engineer-message.ts'
import { takeContent } from '../inbound-content.ts'
import { reply, type Turn } from '../turn.ts'

type Act = (turn: EngineerTurn & Turn<InboundText>, ticket: Ticket, rest: string, messageIds: readonly string[]) => Promise<void>

export const takeCommand = engineerCommand('take', async (turn, ticket) => {
  await assignTicket(turn.tx, turn.desk, { ticketId: ticket.id, engineerId: turn.party.id, by: turn.party, onlyIfFree: true })
  reply(turn, 'engineer-taken', { number: String(ticket.number), summary: ticket.summary }, { ticketId: ticket.id })
})

export const assignCommand = engineerCommand('assign', async (turn, ticket, rest) => {
  const engineer = await findEngineerByName(turn.tx, turn.desk, rest)
  await assignTicket(turn.tx, turn.desk, { ticketId: ticket.id, engineerId: engineer.id, by: turn.party })
  const isElsewhere = engineer.isAway && engineer.id !== turn.party.id
  reply(
    turn,
    isElsewhere ? 'engineer-assigned-away' : 'engineer-assigned',
    { number: String(ticket.number), engineer: engineer.name },
    { ticketId: ticket.id },
  )
})

export const replyCommand = engineerCommand('reply', async (turn, ticket, rest, messageIds) => {
  const content = await takeContent({ ...turn, message: { ...turn.message, text: rest } }, messageIds)
  if (content.part.text === '' && content.attachmentIds.length === 0) {
    turn.conversation.dialogue = { kind: 'answering', ticketId: ticket.id, number: ticket.number }
    return reply(turn, 'engineer-answer-ask', { number: String(ticket.number), summary: ticket.summary }, { ticketId: ticket.id })
  }
  await answerClient(turn, ticket, content, `${turn.conversation.id}:${turn.message.messageId}`)
})

export const noteCommand = engineerCommand('note', async (turn, ticket, rest, messageIds) => {
  const number = String(ticket.number)
  const content = await takeContent({ ...turn, message: { ...turn.message, text: rest } }, messageIds)
  if (content.part.text === '' && content.attachmentIds.length === 0) throw new Refusal('text-missing', { number })
  const comment = await addComment(turn.tx, turn.desk, {
    ticketId: ticket.id,
    author: { engineerId: turn.party.id },
    body: content.part.text,
    internal: true,
    attachmentIds: content.attachmentIds,
    sourceKey: `${turn.conversation.id}:${turn.message.messageId}`,
    sources: { conversationId: turn.conversation.id, externalIds: content.part.sources },
  })
  const about = { ticketId: ticket.id, commentId: comment.id }
  reply(turn, 'engineer-noted', { number }, about)
})

function engineerCommand(name: Command['name'], act: Act): Command {
  return {
    name,
    async run(turn, words, messageIds) {
      const split = splitNumber(words)
      if (split === null) return reply(turn, 'ticket-number-missing')
      const ticket = await getTicketFor(turn.tx, turn.party, split.number)
      await act(turn as EngineerTurn & Turn<InboundText>, ticket, split.rest, messageIds)
    },
  }
}
