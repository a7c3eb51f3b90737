// What is charged, rule by rule (RULES 4 and 6, D1 to D20). Monday 5 January 2026, 10:00 in Vilnius, is inside working hours.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chargesOf, countThrough } from '../../src/domain/billing.ts'
import type { BilledEntry } from '../../src/domain/billing-facts.ts'
import { totalsOf } from '../../src/domain/charge.ts'
import { type BillingWorld, createBillingWorld } from '../support/billing-world.ts'

const agreed = { billableAgreed: true }
const lines = ({ facts }: BillingWorld, month: string) =>
  chargesOf(facts, month).map(({ kind, quantity, unitPriceCents, amountCents }) => [kind, quantity, unitPriceCents, amountCents])
const total = ({ facts }: BillingWorld, month: string) => totalsOf(chargesOf(facts, month))
const hours = (count: number) => count * 3600
const minutes = (count: number) => count * 60

describe('without a plan, by the hour', () => {
  test.each([
    ['nothing worked', [], []],
    ['a second is nothing (D4)', [1], []],
    ['59 seconds are nothing (D4)', [59], []],
    ['one minute is one hour (D1)', [60], [['hourly', 1, 10_000, 10_000]]],
    ['55 minutes are one hour', [minutes(55)], [['hourly', 1, 10_000, 10_000]]],
    ['exactly an hour', [hours(1)], [['hourly', 1, 10_000, 10_000]]],
    ['an hour and 59 seconds (D4)', [hours(1) + 59], [['hourly', 1, 10_000, 10_000]]],
    ['an hour and a minute', [hours(1) + 60], [['hourly', 2, 10_000, 20_000]]],
    [
      'three times twenty minutes are one hour, rounded once (D1)',
      [minutes(20), minutes(20), minutes(20)],
      [['hourly', 1, 10_000, 10_000]],
    ],
    ['twice 30 seconds are a minute (D4)', [30, 30], [['hourly', 1, 10_000, 10_000]]],
    ['29 and 30 seconds are none (D4)', [29, 30], []],
  ])('%s', (_, seconds, expected) => {
    const world = createBillingWorld()
    const ticket = world.ticket(agreed)
    seconds.forEach((one, index) => {
      world.work(ticket, `2026-01-0${5 + index}T08:00:00Z`, { seconds: one })
    })
    expect(lines(world, '2026-01')).toEqual(expected)
  })

  test('each ticket is rounded on its own (D1)', () => {
    const world = createBillingWorld()
    for (const day of ['05', '06']) world.work(world.ticket(agreed), `2026-01-${day}T08:00:00Z`, { seconds: minutes(10) })
    expect(lines(world, '2026-01')).toEqual([
      ['hourly', 1, 10_000, 10_000],
      ['hourly', 1, 10_000, 10_000],
    ])
  })

  test('over two months the running total is rounded, and what was charged is taken off (D2)', () => {
    const world = createBillingWorld()
    const ticket = world.ticket(agreed)
    world.work(ticket, '2026-01-30T08:00:00Z', { seconds: minutes(20) })
    world.work(ticket, '2026-02-02T08:00:00Z', { seconds: minutes(40) })
    world.work(ticket, '2026-03-02T08:00:00Z', { seconds: minutes(1) })
    expect([lines(world, '2026-01'), lines(world, '2026-02'), lines(world, '2026-03')]).toEqual([
      [['hourly', 1, 10_000, 10_000]],
      [],
      [['hourly', 1, 10_000, 10_000]],
    ])
  })

  test.each([
    ['nobody agreed', {}, {}, []],
    ['the client agreed in the chat', { billableAgreed: true }, {}, [['hourly', 1, 10_000, 10_000]]],
    ['the entry carries the consent', {}, { billableAgreed: true }, [['hourly', 1, 10_000, 10_000]]],
    ['the entry says that nobody agreed, whatever the ticket says', { billableAgreed: true }, { billableAgreed: false }, []],
  ])('consent: %s', (_, onTicket, onEntry, expected) => {
    const world = createBillingWorld()
    world.work(world.ticket(onTicket), '2026-01-05T08:00:00Z', onEntry)
    expect(lines(world, '2026-01')).toEqual(expected)
  })

  test('what nobody agreed to is listed', () => {
    const world = createBillingWorld()
    const entry = world.work(world.ticket(), '2026-01-05T08:00:00Z')
    expect(countThrough(world.facts, '2026-01').unagreed).toMatchObject([{ entryId: entry, kind: 'hourly', seconds: 3600 }])
  })
})

describe('after hours', () => {
  const both = { billableAgreed: true, afterHoursAgreed: true }

  test.each([
    ['an evening, agreed', both, '2026-01-05T17:00:00Z', [['afterHours', 1, 10_000, 10_000]]],
    ['an evening, not agreed (D6)', agreed, '2026-01-05T17:00:00Z', []],
    ['a Saturday', both, '2026-01-10T08:00:00Z', [['afterHours', 1, 10_000, 10_000]]],
    ['a public holiday', both, '2026-02-16T08:00:00Z', [['afterHours', 1, 10_000, 10_000]]],
    ['the last hour of the day', both, '2026-01-05T15:00:00Z', [['hourly', 1, 10_000, 10_000]]],
    ['the first hour after it', both, '2026-01-05T16:00:00Z', [['afterHours', 1, 10_000, 10_000]]],
    [
      'an hour across closing is charged by its parts, never twice (D3)',
      both,
      '2026-01-05T15:30:00Z',
      [
        ['afterHours', 1, 10_000, 10_000],
        ['hourly', 1, 10_000, 10_000],
      ],
    ],
    [
      'an hour across closing, of which only the first part was agreed',
      agreed,
      '2026-01-05T15:30:00Z',
      [['hourly', 1, 10_000, 10_000]],
    ],
  ])('without a plan: %s', (_, consent, at, expected) => {
    const world = createBillingWorld()
    world.work(world.ticket(consent), at)
    expect(lines(world, at.slice(0, 7))).toEqual(expected)
  })

  const blocker = { priorities: [{ from: new Date('2026-01-01T00:00:00Z'), priority: 'blocker' as const }] }
  test.each([
    ['in working hours the plan covers it', { plan: 'PREMIUM', ...both }, '2026-01-05T08:00:00Z', []],
    ['nobody needs to agree to what is covered', { plan: 'ENTERPRISE' }, '2026-01-05T08:00:00Z', []],
    ['after hours it costs', { plan: 'PREMIUM', ...both }, '2026-01-05T17:00:00Z', [['afterHours', 1, 10_000, 10_000]]],
    ['after hours, not agreed (D6)', { plan: 'ENTERPRISE', billableAgreed: true }, '2026-01-05T17:00:00Z', []],
    ['a Blocker at night (D7)', { plan: 'PREMIUM', ...both, ...blocker }, '2026-01-10T01:00:00Z', []],
    ['a Blocker without a plan', { ...both, ...blocker }, '2026-01-10T01:00:00Z', [['afterHours', 1, 10_000, 10_000]]],
  ])('with a plan: %s', (_, ticket, at, expected) => {
    const world = createBillingWorld()
    world.work(world.ticket(ticket), at)
    expect(lines(world, '2026-01')).toEqual(expected)
  })

  test('it is the priority at the time of the work that counts', () => {
    const world = createBillingWorld()
    const at = (time: string) => new Date(`2026-01-09T${time}:00Z`)
    const priorities = [
      { from: at('08:00'), priority: 'medium' as const },
      { from: at('18:00'), priority: 'blocker' as const },
      { from: at('20:00'), priority: 'high' as const },
    ]
    const ticket = world.ticket({ plan: 'PREMIUM', ...both, priorities })
    const [before, , after] = ['17:00', '18:30', '20:30'].map((time) =>
      world.work(ticket, at(time).toISOString(), { seconds: 60 }),
    )
    expect(chargesOf(world.facts, '2026-01')).toMatchObject([{ kind: 'afterHours', entries: [before, after] }])
  })

  test('a ticket keeps its plan, whatever the company has now (D8)', () => {
    const world = createBillingWorld()
    world.subscription('PREMIUM', '2025-01-01', { endsOn: '2025-12-31' })
    world.work(world.ticket({ plan: 'PREMIUM', ...agreed }), '2026-01-05T08:00:00Z')
    expect(lines(world, '2026-01')).toEqual([])
  })

  test('time is real, also over a clock change (D5)', () => {
    const world = createBillingWorld()
    // From 02:30 to 04:30 on the wall, in which the clock is moved from 03:00 to 04:00.
    world.work(world.ticket(both), '2026-03-29T00:30:00Z', { seconds: hours(1) })
    expect(lines(world, '2026-03')).toEqual([['afterHours', 1, 10_000, 10_000]])
  })
})

describe('bugs, fixed tasks, training', () => {
  test.each(['kolmisoft', 'kolmisoft-legacy', 'mizutech'])('a bug is free, whenever, in %s (D9)', (catalogue) => {
    const world = createBillingWorld(catalogue)
    world.work(world.ticket({ billableAgreed: true, afterHoursAgreed: true }), '2026-01-10T01:00:00Z', { kind: 'bug' })
    expect(lines(world, '2026-01')).toEqual([])
  })

  test.each([
    ['data-migration', 1, [['fixed', 1, 21_000, 21_000]]],
    ['virtual-ip', 1, [['fixed', 1, 21_000, 21_000]]],
    ['mysql-replication', 1, [['fixed', 1, 21_000, 21_000]]],
    ['installation', 3, [['fixed', 3, 21_000, 63_000]]],
    ['installation', 0, []],
    ['data-migration', 0, []],
  ] as const)('%s, %d of it, whatever time it took (D10)', (task, quantity, expected) => {
    const world = createBillingWorld()
    world.work(world.ticket(agreed), '2026-01-10T01:00:00Z', { kind: 'fixed', task, quantity, seconds: hours(9) })
    expect(lines(world, '2026-01')).toEqual(expected)
  })

  test('further time of one task is no further task', () => {
    const world = createBillingWorld()
    const ticket = world.ticket(agreed)
    world.work(ticket, '2026-01-05T08:00:00Z', { kind: 'fixed', task: 'virtual-ip', quantity: 1 })
    world.work(ticket, '2026-01-06T08:00:00Z', { kind: 'fixed', task: 'virtual-ip', quantity: 0 })
    expect(total(world, '2026-01')).toEqual([{ currency: 'EUR', amountCents: 21_000 }])
  })

  test('a fixed task under a plan costs its price too, once it is agreed', () => {
    const world = createBillingWorld()
    const work = { kind: 'fixed', task: 'data-migration', quantity: 1 } as const
    world.work(world.ticket({ plan: 'ENTERPRISE' }), '2026-01-05T08:00:00Z', work)
    expect(lines(world, '2026-01')).toEqual([])
    world.work(world.ticket({ plan: 'ENTERPRISE' }), '2026-01-06T08:00:00Z', { ...work, ...agreed })
    expect(lines(world, '2026-01')).toEqual([['fixed', 1, 21_000, 21_000]])
  })
})

describe('legacy, by the minute (D11)', () => {
  test.each([
    [minutes(1), 83],
    [minutes(30), 2500],
    [minutes(61), 5083],
    [hours(2), 10_000],
    [59, undefined],
  ])('%d seconds', (seconds, cents) => {
    const world = createBillingWorld('kolmisoft-legacy')
    world.work(world.ticket({ ...agreed, plan: 'FREE' }), '2026-01-10T01:00:00Z', { seconds })
    expect(total(world, '2026-01')).toEqual(cents === undefined ? [] : [{ currency: 'EUR', amountCents: cents }])
  })
})

describe('allowances', () => {
  test('cover what would cost the hourly price, by exact time, and are paid each month', () => {
    const world = createBillingWorld()
    const allowance = world.allowance({ secondsPerMonth: hours(2) })
    world.work(world.ticket(agreed), '2026-01-05T08:00:00Z', { seconds: 534 })
    expect(lines(world, '2026-01')).toEqual([['allowance', 1, 50_000, 50_000]])
    expect(countThrough(world.facts, '2026-01').used.get(allowance)).toBe(534)
  })

  test('come back each month, and what was not used is lost', () => {
    const world = createBillingWorld()
    world.allowance({ secondsPerMonth: hours(2), priceCents: 0 })
    const ticket = world.ticket(agreed)
    world.work(ticket, '2026-01-05T08:00:00Z', { seconds: hours(1) })
    world.work(ticket, '2026-02-02T08:00:00Z', { seconds: hours(3) })
    expect([lines(world, '2026-01'), lines(world, '2026-02')]).toEqual([[], [['hourly', 1, 10_000, 10_000]]])
  })

  test('one that never expires is one quantity, paid once, used until used up', () => {
    const world = createBillingWorld()
    world.allowance({ secondsPerMonth: hours(2), noExpiration: true })
    const ticket = world.ticket(agreed)
    for (const day of ['2026-01-05', '2026-02-02', '2026-03-02']) world.work(ticket, `${day}T08:00:00Z`, { seconds: hours(1) })
    expect(['2026-01', '2026-02', '2026-03'].map((month) => lines(world, month))).toEqual([
      [['allowance', 1, 50_000, 50_000]],
      [],
      [['hourly', 1, 10_000, 10_000]],
    ])
  })

  test('a use larger than what is left is split: the rest, the next one, the hourly price (D15)', () => {
    const world = createBillingWorld()
    const first = world.allowance({ secondsPerMonth: hours(1), priceCents: 0 })
    const second = world.allowance({ secondsPerMonth: hours(1), priceCents: 0, noExpiration: true })
    world.work(world.ticket(agreed), '2026-01-05T08:00:00Z', { seconds: hours(2) + 600 })
    expect(lines(world, '2026-01')).toEqual([['hourly', 1, 10_000, 10_000]])
    const { used } = countThrough(world.facts, '2026-01')
    expect([used.get(first), used.get(second)]).toEqual([3600, 3600])
  })

  test('the one whose rest would be lost first goes first (D16)', () => {
    const world = createBillingWorld()
    const never = world.allowance({ noExpiration: true, priceCents: 0 })
    const until = world.allowance({ noExpiration: true, priceCents: 0, endsOn: '2026-03-31' })
    const monthly = world.allowance({ priceCents: 0 })
    world.work(world.ticket(agreed), '2026-01-05T08:00:00Z', { seconds: 600 })
    const order = [monthly, until, never].map((id) => countThrough(world.facts, '2026-01').used.get(id))
    expect(order).toEqual([600, 0, 0])
  })

  test.each([
    ['the whole of the first month', '2026-01-15', null, '2026-01-01', '2026-01-05T08:00:00Z', true],
    ['but not before it was bought', '2026-01-15', null, '2026-01-15', '2026-01-05T08:00:00Z', false],
    ['the whole of the last month', '2026-01-01', '2026-02-10', '2026-01-01', '2026-02-27T08:00:00Z', true],
    ['and not the month after', '2026-01-01', '2026-02-10', '2026-01-01', '2026-03-02T08:00:00Z', false],
  ])('hold %s (D17)', (_, startsOn, endsOn, boughtOn, at, covered) => {
    const world = createBillingWorld()
    world.allowance({ startsOn, endsOn, boughtOn, priceCents: 0 })
    world.work(world.ticket(agreed), at, { seconds: 600 })
    expect(lines(world, at.slice(0, 7)).length).toBe(covered ? 0 : 1)
  })

  test('each use is rounded up before it is split (D18), with one connection fee, and none for nothing (D19)', () => {
    const world = createBillingWorld()
    const terms = { roundBySeconds: 60, connectionFeeCents: 25, priceCents: 0 }
    const first = world.allowance({ ...terms, secondsPerMonth: 100 })
    const second = world.allowance({ ...terms, secondsPerMonth: 36_000, noExpiration: true })
    const ticket = world.ticket(agreed)
    world.work(ticket, '2026-01-05T08:00:00Z', { seconds: 61 })
    world.work(ticket, '2026-01-06T08:00:00Z', { seconds: 0 })
    expect(lines(world, '2026-01')).toEqual([['connectionFee', 1, 25, 25]])
    const { used } = countThrough(world.facts, '2026-01')
    expect([used.get(first), used.get(second)]).toEqual([100, 20])
  })

  test.each([
    ['after-hours work', { afterHoursAgreed: true }, '2026-01-05T17:00:00Z', {}],
    ['what a plan covers', { plan: 'PREMIUM' }, '2026-01-05T08:00:00Z', {}],
    ['bugs', {}, '2026-01-05T08:00:00Z', { kind: 'bug' }],
    ['training', agreed, '2026-01-05T08:00:00Z', { kind: 'training' }],
    ['fixed tasks', agreed, '2026-01-05T08:00:00Z', { kind: 'fixed', task: 'virtual-ip', quantity: 1 }],
  ] as const)('are not used for %s', (_, ticket, at, work) => {
    const world = createBillingWorld()
    const allowance = world.allowance({ priceCents: 0 })
    world.work(world.ticket(ticket), at, work)
    expect(countThrough(world.facts, '2026-01').used.get(allowance)).toBe(0)
  })
})

describe('packets', () => {
  const packet = (plan: string, days: { startsOn?: string; endsOn?: string } = {}) => {
    const world = createBillingWorld('mizutech')
    world.subscription(plan, days.startsOn ?? '2026-01-01', { endsOn: days.endsOn ?? null, boughtOn: '2025-12-01' })
    return world
  }
  const open = (day: string) => new Date(`${day}T08:00:00Z`)

  test('its price is charged in the month it begins; one without a price is none', () => {
    expect(lines(packet('softswitch Standard'), '2026-01')).toEqual([['plan', 1, 140_000, 140_000]])
    expect(lines(packet('softswitch Minimal'), '2026-01')).toEqual([])
  })

  test('the third request of a month is covered, the fourth is an incident (D12, D13)', () => {
    const world = packet('softswitch Standard')
    for (const day of ['05', '06', '07', '08']) {
      const ticket = world.ticket({ plan: 'softswitch Standard', openedAt: open(`2026-02-${day}`), ...agreed })
      world.work(ticket, `2026-02-${day}T09:00:00Z`, { seconds: 600 })
    }
    expect(lines(world, '2026-02')).toEqual([['incident', 1, 9000, 9000]])
  })

  test('a request counts in the month it was opened, its time in the month it was worked (D12)', () => {
    const world = packet('softswitch Standard')
    for (const day of ['05', '06', '07'])
      world.ticket({ plan: 'softswitch Standard', openedAt: open(`2026-02-${day}`), ...agreed })
    const late = world.ticket({ plan: 'softswitch Standard', openedAt: open('2026-01-30'), ...agreed })
    world.work(late, '2026-02-09T09:00:00Z', { seconds: hours(1) })
    expect(lines(world, '2026-02')).toEqual([])
    world.work(late, '2026-02-10T09:00:00Z', { seconds: 60 })
    expect(lines(world, '2026-02')).toEqual([['incident', 1, 9000, 9000]])
  })

  test('what goes beyond the time is one incident of an hour; a second needs consent of its own (D13)', () => {
    const world = packet('softswitch Standard')
    const ticket = world.ticket({ plan: 'softswitch Standard', openedAt: open('2026-02-02'), ...agreed })
    world.work(ticket, '2026-02-02T09:00:00Z', { seconds: hours(2) })
    expect(lines(world, '2026-02')).toEqual([['incident', 1, 9000, 9000]])
    world.work(ticket, '2026-02-03T09:00:00Z', { seconds: 600 })
    expect(lines(world, '2026-02')).toEqual([['incident', 1, 9000, 9000]])
    expect(countThrough(world.facts, '2026-02').unagreed).toMatchObject([{ kind: 'incident', seconds: 600 }])
    world.work(ticket, '2026-02-04T09:00:00Z', { seconds: 600, ...agreed })
    expect(total(world, '2026-02')).toEqual([{ currency: 'USD', amountCents: 18_000 }])
  })

  test('the period limits too', () => {
    const world = packet('softswitch Standard', { endsOn: '2026-12-31' })
    for (let month = 1; month <= 4; month++) {
      for (const day of ['05', '06', '07']) {
        const at = `2026-0${month}-${day}`
        world.work(world.ticket({ plan: 'softswitch Standard', openedAt: open(at), ...agreed }), `${at}T09:00:00Z`, {
          seconds: 60,
        })
      }
    }
    // Ten requests in the period: the eleventh and twelfth are beyond.
    expect(
      ['2026-01', '2026-03', '2026-04'].map((month) => lines(world, month).filter(([kind]) => kind === 'incident').length),
    ).toEqual([0, 0, 2])
  })

  test('level 2 is outside of a packet for level 1 alone; level 3 outside of one without development', () => {
    for (const [level, cents] of [
      [1, []],
      [2, [{ currency: 'USD', amountCents: 9000 }]],
      [3, [{ currency: 'USD', amountCents: 20_000 }]],
    ] as const) {
      const world = packet('softswitch Minimal', { endsOn: '2026-03-31' })
      const ticket = world.ticket({ plan: 'softswitch Minimal', openedAt: open('2026-02-02'), ...agreed })
      world.work(ticket, '2026-02-02T09:00:00Z', { seconds: 600, level })
      expect(total(world, '2026-02')).toEqual(cents)
    }
  })

  test('a request raised to level 3 counts once, as level 3; its time stays where it was worked', () => {
    const world = packet('softswitch Standard')
    const raised = world.ticket({ plan: 'softswitch Standard', openedAt: open('2026-02-02'), ...agreed })
    world.work(raised, '2026-02-02T09:00:00Z', { seconds: 1800, level: 1 })
    world.work(raised, '2026-02-03T09:00:00Z', { seconds: 1800, level: 3 })
    for (const day of ['04', '05', '06']) {
      const ticket = world.ticket({ plan: 'softswitch Standard', openedAt: open(`2026-02-${day}`), ...agreed })
      world.work(ticket, `2026-02-${day}T09:00:00Z`, { seconds: 600 })
    }
    expect(lines(world, '2026-02')).toEqual([])
    const development = world.ticket({ plan: 'softswitch Standard', openedAt: open('2026-02-09'), ...agreed })
    world.work(development, '2026-02-09T09:00:00Z', { seconds: 600, level: 3 })
    expect(lines(world, '2026-02')).toEqual([['incident', 1, 20_000, 20_000]])
  })

  test('an extension adds its limits, from its first day', () => {
    const world = packet('softswitch Standard')
    const base = world.facts.subscriptions[0]?.id ?? ''
    world.subscription('softswitch Standard', '2026-02-10', { extendsId: base })
    const at = (day: string) => {
      const ticket = world.ticket({ plan: 'softswitch Standard', openedAt: open(`2026-02-${day}`), ...agreed })
      world.work(ticket, `2026-02-${day}T09:00:00Z`, { seconds: 60 })
    }
    for (const day of ['02', '03', '04', '05']) at(day)
    expect(lines(world, '2026-02').filter(([kind]) => kind === 'incident')).toHaveLength(1)
    for (const day of ['10', '11', '12']) at(day)
    expect(lines(world, '2026-02').filter(([kind]) => kind === 'incident')).toHaveLength(1)
  })

  test('without a packet each request is an incident, once it is agreed', () => {
    const world = createBillingWorld('mizutech')
    world.work(world.ticket(agreed), '2026-02-02T09:00:00Z', { seconds: 600 })
    world.work(world.ticket(), '2026-02-03T09:00:00Z', { seconds: 600 })
    world.work(world.ticket(agreed), '2026-02-04T09:00:00Z', { seconds: 600, level: 3 })
    expect(total(world, '2026-02')).toEqual([{ currency: 'USD', amountCents: 29_000 }])
  })
})

describe('late and corrected time', () => {
  test('what comes late is the difference of its month, and moves what others used of an allowance', () => {
    const world = createBillingWorld()
    world.allowance({ secondsPerMonth: hours(1), priceCents: 0 })
    world.work(world.ticket(agreed), '2026-01-06T08:00:00Z', { seconds: hours(1) })
    expect(lines(world, '2026-01')).toEqual([])
    world.work(world.ticket(agreed), '2026-01-05T08:00:00Z', { seconds: hours(1) })
    expect(total(world, '2026-01')).toEqual([{ currency: 'EUR', amountCents: 10_000 }])
  })
})

const someWork = fc.record({
  ticket: fc.nat({ max: 3 }),
  minute: fc.nat({ max: 90 * 24 * 60 }),
  seconds: fc.oneof(fc.nat({ max: 7200 }), fc.constant(0)),
  level: fc.constantFrom(1, 2, 3),
  kind: fc.constantFrom('support', 'bug', 'training'),
  billableAgreed: fc.constantFrom(null, true, false),
  afterHoursAgreed: fc.constantFrom(null, true, false),
})

function worldOf(
  works: readonly { ticket: number; minute: number }[],
  catalogue: string,
  plans: readonly string[],
): BillingWorld {
  const world = createBillingWorld(catalogue)
  const tickets = plans.map((plan) => world.ticket({ plan, ...agreed }))
  if (catalogue === 'mizutech') world.subscription(plans[0] ?? '', '2026-01-01')
  else world.allowance({ secondsPerMonth: 5000, roundBySeconds: 30, connectionFeeCents: 5 })
  for (const { ticket, minute, ...work } of works) {
    const at = new Date(Date.UTC(2026, 0, 6) + minute * 60_000).toISOString()
    const on = tickets[ticket % tickets.length]
    if (on !== undefined) world.work(on, at, work as Partial<BilledEntry>)
  }
  return world
}

describe.each([
  ['kolmisoft', ['none', 'PREMIUM', 'none', 'ENTERPRISE']],
  ['mizutech', ['softswitch Standard', 'softswitch Standard', 'none', 'softswitch Standard']],
] as const)('whatever is worked under %s', (catalogue, plans) => {
  test('the order in which it was entered does not matter', () => {
    fc.assert(
      fc.property(fc.array(someWork, { maxLength: 25 }), fc.nat(), (works, seed) => {
        const world = worldOf(works, catalogue, plans)
        const shuffled = [...world.facts.entries].sort((a, b) => hash(a.id, seed) - hash(b.id, seed))
        expect(countThrough({ ...world.facts, entries: shuffled }, '2026-04')).toEqual(countThrough(world.facts, '2026-04'))
      }),
    )
  })

  test('the months add up to the whole', () => {
    fc.assert(
      fc.property(fc.array(someWork, { maxLength: 25 }), (works) => {
        const { facts } = worldOf(works, catalogue, plans)
        const months = ['2025-12', '2026-01', '2026-02', '2026-03', '2026-04'].flatMap((month) => chargesOf(facts, month))
        const sums = (all: typeof months) => totalsOf(all).filter(({ amountCents }) => amountCents !== 0)
        expect(sums(months)).toEqual(sums([...countThrough(facts, '2026-04').charges]))
      }),
    )
  })
})

function hash(text: string, seed: number): number {
  let value = seed
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return value
}
