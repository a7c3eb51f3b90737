// How fast one process may speak.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPace } from '../../../../src/channels/whatsapp/cloud/pace.ts'
import { templateText } from '../../../../src/channels/whatsapp/cloud/templates.ts'

test('a burst does not run ahead of the pace', async () => {
  const pace = createPace(800, () => performance.now())
  const start = performance.now()
  await Promise.all(Array.from({ length: 200 }, () => pace.take()))
  const took = performance.now() - start
  expect(took).toBeGreaterThan(180)
  expect(took).toBeLessThan(2000)
})

test('who is told "too much" waits longer each time, an hour at most, and others do not wait', () => {
  const pace = createPace(80, () => 0)
  const waits = Array.from({ length: 8 }, () => pace.slowDown('LT.1'))
  expect(waits).toEqual([1, 4, 16, 64, 256, 1024, 3600, 3600])
  expect(pace.slowDown('LT.2')).toBe(1)
  pace.forgive('LT.1')
  expect(pace.slowDown('LT.1')).toBe(1)
})

test('whatever a notice says, its words are one line that a template takes', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400, unit: 'binary' }), fc.integer({ min: 10, max: 300 }), (text, longest) => {
      const line = templateText(text, longest)
      expect(line.length).toBeGreaterThan(0)
      expect(line.length).toBeLessThanOrEqual(longest)
      expect(line).not.toMatch(/[\n\r\t]| {2}/)
      expect(line.isWellFormed()).toBe(text.isWellFormed() || line.isWellFormed())
    }),
    { numRuns: 500 },
  )
})
