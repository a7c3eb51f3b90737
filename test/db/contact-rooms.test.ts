// Rooms of tickets in private chats: made once however many ask, found again when they were opened, and left behind by a chat that
// moves.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findTicketOfContactRoom, insertContactRoom, lockContactRoomAt } from '../../src/db/contact-rooms.ts'
import { moveConversation } from '../../src/db/move-conversation.ts'
import { type ConversationId, newId, type TicketId } from '../../src/domain/ids.ts'
import { createDeliveryDesk, type DeliveryDesk } from '../support/delivery.ts'
import { createCompany } from '../support/factories.ts'

let desk: DeliveryDesk
let chatId: ConversationId
let ticketId: TicketId
let tickets = 0

beforeAll(async () => {
  desk = await createDeliveryDesk()
})
afterAll(() => desk.drop())

beforeEach(async () => {
  tickets += 1
  chatId = await desk.chat(`7${tickets}`, 'private')
  ticketId = await desk.database.transaction(async (tx) => {
    const { id: companyId } = await createCompany(tx)
    const at = { openedAt: tx.now, lastActivityAt: tx.now, createdAt: tx.now }
    const words = { summary: 'No audio', description: 'No audio', priority: 'high', status: 'open', channel: 'telegram' }
    const { id } = await tx.sql.ticket.create({ data: { id: newId(tx.now), number: tickets, companyId, ...words, ...at } })
    return id as TicketId
  })
})

const insert = (name: string) =>
  desk.database.transaction((tx) => insertContactRoom(tx, chatId, { ticketId, name, title: 'No audio' }))
const ticketOf = (id: ConversationId) => desk.database.transaction((tx) => findTicketOfContactRoom(tx, id))

test('two who make the room of a ticket at once get the same one', async () => {
  const [one, other] = await Promise.all([insert('a'), insert('b')])
  expect(one?.conversationId).toBe(other?.conversationId)
})

test('a room in which somebody wrote before its opening was recorded is the ticket’s all the same', async () => {
  const room = await insert('a')
  const written = await desk.chat(`7${tickets}/55`, 'private')
  if (room === null) throw new Error('no room was made')
  const moved = await desk.database.transaction(async (tx) => {
    await lockContactRoomAt(tx, room.conversationId)
    return moveConversation(tx, room.conversationId, `7${tickets}/55`)
  })
  expect(moved).toBe(written)
  expect([await ticketOf(written), await ticketOf(room.conversationId)]).toEqual([ticketId, null])
})

test('a chat that has a new address leaves its rooms behind', async () => {
  const room = await insert('a')
  const moved = await desk.database.transaction((tx) => moveConversation(tx, chatId, `8${tickets}`))
  expect(await ticketOf(room?.conversationId ?? chatId)).toBeNull()
  chatId = moved
  expect((await insert('b'))?.address).toBe(`8${tickets}/new-b`)
})
