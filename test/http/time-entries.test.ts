// Work done on tickets, as a CRM logs it: what is kept, what is refused and by which field, and how it is put right.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, fieldsOf, type HttpRig, type ProblemBody, startHttp } from './rig.ts'

let http: HttpRig
let engineer: string
let other: string
let ticket: number

beforeAll(async () => {
  http = await startHttp()
  const post = async (path: string, body: object) => (await http.post<{ id: string; number: number }>(path, body)).body
  engineer = (await post('/engineers', { name: 'Petras', role: 'engineer' })).id
  other = (await post('/engineers', { name: 'Ona', role: 'engineer' })).id
})
beforeEach(async () => {
  ticket = await open()
})
afterAll(() => http.end())

async function open(): Promise<number> {
  const company = (await http.post<{ id: string }>('/companies', { name: 'Baltic Voice' })).body.id
  const asked = { company, summary: 'No calls', description: 'No calls', priority: 'high', openedAt: '2026-11-20T08:00:00Z' }
  return (await http.post<{ number: number }>('/tickets', asked)).body.number
}

/** Each test has its own hour of the morning, because an engineer's time is one for all tickets. */
let hour = 0
beforeEach(() => {
  hour++
})
const at = (minute = 0) => new Date(Date.UTC(2026, 10, 21, hour, minute)).toISOString()
const log = (more: object = {}, number = ticket) =>
  http.post<Entry>(`/tickets/${number}/time-entries`, { engineer, startedAt: at(), seconds: 600, ...more })
const fields = (answer: Answer<unknown>) => fieldsOf(answer as Answer<ProblemBody>)

interface Entry {
  readonly id: string
  readonly seconds: number
  readonly correctedBy: string | null
}

test('an entry is kept with what it leaves out, and listed in the order it was logged', async () => {
  const first = await log({ note: 'the trunk' })
  expect(first.status).toBe(201)
  expect(first.body).toMatchObject({
    ...{ ticket, engineer, startedAt: at(), seconds: 600, level: 1, kind: 'support', task: null, quantity: null },
    ...{ afterHoursAgreed: null, billableAgreed: null, corrects: null, correctedBy: null, note: 'the trunk' },
  })
  const second = await log({
    startedAt: at(10),
    kind: 'fixed',
    task: 'installation',
    quantity: 3,
    billableAgreed: true,
    level: 2,
  })
  expect(second.body).toMatchObject({ kind: 'fixed', task: 'installation', quantity: 3, billableAgreed: true, level: 2 })
  const list = await http.get<{ items: Entry[] }>(`/tickets/${ticket}/time-entries`)
  expect(list.body.items.map(({ id }) => id)).toEqual([first.body.id, second.body.id])
})

test('a list longer than a page goes on at its cursor', async () => {
  for (const minute of [0, 1, 2]) await log({ startedAt: at(minute), seconds: 60 })
  const first = await http.get<{ items: Entry[]; nextCursor: string }>(`/tickets/${ticket}/time-entries?limit=2`)
  const rest = await http.get<{ items: Entry[]; nextCursor: null }>(
    `/tickets/${ticket}/time-entries?limit=2&cursor=${first.body.nextCursor}`,
  )
  expect([first.body.items.length, rest.body.items.length, rest.body.nextCursor]).toEqual([2, 1, null])
})

describe('refused, with the field that is to blame', () => {
  test.each([
    ['negative time', { seconds: -1 }, 400, 'seconds'],
    ['time in the future', { startedAt: '2999-01-01T00:00:00Z' }, 422, 'startedAt'],
    ['work that has not ended', { startedAt: new Date(Date.now() - 60_000).toISOString(), seconds: 86_400 }, 422, 'seconds'],
    ['before the ticket was opened', { startedAt: '2026-11-20T07:59:59Z' }, 422, 'startedAt'],
    ['an unknown task', { kind: 'fixed', task: 'gardening' }, 400, 'task'],
    ['fixed work without its task', { kind: 'fixed' }, 422, 'task'],
    ['two migrations in one', { kind: 'fixed', task: 'data-migration', quantity: 2 }, 422, 'quantity'],
    ['a level that is none', { level: 4 }, 400, 'level'],
    ['an unknown engineer', { engineer: '018f0000-0000-7000-8000-000000000000' }, 422, 'engineer'],
    ['a correction of nothing', { corrects: '018f0000-0000-7000-8000-000000000000' }, 422, 'corrects'],
  ])('%s', async (_, more, status, field) => {
    const answer = await log(more)
    expect([answer.status, fields(answer)]).toEqual([status, [field]])
  })
})

test('an engineer is not in two places, on one ticket or two; colleagues may work side by side', async () => {
  await log({ seconds: 600 })
  const second = await open()
  for (const number of [ticket, second]) {
    const overlapping = await log({ startedAt: at(9) }, number)
    expect([overlapping.status, fields(overlapping)]).toEqual([422, ['startedAt']])
    expect(JSON.stringify(overlapping.body)).toContain(String(ticket))
  }
  expect((await log({ startedAt: at(10) }, second)).status).toBe(201)
  expect((await log({ engineer: other })).status).toBe(201)
  expect((await log({ startedAt: at(5), seconds: 0 })).status).toBe(201)
})

test('of twenty that come at once for the same minutes, one is kept', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => log({ startedAt: at(index % 5), seconds: 1800 })))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 422]))
})

test('a correction takes the place of an entry, once, and may stand where that one stood', async () => {
  const wrong = (await log({ seconds: 3000 })).body
  const right = await log({ seconds: 300, corrects: wrong.id })
  expect(right.status).toBe(201)
  const again = await log({ seconds: 200, corrects: wrong.id })
  expect([again.status, fields(again)]).toEqual([422, ['corrects']])
  const { items } = (await http.get<{ items: Entry[] }>(`/tickets/${ticket}/time-entries`)).body
  expect(items.map(({ seconds, correctedBy }) => [seconds, correctedBy])).toEqual([
    [3000, right.body.id],
    [300, null],
  ])
  expect((await log({ startedAt: at(6) })).status).toBe(201)
})

test('an entry of another ticket cannot be corrected here', async () => {
  const entry = (await log()).body
  const answer = await log({ corrects: entry.id, startedAt: at(20) }, await open())
  expect([answer.status, fields(answer)]).toEqual([422, ['corrects']])
})
