// What was said is put right: an engineer's edit changes the client's message, a client's edit is told as a difference, and an
// answer can be taken back.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let jonas: Person
let petras: Person
let asta: Person
let admin: Person

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  petras = await connect(service, telegramIds.petras, 'Petras')
  asta = await connect(service, telegramIds.asta, 'Asta')
  admin = await connect(service, telegramIds.admin, 'Darius')
})

afterAll(() => service.stop())

async function open(summary: string): Promise<number> {
  const made = await service.api<{ number: number }>('POST', '/tickets', {
    company: people.company,
    contact: people.contacts.jonas,
    summary,
    description: `${summary}, since this morning.`,
    priority: 'high',
  })
  return made.number
}

/** Petras has the ticket and answers it; both sides have seen the answer. */
async function answered(summary: string, answer: string) {
  const number = await open(summary)
  const taken = petras.send(`/take ${number}`)
  const yours = await sees(petras, `#${number} is yours`, { after: taken })
  await settled()
  const sent = petras.send(answer, { replyTo: yours.messageId })
  const seen = await sees(jonas, answer.slice(0, 40), { timeoutMs: 15_000 })
  await sees(petras, `#${number}: on its way`, { after: sent })
  return { number, sent, seen }
}

/** Everything was said, and it is written down which message says what. */
const settled = () =>
  expect
    .poll(() => service.db.sql(`SELECT id FROM outbox_message WHERE state IN ('queued', 'sending')`), { timeout: 15_000 })
    .toEqual([])
const standing = (person: Person, words: string) => person.messages().filter(({ text }) => text.includes(words))
const shownAs = (id: number) => jonas.messages().find(({ messageId }) => messageId === id)?.text
const comments = (number: number) => service.api<{ items: { body: string }[] }>('GET', `/tickets/${number}/comments`)

describe('an edit', () => {
  test('of an answer changes the very message the client got, and keeps what it said before', async () => {
    const { number, sent, seen } = await answered('Edited answer', 'Please restart serverA')
    petras.edit(sent.messageId, 'Please restart server B')
    await expect.poll(() => shownAs(seen.messageId), { timeout: 5000 }).toContain('server B')
    expect(standing(jonas, 'serverA')).toEqual([])
    expect((await comments(number)).items.map(({ body }) => body)).toEqual(['Please restart server B'])
    expect(await service.db.sql(`SELECT body FROM comment_version`)).toEqual([{ body: 'Please restart serverA' }])
  })

  test('of an answer given by command leaves the command out', async () => {
    const number = await open('Edited command')
    const sent = petras.send(`/reply ${number} The trunk is up`)
    const seen = await sees(jonas, 'The trunk is up')
    petras.edit(sent.messageId, `/reply ${number} The trunk is up again`)
    await expect.poll(() => shownAs(seen.messageId), { timeout: 5000 }).toMatch(/up again$/)
    expect(standing(jonas, '/reply')).toEqual([])
  })

  test('of a long answer changes all the messages it was cut into, and takes out those it no longer needs', async () => {
    const long = Array.from({ length: 900 }, (_, n) => `step${n}`).join(' ')
    const { sent } = await answered('Long answer', long)
    await sees(jonas, 'step899')
    petras.edit(sent.messageId, 'In short: restart it')
    await sees(jonas, 'In short: restart it')
    await expect.poll(() => standing(jonas, 'step899'), { timeout: 5000 }).toEqual([])
    expect(standing(jonas, 'step5 ')).toEqual([])
  })

  test('of a client, once the engineer has read the old words, is told as a short difference', async () => {
    const { number, seen } = await answered('Client edits', 'Which extension is it?')
    await settled()
    const said = jonas.send('It is extension 200 on the second floor of the Vilnius office, by the window', {
      replyTo: seen.messageId,
    })
    await sees(petras, 'It is extension 200')
    const edited = jonas.edit(said.messageId, 'It is extension 201 on the second floor of the Vilnius office, by the window')
    const told = await sees(petras, /changed a message/, { after: said })
    expect(edited).toBeDefined()
    expect(told.text).toContain(`#${number}`)
    expect(told.text).toContain('− It is extension 200 on')
    expect(told.text).toContain('+ It is extension 201 on')
    expect(told.text).not.toContain('by the window')
    expect(standing(petras, 'extension 200 on the second floor of')).toHaveLength(1)
  })
})

describe('taking an answer back', () => {
  test('takes it out of the client’s chat and off the ticket, with its files; the history and the page keep a line', async () => {
    const { number } = await answered('Taken back', 'This was meant for somebody else')
    await settled()
    const sent = petras.sendDocument('secret.txt', Buffer.from('another client'), {
      caption: 'And this file too',
      replyTo: (await sees(petras, `#${number}: on its way`)).messageId,
    })
    const confirmed = await sees(petras, `#${number}: on its way`, { after: sent })
    await sees(jonas, (message) => message.files.some((part) => part.fileName === 'secret.txt'))
    await settled()
    petras.send('/remove', { replyTo: confirmed.messageId })
    await sees(petras, /taken back. It goes out of the chat of 1 contact/, { after: sent })
    await expect.poll(() => standing(jonas, 'And this file too'), { timeout: 5000 }).toEqual([])
    const hasFile = () => jonas.messages().some((m) => m.files.some((part) => part.fileName === 'secret.txt'))
    await expect.poll(hasFile, { timeout: 5000 }).toBe(false)
    expect(standing(jonas, 'This was meant for somebody else')).toHaveLength(1)
    expect((await comments(number)).items.map(({ body }) => body)).toEqual(['This was meant for somebody else'])
    const shown = asta.send(`/ticket ${number}`)
    const page = await sees(asta, 'Taken back, since this morning', { after: shown })
    expect(page.text).toContain('Petras Jankauskas took an answer back')
    const history = await service.api<{ items: { kind: string; by: object | null; data: object }[] }>(
      'GET',
      `/tickets/${number}/history`,
    )
    expect(history.items.map(({ kind }) => kind)).toEqual(['opened', 'assigned', 'answer-removed'])
    const by = { engineer: people.engineers.petras, name: 'Petras Jankauskas' }
    expect(history.items.at(-1)).toMatchObject({ by, data: { internal: false, contacts: 1 } })
    const second = await service.api<{ items: object[] }>('GET', `/tickets/${number}/history?limit=1`)
    expect(second.items).toEqual(history.items.slice(0, 1))
    const again = petras.send('/remove', { replyTo: confirmed.messageId })
    await sees(petras, /not there any more/, { after: again })
  })

  test('is for whoever said it and for admins; a client’s message is nobody’s to take back', async () => {
    const { number, seen } = await answered('Whose answer', 'Only Petras may take this back')
    await settled()
    jonas.send('Thank you, but it still fails', { replyTo: seen.messageId })
    const clients = await sees(petras, 'but it still fails')
    await settled()
    const refused = petras.send('/remove', { replyTo: clients.messageId })
    await sees(petras, /not for this chat/, { after: refused })
    const opened = await sees(admin, `New ticket #${number}`)
    const asked = admin.send('/remove', { replyTo: opened.messageId })
    await sees(admin, /Reply with \/remove to the answer/, { after: asked })
    expect(standing(jonas, 'Only Petras may take this back')).toHaveLength(1)
  })

  test('is not possible after two days: it says so, and nothing changes', async () => {
    const { number, sent } = await answered('Too late', 'This stands for good')
    await settled()
    service.advance(49 * 3600)
    const asked = petras.send('/remove', { replyTo: sent.messageId })
    await sees(petras, /cannot be unsaid/, { after: asked })
    expect(standing(jonas, 'This stands for good')).toHaveLength(1)
    expect((await comments(number)).items).toHaveLength(1)
  })
})
