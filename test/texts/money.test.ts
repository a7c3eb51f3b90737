import { expect, test } from 'vitest'
import { sayMoney } from '../../src/texts/money.ts'

test('sums read as people write them in each language', () => {
  const table: [number | bigint, string, string][] = [
    [123450, '1,234.50 EUR', '1\u00a0234,50 EUR'],
    [0, '0.00 EUR', '0,00 EUR'],
    [5, '0.05 EUR', '0,05 EUR'],
    [100000000, '1,000,000.00 EUR', '1\u00a0000\u00a0000,00 EUR'],
    [-123456, '-1,234.56 EUR', '-1\u00a0234,56 EUR'],
    [99999, '999.99 EUR', '999,99 EUR'],
    [9007199254740991n, '90,071,992,547,409.91 EUR', '90\u00a0071\u00a0992\u00a0547\u00a0409,91 EUR'],
  ]
  expect(table.map(([cents]) => sayMoney('en', cents, 'EUR'))).toEqual(table.map(([, english]) => english))
  expect(table.map(([cents]) => sayMoney('lt', cents, 'EUR'))).toEqual(table.map(([, , lithuanian]) => lithuanian))
})
