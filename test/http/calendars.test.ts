import { afterAll, beforeAll, expect, test } from 'vitest'
import { fieldsOf, type HttpRig, startHttp } from './rig.ts'

interface Day {
  readonly day: string
  readonly windows: readonly { readonly opens: string; readonly closes: string }[]
  readonly special: boolean
  readonly holiday: string | null
}

let http: HttpRig
beforeAll(async () => {
  http = await startHttp()
})
afterAll(() => http.end())

function deadline(catalogue: string, from: string, minutes: string | number) {
  return http.get<{ at: string }>(`/calendars/${catalogue}/deadline?from=${from}&minutes=${minutes}`)
}

function elapsed(catalogue: string, from: string, to: string) {
  return http.get<{ minutes: number }>(`/calendars/${catalogue}/elapsed?from=${from}&to=${to}`)
}

test.each([
  ['two hours inside a day', 'kolmisoft', '2026-11-23T08:00:00Z', 120, '2026-11-23T10:00:00.000Z'],
  ['over the night', 'kolmisoft', '2026-11-23T15:00:00Z', 120, '2026-11-24T07:00:00.000Z'],
  ['exactly at closing time', 'kolmisoft', '2026-11-23T14:00:00Z', 120, '2026-11-23T16:00:00.000Z'],
  ['from a Saturday', 'kolmisoft', '2026-11-21T12:00:00Z', 1, '2026-11-23T06:01:00.000Z'],
  ['over Christmas', 'kolmisoft', '2026-12-23T15:30:00Z', 60, '2026-12-28T06:30:00.000Z'],
  ['nothing at all while closed', 'kolmisoft', '2026-11-21T12:00:00Z', 0, '2026-11-23T06:00:00.000Z'],
  ['at a fixed offset, without holidays', 'kolmisoft-legacy', '2026-12-24T15:30:00Z', 60, '2026-12-25T07:30:00.000Z'],
  ['three working days of a packet', 'mizutech', '2026-11-24T08:00:00Z', 1800, '2026-11-27T08:00:00.000Z'],
])('a deadline is counted in working minutes: %s', async (_, catalogue, from, minutes, at) => {
  expect((await deadline(catalogue, from, minutes)).body.at).toBe(at)
})

test.each([
  ['a whole day', '2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z', 600],
  ['a weekend', '2026-11-21T00:00:00Z', '2026-11-22T20:00:00Z', 0],
  ['rounded down', '2026-11-23T08:00:00Z', '2026-11-23T08:01:59.999Z', 1],
  ['no time at all', '2026-11-23T08:00:00Z', '2026-11-23T08:00:00Z', 0],
])('open time between two instants is told in whole minutes: %s', async (_, from, to, minutes) => {
  expect((await elapsed('kolmisoft', from, to)).body).toEqual({ minutes })
})

test.each([
  ['reversed', 'elapsed?from=2026-11-24T08:00:00Z&to=2026-11-23T08:00:00Z', 'to'],
  ['negative', 'deadline?from=2026-11-23T08:00:00Z&minutes=-5', 'minutes'],
  ['not whole', 'deadline?from=2026-11-23T08:00:00Z&minutes=1.5', 'minutes'],
  ['no number', 'deadline?from=2026-11-23T08:00:00Z&minutes=', 'minutes'],
  ['beyond the calendar', 'deadline?from=2026-11-23T08:00:00Z&minutes=999999999', 'minutes'],
  ['absurd', 'deadline?from=2026-11-23T08:00:00Z&minutes=99999999999999999999', 'minutes'],
  ['before the calendar', 'deadline?from=1999-11-23T08:00:00Z&minutes=5', 'from'],
  ['an end beyond the calendar', 'elapsed?from=2026-11-23T08:00:00Z&to=2200-01-01T00:00:00Z', 'to'],
  ['a day that does not exist', 'deadline?from=2026-02-30T08:00:00Z&minutes=5', 'from'],
  ['not UTC', 'deadline?from=2026-11-23T08:00:00%2B02:00&minutes=5', 'from'],
  ['missing', 'elapsed?from=2026-11-23T08:00:00Z', 'to'],
])('a question that makes no sense is refused by name: %s', async (_, question, field) => {
  const refused = await http.get(`/calendars/kolmisoft/${question}`)
  expect([refused.status, fieldsOf(refused)]).toEqual([400, [field]])
  expect(refused.headers.get('content-type')).toContain('application/problem+json')
})

test('a catalogue that does not exist has no calendar', async () => {
  expect((await deadline('nobody', '2026-11-23T08:00:00Z', 5)).status).toBe(404)
  expect((await http.get('/calendars/nobody/days/2026-11-23')).status).toBe(404)
})

test('a date can be closed, or given hours of its own, and be as any other again', async () => {
  const day = '/calendars/kolmisoft/days/2026-12-31'
  expect((await http.get<Day>(day)).body).toMatchObject({ windows: [{ opens: '08:00', closes: '18:00' }], special: false })
  const short = await http.call<Day>('PUT', day, { windows: [{ opens: '08:00', closes: '12:00' }] })
  expect([short.status, short.body]).toMatchObject([200, { windows: [{ opens: '08:00', closes: '12:00' }], special: true }])
  expect((await deadline('kolmisoft', '2026-12-31T09:30:00Z', 60)).body.at).toBe('2027-01-04T06:30:00.000Z')
  expect((await deadline('mizutech', '2026-12-31T09:30:00Z', 60)).body.at).toBe('2026-12-31T10:30:00.000Z')
  await http.call('PUT', day, { windows: [] })
  expect((await elapsed('kolmisoft', '2026-12-31T00:00:00Z', '2026-12-31T20:00:00Z')).body.minutes).toBe(0)
  const cleared = await http.call<Day>('DELETE', day)
  expect([cleared.status, cleared.body]).toMatchObject([200, { windows: [{ opens: '08:00', closes: '18:00' }], special: false }])
  expect((await http.call('DELETE', day)).status).toBe(200)
})

test('a holiday is told by its name, and may be worked', async () => {
  const day = '/calendars/kolmisoft/days/2026-12-24'
  expect((await http.get<Day>(day)).body).toMatchObject({ windows: [], special: false, holiday: expect.stringMatching(/\w/) })
  await http.call('PUT', day, { windows: [{ opens: '10:00', closes: '12:00' }] })
  expect((await elapsed('kolmisoft', '2026-12-24T00:00:00Z', '2026-12-24T20:00:00Z')).body.minutes).toBe(120)
  await http.call('DELETE', day)
})

test.each([
  ['an end before its beginning', '2026-12-31', [{ opens: '12:00', closes: '08:00' }], 'windows.0.closes'],
  [
    'windows that overlap',
    '2026-12-31',
    [
      { opens: '08:00', closes: '12:00' },
      { opens: '11:00', closes: '18:00' },
    ],
    'windows.1.opens',
  ],
  ['no time of day', '2026-12-31', [{ opens: '8:00', closes: '25:00' }], 'windows.0.opens'],
  ['a window that touches a clock change', '2026-03-29', [{ opens: '03:30', closes: '08:00' }], 'windows.0.opens'],
  ['an hour that comes twice', '2026-10-25', [{ opens: '00:00', closes: '03:30' }], 'windows.0.closes'],
  ['a date that does not exist', '2026-02-30', [], 'day'],
  ['a date outside of the calendar', '2150-01-01', [], 'day'],
])('hours that cannot be are refused by name, and nothing is stored: %s', async (_, day, windows, field) => {
  const refused = await http.call('PUT', `/calendars/kolmisoft/days/${day}`, { windows })
  expect(refused.status).toBe(400)
  expect(fieldsOf(refused)).toContain(field)
  expect(await http.db.sql('SELECT FROM calendar_day')).toHaveLength(0)
})

test('what a clock change does to a window is said in words', async () => {
  const refused = await http.call('PUT', '/calendars/kolmisoft/days/2026-03-29', {
    windows: [{ opens: '03:30', closes: '08:00' }],
  })
  expect(JSON.stringify(refused.body)).toContain('03:30 does not exist on 2026-03-29')
})
