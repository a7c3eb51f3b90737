// JSON with places: the same values as JSON.parse, and where each stands.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { JsonFault, parsePositionedJson } from '../src/positioned-json.ts'

test('any JSON has the value that JSON.parse gives it, however it is laid out', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
      const laidOut = JSON.stringify(JSON.parse(text), null, indent)
      expect(parsePositionedJson(laidOut).value).toEqual(JSON.parse(text))
      expect(parsePositionedJson(` \r\n${text}\t`).value).toEqual(JSON.parse(text))
    }),
  )
})

test('what JSON.parse refuses is refused', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '{', ']', '\\', '0', '\u0001'), (text, at, sign) => {
      const spot = at % (text.length + 1)
      const spoilt = text.slice(0, spot) + sign + text.slice(spot + 1)
      // The one thing in which this reader is stricter is tested by itself.
      if (isTaken(() => JSON.parse(spoilt)) && !isTaken(() => parsePositionedJson(spoilt)))
        expect(() => parsePositionedJson(spoilt)).toThrow('is there twice')
      else expect(isTaken(() => parsePositionedJson(spoilt))).toBe(isTaken(() => JSON.parse(spoilt)))
    }),
    { numRuns: 500 },
  )
})

function isTaken(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}

const text = `{
  "plans": [
    { "name": "ONE" },
    {
      "name": "TWO", "order": 7
    }
  ],
  "__proto__": { "a": 1 }
}`

describe('places', () => {
  const json = parsePositionedJson(text)

  test.each([
    [[], '1:1'],
    [['plans'], '2:12'],
    [['plans', 1], '4:5'],
    [['plans', 1, 'order'], '5:31'],
    [['__proto__', 'a'], '8:23'],
  ])('a value is found by its way %j at %s', (path, place) => {
    const { line, column } = json.positionOf(path)
    expect(`${line}:${column}`).toBe(place)
    expect(json.has(path)).toBe(true)
  })

  test('a key has a place of its own', () => {
    expect(json.positionOfKey(['plans', 1, 'order'])).toEqual({ line: 5, column: 22 })
  })

  test('what is not there has the place of what should hold it', () => {
    expect(json.has(['plans', 1, 'price', 'cents'])).toBe(false)
    expect(json.positionOf(['plans', 1, 'price', 'cents'])).toEqual({ line: 4, column: 5 })
    expect(json.positionOfKey(['plans', 5])).toEqual({ line: 2, column: 12 })
  })

  test('a key that JavaScript has a meaning for is a key like any other', () => {
    expect(Object.keys(json.value as object)).toEqual(['plans', '__proto__'])
  })
})

test.each([
  ['{\n  "a": 1,\n}', 3, 1, 'expected a key in double quotes, found }'],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'expected , or }, found "b"'],
  ['[1,\n2', 2, 2, 'expected , or ], found the end of the file'],
  ['{ "a" 1 }', 1, 7, 'expected a colon, found 1'],
  ['{ "a": yes }', 1, 8, 'expected a value, found yes'],
  ["{ 'a': 1 }", 1, 3, "expected a key in double quotes, found '"],
  ['{ "a": "open }', 1, 8, 'expected a value, found "open }'],
  ['{} // the end', 1, 4, 'expected the end of the file, found /'],
  ['', 1, 1, 'expected a value, found the end of the file'],
  ['{ "a": 1, "b": 2,\r\n "a": 3 }', 2, 2, 'the key "a" is there twice'],
])('%j is refused with its place and what is wrong', (spoilt, line, column, message) => {
  const fault = faultOf(spoilt)
  expect(fault.message).toBe(message)
  expect(fault.position).toEqual({ line, column })
})

function faultOf(spoilt: string): JsonFault {
  try {
    parsePositionedJson(spoilt)
  } catch (error) {
    if (error instanceof JsonFault) return error
    throw error
  }
  throw new Error('It was taken')
}
