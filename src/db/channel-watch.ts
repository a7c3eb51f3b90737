// What a replica that watches over the messengers' connections reads and records on their rows: who is silent, what was told of
// an outage, and which pairing is shown. How the rows are read by anybody else stands in channel-states.ts.
import type { AlertFacts } from '../domain/channel-alert.ts'
import type { ChannelStateWord } from '../domain/channel-state.ts'
import { silentSeconds } from '../domain/channel-state.ts'
import type { AttachmentId, ContactId, ConversationId, EngineerId } from '../domain/ids.ts'
import { type ChannelAccount, stateContext } from './channel-states.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'

export interface WatchedChannel extends AlertFacts, ChannelAccount {
  readonly state: ChannelStateWord
  /** Nothing was heard of its process for so many seconds; null while it is heard, and where that is known already. */
  readonly unheardSeconds: number | null
  /** Of the pairing: how many secrets there were, how many were looked at, and which is in the chat now (0: none; or `endNotTold`). */
  readonly pairingRevision: number
  readonly pairingSeen: number
  readonly pairingShown: number
  /** Pictures of it in the file store. */
  readonly pairingPictures: readonly AttachmentId[]
  /** A secret that nobody took back has run out. */
  readonly pairingExpired: boolean
  readonly requestedBy: EngineerId | null
  readonly requestedIn: ConversationId | null
}

// Whether a process is heard of is a matter of the database's clock on both sides, whatever the desk's clock is moved to.
const columns = Prisma.sql`SELECT channel, account, state, reason, since, outage_since AS "outageSince", alerted_at AS "alertedAt",
  alerted_for AS "alertedFor", outage_told_at AS "outageToldAt", breaker_until AS "breakerUntil",
  breaker_told_until AS "breakerToldUntil", pairing_revision AS "pairingRevision", pairing_seen AS "pairingSeen", pairing_shown AS "pairingShown",
  coalesce(pairing_until < clock_timestamp(), false) AS "pairingExpired", requested_by::text AS "requestedBy",
  requested_in AS "requestedIn", coalesce(pairing_pictures, '{}')::text[] AS "pairingPictures",
  CASE WHEN state NOT IN ('silent', 'stopped') AND reported_at < clock_timestamp() - make_interval(secs => ${silentSeconds})
    THEN extract(epoch FROM clock_timestamp() - reported_at)::float8 END AS "unheardSeconds"
  FROM channel_state`

/** The rows of these accounts ("<channel>:<account>"): what was switched off is nobody's outage. */
export async function findWatched(tx: Tx, accounts: readonly string[]): Promise<readonly WatchedChannel[]> {
  return tx.sql.$queryRaw<WatchedChannel[]>`${columns} WHERE channel || ':' || account = ANY(${[...accounts]}::text[])`
}

/** The row, held until the transaction's end; null while another replica has it. */
export async function lockWatched(tx: Tx, { channel, account }: ChannelAccount): Promise<WatchedChannel | null> {
  const rows = await tx.sql.$queryRaw<WatchedChannel[]>`
    ${columns} WHERE channel = ${channel} AND account = ${account} FOR UPDATE SKIP LOCKED`
  return rows[0] ?? null
}

/** The same for somebody who asked and is waiting: whoever holds the row (a sweep, the connection's own beat) is done in a moment. */
export async function awaitWatched(tx: Tx, { channel, account }: ChannelAccount): Promise<WatchedChannel | null> {
  const rows = await tx.sql.$queryRaw<WatchedChannel[]>`
    ${columns} WHERE channel = ${channel} AND account = ${account} FOR UPDATE`
  return rows[0] ?? null
}

/** The outage began when it was last heard of, unless it had begun before. */
export async function recordSilence(tx: Tx, of: ChannelAccount, since: Date): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE channel_state SET state = 'silent', reason = NULL, since = ${since}, outage_since = coalesce(outage_since, ${since})
    WHERE channel = ${of.channel} AND account = ${of.account}`
}

/** @param name of the alert; null: it is over, and nothing of it is remembered. */
export async function recordAlert(tx: Tx, of: ChannelAccount, name: string | null): Promise<void> {
  const at = name === null ? null : tx.now
  await tx.sql.$executeRaw`
    UPDATE channel_state SET alerted_at = ${at}::timestamptz, alerted_for = ${name},
      outage_told_at = CASE WHEN ${name === null} THEN NULL ELSE outage_told_at END
    WHERE channel = ${of.channel} AND account = ${of.account}`
}

export async function recordCutOffTold(tx: Tx, of: ChannelAccount): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE channel_state SET outage_told_at = ${tx.now} WHERE channel = ${of.channel} AND account = ${of.account}`
}

export async function recordBreakerTold(tx: Tx, of: ChannelAccount): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE channel_state SET breaker_told_until = breaker_until WHERE channel = ${of.channel} AND account = ${of.account}`
}

/** Of the row that this transaction holds; null when there is none, or none that still works. */
export async function openPairing(
  tx: Tx,
  of: ChannelAccount,
): Promise<{ readonly kind: 'qr' | 'code'; readonly text: string } | null> {
  const [row] = await tx.sql.$queryRaw<{ pairing: Uint8Array | null }[]>`
    SELECT pairing FROM channel_state WHERE channel = ${of.channel} AND account = ${of.account} AND pairing_until > clock_timestamp()`
  return row?.pairing == null ? null : JSON.parse(tx.secrets.open(row.pairing, stateContext(of, 'pairing')))
}

/** @param now `shown`: the secret that is in the chat; 0: none, or `endNotTold`. `isOver`: nobody waits for one any more. */
export async function recordPairingShown(
  tx: Tx,
  of: ChannelAccount,
  now: { readonly seen: number; readonly shown: number; readonly isOver: boolean; readonly pictures: readonly AttachmentId[] },
): Promise<void> {
  await tx.sql.$executeRaw`
    UPDATE channel_state SET pairing_seen = ${now.seen}, pairing_shown = ${now.shown}, pairing_pictures = ${[...now.pictures]}::uuid[],
      pairing = CASE WHEN ${now.shown > 0} THEN pairing END, pairing_until = CASE WHEN ${now.shown > 0} THEN pairing_until END,
      requested_in = CASE WHEN ${now.isOver} THEN NULL ELSE requested_in END
    WHERE channel = ${of.channel} AND account = ${of.account}`
}

/** Of `pairingShown`: no secret is in the chat any more, and how it ended is still to be told. */
export const endNotTold = -1

/** The clients with an unfinished ticket who last wrote on this account, or can be written to nowhere else. */
export async function findCutOff(tx: Tx, { channel, account }: ChannelAccount): Promise<readonly ContactId[]> {
  const rows = await tx.sql.$queryRaw<{ id: ContactId }[]>`
    SELECT DISTINCT i.contact_id::text AS id
    FROM ticket t
    JOIN ticket_participant p ON p.ticket_id = t.id
    JOIN chat_identity i ON i.contact_id = p.contact_id AND i.channel = ${channel}
    JOIN conversation c ON c.identity_id = i.id AND c.kind = 'private' AND c.channel = ${channel} AND c.account = ${account}
      AND (c.room_of IS NULL OR c.heard_at IS NOT NULL)
    WHERE t.status IN ('open', 'waiting') AND NOT EXISTS (
      SELECT FROM chat_identity other JOIN conversation place ON place.identity_id = other.id AND place.kind = 'private'
      WHERE other.contact_id = i.contact_id AND other.channel <> ${channel} AND other.blocked_at IS NULL
        AND place.heard_at > coalesce(c.heard_at, c.created_at))`
  return rows.map(({ id }) => id)
}
