// A press that came too late, or twice: what happened meanwhile is said, and the message with the button shows how things stand.
import { findSaidKey } from '../db/outbox.ts'
import type { InboundPress } from '../domain/channel.ts'
import type { Refusal, RefusalCode } from '../domain/errors.ts'
import type { RichText } from '../domain/rich-text.ts'
import { findOutcome } from '../services/find-outcome.ts'
import { findTicketFor } from '../services/find-ticket.ts'
import { say } from '../texts/render.ts'
import { type Pressed, readPress } from './button-actions.ts'
import { wordTicketPage } from './show-ticket.ts'
import { queueReply, reply, replyWith, type Turn } from './turn.ts'

/** Refusals which mean that the ticket is not any more what its button was made for. */
const overtaken: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'already-taken',
  'ticket-ended',
  'ticket-not-ended',
  'engineer-away',
  'stale-button',
  'conflict',
])

/** Answers a refused press. What was never there for this person is answered as before: with the refusal alone. */
export async function answerRefusedPress(turn: Turn<InboundPress>, refusal: Refusal): Promise<void> {
  const pressed = readPress(turn.message.data, turn.party)
  const over = refusal.code === 'stale-button' && pressed !== null ? await findWhatHappened(turn, pressed) : null
  if (over !== null) {
    replyWith(turn, over)
    return refresh(turn, { text: over, buttons: [] })
  }
  reply(turn, `refusal-${refusal.code}`, refusal.values)
  if (pressed?.letter !== 't' || !overtaken.has(refusal.code)) return
  const ticket = await findTicketFor(turn.tx, turn.party, Number(pressed.id))
  if (ticket !== null) await refresh(turn, await wordTicketPage(turn, ticket))
}

/** Null: nothing is known of it. */
async function findWhatHappened(turn: Turn, { letter, id }: Pressed): Promise<RichText | null> {
  const { tx, party, conversation } = turn
  switch (letter) {
    case 'd': {
      const ticket = await findOutcome(tx, `draft:${conversation.id}:${id}`)
      if (ticket === null) return say(party.language, 'stale-draft-over')
      return say(party.language, 'stale-ticket-draft', { number: String(ticket.number) })
    }
    case 'r': {
      const ticket = await findOutcome(tx, `reopen:${conversation.id}:${id}`)
      if (ticket === null) return say(party.language, 'stale-question-over')
      return say(party.language, 'stale-ticket-draft', { number: String(ticket.number) })
    }
    case 'n':
      return say(party.language, 'stale-comment-back')
    default:
      return null
  }
}

async function refresh(turn: Turn<InboundPress>, page: Awaited<ReturnType<typeof wordTicketPage>>): Promise<void> {
  const { tx, conversation, message, key } = turn
  const editsKey = message.messageId === undefined ? null : await findSaidKey(tx, conversation.id, message.messageId)
  if (editsKey !== null) queueReply(turn, { type: 'edit', ...page }, { dedupKey: `refresh:${key}`, editsKey })
}
