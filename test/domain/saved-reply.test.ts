// Saved replies: names, placeholders, and the language a client gets.
import { describe, expect, test } from 'vitest'
import { chooseSaved, fillPlaceholders, toSavedName, unknownPlaceholders } from '../../src/domain/saved-reply.ts'

const values = {
  client: 'Jonas',
  company: 'Baltic Voice',
  ticket: '#12345',
  summary: 'No audio',
  priority: 'High',
  server: 'mor-vilnius',
  engineer: 'Asta',
}

test.each([
  ['Sveiki, {client}! {ticket} mato {engineer}.', 'Sveiki, Jonas! #12345 mato Asta.'],
  ['{CLIENT} { ticket }', 'Jonas #12345'],
  ['{client}{client}', 'JonasJonas'],
  ['a {brace}, {}, {a b}, { "json": 1 } and {', 'a {brace}, {}, {a b}, { "json": 1 } and {'],
])('“%s” becomes “%s”', (body, filled) => {
  expect(fillPlaceholders(body, values)).toBe(filled)
})

test('what is filled in is not filled again', () => {
  expect(fillPlaceholders('{client} {ticket}', { ...values, client: '{engineer} $& {ticket}' })).toBe(
    '{engineer} $& {ticket} #12345',
  )
})

test('words in braces that stand for nothing are named, each once', () => {
  expect(unknownPlaceholders('{client} {klient} {Klient} {ticket} {} {x y} {"a": 1}')).toEqual(['klient'])
})

describe('a name', () => {
  test.each([
    ['Greeting', 'greeting'],
    ['ačiū-2', 'ačiū-2'],
    ['no_audio', 'no_audio'],
  ])('“%s” is kept as “%s”', (word, name) => {
    expect(toSavedName(word)).toBe(name)
  })

  test.each(['', '-x', 'two words', 'a'.repeat(31), 'x/y', 'a:b'])('“%s” is none', (word) => {
    expect(toSavedName(word)).toBeNull()
  })
})

test('the client’s language is chosen; without a text in it another one is, and that is told', () => {
  const [english, lithuanian] = [{ language: 'en' }, { language: 'lt' }] as const
  expect(chooseSaved([english, lithuanian], 'lt')).toEqual({ reply: lithuanian, isFallback: false })
  expect(chooseSaved([english], 'lt')).toEqual({ reply: english, isFallback: true })
  expect(chooseSaved([], 'lt')).toBeUndefined()
})
