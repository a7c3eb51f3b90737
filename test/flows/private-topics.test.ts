// A bot with topics in private chats: each of a client's tickets has a topic of its own in their chat, and nothing is lost when
// topics are switched off, or one is deleted.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let jonas: Person
let ruta: Person
let ingrid: Person
let petras: Person

beforeAll(async () => {
  service = await startTestService({}, undefined, [], { topics: true })
  people = await createDeskPeople(service)
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  ruta = await connect(service, telegramIds.ruta, 'Rūta')
  ingrid = await connect(service, telegramIds.ingrid, 'Ingrid')
  petras = await connect(service, telegramIds.petras, 'Petras')
})

afterAll(() => service.stop())
afterEach(() => settled())

/** Everything was said, and it is written down which message says what. */
const settled = () =>
  expect
    .poll(() => service.db.sql(`SELECT id FROM outbox_message WHERE state IN ('queued', 'sending')`), { timeout: 15_000 })
    .toEqual([])

const chatOf = (person: Person) => service.telegram.bot.chats.get(person.chatId)
const titleOf = (person: Person, topic: number | undefined) => chatOf(person)?.topics.get(topic ?? 0)?.name
const standing = (person: Person, words: string) => person.messages().filter(({ text }) => text.includes(words))
const comments = async (number: number) =>
  (await service.api<{ items: { body: string; attachments: object[] }[] }>('GET', `/tickets/${number}/comments`)).items
const bodies = async (number: number) => (await comments(number)).map(({ body }) => body)
const statusOf = async (number: number) => (await service.api<{ status: string }>('GET', `/tickets/${number}`)).status

/** Opens a ticket by chat; its receipt begins its topic. */
async function open(person: Person, text: string, topic?: number) {
  const sent = person.send(`/new ${text}`, topic === undefined ? {} : { topic })
  await sees(person, /New ticket/, { after: sent })
  const pressed = person.press('Create ticket')
  const receipt = await sees(person, /Ticket #\d+ is open/, { after: pressed })
  await settled()
  return { number: Number(/#(\d+)/.exec(receipt.text)?.[1]), topic: receipt.topic ?? 0, receipt }
}

/** Petras answers; what the client sees of it. */
async function answer(number: number, text: string, person = jonas) {
  const sent = petras.send(`/reply ${number} ${text}`)
  const seen = await sees(person, text)
  await settled()
  return { sent, seen }
}

/** Topics are switched on or off, and the desk has heard of it by itself. */
async function heardOfTopics(on: boolean): Promise<void> {
  service.telegram.bot.hasTopics = on
  service.advance(61)
  const { sequence } = service.telegram.calls.at(-1) ?? { sequence: 0 }
  ruta.send('/hours')
  await service.telegram.waitForCall(({ method }) => method === 'getMe', { after: sequence })
  await settled()
}

const pictures = (count: number, caption: string) =>
  Array.from({ length: count }, (_, n) => ({
    kind: 'photo' as const,
    bytes: Buffer.from(`picture ${n}`),
    ...(n === 0 ? { caption } : {}),
  }))

describe('a ticket’s topic', () => {
  test('begins with its receipt, bears its number and summary, and has what is written there without a number', async () => {
    const { number, topic } = await open(jonas, 'No audio from the north')
    expect(titleOf(jonas, topic)).toBe(`💬 #${number} No audio from the north`)
    await sees(jonas, (message) => message.text.includes(`#${number}`) && message.topic === undefined)
    const said = jonas.send('It is extension 200, and ticket 7 was another thing', { topic })
    const added = await sees(jonas, `Added to #${number}`, { after: said })
    expect(added.topic).toBe(topic)
    await sees(petras, 'It is extension 200')
    const { seen } = await answer(number, 'Please restart the gateway')
    expect(seen.topic).toBe(topic)
    expect(await bodies(number)).toEqual(['It is extension 200, and ticket 7 was another thing', 'Please restart the gateway'])
  })

  test('is one for each ticket, side by side, and one for each reader', async () => {
    const first = await open(jonas, 'First of two')
    const second = await open(jonas, 'Second of two')
    expect(second.topic).not.toBe(first.topic)
    jonas.send('More about the first', { topic: first.topic })
    jonas.send('More about the second', { topic: second.topic })
    await sees(petras, 'More about the first')
    await sees(petras, 'More about the second')
    expect(await bodies(first.number)).toEqual(['More about the first'])
    expect(await bodies(second.number)).toEqual(['More about the second'])
    const joined = ruta.send(`ticket #${first.number}: I have it as well`)
    const told = await sees(jonas, 'I have it as well')
    expect(told.topic).toBe(first.topic)
    expect((await sees(ruta, `Added to #${first.number}`, { after: joined })).topic).toBeUndefined()
    const { seen } = await answer(first.number, 'Both of you: restart it', ruta)
    expect(titleOf(ruta, seen.topic)).toBe(`💬 #${first.number} First of two`)
    await expect.poll(() => standing(jonas, 'Both of you')[0]?.topic).toBe(first.topic)
  })

  test('has albums both ways, and files', async () => {
    const { number, topic } = await open(jonas, 'Albums in a topic')
    const { parts } = jonas.sendAlbum(pictures(3, 'What the screens show'), { topic })
    await sees(petras, 'What the screens show', { timeoutMs: 15_000 })
    await expect.poll(async () => (await comments(number)).map(({ attachments }) => attachments.length)).toEqual([3])
    await sees(jonas, `Added to #${number}`, { after: parts[0]?.mark ?? 0 })
    petras.sendAlbum(pictures(2, `/reply ${number} Before and after`))
    await sees(jonas, 'Before and after', { timeoutMs: 15_000 })
    const shown = () => jonas.messages().filter((message) => message.topic === topic && message.files.length > 0)
    await expect.poll(() => shown().length, { timeout: 15_000 }).toBe(2)
    expect(new Set(shown().map(({ message }) => message.media_group_id)).size).toBe(1)
  })

  test('gives its number to commands, but for a number that is said', async () => {
    const { number, topic } = await open(jonas, 'Commands in a topic')
    const other = await open(jonas, 'Not meant')
    const shown = jonas.send('/ticket', { topic })
    expect((await sees(jonas, /Commands in a topic/, { after: shown })).topic).toBe(topic)
    const urgent = jonas.send('/priority high', { topic })
    expect((await sees(jonas, new RegExp(`#${number}.*High`), { after: urgent })).topic).toBe(topic)
    const closed = jonas.send(`/close ${other.number}`, { topic })
    await sees(jonas, `#${other.number}`, { after: closed })
    await expect.poll(() => statusOf(other.number)).toBe('closed')
    jonas.send('/close', { topic })
    await expect.poll(() => statusOf(number)).toBe('closed')
    await expect.poll(() => titleOf(jonas, topic)).toBe(`✅ #${number} Commands in a topic`)
    expect(titleOf(jonas, other.topic)).toBe(`✅ #${other.number} Not meant`)
  })

  test('shows that its ticket ended, and takes up again where it was reopened', async () => {
    const { number, topic } = await open(jonas, 'Resolved and back')
    petras.send(`/resolve ${number}`)
    expect((await sees(jonas, `#${number} Resolved and back is resolved`)).topic).toBe(topic)
    await expect.poll(() => titleOf(jonas, topic)).toBe(`✅ #${number} Resolved and back`)
    const back = jonas.send('It fails again', { topic })
    const question = await sees(jonas, /Reopen it with your message/, { after: back })
    expect(question.topic).toBe(topic)
    jonas.press(`Reopen #${number}`, { message: question })
    await expect.poll(() => titleOf(jonas, topic)).toBe(`💬 #${number} Resolved and back`)
    expect(await bodies(number)).toEqual(['It fails again'])
    const { seen } = await answer(number, 'Looking again')
    expect(seen.topic).toBe(topic)
  })

  test('has edits and removals of what was said in it, by either side', async () => {
    const { number, topic } = await open(jonas, 'Put right')
    const { sent, seen } = await answer(number, 'Restart serverA')
    petras.edit(sent.messageId, `/reply ${number} Restart server B`)
    await expect.poll(() => jonas.messages().find(({ messageId }) => messageId === seen.messageId)?.text).toContain('server B')
    const said = jonas.send('It is extension 300', { topic })
    await sees(petras, 'It is extension 300')
    await settled()
    jonas.edit(said.messageId, 'It is extension 301')
    await expect.poll(() => bodies(number)).toEqual(['Restart server B', 'It is extension 301'])
    petras.send('/remove', { replyTo: sent.messageId })
    await expect.poll(() => standing(jonas, 'Restart server B')).toEqual([])
  })

  test('is not begun by what is said in the chat itself, which stays as it was', async () => {
    const { number, topic } = await open(jonas, 'Said in the chat')
    const added = jonas.send(`ticket #${number}: one more thing`)
    expect((await sees(jonas, `Added to #${number}`, { after: added })).topic).toBeUndefined()
    service.advance(16 * 60)
    const draft = jonas.send('Something else altogether')
    expect((await sees(jonas, /New ticket/, { after: draft })).topic).toBeUndefined()
    jonas.press('Cancel')
    await sees(jonas, /Dropped/, { after: draft })
    const own = jonas.createTopic('Ideas')
    const idea = jonas.send('A green button would be nice', { topic: own.messageId })
    expect((await sees(jonas, /New ticket/, { after: idea })).topic).toBe(own.messageId)
    const pressed = jonas.press('Create ticket')
    const receipt = await sees(jonas, /Ticket #\d+ is open: A green/, { after: pressed })
    expect([undefined, topic, own.messageId]).not.toContain(receipt.topic)
  })

  test('of somebody else, or of a number that was guessed, is nothing to another client', async () => {
    const { number, topic } = await open(jonas, 'Nobody else’s')
    const own = ingrid.createTopic(`💬 #${number} Nobody else’s`)
    const tried = ingrid.send('/close', { topic: own.messageId })
    await sees(ingrid, /./, { after: tried })
    const guess = ingrid.send('Give it to me', { topic: own.messageId })
    await sees(ingrid, /New ticket/, { after: guess })
    expect(chatOf(ingrid)?.topics.has(topic)).toBe(false)
    expect(await statusOf(number)).toBe('open')
    expect(await bodies(number)).toEqual([])
    ingrid.press('Cancel')
  })
})

describe('when topics fail', () => {
  test('a topic that the person deleted is not forced on them: the ticket goes on in the chat, once said', async () => {
    const { number, topic } = await open(jonas, 'Deleted topic')
    const { sent } = await answer(number, 'First answer')
    jonas.deleteTopic(topic)
    const { seen } = await answer(number, 'Second answer')
    expect(seen.topic).toBeUndefined()
    const third = await answer(number, 'Third answer')
    expect(third.seen.topic).toBeUndefined()
    for (const words of ['Second answer', 'Third answer']) expect(standing(jonas, words)).toHaveLength(1)
    expect([...(chatOf(jonas)?.topics.values() ?? [])].filter(({ name }) => name.includes('Deleted topic'))).toEqual([])
    const said = jonas.send('By reply, then', { replyTo: third.seen.messageId })
    await sees(jonas, `Added to #${number}`, { after: said })
    petras.edit(sent.messageId, `/reply ${number} First answer, put right`)
    expect((await sees(jonas, 'First answer, put right')).topic).toBeUndefined()
    expect(await bodies(number)).toEqual(['First answer, put right', 'Second answer', 'Third answer', 'By reply, then'])
    const failed = await service.db.sql(`SELECT id FROM outbox_message WHERE state = 'failed'`)
    expect(failed).toEqual([])
  })

  test('switched off, everything goes on in the chat; switched on again, in the topics that are there', async () => {
    const { number, topic } = await open(jonas, 'Off and on')
    const before = await answer(number, 'In the topic')
    expect(before.seen.topic).toBe(topic)
    service.telegram.bot.hasTopics = false
    const off = await answer(number, 'In the chat')
    expect(off.seen.topic).toBeUndefined()
    const replied = jonas.send('To the first one', { replyTo: before.seen.messageId })
    expect((await sees(jonas, `Added to #${number}`, { after: replied })).topic).toBeUndefined()
    const fresh = await open(jonas, 'Made without topics')
    expect(fresh.receipt.topic).toBeUndefined()
    petras.send(`/resolve ${number}`)
    await sees(jonas, `#${number} Off and on is resolved`)
    await settled()
    expect(titleOf(jonas, topic)).toBe(`💬 #${number} Off and on`)
    await heardOfTopics(true)
    petras.send(`/reopen ${number}`)
    expect((await sees(jonas, `#${number} Off and on is open again`)).topic).toBe(topic)
    const { seen } = await answer(fresh.number, 'Now it has one')
    expect(titleOf(jonas, seen.topic)).toBe(`💬 #${fresh.number} Made without topics`)
    expect(standing(jonas, 'In the chat')).toHaveLength(1)
  })

  test('refused by Telegram for good, a topic is done without', async () => {
    service.telegram.addFault({
      kind: 'refuse',
      method: 'createForumTopic',
      status: 400,
      description: 'Bad Request: TOPICS_TOO_MUCH',
    })
    const { number, receipt } = await open(jonas, 'No more topics')
    service.telegram.clearFaults()
    expect(receipt.topic).toBeUndefined()
    expect((await answer(number, 'As ever')).seen.topic).toBeUndefined()
  })

  test('somebody who blocked the bot misses nothing once they are back, and has their topic', async () => {
    const { number, topic } = await open(ruta, 'Blocked for a while')
    const late = await service.api<{ number: number }>('POST', '/tickets', {
      company: people.company,
      contact: people.contacts.ruta,
      summary: 'Opened meanwhile',
      description: 'Opened meanwhile',
      priority: 'low',
    })
    await settled()
    ruta.block()
    petras.send(`/reply ${number} Unheard`)
    petras.send(`/reply ${late.number} Unheard, too`)
    await expect
      .poll(() => service.db.sql(`SELECT reason FROM outbox_message WHERE state = 'failed'`))
      .toEqual([{ reason: 'unreachable' }, { reason: 'unreachable' }])
    ruta.unblock()
    const back = ruta.send('I am back', { topic })
    await sees(ruta, `Added to #${number}`, { after: back })
    expect((await answer(number, 'Welcome', ruta)).seen.topic).toBe(topic)
    expect(titleOf(ruta, (await answer(late.number, 'Here as well', ruta)).seen.topic)).toContain('Opened meanwhile')
  })

  test('whoever the chat belongs to next finds no ticket behind its topics', async () => {
    const { number, topic } = await open(ruta, 'Before the change')
    const mark = ruta.mark()
    await service.api('PATCH', `/contacts/${people.contacts.ruta}`, { active: false })
    expect((await sees(ruta, /./, { after: mark })).topic).toBeUndefined()
    await service.api('PATCH', `/contacts/${people.contacts.ruta}`, { active: true })
    const started = ruta.send('/start')
    await sees(ruta, /You are connected as/, { after: started })
    const said = ruta.send('Where does this belong?', { topic })
    await sees(ruta, /New ticket/, { after: said })
    expect(await bodies(number)).toEqual([])
    ruta.press('Cancel')
    expect((await answer(number, 'In a new topic', ruta)).seen.topic).not.toBe(topic)
  })
})

test('a desk that has a history gets topics from its next words on; what was said before is put right where it stands', async () => {
  const old = await startTestService()
  const own = service
  service = old
  try {
    people = await createDeskPeople(old)
    jonas = await connect(old, telegramIds.jonas, 'Jonas')
    petras = await connect(old, telegramIds.petras, 'Petras')
    const { number, receipt } = await open(jonas, 'From before')
    expect(receipt.topic).toBeUndefined()
    const { sent, seen } = await answer(number, 'Said before')
    old.telegram.bot.hasTopics = true
    await old.restart()
    petras.edit(sent.messageId, `/reply ${number} Said before, and put right`)
    await expect.poll(() => jonas.messages().find(({ messageId }) => messageId === seen.messageId)?.text).toContain('put right')
    const said = jonas.send('By reply to the old message', { replyTo: seen.messageId })
    await sees(jonas, `Added to #${number}`, { after: said })
    const next = await answer(number, 'Said after')
    expect(titleOf(jonas, next.seen.topic)).toBe(`💬 #${number} From before`)
    expect(standing(jonas, 'Said after')).toHaveLength(1)
    await old.restart()
    expect((await answer(number, 'And after another start')).seen.topic).toBe(next.seen.topic)
  } finally {
    await old.stop()
    service = own
  }
})
