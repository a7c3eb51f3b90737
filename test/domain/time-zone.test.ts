import { expect, test } from 'vitest'
import { isTimeZone, placeOfZone } from '../../src/domain/time-zone.ts'

test.each(['Europe/Vilnius', 'America/New_York', 'Asia/Kolkata', 'UTC'])('%s is a time zone', (name) => {
  expect(isTimeZone(name)).toBe(true)
})

test.each(['', 'Vilnius', 'Europe/Atlantis', '+02:00', '2', ' Europe/Vilnius'])('"%s" is none', (name) => {
  expect(isTimeZone(name)).toBe(false)
})

test('a zone is called by its place', () => {
  expect(['Europe/Vilnius', 'America/Argentina/Buenos_Aires', 'UTC+2'].map(placeOfZone)).toEqual([
    'Vilnius',
    'Buenos Aires',
    'UTC+2',
  ])
})
