import { expect, test } from 'vitest'
import { readWhatsAppMarks } from '../../src/playground/whatsapp-marks.ts'

test.each([
  ['plain', 'plain', []],
  ['*bold*', 'bold', [['bold', 'bold']]],
  [
    'a *b _c_ d* e',
    'a b c d e',
    [
      ['bold', 'b c d'],
      ['italic', 'c'],
    ],
  ],
  [
    '~gone~ and `code *x*`',
    'gone and code *x*',
    [
      ['strikethrough', 'gone'],
      ['code', 'code *x*'],
    ],
  ],
  ['```two\nlines```', 'two\nlines', [['pre', 'two\nlines']]],
  ['2*3*4 and snake_case_name', '2*3*4 and snake_case_name', []],
  ['* no * _ no _ **', '* no * _ no _ **', []],
  ['*over\nlines*', '*over\nlines*', []],
] as const)('%s', (written, shown, marked) => {
  const { text, entities } = readWhatsAppMarks(written)
  expect(text).toBe(shown)
  expect(entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)])).toEqual(marked)
})
