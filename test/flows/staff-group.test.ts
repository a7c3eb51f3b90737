// The engineers' group: a topic for each ticket, what is said there and where it goes, and what happens when a topic or the group
// itself is gone.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor, Group, SeenMessage } from '../../src/playground/server-contract.ts'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

const groupId = -1_001_234_567_890

let service: TestService
let people: DeskPeople
let group: Group
let jonas: Person
let petras: Actor
let asta: Actor
let outsider: Actor

beforeAll(async () => {
  service = await startTestService({ TELEGRAM_STAFF_CHAT_ID: String(groupId) })
  group = service.telegram.group({ title: 'Engineers', forum: true, id: groupId })
  people = await createDeskPeople(service)
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  petras = group.as(await connect(service, telegramIds.petras, 'Petras'))
  asta = group.as(await connect(service, telegramIds.asta, 'Asta'))
  outsider = group.as(service.telegram.person({ id: 4001, firstName: 'Visitor' }))
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

describe('a ticket has a topic', () => {
  test('with its state, priority, company and summary in the title, a pinned card, and what the client wrote', async () => {
    const number = await open('No outgoing calls')
    const thread = await topicOf(number)
    expect(topics().get(thread)?.name).toBe(`🆕🟧 #${number} Baltic Voice: No outgoing calls`)
    await says(thread, /Jonas, Baltic Voice:\nNo outgoing calls, since this morning/)
    const card = cardOf(thread)
    expect(card?.text).toContain('mor-vilnius (MOR 17)')
    expect(card?.buttons.flat().map(({ text }) => text)).toEqual([
      'Take',
      'Hand over',
      'Ask client',
      'Waiting',
      'Priority',
      'Saved replies',
      'Log time',
      'Resolve',
      'Ask the client: in hours',
      'Ask the client: after hours',
    ])
    await pass(
      () => service.telegram.bot.chats.get(groupId)?.pinned ?? [],
      (pinned) => pinned.includes(card?.messageId ?? 0),
    )
    await expect.poll(() => group.transcript().some(({ message }) => message.pinned_message !== undefined)).toBe(false)
  })

  test('taken by a press: the same card says by whom, the title changes, and it is new no more', async () => {
    const number = await open('Taken in the group')
    const thread = await topicOf(number)
    await pass(
      () => group.messages().find(({ topic, text }) => topic === undefined && text.includes(`New: #${number}`)),
      (line) => line !== undefined,
    )
    await says(thread, 'since this morning')
    const card = cardOf(thread)
    petras.press('Take', { message: card as SeenMessage })
    await pass(
      () => cardOf(thread)?.text ?? '',
      (text) => text.includes('Petras Jankauskas'),
    )
    expect(cardOf(thread)?.messageId).toBe(card?.messageId)
    await pass(
      () => topics().get(thread)?.name ?? '',
      (name) => name.startsWith('🔧🟧'),
    )
    expect(group.messages().some(({ topic, text }) => topic === undefined && text.includes(`New: #${number}`))).toBe(false)
    await sees(jonas, `#${number}: Petras Jankauskas is working on it`)
  })

  test('closed with the ticket, and opened with it again', async () => {
    const number = await open('Closed and opened')
    const thread = await topicOf(number)
    await says(thread, 'since this morning')
    petras.press('Resolve', { message: cardOf(thread) as SeenMessage })
    await pass(
      () => topics().get(thread),
      (topic) => topic?.closed === true && topic.name.startsWith('✅'),
    )
    jonas.send(`/reopen ${number}`)
    await pass(
      () => topics().get(thread),
      (topic) => topic?.closed === false && topic.name.startsWith('🆕'),
    )
  })
})

describe('a new ticket that the group shows', () => {
  const reasonsOf = async (number: number) => {
    const { items } = await service.api<{ items: { kind: string; status: string; reason: string | null }[] }>(
      'GET',
      `/notifications?ticket=${number}`,
    )
    return items.filter(({ kind }) => kind === 'ticket.opened').map(({ status, reason }) => `${status} ${reason}`)
  }
  /** What a person was told of it in their own chat. */
  const told = (id: number, number: number) =>
    service.telegram
      .person({ id })
      .messages()
      .filter(({ text }) => text.includes(`New ticket #${number}`)).length

  test('is told privately to whoever is suggested; the ledger says that the others saw it in the group', async () => {
    const number = await open('Shown in the group')
    await pass(
      () => group.messages().some(({ topic, text }) => topic === undefined && text.includes(`New: #${number}`)),
      (shown) => shown,
    )
    await expect.poll(() => told(telegramIds.asta, number) + told(telegramIds.petras, number)).toBe(1)
    await expect.poll(() => reasonsOf(number).then((all) => all.toSorted())).toContain('skipped shown-in-group')
    service.advance(120)
    expect((await reasonsOf(number)).filter((reason) => reason === 'sent null')).toHaveLength(1)
  })

  test('is told to whoever is on call as well', async () => {
    const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
    const shift = { engineer: people.engineers.admin, weekdays, from: '00:00', to: '00:00', startsOn: '2026-01-05' }
    const rule = await service.api<{ id: string }>('POST', '/on-call/rules', shift)
    const darius = await connect(service, telegramIds.admin, 'Darius')
    const number = await open('Told to the one on call')
    await sees(darius, `New ticket #${number}`)
    await service.api('DELETE', `/on-call/rules/${rule.id}`)
  })

  test('that is taken before the group has shown it is told to nobody else', async () => {
    const number = await open('Taken at once')
    await service.api('PATCH', `/tickets/${number}`, { assignee: people.engineers.petras })
    await pass(
      () => told(telegramIds.asta, number) + told(telegramIds.petras, number),
      (count) => count === 1,
    )
    const reasons = (await reasonsOf(number)).filter((reason) => reason.startsWith('skipped'))
    expect(reasons.length).toBeGreaterThan(0)
    expect(reasons.every((reason) => /no-longer-new|shown-in-group|not-connected/.test(reason))).toBe(true)
  })
})

describe('what the client sees', () => {
  test('a plain line stays inside, a reply to the client goes out and is marked when it has arrived', async () => {
    const number = await open('Who reads what')
    const thread = await topicOf(number)
    const words = await says(thread, 'since this morning')
    const inside = petras.send('Their firewall, I think', { topic: thread })
    const out = petras.send('Please restart the server', { topic: thread, replyTo: words.messageId })
    await sees(jonas, /Please restart the server/)
    const reactions = (id: number) => group.transcript().find(({ messageId }) => messageId === id)?.reactions
    await expect.poll(() => reactions(out.messageId)).toEqual([{ type: 'emoji', emoji: '👍' }])
    await expect.poll(() => reactions(inside.messageId)).toEqual([{ type: 'emoji', emoji: '✍' }])
    asta.send('/reply and then tell us', { topic: thread })
    await sees(jonas, /and then tell us/)
    expect(jonas.messages().some(({ text }) => text.includes('firewall'))).toBe(false)
    jonas.send(`ticket #${number}: done`)
    await says(thread, /Jonas, Baltic Voice:\n.*done/)
  })

  test('"Ask client": the reply to the prompt is the question, and the ticket waits', async () => {
    const number = await open('Asked')
    const thread = await topicOf(number)
    await says(thread, 'since this morning')
    petras.press('Ask client', { message: cardOf(thread) as SeenMessage })
    const prompt = await says(thread, 'Reply to this message with your question')
    petras.send('Which codec is it?', { topic: thread, replyTo: prompt.messageId })
    await sees(jonas, /Which codec is it/)
    await expect.poll(async () => (await service.api<{ status: string }>('GET', `/tickets/${number}`)).status).toBe('waiting')
  })

  test('an answer that did not arrive is told with the reason, and sent again by a press', async () => {
    const number = await open('Not delivered')
    const thread = await topicOf(number)
    const words = await says(thread, 'since this morning')
    jonas.block()
    petras.send('Can you read this?', { topic: thread, replyTo: words.messageId })
    const told = await says(thread, /Jonas did not get your message: the bot is blocked there/)
    jonas.unblock()
    await expect.poll(() => service.db.sql(`SELECT 1 FROM chat_identity WHERE blocked_at IS NOT NULL`)).toHaveLength(0)
    petras.press('Retry', { message: told })
    await sees(jonas, /Can you read this/)
  })

  test('somebody in the group who is no engineer says and presses nothing', async () => {
    const number = await open('Visited')
    const thread = await topicOf(number)
    const words = await says(thread, 'since this morning')
    outsider.press('Take', { message: cardOf(thread) as SeenMessage })
    outsider.send('I am not of this desk', { topic: thread, replyTo: words.messageId })
    const after = petras.send('/reply The last word', { topic: thread })
    await sees(jonas, /The last word/)
    expect(after.messageId).toBeGreaterThan(0)
    const { assignee } = await service.api<{ assignee: unknown }>('GET', `/tickets/${number}`)
    expect(assignee).toBeNull()
    expect(await service.db.sql(`SELECT 1 FROM comment WHERE body LIKE '%not of this desk%'`)).toHaveLength(0)
    expect(jonas.messages().some(({ text }) => text.includes('not of this desk'))).toBe(false)
  })
})

describe('a topic that somebody deleted', () => {
  test('is opened once more, with a card of what was before, and the message is said there once', async () => {
    const number = await open('Deleted')
    const thread = await topicOf(number)
    await says(thread, 'since this morning')
    await pass(
      () => service.telegram.bot.chats.get(groupId)?.pinned ?? [],
      (pinned) => pinned.includes(cardOf(thread)?.messageId ?? 0),
    )
    const chat = service.telegram.bot.chats.get(groupId)
    chat?.topics.delete(thread)
    for (const stored of chat?.messages.values() ?? []) if (stored.message.message_thread_id === thread) stored.deleted = true
    jonas.send(`ticket #${number}: it fails again`)
    jonas.send(`ticket #${number}: and again`)
    const anew = await topicOf(number)
    expect(anew).not.toBe(thread)
    await says(anew, 'it fails again')
    await says(anew, 'and again')
    await says(anew, 'This topic was deleted')
    const texts = group.messages().filter(({ topic }) => topic === anew)
    expect(texts.filter(({ text }) => text.includes('it fails again'))).toHaveLength(1)
    expect(texts.filter(({ text }) => text.includes('What you write here stays inside'))).toHaveLength(1)
    expect([...topics().values()].filter(({ name }) => name.includes(`#${number} `))).toHaveLength(1)
    petras.send('/reply We look again', { topic: anew })
    await sees(jonas, /We look again/)
  })
})

describe('without the group', () => {
  test('everything goes on in private chats', async () => {
    group.removeBot(service.telegram.person({ id: 9, firstName: 'Admin' }))
    const number = await open('The group is gone')
    const everybody = [telegramIds.asta, telegramIds.petras].map((id) => service.telegram.person({ id }))
    const pingOf = (person: Pick<Person, 'messages'>) =>
      person.messages().find(({ text }) => text.includes(`New ticket #${number}`))
    await pass(
      () => everybody.every((person) => pingOf(person) !== undefined),
      (told) => told,
    )
    const [one] = everybody
    one?.send('Here I am', { replyTo: pingOf(one)?.messageId ?? 0 })
    await sees(jonas, /Here I am/)
    const next = await open('The group is still gone')
    for (const person of everybody) await sees(person, `New ticket #${next}`)
  })
})
