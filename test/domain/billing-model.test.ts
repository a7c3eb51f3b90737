// The count of charges against a second one that walks every entry step by step: whatever is worked, both come to the same.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chargesOf, countThrough } from '../../src/domain/billing.ts'
import type { Allowance, BetterPlan, BilledEntry, BilledTicket } from '../../src/domain/billing-facts.ts'
import { differenceOf, joinParts, totalsOf } from '../../src/domain/charge.ts'
import { type BillingWorld, createBillingWorld } from '../support/billing-world.ts'
import { naiveCharges } from './billing-naive.ts'

/** From 27 February 2026, over a clock change, Easter and three month ends. */
const at = (step: number) => new Date(Date.UTC(2026, 1, 27) + step * 300_000)
const aStep = fc.nat({ max: 50 * 288 })
const consent = fc.constantFrom(null, true, true, false)
const someWork = fc.record({
  ticket: fc.nat({ max: 3 }),
  step: aStep,
  seconds: fc.oneof(fc.nat({ max: 7200 }), fc.nat({ max: 50_000 }), fc.constantFrom(0, 59, 60, 3600)),
  level: fc.constantFrom(1, 1, 2, 3),
  kind: fc.constantFrom('support', 'support', 'support', 'bug', 'training', 'fixed'),
  quantity: fc.nat({ max: 3 }),
  task: fc.constantFrom('installation', 'virtual-ip'),
  billableAgreed: consent,
  afterHoursAgreed: consent,
})
const someTicket = fc.record({
  plan: fc.nat({ max: 3 }),
  opened: fc.nat({ max: 40 * 288 }),
  billableAgreed: fc.boolean(),
  afterHoursAgreed: fc.boolean(),
  isDuplicate: fc.constantFrom(false, false, false, true),
  priorities: fc.array(fc.record({ step: aStep, priority: fc.constantFrom('blocker', 'low') }), { maxLength: 3 }),
  better: fc.option(aStep),
})
const someAllowance = fc.record({
  secondsPerMonth: fc.constantFrom(100, 600, 5000, 20_000),
  roundBySeconds: fc.constantFrom(1, 30, 60, 3600),
  connectionFeeCents: fc.constantFrom(0, 25),
  noExpiration: fc.boolean(),
  startsOn: fc.constantFrom('2026-02-15', '2026-03-01', '2026-04-10'),
  boughtOn: fc.constantFrom('2026-01-01', '2026-03-20', '2026-04-10'),
  endsOn: fc.constantFrom(null, '2026-04-30', '2026-05-02'),
})
type Of<T> = T extends fc.Arbitrary<infer Value> ? Value : never
const worlds = {
  works: fc.array(someWork, { minLength: 1, maxLength: 18 }),
  tickets: fc.array(someTicket, { minLength: 4, maxLength: 4 }),
  allowances: fc.array(someAllowance, { maxLength: 3 }),
}

function fill(
  world: BillingWorld,
  plans: readonly string[],
  { works, tickets }: { works: readonly Of<typeof someWork>[]; tickets: readonly Of<typeof someTicket>[] },
): void {
  const ids = tickets.map(({ plan, opened, priorities, better, ...rest }) => {
    const betterPlans: BetterPlan[] =
      better === null || plans[plan] !== 'none' ? [] : [{ from: at(better), catalogue: 'kolmisoft', plan: 'PREMIUM' }]
    const changes = priorities.sort((a, b) => a.step - b.step).map(({ step, priority }) => ({ from: at(step), priority }))
    const first = { from: at(opened), priority: 'medium' }
    const ticket = { ...rest, openedAt: at(opened), plan: plans[plan] ?? 'none', priorities: [first, ...changes] }
    return world.ticket({ ...ticket, ...(plans.includes('PREMIUM') ? { betterPlans } : {}) } as Partial<BilledTicket>)
  })
  for (const { ticket, step, ...work } of works) {
    const isFixed = work.kind === 'fixed'
    const fields = { ...work, task: isFixed ? work.task : null, quantity: isFixed ? work.quantity : null }
    const on = ids[ticket]
    if (on !== undefined) world.work(on, at(step + (tickets[ticket]?.opened ?? 0)).toISOString(), fields as Partial<BilledEntry>)
  }
}

/** Without what is paid by the period. */
function sums({ facts }: BillingWorld, month: string): Map<string, number> {
  const found = new Map<string, number>()
  for (const { kind, ticketId, amountCents } of countThrough(facts, month).charges) {
    if (ticketId !== null) found.set(`${kind} ${ticketId}`, (found.get(`${kind} ${ticketId}`) ?? 0) + amountCents)
  }
  return found
}

const months = ['2026-02', '2026-03', '2026-04', '2026-05']
const byKey = (map: Map<string, number>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

test('hours, after-hours work, training, tasks and allowances come to what the slow count finds, month by month', () => {
  fc.assert(
    fc.property(fc.record(worlds), ({ works, tickets, allowances }) => {
      const world = createBillingWorld()
      fill(world, ['none', 'PREMIUM', 'none', 'ENTERPRISE'], { works, tickets })
      for (const allowance of allowances) world.allowance(allowance as Partial<Allowance>)
      for (const month of months) {
        const naive = naiveCharges(world.facts, month)
        expect(byKey(sums(world, month))).toEqual(byKey(naive.sums))
        for (const { id, noExpiration } of world.facts.allowances)
          expect(countThrough(world.facts, month).used.get(id)).toBe(naive.used.get(noExpiration ? id : `${id} ${month}`) ?? 0)
      }
    }),
    { numRuns: 100 },
  )
})

test('packets, their extensions and incidents come to what the slow count finds, month by month', () => {
  const packets = ['none', 'softswitch Standard', 'softswitch Minimal', 'gateways Advanced'] as const
  const days = fc.record({
    startsOn: fc.constantFrom('2026-01-01', '2026-01-31', '2026-02-10'),
    endsOn: fc.constantFrom(null, '2026-04-15', '2026-12-31'),
    extension: fc.option(fc.constantFrom('2026-03-01', '2026-03-18', '2026-04-02')),
  })
  fc.assert(
    fc.property(fc.record({ ...worlds, held: fc.tuple(days, days, days) }), ({ works, tickets, held }) => {
      const world = createBillingWorld('mizutech')
      for (const [index, { startsOn, endsOn, extension }] of held.entries()) {
        const plan = packets[index + 1] ?? ''
        const base = world.subscription(plan, startsOn, { endsOn })
        if (extension !== null) world.subscription(plan, extension, { endsOn, extendsId: base })
      }
      // Tickets are opened while their packet runs, as the desk gives them their terms.
      fill(world, packets, { works, tickets })
      for (const month of months) expect(byKey(sums(world, month))).toEqual(byKey(naiveCharges(world.facts, month).sums))
    }),
    { numRuns: 100 },
  )
})

describe('however work is split into invoices', () => {
  test('all invoices together bill what is charged, and a further one has nothing to bill', () => {
    fc.assert(
      fc.property(fc.record(worlds), fc.array(fc.nat({ max: 18 }), { maxLength: 4 }), (all, cuts) => {
        const world = createBillingWorld()
        fill(world, ['none', 'PREMIUM', 'none', 'ENTERPRISE'], all)
        for (const allowance of all.allowances) world.allowance(allowance as Partial<Allowance>)
        const { entries } = world.facts
        let parts: ReturnType<typeof differenceOf> = []
        // Entries come in any order: each invoice is made when so many of them are known.
        for (const known of [...cuts.sort((a, b) => a - b), entries.length]) {
          const { charges } = countThrough({ ...world.facts, entries: entries.slice(0, known) }, '2026-06')
          parts = [...parts, ...differenceOf(charges, joinParts(parts))]
        }
        const { charges } = countThrough(world.facts, '2026-06')
        expect(differenceOf(charges, joinParts(parts))).toEqual([])
        const billed = totalsOf(parts).filter(({ amountCents }) => amountCents !== 0)
        expect(billed).toEqual(totalsOf(charges))
        const whole = (every: typeof parts) => byKey(new Map(every.map(({ key, quantity }) => [key, quantity])))
        expect(whole(joinParts(parts))).toEqual(whole(charges))
      }),
    )
  })

  test('the months add up to the whole, whatever day entries lie on', () => {
    fc.assert(
      fc.property(fc.record(worlds), (all) => {
        const world = createBillingWorld()
        fill(world, ['none', 'PREMIUM', 'none', 'ENTERPRISE'], all)
        for (const allowance of all.allowances) world.allowance(allowance as Partial<Allowance>)
        const parts = ['2026-02', '2026-03', '2026-04', '2026-05', '2026-06'].flatMap((month) => chargesOf(world.facts, month))
        const sum = (every: readonly { amountCents: number }[]) => every.reduce((cents, one) => cents + one.amountCents, 0)
        expect(sum(parts)).toBe(sum(countThrough(world.facts, '2026-06').charges))
      }),
    )
  })
})
