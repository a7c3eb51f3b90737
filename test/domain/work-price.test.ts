import { expect, test } from 'vitest'
import { readCatalogues } from '../../src/catalogue-files.ts'
import { type Catalogue, findPlan, termsOf } from '../../src/domain/catalogue.ts'
import { priceUnder } from '../../src/domain/work-price.ts'

const { byName } = readCatalogues()
const catalogue = (name: string) => byName.get(name) as Catalogue

test.each([
  ['kolmisoft', false, { per: 'hour', cents: 10_000, currency: 'EUR' }],
  ['kolmisoft-legacy', true, { per: 'hour', cents: 5000, currency: 'EUR' }],
  ['kolmisoft-legacy', false, { per: 'hour', cents: 5000, currency: 'EUR' }],
  ['mizutech', false, { per: 'request', cents: 9000, currency: 'USD' }],
])('without a plan of %s (licence: %s) work has its price', (name, licence, price) => {
  expect(priceUnder(catalogue(name), termsOf(catalogue(name), null, licence))).toEqual(price)
})

test('a plan covers the work', () => {
  const kolmisoft = catalogue('kolmisoft')
  expect(priceUnder(kolmisoft, termsOf(kolmisoft, findPlan(kolmisoft, 'premium'), false))).toBe('covered')
})

test('a vendor whose rate is agreed case by case names no price', () => {
  const vendor = { ...catalogue('kolmisoft'), rates: { hourly: { by: 'request', words: { en: 'work', lt: 'darbas' } } } } as const
  expect(priceUnder(vendor, termsOf(vendor, null, false))).toBeNull()
})
