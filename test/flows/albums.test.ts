// Pictures, documents and voice that were sent together arrive together, in both directions.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

type Person = Awaited<ReturnType<typeof connect>>

let service: TestService
let people: DeskPeople
let jonas: Person
let petras: Person

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
  jonas = await connect(service, telegramIds.jonas, 'Jonas')
  petras = await connect(service, telegramIds.petras, 'Petras')
})

afterAll(() => service.stop())

/** Everything was said, and it is written down which message says what. */
const settled = () =>
  expect
    .poll(() => service.db.sql(`SELECT id FROM outbox_message WHERE state IN ('queued', 'sending')`), { timeout: 15_000 })
    .toEqual([])

async function taken(summary: string): Promise<number> {
  const { number } = await service.api<{ number: number }>('POST', '/tickets', {
    company: people.company,
    contact: people.contacts.jonas,
    summary,
    description: summary,
    priority: 'high',
  })
  const asked = petras.send(`/take ${number}`)
  await sees(petras, `#${number} is yours`, { after: asked })
  await settled()
  return number
}

const comments = async (number: number) =>
  (
    await service.api<{ items: { body: string; attachments: { fileName: string; mediaType: string }[] }[] }>(
      'GET',
      `/tickets/${number}/comments`,
    )
  ).items

const albumsSeen = (person: Person, after: number) => {
  const albums = new Map<string, number>()
  for (const message of person.messages())
    if (message.mark > after && message.byBot && message.message.media_group_id !== undefined)
      albums.set(message.message.media_group_id, (albums.get(message.message.media_group_id) ?? 0) + 1)
  return [...albums.values()]
}

const pictures = (count: number, caption: string) =>
  Array.from({ length: count }, (_, n) => ({
    kind: 'photo' as const,
    bytes: Buffer.from(`picture ${n}`),
    ...(n === 0 ? { caption } : {}),
  }))

test('a client’s album is one comment, and one album to the engineer', async () => {
  const number = await taken('Album in')
  const { parts } = jonas.sendAlbum(pictures(3, `ticket #${number} the three screens`))
  const mark = parts[0]?.mark ?? 0
  await sees(petras, 'the three screens', { after: mark, timeoutMs: 15_000 })
  await expect.poll(() => albumsSeen(petras, mark), { timeout: 15_000 }).toEqual([3])
  const items = await comments(number)
  expect(items).toHaveLength(1)
  expect(items[0]?.attachments).toHaveLength(3)
})

test('an engineer’s album is one answer, and one album to the client', async () => {
  const number = await taken('Album out')
  const { parts } = petras.sendAlbum(pictures(2, `/reply ${number} Before and after`))
  const mark = parts[0]?.mark ?? 0
  await sees(jonas, 'Before and after', { after: mark, timeoutMs: 15_000 })
  await expect.poll(() => albumsSeen(jonas, mark), { timeout: 15_000 }).toEqual([2])
  const items = await comments(number)
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ body: 'Before and after' })
})

test('voice stays voice, and documents keep their names, both ways', async () => {
  const number = await taken('Voice')
  const said = jonas.sendVoice(Buffer.from('ogg'), { replyTo: (await sees(jonas, `#${number}: Petras`)).messageId })
  const heard = await sees(petras, (message) => message.files.some(({ kind }) => kind === 'voice'), {
    after: said.mark,
    timeoutMs: 15_000,
  })
  expect(heard.text).toContain(`#${number}`)
  await settled()
  const answered = petras.sendVoice(Buffer.from('ogg too'), { replyTo: heard.messageId })
  await sees(jonas, (message) => message.files.some(({ kind }) => kind === 'voice'), { after: answered.mark, timeoutMs: 15_000 })
  const { parts } = petras.sendAlbum([
    { kind: 'document', bytes: Buffer.from('one'), name: 'one.log', caption: `/reply ${number} Both logs` },
    { kind: 'document', bytes: Buffer.from('two'), name: 'two.log' },
  ])
  const mark = parts[0]?.mark ?? 0
  await expect.poll(() => albumsSeen(jonas, mark), { timeout: 15_000 }).toEqual([2])
  const last = (await comments(number)).at(-1)
  expect(last?.attachments.map(({ fileName }) => fileName)).toEqual(['one.log', 'two.log'])
})
