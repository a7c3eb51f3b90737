// What becomes of a notice to an engineer who rests: in quiet hours it is held for the digest, away it is not sent at all. The
// ledger says which. What concerns a Blocker that calls goes out all the same.
import type { Tx } from '../db/client.ts'
import { isCallingBlocker, toQuietHours } from '../db/engineer-rest.ts'
import type { QueuedMessage } from '../db/outbox.ts'
import type { Reach } from '../db/people.ts'
import type { TicketId } from '../domain/ids.ts'
import type { NoticeKind } from '../domain/notification.ts'
import { isAway, isUrgent, quietUntil } from '../domain/rest.ts'
import type { Desk } from './desk.ts'
import { isAnybodyHere } from './find-awake-engineers.ts'

interface RestingNotice {
  readonly kind: NoticeKind
  readonly about: { readonly ticketId?: TicketId }
}

/** A new shift is theirs to know of, wherever they are. */
const toldAway: ReadonlySet<NoticeKind> = new Set<NoticeKind>(['on-call.swap', 'identity.unlinked'])

/** @param chat undefined: there is none, and nothing is sent anyway. */
export async function letRest(
  tx: Tx,
  desk: Desk,
  notice: RestingNotice,
  chat: Reach | undefined,
  messages: readonly QueuedMessage[],
): Promise<readonly QueuedMessage[]> {
  if (chat === undefined) return messages
  if (isAway(chat, tx.now) && !toldAway.has(notice.kind) && (await isAnybodyHere(tx, desk)))
    return messages.map((message) => (message.skipped === undefined ? { ...message, skipped: 'away' } : message))
  const quiet = toQuietHours(chat.quietFrom, chat.quietTo)
  if (quiet === null) return messages
  const held: QueuedMessage[] = []
  for (const message of messages) {
    const until = message.skipped === undefined ? quietUntil(quiet, message.dueAt ?? tx.now) : null
    const waits = until !== null && !(await goesOutAtOnce(tx, notice))
    held.push(waits ? { ...message, dueAt: until, held: 'quiet-hours' } : message)
  }
  return held
}

async function goesOutAtOnce(tx: Tx, { kind, about }: RestingNotice): Promise<boolean> {
  return isUrgent(kind, about.ticketId !== undefined && (await isCallingBlocker(tx, about.ticketId)))
}
