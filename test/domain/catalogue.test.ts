// What can be asked of a catalogue: a plan by its printed name, the terms a ticket keeps, who is served first.
import { describe, expect, test } from 'vitest'
import { readCatalogue } from '../../src/catalogue-files.ts'
import { findPlan, mostOrder, solvingOrder, termsOf } from '../../src/domain/catalogue.ts'
import { type Priority, priorities } from '../../src/domain/priority.ts'

const kolmisoft = readCatalogue('kolmisoft')
const legacy = readCatalogue('kolmisoft-legacy')

test.each([
  ['kolmisoft', 'ENTERPRISE', 'ENTERPRISE'],
  ['kolmisoft', 'enterprise', 'ENTERPRISE'],
  ['kolmisoft-legacy', ' Gold ', 'GOLD'],
  ['mizutech', 'Softswitch  advanced', 'softswitch Advanced'],
  ['mizutech', 'pbx\tDEDICATED', 'PBX Dedicated'],
])('in %s a plan asked for as “%s” is %s', (catalogue, asked, name) => {
  expect(findPlan(readCatalogue(catalogue), asked)?.name).toBe(name)
})

test.each([
  ['kolmisoft', 'GOLD'],
  ['kolmisoft', 'PREMIUM PLUS'],
  ['kolmisoft', ''],
  ['kolmisoft', 'none'],
  ['mizutech', 'Advanced'],
])('in %s there is no plan “%s”', (catalogue, asked) => {
  expect(findPlan(readCatalogue(catalogue), asked)).toBeNull()
})

describe('the terms a ticket keeps', () => {
  test('are those of the active plan, as plain data that outlives the catalogue', () => {
    const terms = termsOf(kolmisoft, findPlan(kolmisoft, 'premium'), false)
    const promise = { guaranteedSeconds: 7200, averageSeconds: 1500, resolutionSeconds: null }
    const working = { time: 'working', ...promise }
    const expected = {
      catalogue: 'kolmisoft',
      plan: 'PREMIUM',
      order: 1,
      promises: { blocker: { time: 'plain', ...promise }, high: working, medium: working, low: working },
    }
    expect(terms).toEqual(expected)
    expect(JSON.parse(JSON.stringify(terms))).toEqual(expected)
  })

  test.each([
    ['kolmisoft', false, 'none', 2],
    ['kolmisoft', true, 'none', 2],
    ['kolmisoft-legacy', true, 'none, with licence', 4],
    ['kolmisoft-legacy', false, 'FREE', 5],
    ['mizutech', true, 'none', 11],
  ])('without a plan in %s (licence: %s) are those of “%s”, where nothing is promised', (catalogue, hasLicence, plan, order) => {
    const promises = { blocker: null, high: null, medium: null, low: null }
    expect(termsOf(readCatalogue(catalogue), null, hasLicence)).toEqual({ catalogue, plan, order, promises })
  })
})

describe('the solving order', () => {
  test('is Blockers first, then the plan, then the priority', () => {
    const ordered: readonly (readonly [plan: string | null, priority: Priority])[] = [
      ['PLATINUM', 'blocker'],
      ['BRONZE', 'blocker'],
      [null, 'blocker'],
      ['PLATINUM', 'high'],
      ['PLATINUM', 'medium'],
      ['PLATINUM', 'low'],
      ['GOLD', 'high'],
      ['BRONZE', 'low'],
      [null, 'high'],
      [null, 'low'],
    ]
    const places = ordered.map(([name, priority]) =>
      solvingOrder(termsOf(legacy, name === null ? null : findPlan(legacy, name), true), priority),
    )
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(new Set(places).size).toBe(ordered.length)
  })

  test('serves licence holders before others, both without a plan', () => {
    expect(solvingOrder(termsOf(legacy, null, true), 'low')).toBeLessThan(solvingOrder(termsOf(legacy, null, false), 'high'))
  })

  test('has a place of its own for every plan and priority, also the last', () => {
    const places = [0, 1, mostOrder].flatMap((order) => priorities.map((priority) => solvingOrder({ order }, priority)))
    expect(new Set(places).size).toBe(12)
    expect(solvingOrder({ order: mostOrder }, 'blocker')).toBeLessThan(solvingOrder({ order: 0 }, 'high'))
  })
})
