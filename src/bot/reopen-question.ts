// "Reopen #123, or open a new ticket?": presses on the question, and further lines while it stands.
import { joinParts, type ReopenQuestion } from '../domain/conversation.ts'
import { Refusal } from '../domain/errors.ts'
import { isEnded } from '../domain/ticket.ts'
import { changeStatus } from '../services/change-status.ts'
import { getTicketFor } from '../services/find-ticket.ts'
import { beginDraft, type ClientTurn } from './draft.ts'
import { followUp } from './follow-up.ts'
import type { Content } from './inbound-content.ts'
import { reply } from './turn.ts'

/** @throws Refusal `stale-button`. */
export async function pressReopen(turn: ClientTurn, questionId: string, action: string): Promise<void> {
  const question = turn.conversation.dialogue
  if (question?.kind !== 'reopen' || question.id !== questionId) throw new Refusal('stale-button')
  const content = contentOf(question)
  switch (action) {
    case 'reopen': {
      const ticket = await getTicketFor(turn.tx, turn.party, question.number)
      turn.conversation.dialogue = null
      const reopened = isEnded(ticket)
        ? await changeStatus(turn.tx, turn.desk, { ticketId: ticket.id, status: 'open', by: turn.party })
        : ticket
      if (content.part.text === '' && content.attachmentIds.length === 0) {
        turn.conversation.currentTicket = { id: ticket.id, at: turn.tx.now }
        reply(turn, 'ticket-reopened', { number: String(ticket.number) }, { ticketId: ticket.id })
        return
      }
      return followUp(turn, reopened, content, { via: 'number', sourceKey: `reopen:${turn.conversation.id}:${question.id}` })
    }
    case 'new':
      turn.conversation.dialogue = null
      return beginDraft(turn, content, { refersTo: question.ticketId })
    case 'cancel':
      turn.conversation.dialogue = null
      return reply(turn, 'draft-cancelled-quoting', { text: joinParts(question.parts) })
    default:
      throw new Refusal('stale-button')
  }
}

/** A further line while the question stands joins what waits for the answer. */
export function extendQuestion(turn: ClientTurn, question: ReopenQuestion, content: Content): void {
  turn.conversation.dialogue = {
    ...question,
    parts: [...question.parts, content.part],
    attachmentIds: [...question.attachmentIds, ...content.attachmentIds],
    reminded: false,
  }
}

function contentOf(question: ReopenQuestion): Content {
  return {
    part: { text: joinParts(question.parts), sources: question.parts.flatMap((part) => part.sources) },
    attachmentIds: question.attachmentIds,
  }
}
