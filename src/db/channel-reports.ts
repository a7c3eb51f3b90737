// What the process that has a messenger's connection writes of it: the port of domain/channel-state.ts, on one row. What the
// others read and ask stands in channel-states.ts.
import type {
  ChannelEvent,
  ChannelRequest,
  ChannelRequestWord,
  ChannelStatePort,
  ChannelStateWord,
} from '../domain/channel-state.ts'
import { addCounts, type Counts, noCounts, type StoredFigures } from './channel-figures.ts'
import { type ChannelAccount, findChannelState, stateContext } from './channel-states.ts'
import type { Database, Tx } from './client.ts'

/** The port of one account. Counts that a failed write held are kept for the next. */
export function createChannelReports(database: Database, { channel, account }: ChannelAccount): ChannelStatePort {
  let noted: Counts = { ...noCounts }
  let reported: ChannelStateWord | null = null

  async function flush(tx: Tx, counts: Counts): Promise<void> {
    if (Object.values(counts).every((count) => count === 0)) return
    const [row] = await tx.sql.$queryRaw<{ figures: StoredFigures }[]>`
      SELECT figures FROM channel_state WHERE channel = ${channel} AND account = ${account} FOR UPDATE`
    if (row === undefined) return
    const figures = JSON.stringify(addCounts(row.figures, counts, tx.now))
    await tx.sql.$executeRaw`
      UPDATE channel_state SET figures = ${figures}::jsonb,
        last_inbound_at = CASE WHEN ${counts.received > 0} THEN ${tx.now}::timestamptz ELSE last_inbound_at END,
        last_outbound_at = CASE WHEN ${counts.sent > 0} THEN ${tx.now}::timestamptz ELSE last_outbound_at END
      WHERE channel = ${channel} AND account = ${account}`
  }

  async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const counts = noted
    noted = { ...noCounts }
    try {
      return await database.transaction(async (tx) => {
        const result = await work(tx)
        await flush(tx, counts)
        return result
      })
    } catch (error) {
      for (const name of Object.keys(counts) as ChannelEvent[]) noted[name] += counts[name]
      throw error
    }
  }

  return {
    async report(state, reason = null) {
      reported = state
      await write((tx) => writeState(tx, { channel, account }, state, reason))
    },
    note(event) {
      noted[event] += 1
    },
    beat: () => write((tx) => takeRequest(tx, { channel, account }, reported)),
    async showPairing(secret) {
      const text = secret === null ? null : JSON.stringify({ kind: secret.kind, text: secret.text })
      await database.statements(async (tx) => {
        const sealed = text === null ? null : tx.secrets.seal(text, stateContext({ channel, account }, 'pairing'))
        await tx.sql.$executeRaw`
          UPDATE channel_state SET pairing = ${sealed}, pairing_until = ${secret?.expiresAt ?? null}::timestamptz,
            pairing_revision = pairing_revision + 1
          WHERE channel = ${channel} AND account = ${account}`
      })
    },
    async pauseFirstContacts(until) {
      await database.statements(
        (tx) => tx.sql.$executeRaw`
        UPDATE channel_state SET breaker_until = ${until}::timestamptz WHERE channel = ${channel} AND account = ${account}`,
      )
    },
    async describe(name, word) {
      await database.statements(
        (tx) => tx.sql.$executeRaw`
        UPDATE channel_state SET figures = jsonb_set(figures, '{words}',
          jsonb_strip_nulls(coalesce(figures->'words', '{}') || jsonb_build_object(${name}::text, ${word}::text)))
        WHERE channel = ${channel} AND account = ${account}`,
      )
    },
    standing: () => database.statements((tx) => findChannelState(tx, { channel, account })),
  }
}

/** An outage runs through all words but "open"; `since` is of the word alone. */
async function writeState(tx: Tx, of: ChannelAccount, state: ChannelStateWord, reason: string | null): Promise<void> {
  const outage = state === 'open' ? null : tx.now
  await tx.sql.$executeRaw`
    INSERT INTO channel_state AS s (channel, account, state, reason, since, reported_at, outage_since)
    VALUES (${of.channel}, ${of.account}, ${state}, ${reason}, ${tx.now}, clock_timestamp(), ${outage}::timestamptz)
    ON CONFLICT (channel, account) DO UPDATE SET state = EXCLUDED.state, reason = EXCLUDED.reason, reported_at = EXCLUDED.reported_at,
      since = CASE WHEN s.state = EXCLUDED.state AND s.reason IS NOT DISTINCT FROM EXCLUDED.reason THEN s.since ELSE EXCLUDED.since END,
      outage_since = CASE WHEN EXCLUDED.outage_since IS NULL THEN NULL ELSE coalesce(s.outage_since, EXCLUDED.outage_since) END`
}

interface TakenRow {
  readonly request: ChannelRequestWord | null
  readonly detail: Uint8Array | null
}

/** Somebody may have written meanwhile that this process is silent; it is not, and says again what it last said. */
async function takeRequest(tx: Tx, of: ChannelAccount, reported: ChannelStateWord | null): Promise<ChannelRequest | null> {
  const [row] = await tx.sql.$queryRaw<TakenRow[]>`
    WITH asked AS (SELECT request, request_detail FROM channel_state WHERE channel = ${of.channel} AND account = ${of.account} FOR UPDATE)
    UPDATE channel_state s SET reported_at = clock_timestamp(), request = NULL, request_detail = NULL,
      since = CASE WHEN s.state = 'silent' AND ${reported !== null} THEN ${tx.now}::timestamptz ELSE s.since END,
      outage_since = CASE WHEN s.state = 'silent' AND ${reported === 'open'} THEN NULL ELSE s.outage_since END,
      state = CASE WHEN s.state = 'silent' THEN coalesce(${reported}::text, s.state) ELSE s.state END
    FROM asked WHERE s.channel = ${of.channel} AND s.account = ${of.account}
    RETURNING asked.request, asked.request_detail AS detail`
  if (row?.request == null) return null
  return { what: row.request, number: row.detail === null ? null : tx.secrets.open(row.detail, stateContext(of, 'request')) }
}
