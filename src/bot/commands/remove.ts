// /remove, as a reply to an answer or a note: takes it back.
import { findMessageSubject } from '../../db/conversations.ts'
import { Refusal } from '../../domain/errors.ts'
import { removeAnswer } from '../../services/remove-answer.ts'
import type { Command } from '../command.ts'
import { reply } from '../turn.ts'

export const removeCommand: Command = {
  name: 'remove',
  async run(turn) {
    const { tx, desk, party, conversation, message } = turn
    if (party.kind !== 'engineer') throw new Refusal('not-allowed')
    const subject = message.replyTo === undefined ? null : await findMessageSubject(tx, conversation.id, message.replyTo)
    if (subject === null || subject.commentId === null) return reply(turn, 'remove-how')
    const { ticket, internal, contacts } = await removeAnswer(tx, desk, party, subject.commentId)
    const number = String(ticket.number)
    if (internal || contacts === 0) return reply(turn, 'engineer-removed-inside', { number }, { ticketId: ticket.id })
    reply(turn, 'engineer-removed', { number, count: contacts }, { ticketId: ticket.id })
  },
}
