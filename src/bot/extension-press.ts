// "Extend it": the wish to extend a subscription becomes a ticket on billing, once for each end.
import { Refusal } from '../domain/errors.ts'
import { isId, type SubscriptionId } from '../domain/ids.ts'
import { askForExtension } from '../services/ask-for-extension.ts'
import { reply, type Turn } from './turn.ts'

/** @throws Refusal `stale-button`, also for another company's. */
export async function pressExtend(turn: Turn, id: string): Promise<void> {
  const { party, tx, desk, conversation } = turn
  if (party.kind !== 'contact' || !isId(id)) throw new Refusal('stale-button')
  const asked = await askForExtension(tx, desk, { id: id as SubscriptionId, by: party, channel: conversation.channel })
  if (asked === null) throw new Refusal('stale-button')
  if (asked === 'goes-on') return reply(turn, 'extension-goes-on')
  const { ticket, plan } = asked
  reply(turn, 'extension-asked', { number: String(ticket.number), plan }, { ticketId: ticket.id })
}
