import { expect, test } from 'vitest'
import { printableLines } from '../../src/domain/printable-text.ts'

test('text for paper keeps what shows, line by line, and nothing else', () => {
  const table: [string, readonly string[]][] = [
    ['Ąžuolyno g. 5\r\n\r\nKaunas', ['Ąžuolyno g. 5', 'Kaunas']],
    ['  a\t b\u3000c  ', ['a b c']],
    ['1\u00a0000', ['1\u00a0000']],
    ['a\u0328', ['ą']],
    ['x\u202egnp.exe\u202c', ['xgnp.exe']],
    ['a\u200b\u200d\u00ad\ufeff\u2066b', ['ab']],
    ['☎\ufe0f', ['☎']],
    ['a\u2028b\u2029c\rd', ['a', 'b', 'c', 'd']],
    ['\0\x07\x1b[31mred', ['[31mred']],
    ['\ud800x', ['\ufffdx']],
    ['\u3164\u115f', []],
    ['', []],
  ]
  expect(table.map(([text]) => printableLines(text))).toEqual(table.map(([, lines]) => lines))
})
