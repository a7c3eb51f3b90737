// The waits between tries to connect, over any luck.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBackOff } from '../../../../src/channels/whatsapp/baileys/back-off.ts'

const options = { firstMilliseconds: 1000, longestMilliseconds: 300_000 }

test('waits grow from about a second to at most five minutes, whatever the luck', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 0.999999, noNaN: true }), { minLength: 1, maxLength: 60 }), (luck) => {
      let turn = 0
      const backOff = createBackOff({ ...options, random: () => luck[turn++ % luck.length] ?? 0 })
      luck.forEach((_, tries) => {
        const wait = backOff.next()
        const full = Math.min(1000 * 2 ** tries, 300_000)
        expect(wait).toBeGreaterThanOrEqual(full / 2)
        expect(wait).toBeLessThanOrEqual(full)
      })
    }),
  )
})

test('after a connection that stood, the next wait is a short one again', () => {
  const backOff = createBackOff({ ...options, random: () => 0.5 })
  for (let tries = 0; tries < 9; tries++) backOff.next()
  expect(backOff.isFresh()).toBe(false)
  backOff.reset()
  expect(backOff.isFresh()).toBe(true)
  expect(backOff.next()).toBe(750)
})

test('a least wait is kept, with jitter above it', () => {
  const backOff = createBackOff({ ...options, random: () => 0.5 })
  expect(backOff.next(60_000)).toBe(66_000)
})
