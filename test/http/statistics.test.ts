// The report by the API: a small world whose figures are worked out by hand, and periods that make no sense.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bringInSmallWorld, type SmallWorld, smallWorldNow } from '../support/small-world.ts'
import { fieldsOf, type HttpRig, startHttp } from './rig.ts'

interface Times {
  readonly answered: number
  readonly averageSeconds: number | null
  readonly medianSeconds: number | null
  readonly percentile90Seconds: number | null
  readonly planAverageSeconds: number | null
}
interface Figures {
  readonly opened: number
  readonly firstResponse: Times
  readonly nextResponse: Times
  readonly kept: number
  readonly breached: number
  readonly keptShare: number | null
  readonly averageOpenSeconds: number | null
  readonly averageWaitingSeconds: number | null
}
interface Volumes {
  readonly opened: number
  readonly ended: number
  readonly open: number
}
interface Report {
  readonly from: string
  readonly to: string
  readonly volumes: Volumes & { readonly byPriority: Record<string, Volumes> }
  readonly total: Figures
  readonly byPlan: readonly (Figures & { readonly catalogue: string | null; readonly plan: string | null })[]
  readonly byCompany: readonly (Figures & { readonly company: string; readonly name: string })[]
  readonly byEngineer: readonly (Figures & { readonly engineer: string | null; readonly name: string | null })[]
  readonly byMonth: readonly (Figures & { readonly month: string })[]
  readonly breaches: readonly Record<string, unknown>[]
}

const minute = 60
const hour = 3600

let http: HttpRig
let world: SmallWorld
beforeAll(async () => {
  http = await startHttp()
  http.db.clock.now = smallWorldNow
  world = await bringInSmallWorld(async <T>(method: 'POST' | 'PATCH', path: string, body: object) => {
    const answer = await http.call<T>(method, path, body)
    expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
    return answer.body
  })
})
afterAll(() => http.end())

async function read(query: string): Promise<Report> {
  const { status, body } = await http.get<Report>(`/stats?${query}`)
  expect(status).toBe(200)
  return body
}

const november = 'from=2026-11-01&to=2026-11-30'

describe('November of the small world', () => {
  test('volumes count what was opened, what ended and what is open, by priority', async () => {
    const { from, to, volumes } = await read(november)
    expect([from, to]).toEqual(['2026-10-31T22:00:00.000Z', '2026-11-30T22:00:00.000Z'])
    expect(volumes).toEqual({
      opened: 6,
      ended: 3,
      open: 3,
      byPriority: {
        blocker: { opened: 1, ended: 0, open: 1 },
        high: { opened: 2, ended: 1, open: 1 },
        medium: { opened: 2, ended: 1, open: 1 },
        low: { opened: 1, ended: 1, open: 0 },
      },
    })
  })

  test('first responses are those that people gave: 5, 10, 20 and 210 minutes', async () => {
    const { total } = await read(november)
    expect(total.firstResponse).toEqual({
      answered: 4,
      averageSeconds: (245 * minute) / 4,
      medianSeconds: 15 * minute,
      percentile90Seconds: 210 * minute,
      planAverageSeconds: null,
    })
  })

  test('further responses count from the oldest unanswered message: 30 and 120 minutes', async () => {
    const { total } = await read(november)
    expect(total.nextResponse).toEqual({
      answered: 2,
      averageSeconds: 75 * minute,
      medianSeconds: 75 * minute,
      percentile90Seconds: 120 * minute,
      planAverageSeconds: 15 * minute,
    })
  })

  test('four promises were kept and three were not, one of which still runs', async () => {
    const { total } = await read(november)
    expect(total).toMatchObject({ opened: 6, kept: 4, breached: 3 })
    expect(total.keptShare).toBeCloseTo(4 / 7)
  })

  test('tickets were open for 306 hours in all, four of them waiting for the client', async () => {
    const { total } = await read(november)
    expect(total.averageOpenSeconds).toBe((306 * hour) / 6)
    expect(total.averageWaitingSeconds).toBe((4 * hour) / 6)
  })

  test('each plan stands beside the average that it names', async () => {
    const { byPlan } = await read(november)
    expect(byPlan.map(({ catalogue, plan, opened }) => [catalogue, plan, opened])).toEqual([
      ['kolmisoft', 'ENTERPRISE', 3],
      ['kolmisoft', 'PREMIUM', 2],
      ['kolmisoft', 'none', 1],
    ])
    const [enterprise, premium, none] = byPlan
    expect(enterprise?.firstResponse).toMatchObject({ answered: 3, averageSeconds: 75 * minute, planAverageSeconds: 15 * minute })
    expect(enterprise).toMatchObject({ kept: 4, breached: 1, keptShare: 0.8 })
    expect(premium?.firstResponse).toMatchObject({ answered: 0, averageSeconds: null, medianSeconds: null })
    expect(premium).toMatchObject({ kept: 0, breached: 2, keptShare: 0 })
    expect(none?.firstResponse).toMatchObject({ answered: 1, averageSeconds: 20 * minute, planAverageSeconds: null })
    expect(none).toMatchObject({ kept: 0, breached: 0, keptShare: null })
  })

  test('each company and engineer is named, and tickets that nobody has are counted too', async () => {
    const { byCompany, byEngineer } = await read(november)
    expect(byCompany.map(({ company, name, opened }) => [company, name, opened])).toEqual([
      [world.companies.enterprise, 'Baltic Voice', 3],
      [world.companies.premium, 'Nordic Calls', 2],
      [world.companies.none, 'Free Talk', 1],
    ])
    const hands = byEngineer.map(({ engineer, name, opened }) => ({ engineer, name, opened }))
    expect(hands).toHaveLength(3)
    expect(hands).toContainEqual({ engineer: null, name: null, opened: 4 })
    expect(hands).toContainEqual({ engineer: world.engineers.petras, name: 'Petras Jankauskas', opened: 1 })
    expect(hands).toContainEqual({ engineer: world.engineers.asta, name: 'Asta Vaitkutė', opened: 1 })
  })

  test('what was missed is told with how late it was in working time, the latest due first', async () => {
    const { breaches } = await read(november)
    const missed = (ticket: number, dueAt: string, stoppedAt: string | null, lateSeconds: number) =>
      expect.objectContaining({ ticket, kind: 'first-response', dueAt, stoppedAt, lateSeconds, reason: null })
    expect(breaches).toEqual([
      missed(world.tickets.overdue, '2026-11-23T08:00:00.000Z', null, hour),
      missed(world.tickets.ignored, '2026-11-17T09:00:00.000Z', '2026-11-17T10:30:00.000Z', 1.5 * hour),
      missed(world.tickets.late, '2026-11-16T07:00:00.000Z', '2026-11-16T08:30:00.000Z', 1.5 * hour),
    ])
  })
})

describe('periods', () => {
  test('months are those of Vilnius, and add up to the whole', async () => {
    const { byMonth, total } = await read('from=2026-10-01&to=2026-11-30')
    expect(byMonth.map(({ month, opened }) => [month, opened])).toEqual([
      ['2026-10', 1],
      ['2026-11', 6],
    ])
    expect(total.opened).toBe(7)
  })

  test('an instant is exact: the ticket opened on it is in, the one opened at the end is not', async () => {
    const { volumes } = await read('from=2026-11-16T08:00:00Z&to=2026-11-17T07:00:00Z')
    expect(volumes).toMatchObject({ opened: 1, ended: 1 })
  })

  test('a single day is counted whole, and what ended later was open at its end', async () => {
    const { volumes } = await read('from=2026-11-16&to=2026-11-16')
    expect(volumes).toMatchObject({ opened: 1, ended: 1, open: 1 })
    expect((await read('from=2026-11-17&to=2026-11-17')).volumes).toMatchObject({ opened: 1, ended: 1, open: 1 })
  })

  test('a time without tickets has counts of nought and no averages', async () => {
    const { total, byPlan, byMonth, breaches } = await read('from=2025-01-01&to=2025-01-31')
    expect(total).toMatchObject({ opened: 0, kept: 0, breached: 0, keptShare: null, averageOpenSeconds: null })
    expect(total.firstResponse).toMatchObject({ answered: 0, averageSeconds: null })
    expect([byPlan, breaches, byMonth.length]).toEqual([[], [], 1])
  })

  test.each([
    ['nothing at all', '', ['from', 'to']],
    ['no end', 'from=2026-11-01', ['to']],
    ['an end before its beginning', 'from=2026-11-02&to=2026-11-01', ['to']],
    ['no time at all', 'from=2026-11-02T10:00:00Z&to=2026-11-02T10:00:00Z', ['to']],
    ['a day that does not exist', 'from=2026-02-30&to=2026-11-01', ['from']],
    ['a time without its zone', 'from=2026-11-01T10:00:00&to=2026-11-02', ['from']],
    ['more than ten years', 'from=2010-01-01&to=2026-11-01', ['to']],
    ['a time that is yet to come', 'from=2027-01-01&to=2027-02-01', ['from']],
    ['words', 'from=yesterday&to=today', ['from', 'to']],
    ['something else besides', `${november}&company=1`, ['company']],
  ])('%s is refused, with the field that is to blame', async (_what, query, fields) => {
    const answer = await http.get(`/stats?${query}`)
    expect(answer.status).toBe(400)
    expect(fieldsOf(answer)).toEqual(fields)
  })
})

test('an answer in the moment of the end is an answer: history often comes to the minute', async () => {
  const at = '2024-03-05T09:10:00Z'
  const words = { summary: 'Old', description: 'Old', priority: 'high', openedAt: '2024-03-05T09:00:00Z' }
  const { number } = (await http.post<{ number: number }>('/tickets', { company: world.companies.none, ...words })).body
  await http.post(`/tickets/${number}/comments`, { author: { engineer: world.engineers.asta }, body: 'Done', at })
  await http.patch(`/tickets/${number}`, { status: 'closed', at })
  const { total } = await read('from=2024-03-01&to=2024-03-31')
  expect(total.firstResponse).toMatchObject({ answered: 1, averageSeconds: 10 * minute })
})
