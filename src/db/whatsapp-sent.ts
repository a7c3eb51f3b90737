// What the linked WhatsApp account sent, with what became of it: the rows behind the adapter's port of the same shape
// (channels/whatsapp/baileys/sent-port.ts). Contents are sealed; states only move forward.
import type { Database, Tx } from './client.ts'

type State = 'submitted' | 'accepted' | 'delivered' | 'read' | 'failed'

interface Sent {
  readonly messageId: string
  readonly jid: string
  readonly content: Uint8Array
  readonly proactive: boolean
}

interface Row {
  readonly jid: string
  readonly content: Uint8Array
  readonly state: State
  readonly code: string | null
  readonly tries: number
}

/** From which states each may be reached: what a phone confirms is true even of a message that counted as failed. */
const earlier: Readonly<Record<Exclude<State, 'submitted'>, readonly State[]>> = {
  accepted: ['submitted'],
  delivered: ['submitted', 'accepted', 'failed'],
  read: ['submitted', 'accepted', 'delivered', 'failed'],
  failed: ['submitted', 'accepted'],
}

/** A phone asks again for what it could not read within days, not weeks. */
export const keptDays = 14

export function openWhatsAppSent(database: Database, account: string) {
  const context = (messageId: string) => `whatsapp_sent:${account}:${messageId}`
  const open = (tx: Tx, messageId: string, row: Row) => ({
    ...row,
    content: new Uint8Array(Buffer.from(tx.secrets.open(row.content, context(messageId)), 'base64')),
  })

  return {
    find: (messageId: string) =>
      database.statements(async (tx) => {
        const [row] = await tx.sql.$queryRaw<Row[]>`
          SELECT jid, content, state, code, tries FROM whatsapp_sent WHERE account = ${account} AND message_id = ${messageId}`
        return row === undefined ? null : open(tx, messageId, row)
      }),

    submit: ({ messageId, jid, content, proactive }: Sent) =>
      database.statements(async (tx) => {
        const sealed = tx.secrets.seal(Buffer.from(content).toString('base64'), context(messageId))
        const [row] = await tx.sql.$queryRaw<Row[]>`
          INSERT INTO whatsapp_sent AS s (account, message_id, jid, content, state, proactive, submitted_at)
          VALUES (${account}, ${messageId}, ${jid}, ${sealed}, 'submitted', ${proactive}, ${tx.now})
          ON CONFLICT (account, message_id) DO UPDATE SET tries = s.tries + 1
          RETURNING jid, content, state, code, tries`
        if (row === undefined) throw new Error('an insert returned nothing')
        return open(tx, messageId, row)
      }),

    advance: (messageIds: readonly string[], state: Exclude<State, 'submitted'>, code?: string) =>
      database.statements(
        (tx) => tx.sql.$queryRaw<{ messageId: string; jid: string }[]>`
          UPDATE whatsapp_sent SET state = ${state}, code = ${code ?? null},
            accepted_at = CASE WHEN ${state} = 'accepted' THEN ${tx.now}::timestamptz ELSE accepted_at END,
            delivered_at = CASE WHEN ${state} = 'delivered' THEN ${tx.now}::timestamptz ELSE delivered_at END,
            read_at = CASE WHEN ${state} = 'read' THEN ${tx.now}::timestamptz ELSE read_at END,
            failed_at = CASE WHEN ${state} = 'failed' THEN ${tx.now}::timestamptz ELSE failed_at END
          WHERE account = ${account} AND message_id = ANY(${[...messageIds]}::text[]) AND state = ANY(${[...earlier[state]]}::text[])
          RETURNING message_id AS "messageId", jid`,
      ),

    lastHour: () =>
      database.statements(async (tx) => {
        const since = new Date(tx.now.getTime() - 3_600_000)
        const [row] = await tx.sql.$queryRaw<{ sent: number; proactive: number }[]>`
          SELECT count(*)::int AS sent, (count(*) FILTER (WHERE proactive))::int AS proactive
          FROM whatsapp_sent WHERE submitted_at > ${since} AND account = ${account}`
        return row ?? { sent: 0, proactive: 0 }
      }),
  }
}

/** One bounded round of forgetting. @returns how many went */
export async function pruneWhatsAppSent(tx: Tx, limit: number): Promise<number> {
  const before = new Date(tx.now.getTime() - keptDays * 24 * 3_600_000)
  return tx.sql.$executeRaw`
    DELETE FROM whatsapp_sent WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM whatsapp_sent WHERE submitted_at < ${before} ORDER BY submitted_at LIMIT ${limit}))`
}
