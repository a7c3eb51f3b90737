// Cards whose words have changed with the time alone, and the small share of a group's messages that renewing them may take. It is
// a bucket of its own: the edits stand in the group's line besides, behind everybody.
import type { TicketId } from '../domain/ids.ts'
import type { Tx } from './client.ts'
import type { StaffGroup } from './rooms.ts'

/** A fifth of what the group takes (send-budget.ts, perGroup). */
const share = { burst: 3, perSecond: 3 / 60 }

/** Open tickets whose cards are to be renewed, in solving order; none while the share is used up. */
export async function findStaleCards(tx: Tx, group: StaffGroup): Promise<readonly TicketId[]> {
  const [bucket] = await tx.sql.$queryRaw<{ free: number }[]>`
    SELECT least(${share.burst}::float8, tokens + ${share.perSecond}::float8
      * greatest(0, extract(epoch FROM ${tx.now}::timestamptz - refilled_at)))::float8 AS free
    FROM send_budget WHERE key = ${keyOf(group)}`
  const free = Math.floor(bucket?.free ?? share.burst)
  if (free < 1) return []
  const rows = await tx.sql.$queryRaw<{ id: TicketId }[]>`
    SELECT t.id::text FROM ticket_room r JOIN ticket t ON t.id = r.ticket_id
    WHERE r.stale_at <= ${tx.now} ORDER BY t.priority <> 'blocker', t.due_at, t.number LIMIT ${free}`
  return rows.map(({ id }) => id)
}

/** Whether the card is still to be renewed. Ask behind the ticket's lock: another replica may have been quicker. */
export async function isCardStale(tx: Tx, id: TicketId): Promise<boolean> {
  const rows = await tx.sql.$queryRaw<unknown[]>`SELECT FROM ticket_room WHERE ticket_id = ${id}::uuid AND stale_at <= ${tx.now}`
  return rows.length > 0
}

/** @returns false when another replica has used the share up meanwhile */
export async function takeCardPlace(tx: Tx, group: StaffGroup): Promise<boolean> {
  const taken = await tx.sql.$executeRaw`
    INSERT INTO send_budget AS b (key, tokens, refilled_at) VALUES (${keyOf(group)}, ${share.burst - 1}::float8, ${tx.now})
    ON CONFLICT (key) DO UPDATE SET
      tokens = least(${share.burst}::float8, b.tokens + ${share.perSecond}::float8
        * greatest(0, extract(epoch FROM excluded.refilled_at - b.refilled_at))) - 1,
      refilled_at = greatest(b.refilled_at, excluded.refilled_at)
    WHERE b.tokens + ${share.perSecond}::float8 * greatest(0, extract(epoch FROM excluded.refilled_at - b.refilled_at)) >= 1`
  return taken > 0
}

/** Leaves a card alone for a while: it could not be renewed, and must not keep others from their turn. */
export async function postponeCard(tx: Tx, id: TicketId, until: Date): Promise<void> {
  await tx.sql.$executeRaw`UPDATE ticket_room SET stale_at = ${until} WHERE ticket_id = ${id}::uuid AND stale_at <= ${tx.now}`
}

function keyOf({ id }: StaffGroup): string {
  return `cards:${id}`
}
