// What belongs to which ticket in a chat.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertComment } from '../../src/db/comments.ts'
import { findMessageSubject } from '../../src/db/conversations.ts'
import { createDeliveryDesk, type DeliveryDesk } from '../support/delivery.ts'
import { createContact } from '../support/factories.ts'

let desk: DeliveryDesk
beforeAll(async () => {
  desk = await createDeliveryDesk()
})
afterAll(() => desk.drop())

test('a message that is named twice is remembered once', async () => {
  const id = await desk.chat('5')
  const ticketId = await desk.ticket()
  const contactId = await desk.database.transaction((tx) => createContact(tx)).then((contact) => contact.id)
  const words = {
    ticketId,
    author: { contactId },
    internal: false,
    sensitive: false,
    waitingForClient: false,
    needsAnswer: true,
    sourceKey: null,
  }
  const sources = { conversationId: id, externalIds: ['11', '12', '11'] }
  const comment = (body: string) => desk.database.transaction((tx) => insertComment(tx, { ...words, body, at: tx.now }, sources))
  await comment('It fails')
  const commentId = await comment('It fails, and again')
  expect(await desk.sql('SELECT external_id FROM chat_message ORDER BY 1')).toEqual([
    { external_id: '11' },
    { external_id: '12' },
  ])
  expect(await desk.database.transaction((tx) => findMessageSubject(tx, id, '11'))).toEqual({ ticketId, commentId })
})
