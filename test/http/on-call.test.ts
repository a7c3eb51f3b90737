// The rota by the API: rules and swaps in and out, who is on call by them, and what is refused with nothing stored.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fieldsOf, type HttpRig, linkChat, startHttp } from './rig.ts'

interface OnCall {
  readonly at: string
  readonly rungs: readonly {
    readonly rung: number
    readonly engineer: { readonly name: string } | null
    readonly until: string | null
    readonly next: { readonly name: string } | null
  }[]
  readonly gaps: readonly { readonly from: string; readonly to: string }[]
}

interface Made {
  readonly id: string
}

let http: HttpRig
let petras: string
let asta: string

beforeAll(async () => {
  http = await startHttp()
})
beforeEach(async () => {
  await http.db.clear()
  petras = await engineer('Petras')
  asta = await engineer('Asta')
})
afterAll(() => http.end())

async function engineer(name: string): Promise<string> {
  return (await http.post<Made>('/engineers', { name, role: 'engineer' })).body.id
}

/** Each working day from 18:00 to 08:00, from Monday 23 November 2026 on. */
const nights = {
  weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  from: '18:00',
  to: '08:00',
  startsOn: '2026-11-23',
}

async function onCallAt(at: string): Promise<OnCall> {
  return (await http.get<OnCall>(`/on-call?at=${at}`)).body
}

const stored = () => http.db.sql('SELECT 1 FROM on_call_rule UNION ALL SELECT 1 FROM on_call_swap')

describe('rules', () => {
  test('say who is on call, until when, who comes then, and when nobody is', async () => {
    const made = await http.post('/on-call/rules', { engineer: petras, ...nights })
    expect(made).toMatchObject({
      status: 201,
      body: { engineer: petras, rung: 1, ...nights, everyWeeks: 1, endsOn: null },
    })
    await http.post('/on-call/rules', { engineer: asta, rung: 2, ...nights, from: '00:00', to: '24:00', weekdays: ['saturday'] })
    const night = await onCallAt('2026-11-24T01:00:00Z')
    expect(night.rungs).toEqual([
      { rung: 1, engineer: { id: petras, name: 'Petras' }, until: '2026-11-24T06:00:00.000Z', next: null },
      { rung: 2, engineer: null, until: '2026-11-27T22:00:00.000Z', next: { id: asta, name: 'Asta' } },
    ])
    expect(night.gaps[0]).toEqual({ from: '2026-11-24T06:00:00.000Z', to: '2026-11-24T16:00:00.000Z' })
    expect(night.gaps.at(-1)?.to).toBe('2026-12-07T16:00:00.000Z')
  })

  test('are listed, and taken out once', async () => {
    const { body } = await http.post<Made>('/on-call/rules', { engineer: petras, ...nights, everyWeeks: 2, endsOn: '2026-12-31' })
    const listed = await http.get<{ items: readonly object[] }>('/on-call/rules')
    expect(listed.body.items).toEqual([{ ...body, everyWeeks: 2, endsOn: '2026-12-31' }])
    const gone = await http.call('DELETE', `/on-call/rules/${body.id}`)
    expect([gone.status, gone.body]).toEqual([200, listed.body.items[0]])
    expect((await http.call('DELETE', `/on-call/rules/${body.id}`)).status).toBe(404)
    expect((await onCallAt('2026-11-24T01:00:00Z')).rungs[0]).toEqual({ rung: 1, engineer: null, until: null, next: null })
  })

  test('of somebody who left count for nothing', async () => {
    await http.post('/on-call/rules', { engineer: petras, ...nights })
    await http.patch(`/engineers/${petras}`, { active: false })
    expect((await onCallAt('2026-11-24T01:00:00Z')).rungs[0]?.engineer).toBeNull()
  })

  test.each([
    ['a date that does not exist', { startsOn: '2026-02-30' }, 400, 'startsOn'],
    ['an end before the start', { endsOn: '2026-11-22' }, 422, 'endsOn'],
    ['no weekday', { weekdays: [] }, 400, 'weekdays'],
    ['a weekday twice', { weekdays: ['monday', 'monday'] }, 400, 'weekdays'],
    ['a day that is none', { weekdays: ['someday'] }, 400, 'weekdays.0'],
    ['a time that is none', { from: '25:00' }, 400, 'from'],
    ['a beginning at the very end of the day', { from: '24:00' }, 400, 'from'],
    ['a third rung', { rung: 3 }, 400, 'rung'],
    ['every nought weeks', { everyWeeks: 0 }, 400, 'everyWeeks'],
    ['nobody we know', { engineer: '00000000-0000-7000-8000-000000000000' }, 422, 'engineer'],
  ])('with %s are refused, and nothing is stored', async (_title, change, status, field) => {
    const answer = await http.post('/on-call/rules', { engineer: petras, ...nights, ...change })
    expect([answer.status, fieldsOf(answer)]).toEqual([status, [field]])
    expect(await stored()).toHaveLength(0)
  })
})

describe('swaps', () => {
  const saturday = { from: '2026-11-28T16:00:00Z', to: '2026-11-29T06:00:00Z' }

  test('go before the rules, the newest first, and can be taken back', async () => {
    await http.post('/on-call/rules', { engineer: petras, ...nights, weekdays: ['saturday'] })
    const first = await http.post<Made>('/on-call/swaps', { engineer: asta, ...saturday })
    expect([first.status, first.body]).toEqual([
      201,
      { id: first.body.id, engineer: asta, rung: 1, from: '2026-11-28T16:00:00.000Z', to: '2026-11-29T06:00:00.000Z' },
    ])
    const again = await http.post<Made>('/on-call/swaps', { engineer: petras, from: '2026-11-28T20:00:00Z', to: saturday.to })
    const whoAt = async (at: string) => (await onCallAt(at)).rungs[0]?.engineer?.name
    expect([await whoAt('2026-11-28T17:00:00Z'), await whoAt('2026-11-28T21:00:00Z')]).toEqual(['Asta', 'Petras'])
    await http.call('DELETE', `/on-call/swaps/${again.body.id}`)
    expect(await whoAt('2026-11-28T21:00:00Z')).toBe('Asta')
    const listed = await http.get<{ items: readonly Made[] }>('/on-call/swaps')
    expect(listed.body.items.map(({ id }) => id)).toEqual([first.body.id])
  })

  test('are told to those they concern, once each', async () => {
    await linkChat(http.db, { engineerId: petras })
    await linkChat(http.db, { engineerId: asta })
    await http.post('/on-call/rules', { engineer: petras, ...nights, weekdays: ['saturday'] })
    const key = { 'idempotency-key': 'swap-1' }
    const { body } = await http.post<Made>('/on-call/swaps', { engineer: asta, ...saturday }, key)
    await http.post('/on-call/swaps', { engineer: asta, ...saturday }, key)
    const words = 'Asta is on call (first) from Sat 28 Nov 18:00 to Sun 29 Nov 08:00.'
    const told = (await http.said()).filter(({ kind }) => kind === 'on-call.swap')
    expect(told.map(({ engineerId, text }) => [engineerId, text]).sort()).toEqual(
      [
        [asta, words],
        [petras, words],
      ].sort(),
    )
    await http.call('DELETE', `/on-call/swaps/${body.id}`)
    expect((await http.said()).filter(({ text }) => text.includes('not on call'))).toHaveLength(2)
  })

  test.each([
    ['that end before they begin', { from: saturday.to, to: saturday.from }, 422, 'to'],
    ['that are over', { from: '2026-11-21T16:00:00Z', to: '2026-11-22T06:00:00Z' }, 422, 'to'],
    ['of half a year', { from: saturday.from, to: '2027-05-29T06:00:00Z' }, 422, 'to'],
    ['without an instant', { from: '2026-11-28', to: saturday.to }, 400, 'from'],
  ])('%s are refused, and nothing is stored', async (_title, times, status, field) => {
    const answer = await http.post('/on-call/swaps', { engineer: asta, ...times })
    expect([answer.status, fieldsOf(answer)]).toEqual([status, [field]])
    expect(await stored()).toHaveLength(0)
  })
})

test('asking for a time that is none is refused; without one it is now', async () => {
  expect((await http.get('/on-call?at=yesterday')).status).toBe(400)
  expect((await http.get<OnCall>('/on-call')).body.at).toBe(http.db.clock.now.toISOString())
})
