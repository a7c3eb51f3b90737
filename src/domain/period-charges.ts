// What is paid by the period, whatever is worked: packets, their extensions, and allowances (RULES 3 and 4, D17).
import { paidMonths } from './allowance.ts'
import type { Allowance, BilledSubscription, BillingFacts } from './billing-facts.ts'
import { findPlan, type Plan } from './catalogue.ts'
import type { Charge, ChargeKind } from './charge.ts'
import type { Day } from './day.ts'
import { lastDayOfMonth, type Month } from './desk-month.ts'
import { firstDayOfPeriod, periodOf } from './plan-period.ts'

/**
 * A packet's price, in the month in which it begins or, when that is later, was bought. Reading: one that runs for several of its
 * periods is paid for each, in the month in which that begins; each further one at the price of an extension.
 */
export function planCharges({ subscriptions, catalogues }: BillingFacts, last: Month): readonly Charge[] {
  return subscriptions.flatMap((held) => {
    const catalogue = catalogues.get(held.catalogue)
    const plan = catalogue === undefined ? null : findPlan(catalogue, held.plan)
    if (catalogue === undefined || plan === null) return []
    return paidPeriods(held, plan, last).flatMap((startsOn, period): readonly Charge[] => {
      const extension = held.extendsId !== null || period > 0
      const cents = extension ? plan.extensionCents : plan.priceCents
      if (cents === null) return []
      const key = period === 0 ? `plan:${held.id}` : `plan:${held.id}:${period + 1}`
      return [{ ...lump(key, 'plan', cents, catalogue.currency), reason: { by: 'plan', plan: plan.name, startsOn, extension } }]
    })
  })
}

/** The first days of the periods that are paid up to the end of a month. */
function paidPeriods({ startsOn, endsOn, boughtOn }: BilledSubscription, { periodMonths }: Plan, last: Month): readonly Day[] {
  const lastDay = lastDayOfMonth(last)
  if (boughtOn > lastDay || startsOn > lastDay) return []
  const until = endsOn !== null && endsOn < lastDay ? endsOn : lastDay
  const count = periodMonths === null ? 1 : periodOf(startsOn, periodMonths, until) + 1
  return Array.from({ length: count }, (_, period) => firstDayOfPeriod(startsOn, periodMonths ?? 1, period))
}

/** Each month that an allowance holds in; one that never expires is paid once. */
export function allowanceCharges(allowances: readonly Allowance[], last: Month): readonly Charge[] {
  return allowances.flatMap((allowance) =>
    paidMonths(allowance, last).map((month) => ({
      ...lump(`allowance:${allowance.id}:${month}`, 'allowance', allowance.priceCents, allowance.currency),
      reason: { by: 'allowance', allowance: allowance.name, month, oneTime: allowance.noExpiration } as const,
    })),
  )
}

function lump(key: string, kind: ChargeKind, cents: number, currency: string) {
  return { key, kind, ticketId: null, quantity: 1, unitPriceCents: cents, amountCents: cents, currency, entries: [] }
}
