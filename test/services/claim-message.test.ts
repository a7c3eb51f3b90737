// Taking messages into hand, when several deliveries ask at once.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimReady } from '../../src/services/claim-message.ts'
import { createDeliveryDesk, type DeliveryDesk } from '../support/delivery.ts'

let desk: DeliveryDesk

beforeAll(async () => {
  desk = await createDeliveryDesk()
})
afterAll(() => desk.drop())

test('of two deliveries that ask for one conversation in the same moment, one gets its message', async () => {
  const id = await desk.chat('100')
  await desk.queue(id, ['once'])
  const [first, second] = await desk.database.statements((tx) => claimReady(desk.deps, tx, [id, id]))
  expect([first?.content, second]).toMatchObject([{ type: 'text', text: { text: 'once' } }, null])
})
