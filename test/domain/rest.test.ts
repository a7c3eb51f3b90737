// When engineers rest: what they write, when it holds, and what does not wait for it.
import { describe, expect, test } from 'vitest'
import { isAway, isUrgent, quietUntil, readAwayUntil, readQuietHours, sayQuietHours } from '../../src/domain/rest.ts'

describe('quiet hours', () => {
  test.each([
    ['22:00-07:00', '22:00–07:00'],
    ['22:00 – 7:00', '22:00–07:00'],
    ['22-7', '22:00–07:00'],
    ['12:30—13:15', '12:30–13:15'],
    ['18:00 24:00', '18:00–00:00'],
  ])('are read from “%s”', (words, said) => {
    const read = readQuietHours(words)
    expect(read === null ? null : sayQuietHours(read)).toBe(said)
  })

  test.each(['', 'off', '22:00', '25:00-07:00', '22:00-07:60', '08:00-08:00', '00:00-24:00', '22:00-07:00 daily'])(
    'are not read from “%s”',
    (words) => {
      expect(readQuietHours(words)).toBeNull()
    },
  )

  // Vilnius: UTC+2 in winter, UTC+3 in summer; the hands go back on 25 October 2026 and forward on 29 March 2026.
  test.each([
    ['before they begin', '22:00-07:00', '2026-11-25T19:59:59Z', null],
    ['as they begin', '22:00-07:00', '2026-11-25T20:00:00Z', '2026-11-26T05:00:00.000Z'],
    ['after midnight', '22:00-07:00', '2026-11-26T01:00:00Z', '2026-11-26T05:00:00.000Z'],
    ['as they end', '22:00-07:00', '2026-11-26T05:00:00Z', null],
    ['within a day', '12:00-13:00', '2026-11-25T10:30:00Z', '2026-11-25T11:00:00.000Z'],
    ['in the night that is an hour longer', '22:00-07:00', '2026-10-24T20:00:00Z', '2026-10-25T05:00:00.000Z'],
    ['in the night that is an hour shorter', '22:00-07:00', '2026-03-28T21:00:00Z', '2026-03-29T04:00:00.000Z'],
    ['until midnight', '18:00-24:00', '2026-11-25T21:59:00Z', '2026-11-25T22:00:00.000Z'],
  ])('hold or not: %s', (_, words, at, until) => {
    const hours = readQuietHours(words)
    if (hours === null) throw new Error('not read')
    expect(quietUntil(hours, new Date(at))?.toISOString() ?? null).toBe(until)
  })

  test.each([
    ['blocker.call', false, true],
    ['blocker.acknowledged', false, true],
    ['ticket.comment', true, true],
    ['ticket.comment', false, false],
    ['ticket.opened', true, false],
    ['ticket.assigned', false, false],
    ['ticket.warning', false, false],
    ['channel.alert', false, true],
    ['channel.outage', false, false],
  ] as const)('%s, about a Blocker that calls: %s, goes out at once: %s', (kind, isBlocker, isAtOnce) => {
    expect(isUrgent(kind, isBlocker)).toBe(isAtOnce)
  })
})

describe('being away', () => {
  /** A Wednesday, 11:00 in Vilnius. */
  const now = new Date('2026-11-25T09:00:00Z')

  test.each([
    ['', null],
    ['until mon 08:00', '2026-11-30T06:00:00.000Z'],
    ['until mon', '2026-11-30T06:00:00.000Z'],
    ['wed', '2026-12-02T06:00:00.000Z'],
    ['wed 18:00', '2026-11-25T16:00:00.000Z'],
    ['18:00', '2026-11-25T16:00:00.000Z'],
    ['tomorrow', '2026-11-26T06:00:00.000Z'],
    ['iki pirmadienio 09:30', '2026-11-30T07:30:00.000Z'],
    ['2026-12-28', '2026-12-28T06:00:00.000Z'],
    ['4.1', '2027-01-04T06:00:00.000Z'],
  ])('“/away %s” is understood', (words, until) => {
    const read = readAwayUntil(words, now)
    expect('fault' in read ? read.fault : (read.until?.toISOString() ?? null)).toBe(until)
  })

  test.each([
    ['until never', 'form'],
    ['31.2 08:00', 'day'],
    ['mon 08:61', 'time'],
    ['2026-11-20', 'past'],
    ['2029-01-01', 'long'],
  ])('“/away %s” is asked back', (words, fault) => {
    const read = readAwayUntil(words, now)
    expect('fault' in read ? read.fault : 'understood').toBe(fault)
  })

  test('ends by itself, or when they are back', () => {
    const since = new Date('2026-11-25T09:00:00Z')
    const until = new Date('2026-11-30T06:00:00Z')
    const at = (instant: string) => isAway({ awaySince: since, awayUntil: until }, new Date(instant))
    expect([
      at('2026-11-25T08:59:59Z'),
      at('2026-11-25T09:00:00Z'),
      at('2026-11-30T05:59:59Z'),
      at('2026-11-30T06:00:00Z'),
    ]).toEqual([false, true, true, false])
    expect(isAway({ awaySince: since, awayUntil: null }, new Date('2027-11-25T09:00:00Z'))).toBe(true)
    expect(isAway({ awaySince: null, awayUntil: null }, now)).toBe(false)
  })
})
