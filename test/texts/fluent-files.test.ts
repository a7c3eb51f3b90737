import { describe, expect, test } from 'vitest'
import { type Language, languages } from '../../src/domain/language.ts'
import { say } from '../../src/texts/render.ts'
import { readFluentSource, type Sentence } from './fluent-source.ts'

const sources = { en: readFluentSource('en'), lt: readFluentSource('lt') }
const english = [...sources.en.sentences.values()]

/** The longest text that a variable may stand for; others are taken to be as long as a name. */
const lengths: Readonly<Record<string, number>> = {
  body: 3500,
  text: 3500,
  description: 1500,
  quote: 3500,
  files: 1300,
  names: 1300,
  lines: 3000,
  summary: 120,
  number: 10,
  id: 20,
  items: 2000,
  word: 'Blocker ✓'.length,
  promise: 19,
  price: 21,
}
const nameLength = 120
const counts = [0, 1, 2, 5, 9, 10, 11, 12, 19, 20, 21, 22, 101, 111, 1_234_567]

/** Everything that could be said under a key, with values as long as they get. */
function* saidAtWorst(language: Language, sentence: Sentence): Generator<string> {
  const values: Record<string, string | number> = {}
  for (const name of sentence.variables) values[name] = 'Ž'.repeat(lengths[name] ?? nameLength)
  for (const choice of sentence.choices) values[choice.variable] = choice.byNumber ? 1 : (choice.variants[0] ?? '')
  yield say(language, sentence.key, values).text
  for (const { variable, variants, byNumber } of sentence.choices) {
    for (const value of byNumber ? counts : [...variants, 'anything else']) {
      yield say(language, sentence.key, { ...values, [variable]: value }).text
    }
  }
}

function limitOf(key: string): number {
  if (key.startsWith('button-')) return 40
  if (key.startsWith('menu-')) return 100
  return key.endsWith('-caption') ? 1024 : 4096
}

describe('the two Fluent files', () => {
  test.each(languages)('have no line that cannot be read, no key twice: %s', (language) => {
    expect(sources[language].faults).toEqual([])
    expect(sources[language].sentences.size).toBeGreaterThan(0)
  })

  test('hold the same keys', () => {
    expect([...sources.lt.sentences.keys()].sort()).toEqual([...sources.en.sentences.keys()].sort())
  })

  test('need the same values for each key', () => {
    const variablesOf = (language: Language) =>
      Object.fromEntries([...sources[language].sentences].map(([key, { variables }]) => [key, [...variables].sort()]))
    expect(variablesOf('lt')).toEqual(variablesOf('en'))
  })

  test('choose by the same values for each key', () => {
    const choicesOf = (language: Language) =>
      Object.fromEntries(
        [...sources[language].sentences].map(([key, { choices }]) => [
          key,
          choices.filter((choice) => !choice.byNumber).map(({ variable, variants }) => [variable, [...variants].sort()]),
        ]),
      )
    expect(choicesOf('lt')).toEqual(choicesOf('en'))
  })
})

describe.each(languages)('every sentence in "%s"', (language) => {
  test('can be said with its longest values, marks in order, within the limit of where it stands', () => {
    const faults: string[] = []
    for (const sentence of sources[language].sentences.values()) {
      for (const text of saidAtWorst(language, sentence)) {
        const length = isShort(sentence.key) ? text.replace(/Ž{20,}/g, 'Ž'.repeat(20)).length : text.length
        if (length > limitOf(sentence.key)) faults.push(`${sentence.key}: ${length} characters`)
        if (text.trim() === '' || text !== text.trim()) faults.push(`${sentence.key}: empty, or with spaces around`)
        if (/ {2}|<\/?[a-z]|\{|\}/.test(text)) faults.push(`${sentence.key}: double space, or mark-up that shows`)
      }
    }
    expect(faults).toEqual([])
  })

  test('shows only what it was given, and all of it that does not merely choose', () => {
    for (const sentence of sources[language].sentences.values()) {
      const choosing = new Set(sentence.choices.map((choice) => choice.variable))
      const values: Record<string, string | number> = {}
      for (const name of sentence.variables) values[name] = choosing.has(name) ? 1 : `«${name}»`
      for (const choice of sentence.choices) if (!choice.byNumber) values[choice.variable] = choice.variants[0] ?? ''
      const { text, marks } = say(language, sentence.key, values)
      if (choosing.size === 0) for (const name of sentence.variables) expect(text, sentence.key).toContain(`«${name}»`)
      for (const mark of marks) expect(mark.from + mark.length, sentence.key).toBeLessThanOrEqual(text.length)
    }
  })
})

/** A button's values (a server's name, a number) are cut by who makes the button. */
function isShort(key: string): boolean {
  return key.startsWith('button-')
}

describe('a sentence that counts', () => {
  const counting = english.flatMap(({ key, choices }) =>
    choices.filter((choice) => choice.byNumber).map(({ variable }) => ({ key, variable })),
  )

  test('exists', () => {
    expect(counting.length).toBeGreaterThan(0)
  })

  test.each(counting)('has every form the language needs: $key', ({ key, variable }) => {
    const formsIn = (language: Language) =>
      sources[language].sentences.get(key)?.choices.find((choice) => choice.variable === variable)?.variants ?? []
    expect(formsIn('en')).toEqual(expect.arrayContaining(['one', 'other']))
    expect(formsIn('lt')).toEqual(expect.arrayContaining(['one', 'few', 'other']))
  })

  test.each(counting)('says 1 and 21, 2 and 9, 10 and 11 to 19 as Lithuanian does: $key', ({ key, variable }) => {
    const variables = sources.lt.sentences.get(key)?.variables ?? new Set()
    const sayCount = (count: number) => {
      const values: Record<string, string | number> = {}
      for (const name of variables) values[name] = name === variable ? count : 'Ž'
      return say('lt', key, values).text.replace(/\d[\d\u00a0]*/, 'N')
    }
    for (const [form, ...same] of [
      [21, 31, 101, 1001],
      [2, 9, 22, 109],
      [10, 11, 12, 19, 20, 111, 119],
    ] as const) {
      for (const count of same) expect(sayCount(count)).toBe(sayCount(form))
    }
    // In some cases of the noun two of the three forms are one word: "1 failo, 2 failų, 10 failų".
    expect(new Set([sayCount(21), sayCount(22), sayCount(20)]).size).toBeGreaterThan(1)
  })
})

describe('words of the house', () => {
  test('the first answer to somebody who connected is exactly the promised sentence, in both languages', () => {
    const promised = english.filter(({ key }) => say('en', key, numbered(key)).text === 'Successfully connected with our system')
    expect(promised).toHaveLength(1)
    expect(say('lt', promised[0]?.key ?? '').text).toBe('Successfully connected with our system')
  })

  test('no sentence shouts, and none calls a ticket otherwise', () => {
    const faults = english.flatMap(({ key }) => [
      ...(/!/.test(say('en', key, numbered(key)).text + say('lt', key, numbered(key)).text) ? [`${key}: exclamation mark`] : []),
      ...(/bilie|tiket|ticket/i.test(say('lt', key, numbered(key)).text.replace(/\/\w+/g, ''))
        ? [`${key}: užklausa is the word`]
        : []),
    ])
    expect(faults).toEqual([])
  })

  function numbered(key: string): Record<string, string | number> {
    const sentence = sources.en.sentences.get(key)
    const values: Record<string, string | number> = {}
    for (const name of sentence?.variables ?? []) values[name] = 'x'
    for (const choice of sentence?.choices ?? []) values[choice.variable] = choice.byNumber ? 1 : (choice.variants[0] ?? '')
    return values
  }
})
