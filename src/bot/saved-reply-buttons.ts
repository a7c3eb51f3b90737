// Presses on a saved reply's button: "v:<its id>:<ticket number>" says it to the ticket's client, once for each page of offers.
import { Refusal } from '../domain/errors.ts'
import { isId } from '../domain/ids.ts'
import { getTicketFor } from '../services/find-ticket.ts'
import { isSaid, offerSavedById } from '../services/offer-saved-replies.ts'
import { sayText } from '../texts/render.ts'
import { answerClient, type EngineerTurn } from './engineer-message.ts'
import { reply } from './turn.ts'

/** @throws Refusal `stale-button` for one that is gone, `ticket-not-found`. */
export async function pressSaved(turn: EngineerTurn, id: string, action: string): Promise<void> {
  const { tx, desk, party, conversation, message } = turn
  const ticket = await getTicketFor(tx, party, Number(action))
  const offered = isId(id) ? await offerSavedById(tx, desk, { id, ticket, engineer: party }) : null
  if (offered === null) throw new Refusal('stale-button')
  const number = String(ticket.number)
  const page = message.kind === 'press' && message.messageId !== undefined ? message.messageId : turn.key
  const sourceKey = `saved:${conversation.id}:${page}:${id}`
  if (await isSaid(tx, sourceKey)) return reply(turn, 'saved-sent-before', { number }, { ticketId: ticket.id })
  // The answer is given: what they write next is not one by accident.
  if (conversation.dialogue?.kind === 'answering' && conversation.dialogue.ticketId === ticket.id) conversation.dialogue = null
  await answerClient(turn, ticket, { part: { text: offered.text, sources: [] }, attachmentIds: [] }, sourceKey)
  if (!offered.isFallback) return
  const { language } = party
  const languages = {
    language: sayText(language, `language-${offered.language}`),
    wanted: sayText(language, `language-${offered.wanted}`),
  }
  reply(turn, 'saved-fallback', { name: offered.name, ...languages }, { ticketId: ticket.id })
}
