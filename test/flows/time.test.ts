// Time on tickets, logged in the chat: asked for when a ticket is resolved, pressed or written, seen on the ticket's page.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

interface Entry {
  readonly seconds: number
  readonly kind: string
  readonly level: number
  readonly note: string | null
}

async function open(summary: string): Promise<number> {
  const { number } = await service.api<{ number: number }>('POST', '/tickets', {
    company: people.company,
    contact: people.contacts.jonas,
    summary,
    description: `${summary}, since this morning.`,
    priority: 'high',
    server: people.servers[0],
  })
  return number
}

const entriesOf = async (number: number) =>
  (await service.api<{ items: Entry[] }>('GET', `/tickets/${number}/time-entries`)).items

test('resolving asks how long it took; what the engineer did there is the first suggestion, and a press logs it', async () => {
  const number = await open('Resolved with time')
  service.advance(40 * 60)
  const answered = petras.send(`/reply ${number} Looking into it`)
  await sees(petras, `#${number}: on its way`, { after: answered })
  service.advance(12 * 60)
  const resolved = petras.send(`/resolve ${number}`)
  const asked = await sees(petras, `#${number} is resolved`, { after: resolved })
  expect(asked.text).toContain(`How long did #${number} take?`)
  expect(asked.buttons.flat().map(({ text }) => text)).toEqual(['20 min', '15 min', '30 min'])
  const pressed = petras.press('20 min')
  await sees(petras, `#${number}: 20 min logged, 20 min in all.`, { after: pressed })
  expect(await entriesOf(number)).toMatchObject([{ seconds: 1200, kind: 'support', level: 1 }])
  const shown = petras.send(`/ticket ${number}`)
  expect((await sees(petras, `#${number}`, { after: shown })).text).toContain('Time logged: 20 min')
})

describe('written', () => {
  test('with what kind of work it was, and a note; a second ticket of the same hour goes before it', async () => {
    const [first, second] = [await open('First of two'), await open('Second of two')]
    service.advance(5 * 3600)
    for (const [number, words] of [
      [first, '1h30m L3 the parser'],
      [second, '2h bug: rounding'],
    ] as const) {
      const sent = petras.send(`/log ${number} ${words}`)
      await sees(petras, `#${number}:`, { after: sent })
    }
    expect(await entriesOf(first)).toMatchObject([{ seconds: 5400, level: 3, note: 'the parser' }])
    const [bug] = await service
      .api<{ items: { startedAt: string; seconds: number; kind: string }[] }>('GET', `/tickets/${second}/time-entries`)
      .then(({ items }) => items)
    expect(bug).toMatchObject({ kind: 'bug', seconds: 7200 })
  })

  test('what cannot be is said, and nothing is logged', async () => {
    const number = await open('Nothing logged here')
    for (const [words, answer] of [
      ['1h', /1 h do not fit between the opening of #\d+ and now/],
      ['the parser', 'I find no time in that'],
      ['30h', 'More than a day at a stretch cannot be'],
    ] as const) {
      const sent = petras.send(`/log ${number} ${words}`)
      await sees(petras, answer, { after: sent })
    }
    expect(await entriesOf(number)).toEqual([])
  })

  test('a press that comes again logs nothing twice', async () => {
    const number = await open('Pressed twice')
    service.advance(3600)
    const sent = petras.send(`/log ${number}`)
    await sees(petras, `How long did #${number} take?`, { after: sent })
    petras.press('15 min')
    const again = petras.press('15 min')
    await sees(petras, 'logged already', { after: again })
    expect(await entriesOf(number)).toHaveLength(1)
  })
})

test('a client neither logs time nor sees it', async () => {
  const number = await open('Not for clients')
  service.advance(3600)
  const logged = petras.send(`/log ${number} 15`)
  await sees(petras, '15 min logged', { after: logged })
  const tried = jonas.send(`/log ${number} 15`)
  await sees(jonas, 'I do not know /log', { after: tried })
  const shown = jonas.send(`/ticket ${number}`)
  expect((await sees(jonas, `#${number}`, { after: shown })).text).not.toContain('15 min')
})
