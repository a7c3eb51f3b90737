// When quiet hours end, everything that waited is said in one message: a line for each ticket, with how it stands now. A single
// notice is said as it is. Called by the sweep, by any replica; each chat is a transaction of its own.
import type { Database, Tx } from '../db/client.ts'
import {
  findDueDigests,
  findStands,
  finishHeld,
  type HeldMessage,
  releaseHeld,
  type TicketStand,
  takeHeld,
} from '../db/held-messages.ts'
import { queueMessages } from '../db/outbox.ts'
import { findEngineer, findReach } from '../db/people.ts'
import type { ChannelName } from '../domain/channel.ts'
import type { ConversationId, TicketId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import { join, type RichText } from '../domain/rich-text.ts'
import { say, sayText } from '../texts/render.ts'
import type { Desk } from './desk.ts'
import { isAnybodyHere } from './find-awake-engineers.ts'

/** In one sweep; the rest in the next. */
const atOnce = 20
/** Lines that anybody reads in the morning; the queue has all. */
const shownTickets = 25
const shownButtons = 12

export async function sendDigests({ database, desk }: { readonly database: Database; readonly desk: Desk }): Promise<void> {
  const due = await database.statements((tx) => findDueDigests(tx, atOnce))
  for (const id of due) await database.transaction((tx) => sendDigest(tx, desk, id))
}

async function sendDigest(tx: Tx, desk: Desk, id: ConversationId): Promise<void> {
  const held = await takeHeld(tx, id)
  const [first] = held
  if (first === undefined) return
  const engineer = first.engineerId === null ? null : await findEngineer(tx, first.engineerId, desk.defaultLanguage)
  const chat = engineer === null ? undefined : (await findReach(tx, [engineer.id])).find((reach) => reach.conversationId === id)
  // The chat is somebody else's now, or nobody's.
  if (engineer === null || chat === undefined) return finishHeld(tx, held, 'not-connected')
  // Gone away in the meantime: what is theirs, colleagues were offered, and they find the rest on the queue.
  if (engineer.isAway && (await isAnybodyHere(tx, desk))) return finishHeld(tx, held, 'away')
  const notices = held.filter(({ content }) => content?.type !== 'files')
  if (notices.length === 1) return releaseHeld(tx, id, held)
  const ids = ticketsOf(notices)
  const found = new Map((await findStands(tx, ids)).map((stand) => [stand.id, stand]))
  const stands = ids.flatMap((ticketId) => found.get(ticketId) ?? [])
  const { language } = engineer
  await queueMessages(tx, [
    {
      conversationId: id,
      channel: chat.channel as ChannelName,
      kind: 'digest',
      dedupKey: `digest:${id}:${held.at(-1)?.id ?? first.id}`,
      content: { type: 'text', text: wordDigest(language, notices, stands), buttons: buttonsOf(stands) },
      push: true,
      engineerId: engineer.id,
    },
  ])
  await finishHeld(tx, held, 'in-digest')
}

/** In the order in which they were first heard of. */
function ticketsOf(notices: readonly HeldMessage[]): readonly TicketId[] {
  return [...new Set(notices.flatMap(({ ticketId }) => (ticketId === null ? [] : [ticketId])))]
}

function wordDigest(language: Language, notices: readonly HeldMessage[], stands: readonly TicketStand[]): RichText {
  const lines = stands.slice(0, shownTickets).map((stand) => {
    const kinds = notices.filter(({ ticketId }) => ticketId === stand.id).map(({ kind }) => kind)
    return wordTicket(language, stand, kinds)
  })
  const more = stands.length - shownTickets
  if (more > 0) lines.push(say(language, 'digest-more', { count: more }))
  // What is about no ticket is said as it is.
  const others = notices.flatMap(({ ticketId, content }) => (ticketId === null && content?.type === 'text' ? [content.text] : []))
  return join([join([say(language, 'digest-title', { count: notices.length }), ...lines]), ...others], '\n\n')
}

type Happening = `digest-${'opened' | 'assigned' | 'comments' | 'status' | 'priority' | 'warnings' | 'other'}`
/** What happened, by the kinds of notices there are about a ticket. */
const happenings: Readonly<Record<string, Happening | undefined>> = {
  'ticket.opened': 'digest-opened',
  'ticket.assigned': 'digest-assigned',
  'ticket.comment': 'digest-comments',
  'ticket.status': 'digest-status',
  'ticket.priority': 'digest-priority',
  'ticket.warning': 'digest-warnings',
}

function wordTicket(language: Language, stand: TicketStand, kinds: readonly string[]): RichText {
  const counts = new Map<Happening, number>()
  for (const kind of kinds) {
    const key = happenings[kind] ?? 'digest-other'
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const happened = [...counts].map(([key, count]) => sayText(language, key, { count })).join(', ')
  return say(language, 'digest-ticket', {
    number: String(stand.number),
    priority: sayText(language, `priority-${stand.priority}`),
    summary: stand.summary,
    happened,
    status: sayText(language, `status-${stand.status}`),
    assignee: stand.assigneeName ?? sayText(language, 'nobody'),
  })
}

function buttonsOf(stands: readonly TicketStand[]) {
  const buttons = stands.slice(0, shownButtons).map(({ number }) => ({ label: `#${number}`, data: `t:${number}:show` }))
  return [buttons.slice(0, 4), buttons.slice(4, 8), buttons.slice(8)].filter((row) => row.length > 0)
}
