// /waiting N text: a question to the client; the ticket waits for the answer, and its clocks with it (RULES 6).
import type { InboundText } from '../../domain/channel.ts'
import { Refusal } from '../../domain/errors.ts'
import { addComment } from '../../services/add-comment.ts'
import { getTicketFor } from '../../services/find-ticket.ts'
import { type Command, splitNumber } from '../command.ts'
import type { EngineerTurn } from '../engineer-message.ts'
import { takeContent } from '../inbound-content.ts'
import { reply, type Turn } from '../turn.ts'

export const waitingCommand: Command = {
  name: 'waiting',
  async run(turn, words, messageIds) {
    const { tx, desk, party, conversation, message } = turn as EngineerTurn & Turn<InboundText>
    const split = splitNumber(words)
    if (split === null) return reply(turn, 'ticket-number-missing')
    const ticket = await getTicketFor(tx, party, split.number)
    const number = String(ticket.number)
    const { part, attachmentIds } = await takeContent({ ...turn, message: { ...message, text: split.rest } }, messageIds)
    if (part.text === '' && attachmentIds.length === 0) throw new Refusal('text-missing', { number })
    const comment = await addComment(tx, desk, {
      ticketId: ticket.id,
      author: { engineerId: party.id },
      body: part.text,
      waitingForClient: true,
      attachmentIds,
      sourceKey: `${conversation.id}:${message.messageId}`,
      sources: { conversationId: conversation.id, externalIds: part.sources },
    })
    reply(turn, 'waiting-set', { number }, { ticketId: ticket.id, commentId: comment.id })
  },
}
