import { describe, expect, test } from 'vitest'
import { suggestMinutes, type Work, workFault } from '../../src/domain/time-entry.ts'

const support: Work = { kind: 'support', level: 1, task: null, quantity: null }
const fixed: Work = { kind: 'fixed', level: 1, task: 'installation', quantity: 1 }

test.each([
  ['usual work', support, null],
  ['a task at a fixed price', { ...fixed, task: 'virtual-ip' }, null],
  ['three servers installed', { ...fixed, quantity: 3 }, null],
  ['more time for a task that was counted', { ...fixed, task: 'data-migration', quantity: 0 }, null],
  ['a task without its name', { ...fixed, task: null }, { field: 'task', reason: 'task-missing' }],
  ['a name without a task', { ...support, task: 'virtual-ip' }, { field: 'task', reason: 'task-not-fixed' }],
  ['support, counted', { ...support, quantity: 2 }, { field: 'quantity', reason: 'task-not-fixed' }],
  ['two migrations in one', { ...fixed, task: 'data-migration', quantity: 2 }, { field: 'quantity', reason: 'quantity-once' }],
] as const)('%s', (_, work, fault) => {
  expect(workFault(work as Work)).toEqual(fault)
})

describe('how long somebody seems to have worked', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 9, minute))

  test.each([
    ['nothing done', [], 0],
    ['one answer', [0], 5],
    ['two answers, ten minutes apart', [0, 10], 15],
    ['the order does not matter', [10, 0], 15],
    ['rounded up to five', [0, 11], 20],
    ['half an hour is still one sitting', [0, 30], 35],
    ['a pause is not worked', [0, 31], 10],
    ['two sittings', [0, 10, 100, 120], 40],
  ])('%s', (_, minutes, expected) => {
    expect(suggestMinutes(minutes.map(at))).toBe(expected)
  })
})
