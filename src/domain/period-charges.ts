// What is paid by the period, whatever is worked: packets, their extensions, and allowances (RULES 3 and 4, D17).
import { paidMonths } from './allowance.ts'
import type { Allowance, BillingFacts } from './billing-facts.ts'
import { findPlan } from './catalogue.ts'
import type { Charge, ChargeKind } from './charge.ts'
import { type Month, monthOf } from './desk-month.ts'

/** A packet's price, in the month in which it begins or, when that is later, was bought. */
export function planCharges({ subscriptions, catalogues }: BillingFacts, last: Month): readonly Charge[] {
  return subscriptions.flatMap(({ id, catalogue: name, plan: printed, startsOn, boughtOn, extendsId }) => {
    const catalogue = catalogues.get(name)
    const plan = catalogue === undefined ? null : findPlan(catalogue, printed)
    const cents = extendsId === null ? plan?.priceCents : plan?.extensionCents
    if (catalogue === undefined || plan === null || cents == null || monthOf(startsOn > boughtOn ? startsOn : boughtOn) > last)
      return []
    const reason = { by: 'plan', plan: plan.name, extension: extendsId !== null } as const
    return { ...lump(`plan:${id}`, 'plan', cents, catalogue.currency), reason } satisfies Charge
  })
}

/** Each month that an allowance touches; one that never expires is paid once. */
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
