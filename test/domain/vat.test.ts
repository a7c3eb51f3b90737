import fc from 'fast-check'
import { expect, test } from 'vitest'
import { vatOf } from '../../src/domain/vat.ts'

test('VAT is rounded once, half a cent up, and mirrored below zero', () => {
  const table: [net: bigint, rate: number, vat: bigint][] = [
    [10000n, 210, 2100n],
    [58083n, 210, 12197n],
    [1n, 210, 0n],
    [2n, 210, 0n],
    [3n, 210, 1n],
    [50n, 210, 11n],
    [5n, 100, 1n],
    [4n, 100, 0n],
    [10000n, 0, 0n],
    [10000n, 1000, 10000n],
    [333n, 55, 18n],
    [0n, 210, 0n],
    [-10000n, 210, -2100n],
    [-5n, 100, -1n],
    [9_000_000_000_000_000n, 210, 1_890_000_000_000_000n],
  ]
  expect(table.map(([net, rate]) => vatOf(net, rate))).toEqual(table.map(([, , vat]) => vat))
})

test('a credit note takes back exactly the VAT that was charged, and no VAT is off by more than half a cent', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), fc.integer({ min: 0, max: 1000 }), (net, rate) => {
      expect(vatOf(-net, rate)).toBe(-vatOf(net, rate))
      const off = vatOf(net, rate) * 1000n - net * BigInt(rate)
      expect(off >= -500n && off <= 500n).toBe(true)
    }),
  )
})
