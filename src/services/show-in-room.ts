// Keeps a ticket's room as the ticket is: opens it, edits the card in place, renames, closes and reopens it, and lists the ticket
// among the new ones while nobody has it. Called by whatever changes a ticket, in the same transaction; does nothing without a group.

import type { Tx } from '../db/client.ts'
import { type QueuedContent, type QueuedMessage, queueMessages } from '../db/outbox.ts'
import {
  dropUntried,
  dropWaiting,
  insertRoom,
  lockRoom,
  type Room,
  raiseUrgency,
  type StaffGroup,
  skipShownPings,
  updateRoom,
} from '../db/rooms.ts'
import { findTicketRow } from '../db/tickets.ts'
import { newId, type TicketId } from '../domain/ids.ts'
import { unopenedRoom } from '../domain/room-address.ts'
import { isEnded, type Ticket } from '../domain/ticket.ts'
import type { Desk } from './desk.ts'
import { type RoomLook, wordRoom } from './word-room.ts'

/** What a Blocker's messages are ahead of others; what only changes how a room looks stands behind. */
const blockerUrgency = 2
const looksUrgency = -1
/** What changes with the time alone stands behind everything that somebody did. */
const refreshUrgency = -2
/** Signs and removals cost nothing and wait for nobody. */
export const freeUrgency = 9

/** The urgency of a message in a ticket's room. */
export function urgencyOf(ticket: Pick<Ticket, 'priority'>, what: 'message' | 'looks'): number {
  return (ticket.priority === 'blocker' ? blockerUrgency : 0) + (what === 'looks' ? looksUrgency : 0)
}

/** Key of the card of a room: each time it is opened there is a new one. */
export function cardKey({ ticketId, opened }: Pick<Room, 'ticketId' | 'opened'>): string {
  return `room.card:${ticketId}:${opened}`
}

/**
 * Shows the ticket as it is now. The ticket's row is locked by whoever changed it.
 * @param why "time": nothing has happened, but less of a promise is left
 * @returns its room; null without a group
 */
export async function showInRoom(
  tx: Tx,
  desk: Desk,
  ticketId: TicketId,
  why: 'change' | 'time' = 'change',
): Promise<Room | null> {
  const group = desk.staffGroup
  if (group === undefined) return null
  const ticket = await findTicketRow(tx, ticketId)
  if (ticket === null) return null
  const room = await lockRoom(tx, ticketId)
  // What ended before there was a group needs no room; it gets one when it is opened again.
  if (room === null && isEnded(ticket)) return null
  const look = await wordRoom(tx, desk, ticket)
  if (room === null) return openRoom(tx, group, ticket, look)
  if (ticket.priority === 'blocker') await raiseUrgency(tx, room, blockerUrgency)
  await changeRoom(tx, group, ticket, room, look, why)
  await announce(tx, group, ticket, room, look)
  return room
}

async function openRoom(tx: Tx, group: StaffGroup, ticket: Ticket, look: RoomLook): Promise<Room> {
  const address = unopenedRoom(group.address, String(ticket.number))
  const room = await insertRoom(tx, group, { ticketId: ticket.id, address, title: look.title, staleAt: look.staleAt })
  await queueMessages(tx, openingOf(group, ticket, room, look))
  await announce(tx, group, ticket, room, look)
  return room
}

/** What opens a room: the room itself, and its card, pinned. */
export function openingOf(
  group: StaffGroup,
  ticket: Ticket,
  room: Room,
  look: RoomLook,
  urgency?: number,
): readonly QueuedMessage[] {
  const message = roomMessage(group, ticket, room, urgency ?? urgencyOf(ticket, 'message'))
  return [
    message('room.open', `${room.opened}`, { type: 'open-thread', title: look.title }),
    { ...message('room.card', `${room.opened}`, { type: 'text', text: look.card, buttons: look.buttons }), ticketId: ticket.id },
    {
      ...message('room.pin', `${room.opened}`, { type: 'pin' }),
      editsKey: cardKey(room),
      urgency: urgency ?? urgencyOf(ticket, 'looks'),
    },
  ]
}

function roomMessage(group: StaffGroup, ticket: Ticket, room: Room, urgency: number) {
  return (kind: string, dedup: string, content: QueuedContent): QueuedMessage => ({
    conversationId: room.conversationId,
    channel: group.channel,
    kind,
    dedupKey: `${kind}:${ticket.id}:${dedup}`,
    push: false,
    urgency,
    content,
  })
}

/** Whatever still waits to change the looks is replaced, so that a busy ticket costs one edit. */
async function changeRoom(
  tx: Tx,
  group: StaffGroup,
  ticket: Ticket,
  room: Room,
  look: RoomLook,
  why: 'change' | 'time',
): Promise<void> {
  const message = roomMessage(group, ticket, room, urgencyOf(ticket, 'looks'))
  const at = newId(tx.now)
  const messages: QueuedMessage[] = []
  if (look.title !== room.title) {
    await dropWaiting(tx, room.conversationId, 'room.rename')
    messages.push(message('room.rename', at, { type: 'rename-thread', title: look.title }))
  }
  const waited = await dropWaiting(tx, room.conversationId, 'room.edit')
  const urgency = why === 'change' || waited ? urgencyOf(ticket, 'looks') : refreshUrgency
  const edit = message('room.edit', at, { type: 'edit', text: look.card, buttons: look.buttons })
  messages.push({ ...edit, urgency, editsKey: cardKey(room), ticketId: ticket.id })
  const closed = isEnded(ticket)
  if (closed !== room.closed) {
    await dropWaiting(tx, room.conversationId, 'room.close')
    messages.push(message('room.close', at, { type: closed ? 'close-thread' : 'reopen-thread' }))
  }
  await queueMessages(tx, messages)
  const { title, staleAt } = look
  if (title !== room.title || closed !== room.closed || staleAt?.getTime() !== room.staleAt?.getTime())
    await updateRoom(tx, ticket.id, { title, closed, staleAt })
}

/** One line in the group itself while the ticket is open and nobody's; gone as soon as it is not. */
async function announce(tx: Tx, group: StaffGroup, ticket: Ticket, room: Room, look: RoomLook): Promise<void> {
  const isNew = !isEnded(ticket) && ticket.assigneeId === null
  if (isNew === (room.announced !== null)) return
  const base = { conversationId: group.id, channel: group.channel, push: false }
  if (isNew) {
    const dedupKey = `room.new:${ticket.id}:${tx.now.getTime()}`
    const urgency = urgencyOf(ticket, 'message')
    await queueMessages(tx, [
      { ...base, kind: 'room.new', dedupKey, urgency, ticketId: ticket.id, content: { type: 'text', ...look.announcement } },
    ])
    return updateRoom(tx, ticket.id, { announced: dedupKey })
  }
  await skipShownPings(tx, ticket.id, 'no-longer-new')
  const editsKey = room.announced ?? ''
  await updateRoom(tx, ticket.id, { announced: null })
  if (await dropUntried(tx, editsKey)) return
  await queueMessages(tx, [
    { ...base, kind: 'room.done', dedupKey: `${editsKey}:done`, editsKey, urgency: freeUrgency, content: { type: 'delete' } },
  ])
}
