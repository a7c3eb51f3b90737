// The line in front of a group: all its rooms share one budget, and whoever is most urgent goes next. Nothing is reserved for a
// message that waits: each time a place is free, the line is looked at as it is then.
import type { ConversationId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import { conversationKey, perGroup } from './send-budget.ts'

export interface InLine {
  readonly id: bigint
  readonly conversationId: ConversationId
  readonly lane?: ConversationId
  readonly urgency: number
}

/** Places kept free for what is urgent (a Blocker's messages), so that it never waits behind a busy minute. */
const kept = 3
/** A message looks at the line again after this long at most: those before it may have fallen away. */
const lookAgainSeconds = 900

/** Takes a place for the message if it is its turn. @returns null when it is; else when to look again. */
export async function takeTurnInLine(tx: Tx, message: InLine): Promise<Date | null> {
  const lane = message.lane ?? message.conversationId
  const before = await countBefore(tx, lane, message)
  const needed = 1 + before + (message.urgency > 0 ? 0 : kept)
  const tokens = await refill(tx, lane)
  // With a full bucket anybody may go: one that stands in front and cannot be sent just now holds nobody up for long.
  if (tokens >= Math.min(needed, perGroup.burst) && (await takeOne(tx, lane, Math.min(needed, perGroup.burst)))) return null
  const wait = Math.min(lookAgainSeconds, Math.max(0.5, (needed - tokens) / perGroup.perSecond))
  return new Date(tx.now.getTime() + Math.ceil(wait * 1000))
}

/** How many stand in front: the first of each room that is due, or has looked at the line already. */
async function countBefore(tx: Tx, lane: ConversationId, { id, urgency }: InLine): Promise<number> {
  const [row] = await tx.sql.$queryRaw<{ before: number }[]>`
    SELECT count(*)::int AS before FROM (
      SELECT FROM outbox_message w
      WHERE w.lane = ${lane} AND w.state = 'queued' AND w.id <> ${id} AND (-w.urgency, w.id) < (${-urgency}, ${id})
        AND (w.paced OR w.due_at <= ${tx.now})
        AND NOT EXISTS (SELECT FROM outbox_message e WHERE e.conversation_id = w.conversation_id AND e.id <> w.id
          AND e.state IN ('queued', 'sending') AND (-e.urgency, e.id) < (-w.urgency, w.id))
      LIMIT 300
    ) line`
  return row?.before ?? 0
}

/** @returns what the bucket holds now. A debt (a message of several parts) stays one. */
async function refill(tx: Tx, lane: ConversationId): Promise<number> {
  const { burst, perSecond } = perGroup
  const [row] = await tx.sql.$queryRaw<{ tokens: number }[]>`
    INSERT INTO send_budget AS b (key, tokens, refilled_at) VALUES (${conversationKey(lane)}, ${burst}::float8, ${tx.now})
    ON CONFLICT (key) DO UPDATE SET
      tokens = least(${burst}::float8, b.tokens + ${perSecond}::float8 * greatest(0, extract(epoch FROM excluded.refilled_at - b.refilled_at))),
      refilled_at = greatest(b.refilled_at, excluded.refilled_at)
    RETURNING tokens`
  return row?.tokens ?? 0
}

/** False when somebody else was quicker. */
async function takeOne(tx: Tx, lane: ConversationId, atLeast: number): Promise<boolean> {
  const taken = await tx.sql.$executeRaw`
    UPDATE send_budget SET tokens = tokens - 1 WHERE key = ${conversationKey(lane)} AND tokens >= ${atLeast}::float8`
  return taken > 0
}
