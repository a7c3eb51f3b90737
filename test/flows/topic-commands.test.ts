// What engineers do in a ticket's topic besides writing: its number goes without saying, and what was said can be taken back there.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor, Group, SeenMessage } from '../../src/playground/server-contract.ts'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { pressForged } from '../support/forged-button.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

const groupId = -1_001_234_567_891

let service: TestService
let people: DeskPeople
let group: Group
let jonas: Person
let petras: Actor
let asta: Actor

beforeAll(async () => {
  service = await startTestService({ TELEGRAM_STAFF_CHAT_ID: String(groupId) })
  group = service.telegram.group({ title: 'Engineers', forum: true, id: groupId })
  people = await createDeskPeople(service)
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  petras = group.as(await connect(service, telegramIds.petras, 'Petras'))
  asta = group.as(await connect(service, telegramIds.asta, 'Asta'))
})

afterAll(() => service.stop())

async function open(summary: string, more: object = {}): Promise<number> {
  const { number } = await service.api<{ number: number }>('POST', '/tickets', {
    company: people.company,
    contact: people.contacts.jonas,
    summary,
    description: `${summary}, since this morning.`,
    priority: 'high',
    server: people.servers[0],
    ...more,
  })
  return number
}

const topics = () => service.telegram.bot.chats.get(groupId)?.topics ?? new Map()

/** The thread of a ticket's topic, once there is one. */
async function topicOf(number: number): Promise<number> {
  await pass(topics, (all) => [...all.values()].some(({ name }) => name.includes(`#${number} `)))
  const [thread] = [...topics()].findLast(([, { name }]) => name.includes(`#${number} `)) ?? []
  return thread ?? 0
}

/** The bot's message in a ticket's topic. */
function inTopic(thread: number, wanted: string | RegExp): (message: SeenMessage) => boolean {
  return ({ topic, text }) => topic === thread && (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text))
}

const cardOf = (thread: number) =>
  group.messages().find(({ topic, text }) => topic === thread && text.includes('What you write here stays inside'))

/** Places in the group's line come with time; nobody waits for them here. Slowly enough that no send in hand looks abandoned. */
async function pass<T>(check: () => T, matcher: (value: T) => boolean): Promise<void> {
  await expect
    .poll(
      () => {
        service.advance(5)
        return matcher(check())
      },
      { timeout: 20_000, interval: 200 },
    )
    .toBe(true)
}

async function says(thread: number, wanted: string | RegExp): Promise<SeenMessage> {
  await pass(
    () => group.messages().find(inTopic(thread, wanted)),
    (found) => found !== undefined,
  )
  return group.messages().find(inTopic(thread, wanted)) as SeenMessage
}

/** The bot's messages in a topic, together. */
const textsIn = (thread: number) =>
  group
    .messages()
    .filter(({ topic }) => topic === thread)
    .map(({ text }) => text)
    .join('\n')
const reactions = (id: number) => group.transcript().find(({ messageId }) => messageId === id)?.reactions

async function openRead(summary: string, more: object = {}) {
  const number = await open(summary, more)
  const thread = await topicOf(number)
  const words = await says(thread, 'since this morning')
  return { number, thread, words }
}

describe('a command in a topic', () => {
  test('is offered by the menu of the group, once', async () => {
    const menu = service.telegram.bot.commands
    const lists = JSON.stringify([...menu.entries()].filter(([key]) => key.includes(String(groupId))))
    for (const name of ['merge', 'link', 'saved', 'find', 'remove', 'take']) expect(lists).toContain(`"${name}"`)
    expect(lists).not.toContain('"broadcast"')
  })

  test('/saved offers what can be said, and one tap says it to the client', async () => {
    const { number, thread } = await openRead('Saved in the topic')
    asta.send('/saved add greeting Hello {client}, {engineer} looks into {ticket}.', { topic: thread })
    await says(thread, '“greeting” is saved')
    petras.press('Saved replies', { message: cardOf(thread) as SeenMessage })
    const offer = await says(thread, 'Hello Jonas, Petras Jankauskas looks into')
    petras.press('greeting', { message: offer })
    await sees(jonas, `Hello Jonas, Petras Jankauskas looks into #${number}.`)
    await says(thread, /Petras Jankauskas to the client:\nHello Jonas/)
    asta.send('/saved greeting', { topic: thread })
    await says(thread, 'Hello Jonas, Asta Vaitkutė looks into')
  })

  test('/find finds, and /link names the other ticket alone', async () => {
    const other = await openRead('A zeppelin in the line')
    const { number, thread } = await openRead('Linked from its topic')
    petras.send('/find zeppelin', { topic: thread })
    await says(thread, 'A zeppelin in the line')
    petras.send(`/link ${other.number}`, { topic: thread })
    await says(thread, `#${number} and #${other.number} are linked`)
    petras.send(`/unlink ${number} ${other.number}`, { topic: thread })
    await says(thread, `#${number} and #${other.number} are not linked any more`)
  })

  test('/merge makes this ticket part of the other, closes the topic, and what is written there still goes where it belongs', async () => {
    const into = await openRead('The first of two')
    const { number, thread, words } = await openRead('The second of two')
    petras.send('/merge', { topic: thread })
    await says(thread, 'Which two?')
    petras.send(`/merge ${into.number}`, { topic: thread })
    petras.send('We answer where it goes on', { topic: thread, replyTo: words.messageId })
    await says(thread, `#${number} is now part of #${into.number}`)
    await says(into.thread, `#${number} was merged into this ticket`)
    await sees(
      jonas,
      (message) => message.text.includes(`#${into.number}`) && message.text.includes('We answer where it goes on'),
    )
    await says(into.thread, /to the client:\nWe answer where it goes on/)
    await pass(
      () => topics().get(thread)?.closed,
      (closed) => closed === true,
    )
  })
})

describe('what was taken back', () => {
  test('by /remove in the topic is signed there, and gone at the client’s', async () => {
    const { thread, words } = await openRead('Taken back in the topic')
    const out = petras.send('Meant for somebody else', { topic: thread, replyTo: words.messageId })
    await sees(jonas, /Meant for somebody else/)
    await expect.poll(() => reactions(out.messageId)).toEqual([{ type: 'emoji', emoji: '👍' }])
    petras.send('/remove', { topic: thread, replyTo: out.messageId })
    await pass(
      () => jonas.messages().some(({ text }) => text.includes('Meant for somebody else')),
      (stands) => !stands,
    )
    await pass(
      () => reactions(out.messageId),
      (signs) => JSON.stringify(signs) === JSON.stringify([{ type: 'emoji', emoji: '🙊' }]),
    )
  })

  test('by an engineer elsewhere goes out of the topic, and what was joined with it stays', async () => {
    const { number, thread } = await openRead('Taken back elsewhere')
    const privately = await connect(service, telegramIds.petras, 'Petras')
    const first = privately.send(`/reply ${number} The first answer`)
    privately.send(`/reply ${number} The second answer`)
    await says(thread, 'The second answer')
    await sees(jonas, /The second answer/)
    privately.send('/remove', { replyTo: first.messageId })
    await pass(
      () => textsIn(thread),
      (text) => !text.includes('The first answer') && text.includes('The second answer'),
    )
  })

  test('by the client, because it was meant for another ticket, goes out of the topic, which says so', async () => {
    const ruta = await connect(service, telegramIds.ruta, 'Rūta')
    const { number, thread } = await openRead('Not this one', { contact: people.contacts.ruta })
    const first = ruta.send(`ticket #${number}: it goes on`)
    await sees(ruta, `#${number}`, { after: first })
    const sent = ruta.send('It is about something else')
    const shown = await sees(ruta, `#${number}`, { after: sent })
    await says(thread, 'It is about something else')
    ruta.press('Not this ticket', { message: shown })
    await says(thread, 'Rūta took a message back')
    await pass(
      () => textsIn(thread),
      (text) => !text.includes('It is about something else'),
    )
  })
})

describe('the card', () => {
  test('shows the server that the client has named later', async () => {
    const { number, thread } = await openRead('Another server')
    expect(cardOf(thread)?.text).toContain('mor-vilnius')
    await pressForged(service, jonas, `t:${number}:s:${people.servers[1]}`)
    await pass(
      () => cardOf(thread)?.text ?? '',
      (text) => text.includes('m4-kaunas'),
    )
  })

  test('says how much of the promise is left, in steps, without anybody doing anything', async () => {
    await service.api('POST', `/companies/${people.company}/subscriptions`, { plan: 'ENTERPRISE', startsOn: '2026-01-01' })
    const { thread } = await openRead('Grows old')
    await says(thread, /first answer due .*, less than .* left/)
    const said = cardOf(thread)?.text ?? ''
    service.advance(5 * 24 * 3600)
    await pass(
      () => cardOf(thread)?.text ?? '',
      (text) => text !== said && text.includes('overdue'),
    )
  })
})
