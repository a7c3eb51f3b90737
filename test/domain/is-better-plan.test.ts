import { expect, test } from 'vitest'
import { isBetterPlan } from '../../src/domain/is-better-plan.ts'
import type { PlanTerms, ResponsePromise } from '../../src/domain/plan-terms.ts'
import { enterprise, noPlan, premium } from '../support/sla-examples.ts'

test('within a catalogue the plan that is solved earlier is the better one, and none is better than itself', () => {
  const plans = [enterprise, premium, noPlan]
  const better = plans.flatMap((next) => plans.filter((current) => isBetterPlan(next, current)).map((it) => [next.plan, it.plan]))
  expect(better).toEqual([
    ['ENTERPRISE', 'PREMIUM'],
    ['ENTERPRISE', 'none'],
    ['PREMIUM', 'none'],
  ])
})

test('between catalogues the better plan answers sooner at one priority and later at none', () => {
  const promise = (time: 'working' | 'plain', hours: number): ResponsePromise => {
    return { time, guaranteedSeconds: hours * 3600, averageSeconds: null, resolutionSeconds: null }
  }
  const own = promise('working', 2)
  const current: PlanTerms = {
    catalogue: 'one',
    plan: 'A',
    order: 5,
    promises: { blocker: own, high: own, medium: own, low: null },
  }
  const changes: [Partial<PlanTerms['promises']>, boolean][] = [
    [{}, false],
    [{ high: promise('working', 1) }, true],
    [{ blocker: promise('plain', 2) }, true],
    [{ low: promise('working', 100) }, true],
    [{ high: promise('working', 1), medium: promise('working', 3) }, false],
    [{ high: promise('working', 1), medium: null }, false],
  ]
  const judged = changes.map(([change]) => {
    return isBetterPlan({ catalogue: 'other', plan: 'B', order: 9, promises: { ...current.promises, ...change } }, current)
  })
  expect(judged).toEqual(changes.map(([, better]) => better))
  const plain = { ...current, promises: { ...current.promises, high: promise('plain', 2) } }
  const working = { ...current, catalogue: 'other', promises: { ...current.promises, high: promise('working', 1) } }
  expect(isBetterPlan(working, plain)).toBe(false)
})
