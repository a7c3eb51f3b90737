// Averages, medians, percentiles and shares, beside what a person works out.
import { describe, expect, test } from 'vitest'
import { average, inOrder, median, percentile, share } from '../../src/domain/statistics.ts'

const ten = [10, 1, 9, 2, 8, 3, 7, 4, 6, 5]

describe('the middle of response times', () => {
  test.each([
    ['of nothing there is none', [], null],
    ['of one it is that one', [7], 7],
    ['of two it lies between them', [3, 8], 5.5],
    ['of three it is the second in size', [9, 1, 4], 4],
    ['of ten it lies between the fifth and the sixth', ten, 5.5],
    ['does not mind how slow the slowest is', [1, 2, 1_000_000], 2],
    ['numbers are ordered as numbers, not as words', [10, 9, 100], 10],
  ])('%s', (_what, values, expected) => {
    expect(median(inOrder(values))).toBe(expected)
  })
})

describe('what so many of a hundred were not slower than', () => {
  test.each([
    ['of nothing there is none', [], 90, null],
    ['of one it is that one', [7], 90, 7],
    ['nine of ten', ten, 90, 9],
    ['all of ten', ten, 100, 10],
    ['half of ten', ten, 50, 5],
    ['of four, nine of ten is the slowest: three would be too few', [5, 10, 20, 210], 90, 210],
    ['the quickest, for none', ten, 0, 1],
    ['of eleven, nine of ten are ten', [...ten, 11], 90, 10],
  ])('%s', (_what, values, percent, expected) => {
    expect(percentile(inOrder(values), percent)).toBe(expected)
  })
})

test('the average is the sum shared evenly, and nothing has none', () => {
  expect(average([5, 10, 20, 210])).toBe(61.25)
  expect(average(inOrder([1, 2]))).toBe(1.5)
  expect(average([])).toBeNull()
})

test('a share of nothing is unknown, not nought', () => {
  expect(share(3, 4)).toBe(0.75)
  expect(share(0, 4)).toBe(0)
  expect(share(0, 0)).toBeNull()
})
