// A group that became a supergroup: its messages follow, also while some are on their way.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { moveConversation } from '../../src/db/move-conversation.ts'
import { createDeliveryDesk, type DeliveryDesk } from '../support/delivery.ts'

let desk: DeliveryDesk
beforeAll(async () => {
  desk = await createDeliveryDesk()
})
afterAll(() => desk.drop())

test('while both chats have a message on its way, what waits moves over, and what is on its way follows once it is settled', async () => {
  const [old, known] = [await desk.chat('-7', 'group'), await desk.chat('-1007', 'group')]
  await desk.queue(old, ['old, on its way', 'old, waiting'])
  await desk.queue(known, ['known, on its way'])
  await desk.sql(`UPDATE outbox_message SET state = 'sending', claimed_by = 1 WHERE dedup_key LIKE '%on its way'`)
  const move = () => desk.database.transaction((tx) => moveConversation(tx, old, '-1007'))
  const place = async (key: string) => (await desk.row(key)).conversation_id
  expect(await move()).toBe(known)
  expect([await place('old, on its way'), await place('old, waiting')]).toEqual([old, known])
  await desk.sql(`UPDATE outbox_message SET state = 'sent', content = NULL WHERE dedup_key = 'known, on its way'`)
  await move()
  expect(await place('old, on its way')).toBe(known)
})
