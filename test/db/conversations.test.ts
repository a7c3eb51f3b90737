// What belongs to which ticket in a chat.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findMessageSubject, recordMessages } from '../../src/db/conversations.ts'
import { createDeliveryDesk, type DeliveryDesk } from '../support/delivery.ts'

let desk: DeliveryDesk
beforeAll(async () => {
  desk = await createDeliveryDesk()
})
afterAll(() => desk.drop())

test('a message that is named twice is remembered once', async () => {
  const id = await desk.chat('5')
  const ticketId = await desk.ticket()
  const record = () =>
    desk.database.transaction((tx) => recordMessages(tx, id, ['11', '12', '11'], { ticketId, commentId: null }))
  await record()
  await record()
  expect(await desk.sql('SELECT external_id FROM chat_message ORDER BY 1')).toEqual([
    { external_id: '11' },
    { external_id: '12' },
  ])
  expect(await desk.database.transaction((tx) => findMessageSubject(tx, id, '11'))).toEqual({ ticketId, commentId: null })
})
