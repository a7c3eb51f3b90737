import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine } from '../../src/domain/csv-table.ts'
import { readTable } from '../../src/domain/delimited-text.ts'

test('what a spreadsheet would run as a formula becomes text; numbers stay numbers', () => {
  const table: [string, string][] = [
    ['=1+1', `'=1+1`],
    ['+370', `'+370`],
    ['-1', `'-1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['|cmd', `'|cmd`],
    [' =1', `' =1`],
    ['\u200b=1', `'\u200b=1`],
    ['\uff1d1', `'\uff1d1`],
    ['\t=1', `"'\t=1"`],
    ['\n=1', `"'\n=1"`],
    ['a=1', 'a=1'],
    ['say "no", please', '"say ""no"", please"'],
    ['one;two', '"one;two"'],
    ['', ''],
  ]
  expect(table.map(([text]) => csvLine([text]))).toEqual(table.map(([, written]) => `${written}\r\n`))
  expect(csvLine([{ number: '-12.50' }, null, 'x'])).toBe('-12.50,,x\r\n')
})

test('whatever a text holds, a table that is written can be read back with as many cells, none of them a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { minLength: 1, maxLength: 6 }), (cells) => {
      const rows = readTable(`first${',x'.repeat(cells.length)}\r\n${csvLine(['first', ...cells])}`, 10)
      if ('fault' in rows) throw new Error(rows.fault)
      expect(rows).toHaveLength(2)
      expect(rows[1]?.cells).toHaveLength(cells.length + 1)
      for (const cell of rows[1]?.cells ?? []) expect(cell).not.toMatch(/^[=+\-@|%]/)
    }),
  )
})
