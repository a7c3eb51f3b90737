// What is charged, in tables: every packet's limits and prices as RULES 3 print them, the ends of months, the changes of the clock,
// late entries, pairs of currencies, and terms that change.
import { describe, expect, test } from 'vitest'
import { chargesOf, countThrough } from '../../src/domain/billing.ts'
import type { BilledEntry, BilledTicket } from '../../src/domain/billing-facts.ts'
import { differenceOf, totalsOf } from '../../src/domain/charge.ts'
import { type BillingWorld, createBillingWorld } from '../support/billing-world.ts'

const agreed = { billableAgreed: true, afterHoursAgreed: true }
const hours = (count: number) => count * 3600
const open = (day: string) => new Date(`${day}T08:00:00Z`)
const months = (first: string, count: number) =>
  Array.from({ length: count }, (_, n) =>
    new Date(Date.UTC(Number(first.slice(0, 4)), Number(first.slice(5)) - 1 + n)).toISOString().slice(0, 7),
  )
const kinds = ({ facts }: BillingWorld, month: string) =>
  chargesOf(facts, month).map(({ kind, quantity, amountCents }) => [kind, quantity, amountCents])
const incidents = ({ facts }: BillingWorld, through: string) =>
  countThrough(facts, through)
    .charges.filter(({ kind }) => kind === 'incident')
    .map(({ amountCents }) => amountCents)

/** Packet, level, a month's requests and hours, a period's, and the months of a period. */
const limits: readonly [string, 1 | 3, readonly [number, number] | null, readonly [number, number], number][] = [
  ['softswitch Minimal', 1, null, [3, 2], 3],
  ['softswitch Standard', 1, [3, 1], [10, 10], 12],
  ['softswitch Standard', 3, [1, 1], [3, 3], 12],
  ['softswitch Advanced', 1, [6, 6], [20, 20], 12],
  ['softswitch Advanced', 3, [2, 2], [6, 6], 12],
  ['softswitch Dedicated Gold', 1, [20, 20], [50, 50], 24],
  ['softswitch Dedicated Gold', 3, [5, 5], [15, 15], 24],
  ['gateways Basic', 1, null, [2, 1], 1],
  ['gateways Standard', 1, null, [4, 2], 12],
  ['gateways Standard', 3, null, [1, 1], 12],
  ['gateways Advanced', 1, [4, 2], [10, 5], 12],
  ['gateways Advanced', 3, [2, 1], [4, 4], 12],
  ['gateways Dedicated', 1, [20, 10], [80, 50], 24],
  ['gateways Dedicated', 3, [4, 2], [20, 10], 24],
  ['PBX Basic', 1, null, [5, 3], 1],
  ['PBX Standard', 1, [5, 3], [15, 10], 12],
  ['PBX Standard', 3, [2, 1], [6, 6], 12],
  ['PBX Dedicated', 1, [20, 10], [80, 80], 24],
  ['PBX Dedicated', 3, [4, 2], [20, 10], 24],
]
const priceOf = { 1: 9000, 3: 20_000 } as const

function packet(plan: string, startsOn = '2026-02-01', endsOn: string | null = null): BillingWorld {
  const world = createBillingWorld('mizutech')
  world.subscription(plan, startsOn, { endsOn })
  return world
}

/** A request of a packet on the n-th minute of a day, with work on it. */
function ask(world: BillingWorld, plan: string, day: string, work: Partial<BilledEntry>, n = 0): void {
  const openedAt = new Date(open(day).getTime() + n * 60_000)
  world.work(world.ticket({ plan, openedAt, ...agreed }), openedAt.toISOString(), work)
}

describe('packets as they are printed', () => {
  test.each(limits)(
    '%s, level %d: its number of requests, and the next one is an incident (D13)',
    (plan, level, month, period) => {
      const world = packet(plan)
      const [requests] = month ?? period
      for (let n = 0; n < requests; n++) ask(world, plan, '2026-02-02', { seconds: 1, level }, n)
      expect(incidents(world, '2026-02')).toEqual([])
      ask(world, plan, '2026-02-03', { seconds: 1, level })
      expect(incidents(world, '2026-02')).toEqual([priceOf[level]])
    },
  )

  test.each(limits)(
    '%s, level %d: its hours to the second, and the next one is an incident (D14)',
    (plan, level, month, period) => {
      const world = packet(plan)
      const [, time] = month ?? period
      ask(world, plan, '2026-02-02', { seconds: hours(time), level })
      expect(incidents(world, '2026-02')).toEqual([])
      ask(world, plan, '2026-02-05', { seconds: 1, level })
      expect(incidents(world, '2026-02')).toEqual([priceOf[level]])
    },
  )

  const both = limits.filter(([, , month]) => month !== null)
  test.each(both)(
    '%s, level %d: the requests of its period, however they are spread over the months',
    (plan, level, month, period) => {
      const world = packet(plan)
      const perMonth = month?.[0] ?? 0
      let left = period[0]
      for (const name of months('2026-02', Math.ceil(period[0] / perMonth))) {
        for (let n = 0; n < Math.min(perMonth, left); n++) ask(world, plan, `${name}-02`, { seconds: 1, level }, n)
        left -= perMonth
      }
      expect(incidents(world, '2027-12')).toEqual([])
      ask(world, plan, '2026-12-10', { seconds: 1, level })
      expect(incidents(world, '2027-12')).toEqual([priceOf[level]])
    },
  )

  test.each(both)(
    '%s, level %d: the hours of its period, however they are spread over the months',
    (plan, level, month, period) => {
      const world = packet(plan)
      const perMonth = month?.[1] ?? 0
      let left = period[1]
      // One request each month, and not more of them than the period has.
      for (const name of months('2026-02', Math.ceil(period[1] / perMonth))) {
        if (left === period[1] || perMonth > 0)
          ask(world, plan, `${name}-02`, { seconds: hours(Math.min(perMonth, left)), level })
        left -= perMonth
      }
      const requestsAsked = Math.ceil(period[1] / perMonth)
      const before = incidents(world, '2027-12').length
      expect(before).toBe(Math.max(0, requestsAsked - period[0]))
      ask(world, plan, '2027-01-10', { seconds: 1, level })
      expect(incidents(world, '2027-12').length).toBe(before + 1)
    },
  )

  test.each([
    ['softswitch Minimal', 0, 0],
    ['softswitch Standard', 140_000, 140_000],
    ['softswitch Advanced', 490_000, 490_000],
    ['softswitch Dedicated Gold', 890_000, 890_000],
    ['gateways Standard', 0, 90_000],
    ['gateways Advanced', 0, 170_000],
    ['gateways Dedicated', 0, 350_000],
    ['PBX Basic', 90_000, 90_000],
    ['PBX Standard', 290_000, 290_000],
    ['PBX Dedicated', 1_200_000, 1_200_000],
  ])('%s costs %d cents, and %d for each further period and each extension', (plan, first, further) => {
    const period = limits.find(([name]) => name === plan)?.[4] ?? 0
    const world = packet(plan, '2026-02-15', '2032-02-14')
    const paid = (month: string) => kinds(world, month).map(([, , cents]) => cents)
    const [next = ''] = months('2026-02', period + 1).slice(-1)
    expect([paid('2026-02'), paid(next)]).toEqual([first === 0 ? [] : [first], further === 0 ? [] : [further]])
    const extended = packet(plan, '2026-02-15', '2026-12-31')
    extended.subscription(plan, '2026-02-20', { endsOn: '2026-12-31', extendsId: extended.facts.subscriptions[0]?.id ?? '' })
    const sum = totalsOf(chargesOf(extended.facts, '2026-02')).map(({ amountCents }) => amountCents)
    expect(sum).toEqual(first + further === 0 ? [] : [first + further])
  })

  test('a new period has its limits again, from its own first day', () => {
    const world = packet('gateways Standard', '2026-02-15', '2028-02-14')
    for (const [day, count] of [
      ['2027-02-14', 4],
      ['2027-02-15', 4],
    ] as const)
      for (let n = 0; n < count; n++) ask(world, 'gateways Standard', day, { seconds: 1 }, n)
    expect(incidents(world, '2027-02')).toEqual([])
    ask(world, 'gateways Standard', '2028-02-14', { seconds: 1 })
    expect(incidents(world, '2028-02')).toEqual([9000])
  })

  test.each([
    ['2026-01-31', 1, '2026-02-28', '2026-03-01'],
    ['2026-03-31', 1, '2026-04-30', '2026-05-01'],
    ['2028-01-30', 1, '2028-02-29', '2028-03-01'],
    ['2026-02-28', 12, '2027-02-27', '2027-02-28'],
  ])('a period from %s of %d months lasts to %s, and the next begins on %s', (startsOn, period, last, next) => {
    const plan = period === 1 ? 'gateways Basic' : 'gateways Standard'
    const most = period === 1 ? 2 : 4
    const world = packet(plan, startsOn, '2030-12-31')
    for (const day of [last, next]) for (let n = 0; n < most; n++) ask(world, plan, day, { seconds: 1 }, n)
    expect(incidents(world, '2030-12')).toEqual([])
    ask(world, plan, next, { seconds: 1 }, most)
    expect(incidents(world, '2030-12')).toEqual([9000])
  })

  test('an extension’s limits are there on its days, and no longer', () => {
    const world = packet('PBX Basic', '2026-02-01', '2026-02-28')
    world.subscription('PBX Basic', '2026-02-10', { endsOn: '2026-02-20', extendsId: world.facts.subscriptions[0]?.id ?? '' })
    for (let n = 0; n < 10; n++) ask(world, 'PBX Basic', '2026-02-11', { seconds: 1 }, n)
    expect(incidents(world, '2026-02')).toEqual([])
    ask(world, 'PBX Basic', '2026-02-21', { seconds: 1 })
    expect(incidents(world, '2026-02')).toEqual([9000])
  })

  test('a packet covers its ticket after its end (D8), with what was left of its last month’s and period’s limits', () => {
    const world = packet('PBX Basic', '2026-02-01', '2026-02-28')
    const ticket = world.ticket({ plan: 'PBX Basic', openedAt: open('2026-02-27'), ...agreed })
    world.work(ticket, '2026-04-07T08:00:00Z', { seconds: hours(3) })
    expect(incidents(world, '2026-04')).toEqual([])
    world.work(ticket, '2026-04-09T08:00:00Z', { seconds: 60 })
    expect(incidents(world, '2026-04')).toEqual([9000])
  })

  test.each([
    ['both levels beyond their time: one is agreed on the ticket, the other is not', {}, [9000]],
    ['both levels beyond their time, the further one agreed by its entry', { billableAgreed: true }, [9000, 20_000]],
  ])('a request with %s', (_, onEntry, expected) => {
    const world = packet('PBX Standard')
    const ticket = world.ticket({ plan: 'PBX Standard', openedAt: open('2026-02-02'), ...agreed })
    world.work(ticket, '2026-02-02T08:00:00Z', { seconds: hours(3) + 60 })
    world.work(ticket, '2026-02-04T08:00:00Z', { seconds: hours(1) + 60, level: 3, ...onEntry })
    expect(incidents(world, '2026-02')).toEqual(expected)
  })

  test('a request raised to a level that its packet does not have leaves its first hours with the packet', () => {
    const world = packet('PBX Basic')
    const ticket = world.ticket({ plan: 'PBX Basic', openedAt: open('2026-02-02'), ...agreed })
    world.work(ticket, '2026-02-02T08:00:00Z', { seconds: hours(1) })
    world.work(ticket, '2026-02-03T08:00:00Z', { seconds: hours(1), level: 3 })
    expect(incidents(world, '2026-02')).toEqual([20_000])
  })

  test('a duplicate that was merged is no request of its own; a bug alone neither', () => {
    const world = packet('gateways Basic')
    const ticket = (more: Partial<BilledTicket>) =>
      world.ticket({ plan: 'gateways Basic', openedAt: open('2026-02-02'), ...agreed, ...more })
    ticket({ isDuplicate: true })
    world.work(ticket({}), '2026-02-02T08:00:00Z', { kind: 'bug' })
    for (let n = 0; n < 2; n++) ask(world, 'gateways Basic', '2026-02-03', { seconds: 1 }, n)
    expect(incidents(world, '2026-02')).toEqual([])
  })

  test('all work within an incident’s hour stands with it', () => {
    const world = createBillingWorld('mizutech')
    const ticket = world.ticket(agreed)
    const entries = ['08:00', '09:00'].map((time) => world.work(ticket, `2026-02-02T${time}:00Z`, { seconds: 600 }))
    expect(chargesOf(world.facts, '2026-02')).toMatchObject([{ kind: 'incident', entries }])
  })
})

describe('the ends of months, on the wall in Vilnius', () => {
  test.each([
    ['the last minute of January', '2026-01-31T21:59:00Z', 60, ['2026-01']],
    ['the first minute of February', '2026-01-31T22:00:00Z', 60, ['2026-02']],
    ['a minute before and after midnight', '2026-01-31T21:59:00Z', 120, ['2026-01']],
    ['the first minute of summer time’s April', '2026-03-31T21:00:00Z', 60, ['2026-04']],
    ['the first minute of winter time’s November', '2026-10-31T22:00:00Z', 60, ['2026-11']],
    ['the last minute of the year', '2026-12-31T21:59:00Z', 60, ['2026-12']],
    ['an hour from before midnight to after it, of which both parts are a begun hour', '2026-01-31T21:30:00Z', 3600, ['2026-01']],
    ['two hours from before midnight to after it', '2026-01-31T21:30:00Z', 7200, ['2026-01', '2026-02']],
    ['half a second before midnight counts from its full second', '2026-01-31T21:59:59.500Z', 60, ['2026-02']],
  ])('%s', (_, at, seconds, expected) => {
    const world = createBillingWorld()
    world.work(world.ticket(agreed), at, { seconds })
    const charged = ['2025-12', ...months('2026-01', 13)].filter((month) => chargesOf(world.facts, month).length > 0)
    expect(charged).toEqual(expected)
  })

  test('one use over midnight takes from the allowance of each month, is rounded once, and has one fee', () => {
    const world = createBillingWorld('kolmisoft-legacy')
    const id = world.allowance({ secondsPerMonth: 100, roundBySeconds: 60, connectionFeeCents: 7, priceCents: 0 })
    world.work(world.ticket({ ...agreed, plan: 'FREE' }), '2026-01-31T21:59:00Z', { seconds: 90 })
    expect(['2026-01', '2026-02'].map((month) => countThrough(world.facts, month).used.get(id))).toEqual([60, 60])
    expect(['2026-01', '2026-02'].map((month) => kinds(world, month))).toEqual([[['connectionFee', 1, 7]], []])
  })

  test('an allowance that begins with the month of the second part has its fee, and covers that part', () => {
    const world = createBillingWorld('kolmisoft-legacy')
    world.allowance({ startsOn: '2026-02-01', secondsPerMonth: 3600, connectionFeeCents: 7, priceCents: 0 })
    world.work(world.ticket({ ...agreed, plan: 'FREE' }), '2026-01-31T21:30:00Z', { seconds: 3600 })
    expect(['2026-01', '2026-02'].map((month) => kinds(world, month))).toEqual([
      [['hourly', 0.5, 2500]],
      [['connectionFee', 1, 7]],
    ])
  })

  test.each([
    ['2026-01-31', null, '2026-01-31', ['2026-01', '2026-02', '2026-03']],
    ['2026-01-31', '2026-02-01', '2026-01-31', ['2026-01', '2026-02']],
    ['2026-01-01', null, '2026-02-20', ['2026-02', '2026-03']],
    ['2026-01-01', '2026-01-31', '2025-11-11', ['2026-01']],
  ])('an allowance from %s to %s, bought on %s, is paid in %j (D17)', (startsOn, endsOn, boughtOn, expected) => {
    const world = createBillingWorld()
    world.allowance({ startsOn, endsOn, boughtOn })
    expect(months('2025-11', 5).filter((month) => chargesOf(world.facts, month).length > 0)).toEqual(expected)
  })
})

describe('the changes of the clock (D5)', () => {
  test.each([
    ['over the lost hour, from 02:30 to 04:30', '2026-03-29T00:30:00Z', hours(1), ['afterHours', 1, 10_000]],
    ['over the hour that comes twice, from 02:30 to 04:30', '2026-10-24T23:30:00Z', hours(3), ['afterHours', 3, 30_000]],
    ['the first working hour of summer time', '2026-03-30T05:00:00Z', hours(1), ['hourly', 1, 10_000]],
    ['the hour before it', '2026-03-30T04:00:00Z', hours(1), ['afterHours', 1, 10_000]],
    ['the first working hour of winter time', '2026-10-26T06:00:00Z', hours(1), ['hourly', 1, 10_000]],
    ['the hour before that', '2026-10-26T05:00:00Z', hours(1), ['afterHours', 1, 10_000]],
  ])('%s', (_, at, seconds, expected) => {
    const world = createBillingWorld()
    world.work(world.ticket(agreed), at, { seconds })
    expect(kinds(world, at.slice(0, 7))).toEqual([expected])
  })
})

describe('training goes by the minute (D11)', () => {
  test.each([
    [59, []],
    [60, [['training', 0.017, 167]]],
    [hours(1), [['training', 1, 10_000]]],
    [hours(1) + 1799, [['training', 1.483, 14_833]]],
    [hours(1.5), [['training', 1.5, 15_000]]],
  ])('%d seconds', (seconds, expected) => {
    const world = createBillingWorld()
    world.work(world.ticket({ plan: 'PREMIUM', ...agreed }), '2026-01-10T09:00:00Z', { kind: 'training', seconds })
    expect(kinds(world, '2026-01')).toEqual(expected)
  })
})

describe('terms that change while a ticket is open', () => {
  test.each([
    ['before the better plan, at the price that was agreed', '2026-01-07T08:00:00Z', [['hourly', 1, 10_000]]],
    ['from its first second on, covered', '2026-01-08T08:00:00Z', []],
    ['after hours under the better plan, at its price', '2026-01-08T18:00:00Z', [['afterHours', 1, 10_000]]],
  ])('work %s', (_, at, expected) => {
    const world = createBillingWorld()
    const betterPlans = [{ from: open('2026-01-08'), catalogue: 'kolmisoft', plan: 'PREMIUM' }]
    world.work(world.ticket({ ...agreed, betterPlans }), at)
    expect(kinds(world, '2026-01')).toEqual(expected)
  })

  test('a packet that takes a ticket over counts it as a request of that day', () => {
    const world = packet('gateways Basic', '2026-02-10', '2026-03-09')
    const betterPlans = [{ from: open('2026-02-10'), catalogue: 'mizutech', plan: 'gateways Basic' }]
    const ticket = world.ticket({ openedAt: open('2026-02-02'), ...agreed, betterPlans })
    world.work(ticket, '2026-02-11T08:00:00Z', { seconds: hours(0.5) })
    for (let n = 0; n < 2; n++) ask(world, 'gateways Basic', '2026-02-12', { seconds: 1 }, n)
    expect(incidents(world, '2026-02')).toEqual([9000])
  })

  test('hours at two vendors’ prices on one ticket are two lines, each in its currency', () => {
    const world = createBillingWorld('mizutech')
    const betterPlans = [{ from: open('2026-02-10'), catalogue: 'kolmisoft', plan: 'PREMIUM' }]
    const ticket = world.ticket({ ...agreed, betterPlans })
    world.work(ticket, '2026-02-02T08:00:00Z')
    world.work(ticket, '2026-02-10T18:00:00Z')
    expect(totalsOf(chargesOf(world.facts, '2026-02'))).toEqual([
      { currency: 'EUR', amountCents: 10_000 },
      { currency: 'USD', amountCents: 9000 },
    ])
  })
})

describe('pairs of currencies (D20)', () => {
  test.each([
    [
      'an hour in EUR and a packet in USD',
      'PBX Standard',
      {},
      [
        ['EUR', 10_000],
        ['USD', 290_000],
      ],
    ],
    ['an hour in EUR and an allowance in USD, which covers it', null, { secondsPerMonth: 3600 }, [['USD', 5000]]],
    [
      'an hour in EUR of which an allowance in USD covers half',
      null,
      { secondsPerMonth: 1800, connectionFeeCents: 3 },
      [
        ['EUR', 10_000],
        ['USD', 5003],
      ],
    ],
  ])('%s: one total for each', (_, plan, allowance, expected) => {
    const world = createBillingWorld()
    if (plan === null) world.allowance({ currency: 'USD', priceCents: 5000, endsOn: '2026-01-31', ...allowance })
    else world.subscription(plan, '2026-01-01', { catalogue: 'mizutech' })
    world.work(world.ticket(agreed), '2026-01-05T08:00:00Z')
    const totals = totalsOf(chargesOf(world.facts, '2026-01'))
    expect(totals.map(({ currency, amountCents }) => [currency, amountCents])).toEqual(expected)
  })
})

describe('late and corrected entries', () => {
  type Entries = readonly (readonly [day: string, minutes: number, more?: Partial<BilledEntry>])[]
  const through = (entries: Entries) => {
    const world = createBillingWorld()
    world.allowance({ secondsPerMonth: 1800, priceCents: 0, startsOn: '2026-02-01' })
    const ticket = world.ticket(agreed)
    for (const [day, minutes, more] of entries) world.work(ticket, `2026-${day}T08:00:00Z`, { seconds: minutes * 60, ...more })
    return countThrough(world.facts, '2026-03').charges
  }
  const changes = (before: Entries, after: Entries) =>
    differenceOf(through(after), through(before)).map(({ kind, quantity, amountCents }) => [kind, quantity, amountCents])

  test.each<[string, Entries, Entries, unknown]>([
    [
      'a late quarter of an hour that still fits',
      [['01-05', 30]],
      [
        ['01-05', 30],
        ['01-06', 15],
      ],
      [],
    ],
    [
      'a late hour',
      [['01-05', 30]],
      [
        ['01-05', 30],
        ['01-06', 60],
      ],
      [['hourly', 1, 10_000]],
    ],
    [
      'a late one of the next month, which its allowance covers',
      [['01-05', 30]],
      [
        ['01-05', 30],
        ['02-06', 30],
      ],
      [],
    ],
    [
      'a late one before it, which takes the allowance',
      [['02-06', 30]],
      [
        ['02-05', 30],
        ['02-06', 30],
      ],
      [['hourly', 1, 10_000]],
    ],
    ['corrected to more', [['01-05', 30]], [['01-05', 90]], [['hourly', 1, 10_000]]],
    ['corrected to less', [['01-05', 130]], [['01-05', 30]], [['credit', -2, -20_000]]],
    ['corrected to nothing', [['01-05', 30]], [['01-05', 0]], [['credit', -1, -10_000]]],
    ['corrected to a bug', [['01-05', 30]], [['01-05', 30, { kind: 'bug' }]], [['credit', -1, -10_000]]],
    ['corrected to not agreed', [['01-05', 30]], [['01-05', 30, { billableAgreed: false }]], [['credit', -1, -10_000]]],
    [
      'moved to the evening',
      [['01-05', 30]],
      [['01-05', 30, { startedAt: new Date('2026-01-05T18:00:00Z') }]],
      [
        ['afterHours', 1, 10_000],
        ['credit', -1, -10_000],
      ],
    ],
    [
      'three installations corrected to two',
      [['01-05', 30, { kind: 'fixed', task: 'installation', quantity: 3, originId: 'one' }]],
      [['01-05', 30, { kind: 'fixed', task: 'installation', quantity: 2, originId: 'one' }]],
      [['credit', -1, -21_000]],
    ],
    [
      'a task whose time alone was corrected',
      [['01-05', 30, { kind: 'fixed', task: 'virtual-ip', quantity: 1, originId: 'one' }]],
      [['01-05', 50, { kind: 'fixed', task: 'virtual-ip', quantity: 1, originId: 'one' }]],
      [],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected)
  })
})
