import { expect, test } from 'vitest'
import { coverageAt } from '../../src/domain/coverage.ts'
import { usageOn } from '../../src/domain/usage.ts'
import { type AllowanceUsage, type Usage, usageLevel, usageSubject } from '../../src/domain/usage-level.ts'
import { createBillingWorld } from '../support/billing-world.ts'

/** A Wednesday. */
const open = new Date('2026-03-04T10:00:00+02:00')
const closed = new Date('2026-03-04T20:00:00+02:00')

test('under a plan, working hours are covered, and what lies after them is asked about until it is agreed', () => {
  const world = createBillingWorld()
  const ticketId = world.ticket({ plan: 'PREMIUM' })
  expect(coverageAt(world.facts, { ticketId, at: open, level: 1 })).toEqual({ state: 'covered', cost: null })
  expect(coverageAt(world.facts, { ticketId, at: closed, level: 1 })).toEqual({ state: 'ask', cost: 'afterHours' })
  const agreed = world.ticket({ plan: 'PREMIUM', afterHoursAgreed: true })
  expect(coverageAt(world.facts, { ticketId: agreed, at: closed, level: 1 })).toEqual({ state: 'agreed', cost: 'afterHours' })
})

test('a Blocker under a plan is covered at any hour', () => {
  const world = createBillingWorld()
  const ticketId = world.ticket({ plan: 'PREMIUM', priorities: [{ from: new Date(0), priority: 'blocker' }] })
  expect(coverageAt(world.facts, { ticketId, at: closed, level: 1 }).state).toBe('covered')
})

test('without a plan it is the hourly price; prepaid time covers it while it lasts', () => {
  const world = createBillingWorld()
  const ticketId = world.ticket()
  expect(coverageAt(world.facts, { ticketId, at: open, level: 1 })).toEqual({ state: 'ask', cost: 'hourly' })
  world.allowance({ secondsPerMonth: 3600 })
  expect(coverageAt(world.facts, { ticketId, at: open, level: 1 }).state).toBe('covered')
  world.work(ticketId, '2026-03-03T08:00:00Z')
  expect(coverageAt(world.facts, { ticketId, at: open, level: 1 })).toEqual({ state: 'ask', cost: 'hourly' })
})

test('a packet covers each level while its quota lasts, and a second incident is asked about anew', () => {
  const world = createBillingWorld('mizutech')
  world.subscription('softswitch Standard', '2026-01-01', { endsOn: '2026-12-31' })
  const ticketId = world.ticket({ plan: 'softswitch Standard', openedAt: new Date('2026-03-02T08:00:00Z') })
  expect(coverageAt(world.facts, { ticketId, at: open, level: 1 }).state).toBe('covered')
  expect(coverageAt(world.facts, { ticketId, at: open, level: 3 }).state).toBe('covered')
  world.work(ticketId, '2026-03-02T08:00:00Z', { level: 3 })
  expect(coverageAt(world.facts, { ticketId, at: open, level: 3 })).toEqual({ state: 'ask', cost: 'incident' })
  world.work(ticketId, '2026-03-02T10:00:00Z', { level: 3, billableAgreed: true })
  expect(coverageAt(world.facts, { ticketId, at: open, level: 3 })).toEqual({ state: 'ask', cost: 'incident' })
})

test('what is used and left of a packet, by level, in the month and the period', () => {
  const world = createBillingWorld('mizutech')
  const id = world.subscription('softswitch Standard', '2026-02-15', { endsOn: '2027-02-14' })
  const opened = (day: string) => ({ plan: 'softswitch Standard', openedAt: new Date(`${day}T08:00:00Z`) })
  world.work(world.ticket(opened('2026-02-20')), '2026-02-20T09:00:00Z', { seconds: 1800 })
  world.work(world.ticket(opened('2026-03-02')), '2026-03-02T09:00:00Z', { seconds: 600 })
  expect(usageOn(world.facts, '2026-03-04')).toEqual([
    quota(id, 'support', 'month', [1, 3], [600, 3600], '2026-04-01', '2026-03-01'),
    quota(id, 'support', 'period', [2, 10], [2400, 36_000], null, '2026-02-15'),
    quota(id, 'development', 'month', [0, 1], [0, 3600], '2026-04-01', '2026-03-01'),
    quota(id, 'development', 'period', [0, 3], [0, 10_800], null, '2026-02-15'),
  ])
  expect(usageOn(world.facts, '2027-03-01')).toEqual([])
})

function quota(
  id: string,
  level: 'support' | 'development',
  per: 'month' | 'period',
  [usedRequests, totalRequests]: [number, number],
  [usedSeconds, totalSeconds]: [number, number],
  resetsOn: string | null,
  span: string,
): Usage {
  const names = { kind: 'quota', id, plan: 'softswitch Standard', level, per } as const
  return { ...names, usedRequests, totalRequests, usedSeconds, totalSeconds, resetsOn, span }
}

test('an allowance is used up in its month, and one that never expires in all its time', () => {
  const world = createBillingWorld()
  world.allowance({ name: 'Flat', secondsPerMonth: 3600 })
  world.allowance({ name: 'Once', noExpiration: true, endsOn: '2026-06-30' })
  world.work(world.ticket(), '2026-03-02T08:00:00Z', { seconds: 534 })
  const [flat, once] = usageOn(world.facts, '2026-03-04')
  expect(flat).toMatchObject({ name: 'Flat', usedSeconds: 534, totalSeconds: 3600, resetsOn: '2026-04-01' })
  expect(once).toMatchObject({ name: 'Once', usedSeconds: 0, resetsOn: null })
})

test.each([
  [0, 600, null],
  [299, 600, null],
  [300, 600, 50],
  [479, 600, 50],
  [480, 600, 80],
  [599, 600, 80],
  [600, 600, 100],
  [0, 0, null],
])('%i of %i seconds are told as %s', (usedSeconds, totalSeconds, level) => {
  expect(usageLevel(allowance(usedSeconds, totalSeconds))).toBe(level)
})

test('each month of an allowance is told for itself', () => {
  expect(usageSubject({ ...allowance(1, 2), span: '2026-03' })).not.toBe(usageSubject({ ...allowance(1, 2), span: '2026-04' }))
})

function allowance(usedSeconds: number, totalSeconds: number): AllowanceUsage {
  return { kind: 'allowance', id: 'a', name: 'Flat', usedSeconds, totalSeconds, resetsOn: null, span: '2026-03' }
}
