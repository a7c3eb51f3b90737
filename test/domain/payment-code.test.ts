import { expect, test } from 'vitest'
import { sayPaymentCode } from '../../src/domain/payment-code.ts'

const seller = { name: 'Pagalbos tarnyba UAB', bank: { iban: 'LT121000011101001000', bic: 'AGBLLT2X' } }
const payment = { seller, currency: 'EUR', cents: 70280n, reference: '2026-00017' }

test('a payment in euros is the twelve lines that banks’ apps read', () => {
  expect(sayPaymentCode(payment)?.split('\n')).toEqual([
    ...['BCD', '002', '1', 'SCT', 'AGBLLT2X', 'Pagalbos tarnyba UAB', 'LT121000011101001000', 'EUR702.80', '', '', '2026-00017'],
  ])
  expect(
    sayPaymentCode({ ...payment, cents: 5n, seller: { ...seller, bank: { iban: seller.bank.iban } } })
      ?.split('\n')
      .slice(4, 8),
  ).toEqual(['', 'Pagalbos tarnyba UAB', 'LT121000011101001000', 'EUR0.05'])
})

test('nothing else can be paid so: another currency, nothing, too much, no account', () => {
  const others = [{ currency: 'USD' }, { cents: 0n }, { cents: -1n }, { cents: 100_000_000_000n }, { seller: { name: 'x' } }]
  expect(others.map((change) => sayPaymentCode({ ...payment, ...change }))).toEqual(Array(5).fill(null))
})

test('a name cannot add lines, and is cut to what the code has room for', () => {
  const lines =
    sayPaymentCode({ ...payment, seller: { ...seller, name: `A\nEUR1.00\u202e${'ž'.repeat(100)}` } })?.split('\n') ?? []
  expect(lines).toHaveLength(11)
  expect([...(lines[5] ?? '')]).toHaveLength(70)
  expect(lines[7]).toBe('EUR702.80')
})
