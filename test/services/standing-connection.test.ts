// A messenger that is reached over one standing connection: the process that has it says what there is to say, and nobody else
// takes a message into hand, in vain or otherwise.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sweep } from '../../src/jobs/sweep.ts'
import { createDeliveryDesk, type DeliveryDesk } from '../support/delivery.ts'

let desk: DeliveryDesk
beforeAll(async () => {
  desk = await createDeliveryDesk()
})
afterAll(() => desk.drop())

const nothing = async () => {}

/** What a sweep of a process wakes. */
async function sweptWith(channels: DeliveryDesk['deps']['channels']): Promise<readonly string[]> {
  desk.wakes.length = 0
  const others = { repeatBlockerCalls: nothing, remindDialogues: nothing, warnDueClocks: nothing, sendDigests: nothing }
  const rest = { remindOfMoney: nothing, continueImports: nothing, continueBroadcasts: nothing, watchChannels: nothing }
  await sweep({ database: desk.database, channels, ...others, ...rest }, new Set())
  return desk.wakes.map(({ id }) => id)
}

test('while this process has no connection a message waits untried, and is said by whoever has one', async () => {
  const id = await desk.chat('5')
  await desk.queue(id, ['good morning'])
  const without = new Map([['telegram', { ...desk.channel, speaksHere: () => false }]] as const)
  await desk.deliver(id, { channels: without })
  expect(desk.channel.calls).toEqual([])
  expect(await desk.row('good morning')).toMatchObject({ state: 'queued', attempts: 0 })
  expect(await sweptWith(without)).toEqual([])

  const having = new Map([['telegram', { ...desk.channel, speaksHere: () => true }]] as const)
  expect(await sweptWith(having)).toEqual([id])
  await desk.deliver(id, { channels: having })
  expect(desk.channel.shownTo('5')).toEqual(['good morning'])
})
