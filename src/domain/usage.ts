// What a company has used of its quotas and allowances on a day, from the same count that its charges come from.

import { allowanceDays, allowanceHolds } from './allowance.ts'
import { allowanceUse, packetUse } from './billing.ts'
import type { Allowance, BilledSubscription, BillingFacts } from './billing-facts.ts'
import type { Day } from './day.ts'
import { addMonths, monthOf } from './desk-month.ts'
import type { AllowanceUsage, QuotaUsage, Usage } from './usage-level.ts'

/** Packets first. What does not hold on the day is left out. */
export function usageOn(facts: BillingFacts, day: Day): readonly Usage[] {
  const packets = facts.subscriptions.filter((held) => held.startsOn <= day && (held.endsOn === null || day <= held.endsOn))
  const used = packetUse(facts, day)
  const allowances = facts.allowances.filter((allowance) => allowanceHolds(allowance, day))
  const usedOf = allowanceUse(facts, day)
  return [
    ...packets.flatMap((packet) => used(packet).map((use) => toQuota(packet, use))),
    ...allowances.map((allowance) => toAllowance(allowance, usedOf(allowance).usedSeconds, day)),
  ]
}

function toQuota({ id, plan }: BilledSubscription, use: ReturnType<ReturnType<typeof packetUse>>[number]): QuotaUsage {
  const { level, per, used, limit, startsOn, resetsOn } = use
  const totals = { totalRequests: limit.requests, totalSeconds: limit.seconds }
  return {
    ...{ kind: 'quota', id, plan, level, per, resetsOn, span: startsOn },
    ...totals,
    usedRequests: used.requests,
    usedSeconds: used.seconds,
  }
}

function toAllowance(allowance: Allowance, usedSeconds: number, day: Day): AllowanceUsage {
  const { id, name, secondsPerMonth, noExpiration } = allowance
  const next = `${addMonths(monthOf(day), 1)}-01`
  const { to } = allowanceDays(allowance)
  const resetsOn = noExpiration || (to !== null && to < next) ? null : next
  const span = noExpiration ? 'ever' : monthOf(day)
  return { kind: 'allowance', id, name, usedSeconds, totalSeconds: secondsPerMonth, resetsOn, span }
}
