// The people of the desk find any ticket by its words, in whichever language and form they were written; what is sensitive or was
// taken back is found by nobody.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, createDeskPeople, type DeskPeople, sees, telegramIds } from '../support/desk-people.ts'
import { startTestService, type TestService } from '../support/service.ts'

interface Hit {
  readonly ticket: number
  readonly summary: string
  readonly comment: string | null
  readonly internal: boolean
  readonly excerpt: string
}

let service: TestService
let people: DeskPeople

beforeAll(async () => {
  service = await startTestService()
  people = await createDeskPeople(service)
})

afterAll(() => service.stop())

async function open(summary: string, description: string, company = people.company): Promise<number> {
  const made = await service.api<{ number: number }>('POST', '/tickets', { company, summary, description, priority: 'low' })
  return made.number
}

async function comment(number: number, body: string, more: Record<string, unknown> = {}): Promise<string> {
  const author = { engineer: people.engineers.asta }
  return (await service.api<{ id: string }>('POST', `/tickets/${number}/comments`, { author, body, ...more })).id
}

const find = async (words: string) => (await service.api<{ items: Hit[] }>('GET', `/search?q=${encodeURIComponent(words)}`)).items
const numbers = async (words: string) => (await find(words)).map(({ ticket }) => ticket)

test('words in any form, codes and numbers, in the ticket or its comments, the better place first', async () => {
  const trunk = await open('Trunk registration fails', 'The carrier answers "SIP/2.0 503 Service Unavailable" to every call.')
  const audio = await open('One-way audio', 'Calls from mobile phones have no sound.')
  await comment(audio, 'The capture shows SIP 503 once, then RTP from 10.20.30.40 only.', { internal: true })
  expect(await numbers('SIP 503')).toEqual([trunk, audio])
  expect(await numbers('registrations failing')).toEqual([trunk])
  expect(await numbers('call phone')).toEqual([audio])
  expect(await numbers('10.20.30.40')).toEqual([audio])
  expect(await numbers('"have no sound"')).toEqual([audio])
  expect(await numbers('"phones mobile"')).toEqual([])
  const [hit] = await find('capture 503')
  expect(hit).toMatchObject({ ticket: audio, internal: true })
  expect(hit?.excerpt).toContain('SIP 503')
})

test('Lithuanian words in other cases, and typed without their letters', async () => {
  const lithuanian = await open('Neveikia skambučiai', 'Klientai negirdi vieni kitų per naująjį maršrutizatorių.')
  expect(await numbers('skambučių')).toEqual([lithuanian])
  expect(await numbers('klientas negirdi')).toEqual([lithuanian])
  expect(await numbers('skambuciai')).toEqual([lithuanian])
})

test('a ticket’s number finds it first; when nothing holds all the words, some will do; nothing is no fault', async () => {
  const first = await open('Voicemail greeting', 'It is silent')
  const second = await open('A follow-up', `See ticket ${first} about the greeting`)
  expect(await numbers(String(first))).toEqual([first, second])
  expect(await numbers(`#${first}`)).toEqual([first, second])
  expect(await numbers('voicemail xyzzy')).toEqual([first])
  expect(await numbers('xyzzy plugh')).toEqual([])
  for (const odd of ['', '   ', '"', '-', '& | ! ( )', "'; DROP TABLE ticket; --", '-voicemail'])
    expect(Array.isArray(await find(odd))).toBe(true)
})

test('what is sensitive, or was taken back, is found by nobody', async () => {
  const number = await open('Access', 'Access to the server')
  await comment(number, 'The password is hunterfish', { sensitive: true })
  const id = await comment(number, 'A wrongly placed marmalade')
  expect(await numbers('hunterfish')).toEqual([])
  expect(await numbers('marmalade')).toEqual([number])
  await service.db.sql(`UPDATE comment SET withdrawn_at = now() WHERE id = $1`, [id])
  expect(await numbers('marmalade')).toEqual([])
  expect(await service.db.sql(`SELECT FROM comment WHERE search::text LIKE '%hunterfish%'`)).toEqual([])
})

test('/find shows the place that fits, and a button opens the ticket; a client has no such command', async () => {
  const petras = await connect(service, telegramIds.petras, 'Petras')
  const jonas = await connect(service, telegramIds.jonas, 'Jonas')
  const number = await open('Echo in the headset', 'Since the update, echo on every second call of the Kaunas office.')
  const asked = petras.send('/find kaunas echo')
  const list = await sees(petras, /1 ticket, the best first/, { after: asked })
  expect(list.text).toContain(`#${number} Echo in the headset — Baltic Voice`)
  expect(list.text).toContain('Kaunas office')
  const pressed = petras.press(`#${number}`, { message: list })
  await sees(petras, 'Since the update, echo on every', { after: pressed })
  const none = petras.send('/find perpetuum xyzzy')
  await sees(petras, /Nothing is found for “perpetuum xyzzy”/, { after: none })
  const empty = petras.send('/find')
  await sees(petras, /What are you looking for/, { after: empty })
  const refused = jonas.send('/find echo')
  await sees(jonas, 'I do not know /find', { after: refused })
})
