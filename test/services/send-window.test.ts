// How many messages a kill can double: those that the platform has accepted and the desk has not yet recorded.
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createSendWindow } from '../../src/services/send-window.ts'
import { waitUntil } from '../support/wait-until.ts'

/** Sends that the test answers and records one by one. */
function createRig(patienceMs?: number) {
  let now = 0
  const window = createSendWindow(() => now, patienceMs)
  const begun: string[] = []
  return {
    begun,
    advance(milliseconds: number) {
      now += milliseconds
    },
    send(name: string) {
      const { promise, resolve } = Promise.withResolvers<string>()
      const sent = window.send(() => {
        begun.push(name)
        return promise
      })
      return { sent, answer: () => resolve(name) }
    },
  }
}

test('with a quick platform the next message begins when the record of the last one is written, not before', async () => {
  const rig = createRig()
  const first = rig.send('first')
  rig.send('second')
  await turn()
  expect(rig.begun).toEqual(['first'])
  first.answer()
  const { recorded } = await first.sent
  await turn()
  expect(rig.begun).toEqual(['first'])
  recorded(true)
  await turn()
  expect(rig.begun).toEqual(['first', 'second'])
})

test('a message that was not accepted keeps nobody waiting for its record', async () => {
  const rig = createRig()
  const first = rig.send('first')
  rig.send('second')
  first.answer()
  const { recorded, outcome } = await first.sent
  expect(outcome).toBe('first')
  recorded(false)
  await turn()
  expect(rig.begun).toEqual(['first', 'second'])
})

test('a chat whose answer does not come holds up no other', async () => {
  const rig = createRig()
  rig.send('first')
  rig.send('second')
  await waitUntil(() => rig.begun.includes('second'), { what: 'the second to begin' })
  expect(rig.begun).toEqual(['first', 'second'])
})

test('the slower the platform is beside the database, the more messages are under way at once', async () => {
  const rig = createRig()
  for (let round = 0; round < 20; round++) {
    const { sent, answer } = rig.send('slow')
    await waitUntil(() => rig.begun.length === round + 1)
    rig.advance(100)
    answer()
    const { recorded } = await sent
    rig.advance(5)
    recorded(true)
  }
  rig.begun.length = 0
  for (let count = 0; count < 30; count++) rig.send('next')
  await turn()
  expect(rig.begun.length).toBeGreaterThan(10)
  expect(rig.begun.length).toBeLessThan(30)
})

test('now and then a slow answer puts no more messages under way', async () => {
  const rig = createRig()
  for (let round = 0; round < 60; round++) {
    const { sent, answer } = rig.send('said')
    await waitUntil(() => rig.begun.length === round + 1)
    rig.advance(round % 10 === 9 ? 400 : 5)
    answer()
    const { recorded } = await sent
    rig.advance(5)
    recorded(true)
  }
  rig.begun.length = 0
  for (let count = 0; count < 10; count++) rig.send('next')
  await turn()
  expect(rig.begun).toHaveLength(1)
})

test('what a kill can double grows with what was said, and stays small beside it', async () => {
  const rig = createRig()
  const say = async (count: number) => {
    for (let said = 0; said < count; said++) {
      const { sent, answer } = rig.send('said')
      answer()
      const { recorded } = await sent
      recorded(true)
    }
  }
  const beginTogether = async (count: number) => {
    rig.begun.length = 0
    const sends = Array.from({ length: count }, () => rig.send('next'))
    await turn()
    const begun = rig.begun.length
    for (const { answer, sent } of sends) {
      answer()
      void sent.then(({ recorded }) => recorded(false))
    }
    await Promise.all(sends.map(({ sent }) => sent))
    return begun
  }
  expect(await beginTogether(10)).toBe(1)
  await say(1000)
  expect(await beginTogether(10)).toBe(3)
  await say(20_000)
  expect(await beginTogether(40)).toBe(16)
})

test('a database that hangs does not silence the desk for ever', async () => {
  const rig = createRig(20)
  const first = rig.send('first')
  rig.send('second')
  first.answer()
  await first.sent
  await waitUntil(() => rig.begun.includes('second'), { what: 'the second to begin' })
  expect(rig.begun).toEqual(['first', 'second'])
})
