// Who of several processes does what only one may do at a time, such as polling an account: a session's advisory lock, held
// on a connection of its own. A lost connection is a lost lead. Which processes are alive at all is presence.ts.
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../domain/log.ts'

export interface Leadership {
  /**
   * Waits until this process leads, or `stop` aborts (then null). The signal aborts the moment the lead is lost: stop at
   * once, and ask again.
   */
  lead(stop: AbortSignal): Promise<AbortSignal | null>
  /** Hands over: whoever waits takes the lead within half a second. */
  stop(): Promise<void>
}

export interface LeadershipOptions {
  readonly url: string
  /** What is led, e.g. "telegram:123"; one process leads each. */
  readonly name: string
  readonly log: Log
}

/** First key of the advisory locks; the second is made of the name. Any constant that nothing else uses. */
const lockSpace = 20_418
const againMs = 500
/** A database that does not answer a leader for this long may have given the lock to another. */
const patienceMs = 4000

interface Connection {
  readonly client: pg.Client
  readonly lost: AbortController
  leads: boolean
  beat: NodeJS.Timeout | undefined
}

/** Takes part in the election for `name` from the first `lead` on. */
export function createLeadership({ url, name, log }: LeadershipOptions): Leadership {
  let connection: Connection | null = null
  let stopped = false

  async function connect(): Promise<Connection> {
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
      application_name: 'leadership',
    })
    const opened = { client, lost: new AbortController(), leads: false, beat: undefined }
    client.on('error', () => drop(opened))
    client.on('end', () => drop(opened))
    await client.connect()
    return opened
  }

  function drop(dropped: Connection): void {
    if (dropped.lost.signal.aborted) return
    clearInterval(dropped.beat)
    if (connection === dropped) connection = null
    if (dropped.leads && !stopped) log.warn({ lead: name }, 'the lead is lost')
    dropped.lost.abort()
    dropped.client.end().catch(() => undefined)
  }

  // Tried again and again instead of waited for: a waiting statement would hold back the database's tidying for days.
  async function attempt(): Promise<AbortSignal | null> {
    if (connection?.leads === true) return connection.lost.signal
    connection ??= await connect()
    const mine = connection
    try {
      const { rows } = await mine.client.query('SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken', [lockSpace, name])
      if (rows[0].taken !== true) return null
    } catch (error) {
      drop(mine)
      throw error
    }
    if (stopped || mine.lost.signal.aborted) return null
    mine.leads = true
    mine.beat = setInterval(() => mine.client.query('SELECT 1').catch(() => drop(mine)), patienceMs / 2)
    mine.beat.unref()
    log.info({ lead: name }, 'this process leads')
    return mine.lost.signal
  }

  return {
    async lead(stop) {
      while (!stop.aborted && !stopped) {
        const signal = await attempt().catch((error: unknown) => {
          log.debug({ lead: name, err: error }, 'the lead cannot be asked for')
          return null
        })
        if (signal !== null) return signal
        await delay(againMs, undefined, { signal: stop }).catch(() => undefined)
      }
      return null
    },
    async stop() {
      stopped = true
      const last = connection
      if (last === null) return
      const ended = last.client.end().catch(() => undefined)
      drop(last)
      await ended
    },
  }
}
