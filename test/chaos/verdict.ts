// What a run left behind, held against what was asked: nothing lost, nothing twice, every answer said, in order.
import { answers, type ChatWriter, says } from './chat-writer.ts'

export type Query = (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>

/** Each a list of what is wrong; all empty when the promises were kept. `doubledReplies` alone may hold something. */
export interface Verdict {
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly missingReplies: readonly string[]
  readonly outOfOrder: readonly string[]
  readonly unfinished: readonly string[]
  /** Said twice: a kill between the platform's acceptance and our record. */
  readonly doubledReplies: number
  readonly tickets: number
  readonly comments: number
}

export async function judge(writers: readonly Pick<ChatWriter, 'asked' | 'heard'>[], query: Query): Promise<Verdict> {
  const comments = await query(`SELECT c.body, t.number FROM comment c JOIN ticket t ON t.id = c.ticket_id ORDER BY c.at, c.id`)
  const tickets = await query(
    `SELECT number, description FROM ticket WHERE source_key IS NULL OR source_key NOT LIKE 'chaos:%' ORDER BY number`,
  )
  const lost: string[] = []
  const doubled: string[] = []
  const missingReplies: string[] = []
  const outOfOrder: string[] = []
  let doubledReplies = 0
  for (const { asked, heard } of writers) {
    const places: number[] = []
    for (const one of asked) {
      const { kind, token, marker } = one
      const stored = kind === 'follow-up' ? comments : tickets
      const copies = stored.filter((row) => String(row['body'] ?? row['description']).includes(marker))
      if (kind !== 'start' && copies.length === 0) lost.push(marker)
      if (kind !== 'start' && copies.length > 1) doubled.push(marker)
      if (kind === 'follow-up' && copies.some((row) => `#${row['number']}` !== token))
        lost.push(`${marker}, which is in another ticket`)
      const saidAt = heard.flatMap((said, at) => (answers(said, one) ? [at] : []))
      const [first] = saidAt
      if (first === undefined) missingReplies.push(`${marker} (${token})`)
      else places.push(first)
      doubledReplies += Math.max(0, saidAt.length - 1)
      if (kind === 'new-ticket')
        missingReplies.push(
          ...copies
            .filter((row) => !heard.some(({ text }) => says(text, `#${row['number']}`)))
            .map(() => `${marker}: its number`),
        )
    }
    for (const [index, place] of places.entries()) {
      if (place < (places[index - 1] ?? -1)) outOfOrder.push(heard[place]?.text ?? '')
    }
  }
  const expected = (kind: string) => writers.reduce((sum, { asked }) => sum + asked.filter((one) => one.kind === kind).length, 0)
  if (comments.length > expected('follow-up')) doubled.push(`${comments.length} comments for ${expected('follow-up')} follow-ups`)
  if (tickets.length > expected('new-ticket')) doubled.push(`${tickets.length} tickets for ${expected('new-ticket')} drafts`)
  return {
    lost,
    doubled,
    missingReplies,
    outOfOrder,
    unfinished: await findUnfinished(query),
    doubledReplies,
    tickets: tickets.length,
    comments: comments.length,
  }
}

/** What still waits, or was given up, in the inbox and the outbox. */
export async function findUnfinished(query: Query): Promise<readonly string[]> {
  const rows = await query(
    `SELECT 'inbox ' || state AS what, count(*)::int AS count FROM inbound_message WHERE state <> 'done' GROUP BY state
     UNION ALL
     SELECT 'outbox ' || kind || ' ' || state || coalesce(' ' || reason, ''), count(*)::int FROM outbox_message
     WHERE state NOT IN ('sent', 'skipped') GROUP BY kind, state, reason`,
  )
  return rows.map((row) => `${String(row['what'])}: ${String(row['count'])}`)
}
