import { expect, test } from 'vitest'
import { findSupportedInstead } from '../../src/domain/supported-version.ts'

const catalogue = { supportedVersions: { MOR: ['X17', '16'] } }

test.each([
  ['MOR', '16'],
  ['mor', ' v16 '],
  ['MOR', '16.4.2'],
  ['MOR', 'x17'],
  ['MOR', 'MOR X17'],
  ['M4', '1'],
  ['MOR', null],
  [null, '12'],
  ['MOR', ''],
])('%s %s is supported, or nobody knows better', (product, version) => {
  expect(findSupportedInstead(catalogue, { product, version })).toBeNull()
})

test.each([
  ['MOR', '12'],
  ['mor', 'v15.9'],
  ['MOR', '160'],
  ['MOR', 'X1'],
])('%s %s is not supported any more; what is supported is told', (product, version) => {
  expect(findSupportedInstead(catalogue, { product, version })).toEqual(['X17', '16'])
})

test('a catalogue that names no versions limits none', () => {
  expect(findSupportedInstead({ supportedVersions: {} }, { product: 'MOR', version: '1' })).toBeNull()
})
