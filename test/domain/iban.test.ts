import { expect, test } from 'vitest'
import { spacedIban, toIban } from '../../src/domain/iban.ts'

test('an account number is taken with spaces and small letters, and refused when a digit is wrong', () => {
  expect(
    ['LT12 1000 0111 0100 1000', 'lt121000011101001000', 'DE89370400440532013000', 'GB29 NWBK 6016 1331 9268 19'].map(toIban),
  ).toEqual(['LT121000011101001000', 'LT121000011101001000', 'DE89370400440532013000', 'GB29NWBK60161331926819'])
  expect(['LT121000011101001001', 'LT211000011101001000', 'LT12', '', 'XX', 'LT12-1000-0111-0100-1000'].map(toIban)).toEqual(
    Array(6).fill(null),
  )
})

test('people read it in groups of four', () => {
  expect(['LT121000011101001000', 'GB29NWBK60161331926819'].map(spacedIban)).toEqual([
    'LT12 1000 0111 0100 1000',
    'GB29 NWBK 6016 1331 9268 19',
  ])
})
