import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findTicketReferences, type ReferenceStrength } from '../../src/domain/reference.ts'
import { bareHash, explicit, none, whole } from './reference-phrasings.ts'

const numbersIn = (text: string) => findTicketReferences(text).map((reference) => reference.number)
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200, size: 'max' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 200, size: 'max' }),
  fc
    .array(
      fc.constantFrom(
        'ticket',
        '#',
        '12345',
        '7',
        ' ',
        '\n',
        'užklausos',
        'nr.',
        're:',
        ',',
        'and',
        'EUR',
        '\ud800',
        '．',
        'dėl',
        ':',
        '-',
        '/',
      ),
      { maxLength: 60, size: 'max' },
    )
    .map((pieces) => pieces.join('')),
)

describe('what a message refers to', () => {
  const tables: readonly [ReferenceStrength, typeof explicit][] = [
    ['explicit', explicit],
    ['bare-hash', bareHash],
    ['whole', whole],
  ]
  for (const [strength, phrasings] of tables) {
    test.each(phrasings)(`${strength}: %s`, (text, ...numbers) => {
      const found = findTicketReferences(String(text))
      expect(found.map((reference) => [reference.number, reference.strength])).toEqual(
        numbers.map((number) => [number, strength]),
      )
    })
  }

  test.each(none)('none: %s', (text) => {
    expect(findTicketReferences(text)).toEqual([])
  })

  test('the tables hold more than 200 phrasings, none of them twice', () => {
    const texts = [...explicit, ...bareHash, ...whole].map(([text]) => String(text)).concat(none)
    expect(texts.length).toBeGreaterThan(200)
    expect(new Set(texts).size).toBe(texts.length)
  })

  test('a number named twice is given once, where it first stands, with the surer of the two readings', () => {
    const text = 'See #12345. I mean ticket 12345, please.'
    expect(findTicketReferences(text)).toEqual([{ number: 12345, from: 5, to: 10, strength: 'explicit' }])
  })

  test('the place of a number is its place in the text as it was written', () => {
    const text = 'uz\u030cklausa\u200b nr. １２３ ir 🙂 #456'
    const places = findTicketReferences(text).map(({ from, to }) => text.slice(from, to))
    expect(places).toEqual(['１２３', '456'])
  })
})

describe('any text at all', () => {
  test('is read without an error, and what is found lies in it, in order, each number once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = findTicketReferences(text)
        let last = -1
        for (const { from, to, number } of found) {
          expect(from).toBeGreaterThan(last)
          expect(to).toBeLessThanOrEqual(text.length)
          expect(Number(text.slice(from, to).normalize('NFKC').replace(/\D/g, ''))).toBe(number)
          expect(number).toBeGreaterThan(0)
          last = from
        }
        expect(new Set(found.map((reference) => reference.number)).size).toBe(found.length)
      }),
      { numRuns: 2000 },
    )
  })

  test('before and after a line that names a ticket takes nothing away from it', () => {
    const lines = explicit.filter(([text]) => !/^\W*(?:nr|№)?\W*\d+\W*$/iu.test(text))
    fc.assert(
      fc.property(anyText, fc.constantFrom(...lines), anyText, (before, [line, ...numbers], after) => {
        const found = findTicketReferences(`${before}\n\n${line}\n\n${after}`)
        for (const number of numbers) {
          expect(found).toContainEqual(expect.objectContaining({ number, strength: 'explicit' }))
        }
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['digits', '1'],
    ['spaced digits', '1 '],
    ['hashes', '#'],
    ['hashes and digits', '#1'],
    ['spaces', ' '],
    ['words for a ticket', 'ticket '],
    ['words and signs', 'ticket nr # : ('],
    ['a list', 'ticket 12345, 12346 and '],
    ['prepositions', 're: follow up question about dėl '],
    ['scheme names', 'sip:'],
    ['quotes', '"'],
    ['combining marks', 'u\u030c'],
    ['half surrogates', '\ud800'],
  ])('of 100 kB of %s is read in time that grows with its length', (_name, piece) => {
    const read = (length: number) => {
      const text = piece.repeat(Math.ceil(length / piece.length))
      const startedAt = process.cpuUsage()
      findTicketReferences(text)
      const { user } = process.cpuUsage(startedAt)
      return user / 1000
    }
    read(10_000)
    expect(read(100_000)).toBeLessThan(1500)
  })

  test('repeated a thousand times still names the same tickets', () => {
    const text = 'Ticket 12345: calls to +370 612 34567 fail with SIP 503, see #12346.\n'
    expect(numbersIn(text.repeat(1000))).toEqual(numbersIn(text))
  })
})
