// A message will never be said where it was to be: the ledger gets the reason, and a notice goes on by the person's next messenger.
// Without a further one, the ticket shows that somebody was not told.
import type { Tx } from '../db/client.ts'
import type { ClaimedMessage } from '../db/delivery.ts'
import { failNotices, recordFailure } from '../db/delivery-outcome.ts'
import { findStranded, findWaitingNotices } from '../db/passing-on.ts'
import type { ConversationId } from '../domain/ids.ts'
import { passOn } from './pass-on.ts'

/** @param said what the platform called it, where that is not the reason. */
export async function giveUpMessage(
  tx: Tx,
  message: Pick<ClaimedMessage, 'id' | 'push'>,
  accounts: readonly string[],
  reason: string,
  said = reason,
): Promise<void> {
  const stranded = message.push ? await findStranded(tx, message.id) : null
  const onwards = await passOn(tx, stranded === null ? [] : [stranded], accounts)
  await recordFailure(tx, message.id, { reason, said, passedOn: onwards.has(message.id) })
}

/** The person cannot be reached in this conversation: every notice that waits there has failed, without a try. */
export async function giveUpWaiting(tx: Tx, id: ConversationId, accounts: readonly string[]): Promise<void> {
  await failNotices(tx, id, await passOn(tx, await findWaitingNotices(tx, id), accounts))
}
