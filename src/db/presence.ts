// Which processes are alive, known to PostgreSQL itself: each takes a number and holds an advisory lock on it. The lock goes
// with the process, so what a killed one had claimed is free again at once. What is claimed stands in delivery.ts and files.
import pg from 'pg'
import type { ConversationId } from '../domain/ids.ts'
import type { Log } from '../domain/log.ts'
import type { Tx } from './client.ts'
import { Prisma } from './generated/client.ts'

/** First key of the advisory locks; the second is the process number. Any constant that nothing else uses. */
const lockSpace = 20_417
/** An orphan that already failed this often may be what kills the process: it waits a minute. */
const quickReleases = 5
/** A database that was just started has thrown everybody out: so long they have to come back before they count as gone. */
const returnSeconds = 5

export interface Presence {
  /** This process's number; null while its lock is not held (database away): then nothing may be claimed. */
  number(): number | null
  stop(): Promise<void>
}

/**
 * Takes a process number and holds it on a connection of its own until `stop`. A lost connection is made again by itself,
 * with the same number if possible.
 * @throws when the database does not answer the first time.
 */
export async function announcePresence(options: { readonly url: string; readonly log: Log }): Promise<Presence> {
  let held: { client: pg.Client; number: number } | null = null
  let last: number | null = null
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  async function take(): Promise<void> {
    const client = new pg.Client({
      connectionString: options.url,
      keepAlive: true,
      connectionTimeoutMillis: 5000,
      application_name: 'presence',
    })
    // Also keeps a late error of a dying connection from ending the process.
    client.on('error', () => lost(client))
    client.on('end', () => lost(client))
    try {
      await client.connect()
      const number = await lockNumber(client, last)
      if (stopped) return await client.end()
      held = { client, number }
      last = number
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
  }

  function lost(client: pg.Client): void {
    if (held?.client !== client) return
    held = null
    if (stopped) return
    options.log.warn({ processNumber: last }, 'presence lost, taking it again')
    retake(100)
  }

  function retake(waitMs: number): void {
    timer = setTimeout(() => {
      take().then(
        () => options.log.info({ processNumber: last }, 'presence taken again'),
        () => stopped || retake(Math.min(waitMs * 2, 2000)),
      )
    }, waitMs)
  }

  await take()
  return {
    number: () => held?.number ?? null,
    async stop() {
      stopped = true
      clearTimeout(timer)
      const client = held?.client
      held = null
      await client?.end().catch(() => undefined)
    },
  }
}

/** The wanted number if its lock is free (the old connection may still hold it), else a new one. */
async function lockNumber(client: pg.Client, wanted: number | null): Promise<number> {
  if (wanted !== null) {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1, $2) AS taken', [lockSpace, wanted])
    if (rows[0].taken === true) return wanted
  }
  const { rows } = await client.query(`SELECT nextval('process_number_seq')::int AS number`)
  await client.query('SELECT pg_advisory_lock($1, $2)', [lockSpace, rows[0].number])
  return rows[0].number
}

const aliveNumbers = Prisma.sql`
  SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2
    AND classid::bigint = ${lockSpace} AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`

const everybodyIsBack = (returnWithin: number) =>
  Prisma.sql`pg_postmaster_start_time() < clock_timestamp() - make_interval(secs => ${returnWithin}::float8)`

/**
 * Frees what ended processes had in their hands, and what a live one has held for too long: messages go back to the queue
 * (perhaps sent already: they may then stand in the chat twice, never not at all), files are fetched anew. All are woken.
 * Just after the database's own start nothing is freed: living processes still have records to write.
 * @returns how many.
 */
export async function releaseOrphans(tx: Tx, returnWithin = returnSeconds): Promise<number> {
  const messages = await tx.sql.$queryRaw<{ conversationId: ConversationId }[]>`
    WITH freed AS (
      UPDATE outbox_message SET state = 'queued', claimed_by = NULL, claimed_until = NULL, paced = true,
        due_at = ${tx.now}::timestamptz + CASE WHEN attempts > ${quickReleases} THEN interval '1 minute' ELSE interval '0' END
      WHERE state = 'sending' AND ${everybodyIsBack(returnWithin)}
        AND (claimed_until < ${tx.now} OR claimed_by IS NULL OR claimed_by NOT IN (${aliveNumbers}))
      RETURNING id, conversation_id
    ), logged AS (
      INSERT INTO delivery_attempt (outbox_id, at, outcome, reason) SELECT id, ${tx.now}, 'unknown', 'process-ended' FROM freed
    )
    SELECT conversation_id AS "conversationId" FROM freed`
  const files = await tx.sql.$queryRaw<{ id: string }[]>`
    UPDATE attachment SET claimed_by = NULL, due_at = ${tx.now}
    WHERE state = 'waiting' AND claimed_by IS NOT NULL AND ${everybodyIsBack(returnWithin)}
      AND claimed_by NOT IN (${aliveNumbers}) RETURNING id::text`
  for (const { conversationId } of messages) tx.wake({ queue: 'outbox', id: conversationId })
  for (const { id } of files) tx.wake({ queue: 'files', id })
  return messages.length + files.length
}
