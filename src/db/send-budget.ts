// How fast the desk may speak, shared by all replicas: a token bucket per bot, per private chat and per group, and the pause
// that a platform asked for. A message takes its place once, in turn, and waits for it on its own row (`paced`).
import type { ConversationId } from '../domain/ids.ts'
import type { Tx } from './client.ts'

interface Limit {
  readonly perSecond: number
  /** So many at once; within any window of t seconds at most burst + perSecond * t leave. */
  readonly burst: number
}

/** Telegram: about 30 bulk messages a second per bot; 30 in any one second. */
const perBot: Limit = { perSecond: 25, burst: 5 }
/** About one a second in a private chat, short bursts welcome. */
const perChat: Limit = { perSecond: 1, burst: 5 }
/** 20 a minute in a group; 20 in any one minute. Whose turn it is there: group-line.ts. */
export const perGroup: Limit = { perSecond: 15 / 60, burst: 5 }

export interface Lane {
  readonly conversationId: ConversationId
  /** "<channel>:<account>" */
  readonly account: string
  readonly private: boolean
  /** The chat whose limits hold: the group, for one of its rooms. Default: the conversation. */
  readonly lane?: ConversationId
}

/** Whether a message has to ask for a place at all: answers in private chats go out at once. */
export function needsPlace(lane: Lane, push: boolean): boolean {
  return push || !lane.private
}

/** The key of the bot's row: its bucket, and pauses that hold for all its chats. */
export function accountKey(account: string): string {
  return `bot:${account}`
}

/** The key of a chat's row. */
export function conversationKey(id: ConversationId): string {
  return `chat:${id}`
}

/**
 * Takes places in the line for `messages` sends, in one statement.
 * @returns when the last of them may be sent: now, or later. The place is the caller's; there is no giving back.
 */
export async function takePlace(tx: Tx, lane: Lane, push: boolean, messages = 1): Promise<Date> {
  const wanted = [{ key: conversationKey(lane.lane ?? lane.conversationId), ...(lane.private ? perChat : perGroup) }]
  if (push) wanted.push({ key: accountKey(lane.account), ...perBot })
  // Tokens may fall below zero: the debt is the line, and paying it off is the wait. Rows are locked in the order of their
  // keys, so that two processes never wait for each other.
  const [row] = await tx.sql.$queryRaw<{ waitSeconds: number }[]>`
    WITH wanted AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w(key text, "perSecond" float8, burst float8)
    ), taken AS (
      INSERT INTO send_budget AS b (key, tokens, refilled_at)
      SELECT key, burst - ${messages}::float8, ${tx.now}::timestamptz FROM wanted ORDER BY key
      ON CONFLICT (key) DO UPDATE SET
        tokens = (SELECT least(w.burst, b.tokens + w."perSecond" * greatest(0, extract(epoch FROM excluded.refilled_at - b.refilled_at)))
          FROM wanted w WHERE w.key = b.key) - ${messages}::float8,
        refilled_at = greatest(b.refilled_at, excluded.refilled_at)
      RETURNING key, tokens
    )
    SELECT max(greatest(0, -taken.tokens / wanted."perSecond"))::float8 AS "waitSeconds" FROM taken JOIN wanted USING (key)`
  return new Date(tx.now.getTime() + Math.ceil((row?.waitSeconds ?? 0) * 1000))
}

/** How many bulk messages these accounts could say at this instant without anybody waiting; none while one is paused. */
export async function findRoom(tx: Tx, accounts: readonly string[]): Promise<number> {
  const [row] = await tx.sql.$queryRaw<{ room: number | null }[]>`
    SELECT min(CASE WHEN paused_until > ${tx.now} THEN 0 ELSE least(${perBot.burst}::float8,
      tokens + ${perBot.perSecond}::float8 * greatest(0, extract(epoch FROM ${tx.now}::timestamptz - refilled_at))) END)::float8 AS room
    FROM send_budget WHERE key = ANY(${accounts.map(accountKey)}::text[])`
  return Math.max(0, Math.floor(row?.room ?? perBot.burst))
}

/** Nothing leaves under this key before `until`. A longer pause that already stands stays. */
export async function pauseSending(tx: Tx, key: string, until: Date): Promise<void> {
  // A new row starts with more tokens than any bucket holds, which the next refill cuts to the bucket's size.
  await tx.sql.$executeRaw`
    INSERT INTO send_budget AS b (key, tokens, refilled_at, paused_until) VALUES (${key}, 1000, ${tx.now}, ${until})
    ON CONFLICT (key) DO UPDATE SET paused_until = greatest(b.paused_until, excluded.paused_until)`
}

/** Removes rows whose bucket is full and whose pause is over: they say nothing. @returns how many. */
export async function pruneBudgets(tx: Tx, limit: number): Promise<number> {
  const before = new Date(tx.now.getTime() - 24 * 3600 * 1000)
  return tx.sql.$executeRaw`
    DELETE FROM send_budget WHERE key IN (
      SELECT key FROM send_budget WHERE refilled_at < ${before} AND (paused_until IS NULL OR paused_until < ${tx.now}) LIMIT ${limit})`
}
