import { expect, test } from 'vitest'
import { readFluentSource } from './fluent-source.ts'
import { findKeysInCode } from './keys-in-code.ts'

const { sentences } = readFluentSource('en')
const { said, unclear } = findKeysInCode()

test('it is known of every place which sentences it can say', () => {
  expect(said.length).toBeGreaterThan(0)
  expect(unclear).toEqual([])
})

test('every sentence that the code can say exists', () => {
  const missing = said.filter(({ key }) => !sentences.has(key)).map(({ key, place }) => `${key} (${place})`)
  expect([...new Set(missing)]).toEqual([])
})

test('every sentence is given the values it needs', () => {
  const missing = said.flatMap(({ key, place, values }) => {
    const needed = [...(sentences.get(key)?.variables ?? [])]
    return values === undefined
      ? []
      : needed.filter((name) => !values.has(name)).map((name) => `${key} needs $${name} (${place})`)
  })
  expect(missing).toEqual([])
})

test('no sentence is left over that nobody says', () => {
  const keys = new Set(said.map(({ key }) => key))
  expect([...sentences.keys()].filter((key) => !keys.has(key))).toEqual([])
})
