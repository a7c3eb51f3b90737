// Catalogues as files: a new vendor needs no code, and whatever is wrong in a file is named with its line.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { CatalogueFault, readCatalogue, readCatalogues, shippedCatalogues } from '../src/catalogue-files.ts'
import { findPlan, termsOf } from '../src/domain/catalogue.ts'

const folder = mkdtempSync(join(tmpdir(), 'support-assistant-catalogues-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A small vendor: two windows a day, a promise of resolution, a price in the scope itself. */
const acme = `{
  "name": "acme",
  "title": { "en": "Acme plans", "lt": "Acme planai" },
  "currency": "GBP",
  "hours": {
    "timeZone": "Europe/London",
    "weekly": { "monday": [{ "opens": "09:00", "closes": "12:00" }, { "opens": "13:00", "closes": "24:00" }] },
    "holidays": null
  },
  "responses": {
    "care": {
      "promises": {
        "blocker": { "time": "plain", "guaranteed": "30 min" },
        "high": { "time": "working", "guaranteed": "90 s", "average": "45 s", "resolution": "2 days" },
        "medium": { "time": "working", "guaranteed": "1 day" },
        "low": null
      }
    }
  },
  "scope": [
    { "id": "advice", "words": { "en": "advice", "lt": "patarimai" } },
    { "id": "visits", "words": { "en": "visits", "lt": "vizitai" }, "priceCents": 12300 },
    { "id": "moves", "words": { "en": "moves", "lt": "perkėlimai" }, "rate": "hourly" }
  ],
  "plans": [
    { "name": "Acme Plus", "order": 1, "response": "care", "included": ["advice"], "notIncluded": ["visits"] },
    { "name": "Acme Care", "order": 0, "response": "care", "included": ["advice", "visits"], "notIncluded": ["moves"] }
  ],
  "withoutPlan": [
    { "name": "guest", "appliesTo": "everyone", "order": 2, "words": { "en": "guest", "lt": "svečias" }, "rate": "hourly" }
  ],
  "rates": { "hourly": { "by": "hour", "cents": 8050, "billed": "minutes", "words": { "en": "work", "lt": "darbas" } } }
}
`

let files = 0
function write(text: string): string {
  files += 1
  const path = join(folder, `vendor-${files}.json`)
  writeFileSync(path, text)
  return path
}

describe('a new vendor', () => {
  const { standard, byName } = readCatalogues(write(acme))

  test('is a file, and stands beside the shipped ones', () => {
    expect([...byName.keys()].toSorted()).toEqual(['acme', 'kolmisoft', 'kolmisoft-legacy', 'mizutech'])
    expect(standard).toBe(byName.get('acme'))
    expect(standard).toMatchObject({ currency: 'GBP', incidents: null, neverDone: [], notes: [] })
  })

  test('has its plans in solving order, with scope and prices', () => {
    expect(standard.plans.map(({ name }) => name)).toEqual(['Acme Care', 'Acme Plus'])
    expect(findPlan(standard, 'ACME PLUS')?.notIncluded).toEqual([
      { id: 'visits', words: { en: 'visits', lt: 'vizitai' }, rate: null, priceCents: 12_300 },
    ])
  })

  test('counts a promised working day as one full opening day of its own', () => {
    const day = (3 + 11) * 3600
    expect(termsOf(standard, findPlan(standard, 'acme care'), false).promises).toEqual({
      blocker: { time: 'plain', guaranteedSeconds: 1800, averageSeconds: null, resolutionSeconds: null },
      high: { time: 'working', guaranteedSeconds: 90, averageSeconds: 45, resolutionSeconds: 2 * day },
      medium: { time: 'working', guaranteedSeconds: day, averageSeconds: null, resolutionSeconds: null },
      low: null,
    })
  })

  test('may come with a byte order mark and Windows line ends', () => {
    expect(readCatalogue(write(`\uFEFF${acme.replaceAll('\n', '\r\n')}`))).toEqual(standard)
  })

  test('is shipped as soon as its file lies among the others, under its own name', () => {
    const own = join(folder, 'shipped')
    mkdirSync(own)
    writeFileSync(join(own, 'acme.json'), acme)
    expect(shippedCatalogues(own)).toEqual([standard])
    expect(readCatalogue('acme', own)).toEqual(standard)
    expect(readCatalogues('acme', own).byName.size).toBe(1)
    writeFileSync(join(own, 'other.json'), acme)
    expect(() => shippedCatalogues(own)).toThrow('other.json:2:11 name: has to be "other", as the file is called')
  })
})

test('without a choice it is kolmisoft', () => {
  expect(readCatalogues().standard.name).toBe('kolmisoft')
  const { standard, byName } = readCatalogues('mizutech')
  expect(standard.name).toBe('mizutech')
  expect(byName.get('mizutech')).toBe(standard)
})

test('an operator’s copy with a changed price stands in for the shipped catalogue of that name', () => {
  const text = readFileSync('prisma/catalogues/kolmisoft.json', 'utf8').replaceAll('21000', '22000')
  const { standard, byName } = readCatalogues(write(text))
  expect(byName.get('kolmisoft')).toBe(standard)
  expect(standard.rates.installation).toMatchObject({ cents: 22_000 })
  expect(byName.size).toBe(3)
})

test('a file that is not there is the operator’s affair, told apart from a faulty one', () => {
  expect(() => readCatalogues(join(folder, 'none.json'))).toThrow(expect.objectContaining({ code: 'ENOENT' }))
})

/** What a change of the small vendor's file makes wrong: [what it is about, text, instead, fault]. */
const spoilt: readonly (readonly [about: string, text: string, instead: string, fault: string])[] = [
  ['a comma too many', '"currency": "GBP",', '"currency": "GBP",,', '4:21: expected a key in double quotes, found ,'],
  ['a key twice', '"currency": "GBP",', '"currency": "GBP", "name": "x",', '4:22: the key "name" is there twice'],
  ['a misspelt key', '"currency"', '"curency"', '4:3 curency: is not known here: check the spelling'],
  ['a key that is missing', '"currency"', '"curency"', '1:1 currency: is missing'],
  ['a misspelt weekday', '"monday"', '"mondey"', '7:17 hours.weekly.mondey: is not known here: check the spelling'],
  ['a misspelt rate', '"hourly": {', '"hourli": {', '32:14 rates.hourli: is not known here: check the spelling'],
  ['a price in whole euros', '8050', '80.5', '32:49 rates.hourly.cents: has to be a whole number'],
  ['a currency as a sign', '"GBP"', '"£"', '4:15 currency: has to be three capital letters, such as "EUR"'],
  ['a missing language', ', "lt": "vizitai"', '', '22:32 scope[1].words.lt: is missing'],
  ['a priority without a word', '"low": null', '"lowest": null', '12:19 responses.care.promises.low: is missing'],
  [
    'a time without a unit',
    '"30 min"',
    '"30"',
    '13:53 responses.care.promises.blocker.guaranteed: has to be a time such as "30 s", "15 min", "2 h" or "3 days"',
  ],
  [
    'working days by the clock on the wall',
    '"30 min"',
    '"2 days"',
    '13:53 responses.care.promises.blocker.guaranteed: has to be in hours: days are working days',
  ],
  [
    'a window that ends before it begins',
    '"12:00"',
    '"08:00"',
    '7:58 hours.weekly.monday[0].closes: closes at 08:00, not after it opens at 09:00',
  ],
  [
    'windows that overlap',
    '"13:00"',
    '"11:00"',
    '7:80 hours.weekly.monday[1].opens: opens at 11:00, before 12:00 ends the one before it',
  ],
  [
    'a time that no clock shows',
    '"12:00"',
    '"25:00"',
    '7:58 hours.weekly.monday[0].closes: "25:00" is no time of day ("18:00", at most "24:00")',
  ],
  [
    'a zone that does not exist',
    'Europe/London',
    'Europe/Londres',
    '6:17 hours.timeZone: "Europe/Londres" is no time zone (a name such as "Europe/Vilnius" or a fixed offset such as "UTC+2")',
  ],
  [
    'a week without hours',
    '[{ "opens": "09:00", "closes": "12:00" }, { "opens": "13:00", "closes": "24:00" }]',
    '[]',
    '7:15 hours.weekly: no weekday has opening hours: no deadline would ever come',
  ],
  [
    'a word that is none of the choices',
    '"working", "guaranteed": "1 day"',
    '"workin", "guaranteed": "1 day"',
    '15:29 responses.care.promises.medium.time: has to be one of "working" or "plain"',
  ],
  [
    'a way of charging that is none',
    '"by": "hour"',
    '"by": "hours"',
    '32:32 rates.hourly.by: has to be "hour", "task" or "request"',
  ],
  ['a place below the first', '"order": 2', '"order": -1', '30:58 withoutPlan[0].order: has to be at least 0'],
  ['a plan twice, in other letters', '"Acme Plus"', '"ACME  care"', '27:15 plans[1].name: "acme care" is there already'],
  ['two plans with one place', '"order": 0', '"order": 1', '27:37 plans[1].order: 1 is there already'],
  ['a state with a plan’s place', '"order": 2', '"order": 1', '30:58 withoutPlan[0].order: 1 is there already'],
  [
    'an unknown response',
    '"response": "care", "included": ["advice"]',
    '"response": "cure", "included": []',
    '26:52 plans[0].response: "cure" is not in responses',
  ],
  ['an unknown item', '"included": ["advice"]', '"included": ["advise"]', '26:73 plans[0].included[0]: "advise" is not in scope'],
  ['an item in and out', '["visits"]', '["advice"]', '26:100 plans[0].notIncluded[0]: "advice" is included as well'],
  ['an item twice', '"id": "visits"', '"id": "advice"', '22:13 scope[1].id: "advice" is there already'],
  [
    'a rate the vendor does not have',
    '"rate": "hourly" }\n  ],\n  "plans"',
    '"rate": "training" }\n  ],\n  "plans"',
    '23:78 scope[2].rate: "training" is not in rates',
  ],
  [
    'a price and a rate',
    '"priceCents": 12300',
    '"priceCents": 12300, "rate": "hourly"',
    '22:83 scope[1].priceCents: has to be left out beside a rate',
  ],
  [
    'an hour sold as a task',
    '"by": "hour", "cents": 8050, "billed": "minutes"',
    '"by": "task", "cents": 8050',
    '32:32 rates.hourly.by: has to be "hour" or "request"',
  ],
  [
    'nothing for some companies',
    '"everyone"',
    '"others"',
    '29:18 withoutPlan: has to have one state for everyone, or one for licence-holders and one for others',
  ],
  [
    'no price for work without a plan',
    '"lt": "svečias" }, "rate": "hourly"',
    '"lt": "svečias" }',
    '30:5 withoutPlan[0]: needs a rate, or the catalogue needs incidents: nothing says what work costs',
  ],
  [
    'a quota per period without a period',
    '"notIncluded": ["visits"]',
    '"notIncluded": [], "quotas": { "support": { "perPeriod": { "requests": 1, "time": "1 h" } } }',
    '26:113 plans[0].quotas: has a quota per period: the plan needs periodMonths',
  ],
  [
    'development in a plan for level 1 only',
    '"notIncluded": ["visits"]',
    '"notIncluded": [], "quotas": { "levelOneOnly": true, "support": {}, "development": {} }',
    '26:167 plans[0].quotas.development: has to be left out of a plan for level 1 only',
  ],
  [
    'a quota in days',
    '"notIncluded": ["visits"]',
    '"notIncluded": [], "quotas": { "support": { "perMonth": { "requests": 1, "time": "1 day" } } }',
    '26:165 plans[0].quotas.support.perMonth.time: has to be in hours, minutes or seconds',
  ],
]

test.each(spoilt)('%s stops the reading, with its line', (_about, text, instead, fault) => {
  expect(acme.split(text)).toHaveLength(2)
  const path = write(acme.replace(text, instead))
  expect(faultsOf(path)).toContain(`${path}:${fault}`)
})

test('the example that is spoilt here is sound', () => {
  expect(faultsOf(write(acme))).toEqual([])
})

test('every fault of a file is named at once', () => {
  const path = write(acme.replace('"GBP"', '"pounds"').replace('"order": 1', '"order": -1').replace('"billed"', '"bild"'))
  expect(faultsOf(path)).toEqual([
    expect.stringContaining(':4:15 currency: '),
    expect.stringContaining(':26:37 plans[0].order: '),
    expect.stringContaining(':32:24 rates.hourly.billed: '),
    expect.stringContaining(':32:55 rates.hourly.bild: '),
  ])
})

test('a file of the project is named from its folder', () => {
  const faulty = mkdtempSync(join('prisma', '.catalogues-'))
  try {
    writeFileSync(join(faulty, 'x.json'), '[]')
    expect(faultsOf(join(faulty, 'x.json'))).toEqual([`${relative('.', faulty)}/x.json:1:1: has to be object, received array`])
  } finally {
    rmSync(faulty, { recursive: true })
  }
})

function faultsOf(path: string): readonly string[] {
  try {
    readCatalogues(path)
  } catch (error) {
    if (error instanceof CatalogueFault) return error.faults
    throw error
  }
  return []
}
