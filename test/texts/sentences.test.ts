import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSentences } from '../../src/texts/sentences.ts'

const english = readSentences(
  'en',
  `
plain = Ticket #{ $number }
bold = <b>#{ $number }</b> { $summary }
nested = <quote><b>{ $name }</b>: <i>{ $text }</i></quote> end
closed-twice = <b>{ $name }</b></b>
left-open = <b>{ $name }
crossed = <b><i>{ $name }</b></i>
literal = Write {"<"}b> for bold
lines =
    First: <b>{ $a }</b>
    Second: { $b }
count = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
who = { $role ->
    [admin] <b>Admin</b>
   *[other] Person
}
`,
)

describe('a sentence', () => {
  test('has its values and the marks of its source, counted in code units', () => {
    expect(english('nested', { name: 'Žydrūnė 🙂', text: 'hello' })).toEqual({
      text: 'Žydrūnė 🙂: hello end',
      marks: [
        { kind: 'quote', from: 0, length: 17 },
        { kind: 'bold', from: 0, length: 10 },
        { kind: 'italic', from: 12, length: 5 },
      ],
    })
  })

  test('chooses marks and words by a value', () => {
    expect(english('who', { role: 'admin' })).toEqual({ text: 'Admin', marks: [{ kind: 'bold', from: 0, length: 5 }] })
    expect(english('who', { role: 'client' })).toEqual({ text: 'Person', marks: [] })
  })

  test('keeps its lines', () => {
    expect(english('lines', { a: '1', b: '2' }).text).toBe('First: 1\nSecond: 2')
  })

  test('has no mark where a value is empty', () => {
    expect(english('bold', { number: '', summary: 's' }).marks).toEqual([{ kind: 'bold', from: 0, length: 1 }])
    expect(english('nested', { name: '', text: '' }).marks).toEqual([{ kind: 'quote', from: 0, length: 2 }])
  })

  test('can show a tag as it is', () => {
    expect(english('literal')).toEqual({ text: 'Write <b> for bold', marks: [] })
  })

  test.each(['closed-twice', 'left-open', 'crossed'])('with a mark that is wrong cannot be said: %s', (key) => {
    expect(() => english(key, { name: 'x' })).toThrow(`text "${key}" in "en" cannot be said`)
  })

  test('that does not exist, or misses a value, is a fault', () => {
    expect(() => english('nothing')).toThrow('no text "nothing" in "en"')
    expect(() => english('bold', { number: '1' })).toThrow('text "bold" in "en" cannot be said')
  })
})

describe('a value', () => {
  test('never makes a mark, whatever it contains', () => {
    const hostile = '<b>x</b> { $number } {"<"} \u0001y\u0011 </quote> -term'
    expect(english('bold', { number: '7', summary: hostile })).toEqual({
      text: '#7 <b>x</b> { $number } {"<"} y </quote> -term',
      marks: [{ kind: 'bold', from: 0, length: 2 }],
    })
  })

  test('loses control characters and bidirectional overrides, and keeps line feeds and tabs', () => {
    const said = english('plain', { number: 'a\u0000b\u001bc\u007fd\u0085e\u202ef\u2066g\ufeffh\r\ni\rj\tk\u2028l' })
    expect(said.text).toBe('Ticket #abcdefgh\ni\nj\tk\u2028l')
  })

  test('with half a surrogate pair becomes a text that every platform takes', () => {
    expect(english('plain', { number: 'a\ud83d' }).text).toBe('Ticket #a\ufffd')
  })

  test('of any kind leaves the marks where the source has them', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 100, size: 'max' })
    fc.assert(
      fc.property(anyText, anyText, (number, summary) => {
        const said = english('bold', { number, summary })
        const [mark] = said.marks
        expect(said.marks).toHaveLength(1)
        expect(mark).toMatchObject({ kind: 'bold', from: 0 })
        expect(said.text.charAt(mark?.length ?? 0)).toBe(' ')
        expect(said.text.slice(0, mark?.length)).toBe(english('plain', { number }).text.replace('Ticket ', ''))
        expect(said.text.isWellFormed()).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('that counts takes the form and the digits of the language', () => {
    expect([0, 1, 2, 1234].map((count) => english('count', { count }).text)).toEqual([
      '0 tickets',
      '1 ticket',
      '2 tickets',
      '1,234 tickets',
    ])
  })
})

test('a source that says one key twice is refused', () => {
  expect(() => readSentences('en', 'a = 1\na = 2\n')).toThrow('a')
})
