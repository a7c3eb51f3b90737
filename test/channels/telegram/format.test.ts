// Text and buttons in Telegram's words, and names of files.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toEntities, toKeyboard } from '../../../src/channels/telegram/format.ts'
import { safeFileName, uploadName } from '../../../src/domain/file-name.ts'

describe('marks', () => {
  test('Marks become entities that count as Telegram counts, outer ones first', () => {
    const text = '😀 Ticket #12345'
    const marks = [
      { kind: 'italic' as const, from: 10, length: 6 },
      { kind: 'quote' as const, from: 3, length: 13 },
      { kind: 'bold' as const, from: 3, length: 6 },
    ]
    expect(toEntities({ text, marks })).toEqual([
      { type: 'blockquote', offset: 3, length: 13 },
      { type: 'bold', offset: 3, length: 6 },
      { type: 'italic', offset: 10, length: 6 },
    ])
    expect(text.slice(3, 3 + 6)).toBe('Ticket')
  })

  test('Marks that reach beyond the text are cut, empty ones left out', () => {
    const marks = [
      { kind: 'code' as const, from: 2, length: 50 },
      { kind: 'pre' as const, from: 9, length: 3 },
      { kind: 'bold' as const, from: 0, length: 0 },
    ]
    expect(toEntities({ text: 'abcd', marks })).toEqual([{ type: 'code', offset: 2, length: 2 }])
  })
})

describe('buttons', () => {
  test('Buttons carry data or an address; no buttons, no keyboard', () => {
    expect(
      toKeyboard([
        [
          { label: 'Take', data: 'take:1' },
          { label: 'Open', url: 'https://example.com' },
        ],
        [],
      ]),
    ).toEqual({
      inline_keyboard: [
        [
          { text: 'Take', callback_data: 'take:1' },
          { text: 'Open', url: 'https://example.com' },
        ],
      ],
    })
    expect(toKeyboard(undefined)).toBeUndefined()
    expect(toKeyboard([[]])).toBeUndefined()
  })
})

describe('names of files', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\trace.log', 'trace.log'],
    ['..', 'photo-1.jpg'],
    ['.bashrc', 'bashrc'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['a\r\nb\0c.txt', 'abc.txt'],
    ['what<is>"this"?.txt', 'what_is__this__.txt'],
    ['  žurnalas 😀.txt ', 'žurnalas 😀.txt'],
    [undefined, 'photo-1.jpg'],
    [17, 'photo-1.jpg'],
  ])('%j is kept as %j', (name, safe) => {
    expect(safeFileName(name, 'photo-1.jpg')).toBe(safe)
  })

  test('A long name is cut to 120 characters and keeps its extension', () => {
    expect(safeFileName(`${'long '.repeat(60)}.pcapng`, 'x')).toMatch(/^long .{1,108}\.pcapng$/)
  })

  test('Whatever the name, nothing in it can break a path, a header or a screen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const safe = safeFileName(name, 'file')
        expect(safe.length).toBeGreaterThan(0)
        expect(safe.length).toBeLessThanOrEqual(120)
        expect(safe).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]|^\.|^\s|\s$/u)
        expect(safe.isWellFormed()).toBe(true)
        expect(uploadName(name)).not.toMatch(/[\r\n;"'\\]/)
      }),
    )
  })
})
