// The shipped catalogues say what the vendors' pages say (RULES 3 and 4), number for number, written out here once more.
import { describe, expect, test } from 'vitest'
import { readCatalogue, shippedCatalogues } from '../src/catalogue-files.ts'
import { createBusinessCalendar } from '../src/domain/business-calendar.ts'
import type { LevelQuota, Plan } from '../src/domain/catalogue.ts'
import { findPlan } from '../src/domain/catalogue.ts'
import { openingDayMilliseconds, weekdays } from '../src/domain/opening-hours.ts'

const kolmisoft = readCatalogue('kolmisoft')
const legacy = readCatalogue('kolmisoft-legacy')
const mizutech = readCatalogue('mizutech')
const minute = 60
const hour = 3600

test('three catalogues come with the service', () => {
  expect(shippedCatalogues().map(({ name, currency }) => [name, currency])).toEqual([
    ['kolmisoft', 'EUR'],
    ['kolmisoft-legacy', 'EUR'],
    ['mizutech', 'USD'],
  ])
})

test.each([
  { catalogue: kolmisoft, opens: '08:00', closes: '18:00', timeZone: 'Europe/Vilnius', holidays: 'LT' },
  { catalogue: legacy, opens: '09:00', closes: '18:00', timeZone: 'UTC+2', holidays: null },
  { catalogue: mizutech, opens: '08:00', closes: '18:00', timeZone: 'Europe/Vilnius', holidays: 'LT' },
])('$catalogue.name works Monday to Friday $opens to $closes, $timeZone', ({ catalogue, opens, closes, ...others }) => {
  const workdays = weekdays.slice(0, 5)
  expect(catalogue.hours).toEqual({ ...others, weekly: Object.fromEntries(workdays.map((day) => [day, [{ opens, closes }]])) })
})

test.each([
  ['three working days are three full opening days', 'mizutech', '2026-11-24T10:00:00+02:00', 3, '2026-11-27T10:00:00+02:00'],
  ['ten working days skip two weekends', 'mizutech', '2026-11-24T10:00:00+02:00', 10, '2026-12-08T10:00:00+02:00'],
  ['two hours asked late on Friday end on Monday', 'kolmisoft', '2026-11-20T17:30:00+02:00', 0.2, '2026-11-23T09:30:00+02:00'],
  [
    'the earlier plans keep winter time in summer',
    'kolmisoft-legacy',
    '2026-07-06T09:00:00+03:00',
    1,
    '2026-07-06T19:00:00+03:00',
  ],
])('%s (%s)', (_about, name, from, days, due) => {
  const { hours } = readCatalogue(name)
  const calendar = createBusinessCalendar([{ from: null, hours }])
  expect(calendar.add(new Date(from), days * openingDayMilliseconds(hours))).toEqual(new Date(due))
})

describe('every item of scope', () => {
  test.each(
    [kolmisoft, legacy, mizutech].flatMap(({ name, plans, neverDone }) =>
      [...plans.flatMap(({ included, notIncluded }) => [...included, ...notIncluded]), ...neverDone].map(
        (item) => [name, item.id, item.words] as const,
      ),
    ),
  )('of %s has words in both languages: %s', (_name, _id, { en, lt }) => {
    expect(en).not.toBe('')
    expect(lt).not.toBe(en)
  })
})

describe('kolmisoft', () => {
  test.each([
    { name: 'ENTERPRISE', order: 0, average: 15, configurationDone: true },
    { name: 'PREMIUM', order: 1, average: 25, configurationDone: false },
  ])('$name answers within 2 h, in $average min on average; Blockers by the clock on the wall', (plan) => {
    const { promises, ...found } = planOf(kolmisoft, plan.name)
    const promise = { guaranteedSeconds: 2 * hour, averageSeconds: plan.average * minute, resolutionSeconds: null }
    const working = { time: 'working', ...promise }
    expect(promises).toEqual({ blocker: { time: 'plain', ...promise }, high: working, medium: working, low: working })
    expect(found).toMatchObject({ order: plan.order, configurationDone: plan.configurationDone, quotas: null, priceCents: null })
  })

  test('has no other plans, and serves everybody without one after them, by the hour', () => {
    expect(kolmisoft.plans).toHaveLength(2)
    expect(kolmisoft.withoutPlan).toMatchObject([{ name: 'none', order: 2, appliesTo: 'everyone', rate: 'hourly' }])
  })

  test.each([
    ['data-migration', { by: 'task', cents: 210_00, perServer: false }],
    ['virtual-ip', { by: 'task', cents: 210_00, perServer: false }],
    ['mysql-replication', { by: 'task', cents: 210_00, perServer: false }],
    ['installation', { by: 'task', cents: 210_00, perServer: true }],
    ['hourly', { by: 'hour', cents: 100_00, billed: 'full-hours' }],
    ['after-hours', { by: 'hour', cents: 100_00, billed: 'full-hours' }],
    ['training', { by: 'hour', cents: 100_00, billed: 'minutes' }],
    ['custom-development', { by: 'request' }],
  ] as const)('the rate %s is %j', (key, rate) => {
    expect(kolmisoft.rates[key]).toMatchObject(rate)
  })

  test('charges no incidents', () => {
    expect(kolmisoft.incidents).toBeNull()
  })

  const inNeither = [
    'settings-testing',
    'custom-development',
    'server-migration',
    'additional-server-configuration',
    'mysql-replication-configuration',
    'mysql-replication-rebuild',
    'redundancy-configuration',
    'personal-training',
    'firewall-network',
    'server-reinstallation',
    'linux-support',
    'database-modifications',
    'asterisk-modifications',
    'third-party-talks',
    'zaptel-dahdi',
    'additional-certificates',
    'third-party-software',
    'other-certificates',
  ]

  test('PREMIUM includes what it says and nothing else', () => {
    const { included, notIncluded } = planOf(kolmisoft, 'PREMIUM')
    const said = ['troubleshooting', 'technical-answers', 'configuration-guide', 'lets-encrypt', 'group-training']
    expect(idsOf(included)).toEqual(said.toSorted())
    expect(idsOf(notIncluded)).toEqual(inNeither.toSorted())
  })

  test('ENTERPRISE is full service, but for what is in neither plan, reports, purchases and others’ equipment', () => {
    const { included, notIncluded } = planOf(kolmisoft, 'ENTERPRISE')
    expect(idsOf(notIncluded)).toEqual([...inNeither, 'third-party-equipment', 'handmade-reports', 'purchases'].toSorted())
    expect(idsOf(included)).toEqual(
      expect.arrayContaining(['softswitch-configuration', 'monitoring', 'voip-problems', 'bought-did-configuration']),
    )
    expect(idsOf(included)).toEqual(expect.arrayContaining(idsOf(planOf(kolmisoft, 'PREMIUM').included)))
  })

  test.each([
    ['server-migration', 'data-migration'],
    ['redundancy-configuration', 'virtual-ip'],
    ['mysql-replication-configuration', 'mysql-replication'],
    ['mysql-replication-rebuild', 'mysql-replication'],
    ['server-reinstallation', 'installation'],
    ['personal-training', 'training'],
    ['custom-development', 'custom-development'],
    ['linux-support', 'hourly'],
    ['settings-testing', null],
  ])('what PREMIUM leaves out has its price: %s by %s', (id, rate) => {
    expect(planOf(kolmisoft, 'PREMIUM').notIncluded.find((item) => item.id === id)).toMatchObject({ rate, priceCents: null })
  })

  test('what is never done is named, and has no price', () => {
    expect(kolmisoft.neverDone.map(({ id }) => id)).toEqual([
      'snmp',
      'tdm-pstn-cards',
      'vpn',
      'partitions',
      'third-party-providers',
    ])
    expect(kolmisoft.neverDone.every(({ rate, priceCents }) => rate === null && priceCents === null)).toBe(true)
  })
})

describe('kolmisoft-legacy', () => {
  test.each([
    { name: 'PLATINUM', order: 0, hours: 1, phone: true, configurationDone: true },
    { name: 'GOLD', order: 1, hours: 3, phone: true, configurationDone: false },
    { name: 'SILVER', order: 2, hours: 6, phone: false, configurationDone: false },
    { name: 'BRONZE', order: 3, hours: 12, phone: false, configurationDone: false },
  ])('$name reacts within $hours working hours, whatever the priority', ({ name, order, hours, phone, configurationDone }) => {
    const plan = planOf(legacy, name)
    const promise = { time: 'working', guaranteedSeconds: hours * hour, averageSeconds: null, resolutionSeconds: null }
    expect(plan.promises).toEqual({ blocker: promise, high: promise, medium: promise, low: promise })
    expect(plan).toMatchObject({ order, configurationDone })
    expect(plan.channels?.en.includes('phone')).toBe(phone)
  })

  test('licence holders without a plan come after all plans, those without a licence last', () => {
    expect(legacy.plans).toHaveLength(4)
    expect(legacy.withoutPlan).toMatchObject([
      { name: 'none, with licence', order: 4, appliesTo: 'licence-holders', rate: 'hourly' },
      { name: 'FREE', order: 5, appliesTo: 'others', channels: { en: 'forum' } },
    ])
  })

  test('an hour without a plan is 50 EUR, by the minute', () => {
    expect(legacy.rates.hourly).toMatchObject({ by: 'hour', cents: 50_00, billed: 'minutes' })
  })
})

describe('mizutech', () => {
  /** [requests, hours] each. */
  type Row = readonly [name: string, month: Pair, period: Pair, month3: Pair, period3: Pair, months: number, price: Price]
  type Pair = readonly [requests: number, hours: number] | null
  type Price = { readonly cents: number; readonly extension: number | null; readonly withLicence?: boolean }
  const extension = (dollars: number): Price => ({ cents: 0, extension: dollars * 100, withLicence: true })
  const price = (dollars: number): Price => ({ cents: dollars * 100, extension: dollars * 100 })
  const rows: readonly Row[] = [
    ['softswitch Minimal', null, [3, 2], null, null, 3, price(0)],
    ['softswitch Standard', [3, 1], [10, 10], [1, 1], [3, 3], 12, price(1400)],
    ['softswitch Advanced', [6, 6], [20, 20], [2, 2], [6, 6], 12, price(4900)],
    ['softswitch Dedicated Gold', [20, 20], [50, 50], [5, 5], [15, 15], 24, price(8900)],
    ['gateways Basic', null, [2, 1], null, null, 1, { cents: 0, extension: null, withLicence: true }],
    ['gateways Standard', null, [4, 2], null, [1, 1], 12, extension(900)],
    ['gateways Advanced', [4, 2], [10, 5], [2, 1], [4, 4], 12, extension(1700)],
    ['gateways Dedicated', [20, 10], [80, 50], [4, 2], [20, 10], 24, extension(3500)],
    ['PBX Basic', null, [5, 3], null, null, 1, price(900)],
    ['PBX Standard', [5, 3], [15, 10], [2, 1], [6, 6], 12, price(2900)],
    ['PBX Dedicated', [20, 10], [80, 80], [4, 2], [20, 10], 24, price(12_000)],
  ]

  test.each(rows)('%s has its quotas, period and price', (name, month, period, month3, period3, periodMonths, cost) => {
    const quota = (pair: Pair) => pair && { requests: pair[0], seconds: pair[1] * hour }
    const level = (perMonth: Pair, perPeriod: Pair): LevelQuota => ({ perMonth: quota(perMonth), perPeriod: quota(perPeriod) })
    const hasLevel3 = period3 !== null
    expect(planOf(mizutech, name)).toMatchObject({
      quotas: {
        support: level(month, period),
        levelOneOnly: !hasLevel3,
        development: hasLevel3 ? level(month3, period3) : null,
      },
      periodMonths,
      priceCents: cost.cents,
      extensionCents: cost.extension,
      withLicence: cost.withLicence ?? false,
    })
  })

  test('has no other packets', () => {
    expect(mizutech.plans.map(({ name }) => name).toSorted()).toEqual(rows.map(([name]) => name).toSorted())
  })

  const day = 10 * hour
  test.each(mizutech.plans)('$name answers what is critical at once, the rest within 3 working days', (plan) => {
    const rest = { time: 'working', guaranteedSeconds: 3 * day, averageSeconds: 5 * hour, resolutionSeconds: null }
    const critical = { time: 'plain', guaranteedSeconds: 0, averageSeconds: hour, resolutionSeconds: null }
    expect(plan.promises).toEqual({ blocker: critical, high: rest, medium: rest, low: rest })
    expect(plan.developmentPromise).toEqual({ ...rest, guaranteedSeconds: 10 * day, averageSeconds: 3 * day })
  })

  test('an incident outside of a packet covers one hour: 90 USD, development 200 USD', () => {
    expect(mizutech.incidents).toEqual({
      support: { cents: 90_00, mostSeconds: hour },
      development: { cents: 200_00, mostSeconds: hour },
    })
    expect(mizutech.withoutPlan).toMatchObject([{ name: 'none', appliesTo: 'everyone', rate: null }])
    expect(mizutech.rates.hourly).toBeUndefined()
  })

  test('dedicated packets are solved first, those for level 1 last', () => {
    const names = mizutech.plans.map(({ name }) => name)
    expect(names.slice(0, 3).every((name) => name.includes('Dedicated'))).toBe(true)
    expect(mizutech.plans.slice(-3).every(({ quotas }) => quotas?.levelOneOnly)).toBe(true)
  })
})

function planOf(catalogue: Parameters<typeof findPlan>[0], name: string): Plan {
  const plan = findPlan(catalogue, name)
  if (plan === null) throw new Error(`${catalogue.name} has no plan ${name}`)
  return plan
}

function idsOf(items: readonly { readonly id: string }[]): string[] {
  return items.map(({ id }) => id).toSorted()
}
