// What a run left behind, held against what was asked: nothing lost, nothing twice, every answer said, in order.
import { type Asked, answers, type ChatWriter, type Heard, says } from './chat-writer.ts'

export type Query = (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>

/** What a client asked and heard. */
export type Chat = Pick<ChatWriter, 'asked' | 'notices' | 'heard'>

/** A message that stands in the chat once more than it should, with the copy before it. */
export interface Repeated {
  readonly chat: Chat
  readonly first: Heard
  readonly again: Heard
}

/** Each a list of what is wrong; all empty when the promises were kept. `repeated` alone may hold something. */
export interface Verdict {
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly missingReplies: readonly string[]
  readonly outOfOrder: readonly string[]
  readonly unfinished: readonly string[]
  /** Said twice: nobody knew whether the platform had accepted it. */
  readonly repeated: readonly Repeated[]
  /** Everything that had to be said and was looked for. */
  readonly replies: number
  readonly tickets: number
  readonly comments: number
}

interface Stored {
  readonly number: number
  readonly files: number
}

export async function judge(chats: readonly Chat[], query: Query): Promise<Verdict> {
  const stored = await readStored(query)
  const lost: string[] = []
  const doubled: string[] = []
  const missingReplies: string[] = []
  const outOfOrder: string[] = []
  const repeated: Repeated[] = []
  let replies = 0
  for (const chat of chats) {
    for (const asked of [chat.asked, chat.notices]) {
      const places: number[] = []
      for (const one of asked) {
        const copies = stored.byMarker.get(one.marker) ?? []
        if (one.kind !== 'start') judgeStored(one, copies, lost, doubled)
        const place = chat.heard.findIndex((said) => answers(said, one))
        replies += 1
        if (place < 0) missingReplies.push(`${one.marker} (${one.token})`)
        else places.push(place)
        if (one.kind !== 'new-ticket') continue
        for (const { number } of copies) {
          replies += 1
          if (!chat.heard.some(({ text }) => says(text, `#${number}`))) missingReplies.push(`${one.marker}: its number`)
        }
      }
      for (const [index, place] of places.entries())
        if (place < (places[index - 1] ?? -1)) outOfOrder.push(chat.heard[place]?.text ?? '')
    }
    repeated.push(...findRepeated(chat))
  }
  const expect = (what: string, found: number, ...kinds: readonly Asked['kind'][]) => {
    const all = chats.flatMap(({ asked, notices }) => [...asked, ...notices])
    const wanted = all.filter((one) => kinds.includes(one.kind)).length
    if (found > wanted) doubled.push(`${found} ${what} for ${wanted}`)
  }
  expect('comments', stored.comments, 'follow-up', 'album', 'notice')
  expect('tickets', stored.tickets, 'new-ticket')
  return {
    lost,
    doubled,
    missingReplies,
    outOfOrder,
    unfinished: await findUnfinished(query),
    repeated,
    replies,
    tickets: stored.tickets,
    comments: stored.comments,
  }
}

function judgeStored(one: Asked, copies: readonly Stored[], lost: string[], doubled: string[]): void {
  if (copies.length === 0) lost.push(one.marker)
  if (copies.length > 1) doubled.push(`${one.marker} (${one.kind}) in ${copies.map(({ number }) => `#${number}`).join(', ')}`)
  for (const { number, files } of copies) {
    if (one.ticket !== undefined && number !== one.ticket) lost.push(`${one.marker}, which is in another ticket`)
    const wanted = one.files ?? 0
    if (files < wanted) lost.push(`${one.marker}: ${wanted - files} of ${wanted} files`)
    if (files > wanted) doubled.push(`${one.marker}: ${files} files for ${wanted}`)
  }
}

async function readStored(query: Query) {
  const comments = await query(
    `SELECT c.body, t.number, (SELECT count(*)::int FROM attachment a WHERE a.comment_id = c.id AND a.state = 'stored') AS files
     FROM comment c JOIN ticket t ON t.id = c.ticket_id ORDER BY c.at, c.id`,
  )
  const tickets = await query(
    `SELECT number, description AS body, 0 AS files FROM ticket WHERE source_key IS NULL OR source_key NOT LIKE 'chaos:%' ORDER BY number`,
  )
  const byMarker = new Map<string, Stored[]>()
  for (const row of [...comments, ...tickets]) {
    const one = { number: Number(row['number']), files: Number(row['files'] ?? 0) }
    for (const [marker] of String(row['body']).matchAll(markers)) byMarker.set(marker, [...(byMarker.get(marker) ?? []), one])
  }
  return { byMarker, comments: comments.length, tickets: tickets.length }
}

/** Words that stand in one message and its answers alone. */
const markers = /\bc\w*[mn]\d+e\b/g

/** Texts about something of their own (a ticket's number, a word) that stand in the chat more than once. */
function findRepeated(chat: Chat): Repeated[] {
  const repeated: Repeated[] = []
  const last = new Map<string, Heard>()
  for (const again of chat.heard) {
    const key = `${again.text}\n${again.hasButtons}`
    const first = last.get(key)
    last.set(key, again)
    const own = chat.asked.some((one) => one.kind === 'start' && says(again.text, one.token)) || /#\d|\bc\w*[mn]\d+e\b/.test(key)
    if (first !== undefined && own) repeated.push({ chat, first, again })
  }
  return repeated
}

/** What still waits, or was given up, in the inbox, the outbox, and among the files. */
export async function findUnfinished(query: Query): Promise<readonly string[]> {
  const rows = await query(
    `SELECT 'inbox ' || state AS what, count(*)::int AS count FROM inbound_message WHERE state <> 'done' GROUP BY state
     UNION ALL
     SELECT 'outbox ' || kind || ' ' || state || coalesce(' ' || reason, ''), count(*)::int FROM outbox_message
     WHERE state NOT IN ('sent', 'skipped') GROUP BY kind, state, reason
     UNION ALL
     SELECT 'files ' || state, count(*)::int FROM attachment WHERE state <> 'stored' GROUP BY state`,
  )
  return rows.map((row) => `${String(row['what'])}: ${String(row['count'])}`)
}
