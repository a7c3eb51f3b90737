import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toMarkup } from '../../../src/channels/whatsapp/format.ts'
import { type Mark, plain } from '../../../src/domain/rich-text.ts'

function marked(text: string, ...marks: Mark[]): string {
  return toMarkup({ text, marks })
}

const hair = '\u200a'

/** What a phone would show as marked: the rules as a reader of the platform's help knows them, written without a look at the code. */
function shownMarks(text: string): string[] {
  const found: string[] = []
  const outside = text.replace(/```[\s\S]+?```/g, (block) => {
    found.push(block)
    return '\n'
  })
  for (const line of outside.split('\n')) {
    if (/^>\s/.test(line)) found.push('>')
    for (const sign of ['*', '_', '~', '`']) {
      const escaped = sign === '*' ? '\\*' : sign
      const mark = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?!\\s)[^\\n]*?(?<!\\s)${escaped}(?![\\p{L}\\p{N}])`, 'gu')
      for (const [piece] of line.matchAll(mark)) if (piece.length > 2) found.push(piece)
    }
  }
  return found
}

describe('marks', () => {
  test.each<[string, string, Mark[], string]>([
    ['bold words', 'Ticket opened', [{ kind: 'bold', from: 0, length: 6 }], '*Ticket* opened'],
    ['italic', 'so it is', [{ kind: 'italic', from: 3, length: 2 }], 'so _it_ is'],
    ['code', 'type stop', [{ kind: 'code', from: 5, length: 4 }], 'type `stop`'],
    ['a block', 'a\nb', [{ kind: 'pre', from: 0, length: 3 }], '```a\nb```'],
    ['a quote, line by line', 'one\ntwo\nthree', [{ kind: 'quote', from: 0, length: 7 }], '> one\n> two\nthree'],
    ['blanks at the ends stay outside', 'a b c', [{ kind: 'bold', from: 1, length: 3 }], 'a *b* c'],
    ['each line has signs of its own', 'a\nb', [{ kind: 'bold', from: 0, length: 3 }], '*a*\n*b*'],
    ['none in the middle of a word, where they could not be shown', 'abc', [{ kind: 'bold', from: 1, length: 1 }], 'abc'],
    [
      'one within another',
      'all of it',
      [
        { kind: 'bold', from: 0, length: 9 },
        { kind: 'italic', from: 4, length: 2 },
      ],
      '*all _of_ it*',
    ],
    [
      'two on the same words',
      'both',
      [
        { kind: 'bold', from: 0, length: 4 },
        { kind: 'italic', from: 0, length: 4 },
      ],
      '*_both_*',
    ],
    [
      'a quote with a mark in it',
      'x\nsaid so',
      [
        { kind: 'quote', from: 2, length: 7 },
        { kind: 'bold', from: 2, length: 4 },
      ],
      'x\n> *said* so',
    ],
  ])('%s', (_title, text, marks, shown) => {
    expect(marked(text, ...marks)).toBe(shown)
  })
})

describe('what was typed', () => {
  test.each([
    'sip_general_additional.conf',
    '5*3*2',
    'a * b',
    'one *',
    '2 ~ 3',
    'https://example.com/a_b?c=~d',
    '*',
    'snake_case and more_of_it',
  ])('stays as it is where it could not be read as a mark: %s', (text) => {
    expect(toMarkup(plain(text))).toBe(text)
  })

  test.each(['*97*', 'say *no*', '_init_', '~gone~', '> not a quote', '`code`', '```block```', '*a* and _b_'])(
    'never becomes a mark: %s',
    (text) => {
      expect(shownMarks(text).length).toBeGreaterThan(0)
      expect(shownMarks(toMarkup(plain(text)))).toEqual([])
    },
  )

  const typed = fc.string({ unit: fc.constantFrom('*', '_', '~', '`', '>', ' ', '\n', 'a', 'ž', '7', '-', '.') })

  test('never becomes a mark, whatever it is, and reads the same', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const shown = toMarkup(plain(text))
        expect(shownMarks(shown)).toEqual([])
        expect(shown.replaceAll(hair, '').replaceAll('‵', '`')).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })

  test('never ends a mark of ours early', () => {
    fc.assert(
      fc.property(typed, (inside) => {
        const words = `x${inside.replaceAll('\n', '').trim()}x`
        const shown = marked(`Subject: ${words}.`, { kind: 'bold', from: 9, length: words.length })
        const bold = shownMarks(shown).filter((piece) => piece.startsWith('*'))
        expect(bold.map((piece) => piece.slice(1, -1).replaceAll(hair, '').replaceAll('‵', '`'))).toEqual([words])
      }),
      { numRuns: 1000 },
    )
  })
})
