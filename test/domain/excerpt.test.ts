import { expect, test } from 'vitest'
import { excerpt } from '../../src/domain/excerpt.ts'

const long = `${'before '.repeat(40)}the skambučių kokybė is poor ${'after '.repeat(40)}`

test('a short text is shown whole, on one line', () => {
  expect(excerpt('  two\n lines ', 'lines', 40)).toBe('two lines')
})

test('a long one is cut at words around the first that was looked for, whatever its form', () => {
  for (const words of ['skambučiai', 'skambuciai', 'SKAMBUČIŲ', 'nowhere kokybe']) {
    const piece = excerpt(long, words, 80)
    expect(piece, words).toMatch(/^… .*skambučių kokybė.* …$/u)
    expect(piece.length, words).toBeLessThanOrEqual(84)
  }
})

test('the beginning when the words stand nowhere', () => {
  expect(excerpt(long, 'xyzzy', 30)).toMatch(/^before .* …$/u)
})

test('letters beyond the first plane are neither cut nor miscounted', () => {
  const text = `${'🙂 '.repeat(100)}needle ${'🙂 '.repeat(100)}`
  expect(excerpt(text, 'needle', 60)).toContain('needle')
})
