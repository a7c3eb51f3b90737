import fc from 'fast-check'
import { expect, test } from 'vitest'
import { creditOf, statusByPayments, statusOn, takeOff, toAmountCents, toThousandths } from '../../src/domain/invoice.ts'

test('a quantity has at most three decimals and is above nothing', () => {
  const table: [number, bigint | null][] = [
    [1, 1000n],
    [0.001, 1n],
    [12.34, 12340n],
    [999_999_999.999, 999_999_999_999n],
    [0, null],
    [-1, null],
    [0.0001, null],
    [1_000_000_000, null],
    [1e21, null],
    [1e-7, null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
  ]
  expect(table.map(([quantity]) => toThousandths(quantity))).toEqual(table.map(([, thousandths]) => thousandths))
})

test('half a cent goes up, less than half goes down, and a credit mirrors its charge', () => {
  const amount = (quantity: number, unitPriceCents: number) => toAmountCents({ quantity, unitPriceCents })
  expect([amount(0.5, 101), amount(0.499, 101), amount(1.5, 333), amount(0.5, -101), amount(3, -5)]).toEqual([
    51n,
    50n,
    500n,
    -51n,
    -15n,
  ])
  expect(() => amount(0, 5)).toThrow(RangeError)
})

test('an amount is never more than half a cent from the exact product', () => {
  const quantities = fc.integer({ min: 1, max: 999_999_999_999 })
  const prices = fc.integer({ min: -10_000_000_000_000, max: 10_000_000_000_000 })
  fc.assert(
    fc.property(quantities, prices, (thousandths, unitPriceCents) => {
      const quantity = Number(`${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, '0')}`)
      const off = toAmountCents({ quantity, unitPriceCents }) * 1000n - BigInt(thousandths) * BigInt(unitPriceCents)
      expect(off >= -500n && off <= 500n).toBe(true)
    }),
  )
})

test('payments make an invoice partly paid, then paid, also when too much came in', () => {
  expect([0n, 1n, 99n, 100n, 101n].map((paid) => statusByPayments(100n, paid))).toEqual([
    'issued',
    'partly-paid',
    'partly-paid',
    'paid',
    'paid',
  ])
  expect(statusByPayments(0n, 0n)).toBe('paid')
})

test('an unpaid invoice is overdue from the day after it was due, but never on the day it was issued', () => {
  const status = (today: string, dueOn: string) => statusOn(today, { status: 'issued', issuedOn: '2026-11-23', dueOn })
  expect([status('2026-12-20', '2026-12-20'), status('2026-12-21', '2026-12-20'), status('2026-11-23', '2026-11-01')]).toEqual([
    'issued',
    'overdue',
    'issued',
  ])
  expect(statusOn('2027-01-01', { status: 'partly-paid', issuedOn: '2026-11-23', dueOn: '2026-12-20' })).toBe('partly-paid')
})

test('what is paid beyond what is due is credit; of a cancelled invoice all that was paid, of a difference in favour all of it', () => {
  const credit = (totalCents: bigint, paidCents: bigint, nothingDue = false) => creditOf({ totalCents, paidCents, nothingDue })
  expect([
    credit(100n, 0n),
    credit(100n, 100n),
    credit(100n, 130n),
    credit(100n, 30n, true),
    credit(-50n, 0n),
    credit(-50n, -50n),
  ]).toEqual([0n, 0n, 30n, 30n, 50n, 0n])
})

test('an invoice takes credit in its order, never more than it comes to, and leaves the rest', () => {
  const kept = [{ cents: 30n }, { cents: 50n }, { cents: 40n }]
  expect([0n, 20n, 30n, 60n, 200n, -5n].map((total) => takeOff(total, kept).map(({ cents }) => cents))).toEqual([
    [],
    [20n],
    [30n],
    [30n, 30n],
    [30n, 50n, 40n],
    [],
  ])
})
