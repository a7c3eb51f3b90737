// Topics in private chats: whether the bot has them just now, opening one, and what is answered when there is none.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTopicMode } from '../../../src/channels/telegram/topic-mode.ts'
import { plain } from '../../../src/domain/rich-text.ts'
import { sendContext } from '../../support/send-context.ts'
import { createRig, type Rig } from './rig.ts'

let now: number
let rig: Rig

beforeEach(async () => {
  now = Date.now()
  rig = await createRig({ started: false, now: () => new Date(now) })
  rig.server.person({ id: 77, firstName: 'Ona' }).begin()
})
afterEach(() => rig.close())

const asked = () => rig.server.calls.filter(({ method }) => method === 'getMe').length
const rooms = () => rig.channel.rooms?.()
const text = { type: 'text', text: plain('Hello') } as const

test('Telegram is asked once, and again after a minute; what it said last holds meanwhile', async () => {
  expect(await Promise.all([rooms(), rooms()])).toEqual([false, false])
  rig.server.bot.hasTopics = true
  expect([await rooms(), asked()]).toEqual([false, 1])
  now += 61_000
  expect(await rooms()).toBe(false)
  await expect.poll(rooms).toBe(true)
  expect(asked()).toBe(2)
})

test('a topic is opened in a private chat, written in and renamed', async () => {
  rig.server.bot.hasTopics = true
  const opened = await rig.channel.send('77/new-1', { type: 'open-thread', title: '#12345 No audio' }, sendContext())
  if (opened.kind !== 'sent' || opened.address === undefined) throw new Error('the topic was not opened')
  const [, topic = ''] = opened.address.split('/')
  expect(await rig.channel.send(opened.address, text, sendContext())).toMatchObject({ kind: 'sent' })
  await rig.channel.send(opened.address, { type: 'rename-thread', title: '#12345 Done' }, sendContext())
  expect(rig.server.bot.chats.get(77)?.topics.get(Number(topic))?.name).toBe('#12345 Done')
  expect(rig.server.person({ id: 77 }).messages().at(-2)).toMatchObject({ text: 'Hello', topic: Number(topic) })
})

test('without topics nothing is opened or said in one, and Telegram is asked anew at once', async () => {
  rig.server.bot.hasTopics = true
  const opened = await rig.channel.send('77/new-1', { type: 'open-thread', title: '#12345' }, sendContext())
  const room = opened.kind === 'sent' ? (opened.address ?? '') : ''
  expect(await rooms()).toBe(true)
  rig.server.bot.hasTopics = false
  expect(await rig.channel.send(room, text, sendContext())).toEqual({ kind: 'no-room' })
  expect(await rooms()).toBe(false)
  expect(await rig.channel.send('77/new-2', { type: 'open-thread', title: '#12346' }, sendContext())).toEqual({ kind: 'no-room' })
  expect(await rig.channel.send(room, { type: 'rename-thread', title: 'x' }, sendContext())).toEqual({ kind: 'no-room' })
  expect(await rig.channel.send('77', text, sendContext())).toMatchObject({ kind: 'sent' })
})

test('while Telegram does not answer there are none, and it is not asked more than once a second', async () => {
  let calls = 0
  const away = { call: async () => ({ ok: false, failure: { kind: 'unreached', reason: 'refused' }, calls: calls++ }) as never }
  const mode = createTopicMode(away, { seconds: 1 }, () => now)
  expect([await mode.read(), await mode.read(), calls]).toEqual([false, false, 1])
  now += 1000
  expect([await mode.read(), calls]).toEqual([false, 2])
})
