// Where buttons stand as numbered lines, a number or a button's words is a press. What fits nothing that was offered is
// answered kindly, with what can be chosen now.
import type { InboundMessage, InboundPress, InboundText } from '../domain/channel.ts'
import { findTicketFor } from '../services/find-ticket.ts'
import { readChoiceAnswer } from '../services/read-choice-answer.ts'
import { reply, type Turn } from './turn.ts'

/** @returns what the message means here: itself, a press, or null when it was answered already. */
export async function takeChoice(turn: Turn, message: InboundText): Promise<InboundText | InboundPress | null> {
  const answer = await readChoiceAnswer(turn.tx, turn.conversation, message)
  if (answer.kind === 'press') return answer.press
  if (answer.kind === 'text' || (await isTicket(turn, answer.number))) return message
  if (answer.choices.length === 0) reply(turn, 'choice-nothing', { number: answer.number })
  else reply(turn, 'choice-stale', { number: answer.number }, { buttons: answer.choices.map((choice) => [choice]) })
  return null
}

/** A desk whose numbers began at 1 has tickets with numbers as short as a choice's. */
async function isTicket({ tx, party }: Turn, word: string): Promise<boolean> {
  const number = Number(word)
  return party.kind !== 'stranger' && Number.isInteger(number) && (await findTicketFor(tx, party, number)) !== null
}

/** Whether a message may be an answer to numbered lines at all. */
export function mayBeChoice(message: InboundMessage, offers: boolean): message is InboundText {
  return offers && message.kind === 'message' && message.private
}
