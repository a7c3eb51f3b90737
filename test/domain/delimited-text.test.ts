import { expect, test } from 'vitest'
import { readTable } from '../../src/domain/delimited-text.ts'

const cellsOf = (text: string, most = 100) => {
  const table = readTable(text, most)
  return 'fault' in table ? table : table.map(({ cells }) => cells)
}

test.each([
  ['semicolons', 'a;b\n1;2'],
  ['commas', 'a,b\n1,2'],
  ['tabs', 'a\tb\n1\t2'],
  ['a byte order mark', '\ufeffa;b\n1;2'],
  ['the line ends of Windows', 'a;b\r\n1;2\r\n'],
  ['the line ends of old Macs', 'a;b\r1;2'],
  ['quotes that nobody needs', '"a";"b"\n"1";"2"'],
  ['spaces around', ' a ; b \n 1 ; 2 '],
  ['empty lines between', 'a;b\n\n;\n1;2\n\n'],
])('a table with %s reads the same', (_title, text) => {
  expect(cellsOf(text)).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ])
})

test('quoted fields hold separators, quotes and line breaks, and later rows know their line', () => {
  expect(readTable('name,note\n"Voice, Ltd","says ""hello""\nand more"\nlast,x', 10)).toEqual([
    { line: 1, cells: ['name', 'note'] },
    { line: 2, cells: ['Voice, Ltd', 'says "hello"\nand more'] },
    { line: 4, cells: ['last', 'x'] },
  ])
})

test('a quotation mark that is never closed is named by its line', () => {
  expect(cellsOf('a;b\n1;2\n"3;4\n5;6')).toEqual({ fault: 'quote-open', line: 3 })
})

test('a table that is too long is refused as a whole, empty lines uncounted', () => {
  expect(cellsOf('a\n\n1\n2', 3)).toEqual([['a'], ['1'], ['2']])
  expect(cellsOf('a\n\n1\n2\n3', 3)).toEqual({ fault: 'too-many-rows', line: 5 })
})

test('a quotation mark inside a field that is not quoted is a part of it', () => {
  expect(cellsOf('name\n19" rack')).toEqual([['name'], ['19" rack']])
})

test('text behind a closing quote is not lost', () => {
  expect(cellsOf('a;b\n"1"x;2')).toEqual([
    ['a', 'b'],
    ['1x', '2'],
  ])
})
