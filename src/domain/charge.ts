// A charge: one thing that costs something, counted from the company's first day to the end of a month, with the reason. What a month
// costs, and what an invoice has still to bill, are differences of such counts (RULES D2), so that time which is logged late, or
// corrected, is charged or credited once. Whole cents, each in one currency (D20).
import type { TicketId } from './ids.ts'
import type { FixedTask } from './time-entry.ts'

export type ChargeKind =
  | 'hourly'
  | 'afterHours'
  | 'fixed'
  | 'training'
  | 'incident'
  | 'connectionFee'
  | 'allowance'
  | 'plan'
  | 'credit'

/** Why it costs what it costs, for people to read. */
export type ChargeReason =
  /** Time at an hourly price: all chargeable whole minutes, and how they are billed. */
  | { readonly by: 'time'; readonly minutes: number; readonly billed: 'full-hours' | 'minutes'; readonly outsidePlan: boolean }
  | { readonly by: 'task'; readonly task: FixedTask }
  /** The first, second ... of the ticket, each up to so much time. */
  | {
      readonly by: 'incident'
      readonly ordinal: number
      readonly level: 'support' | 'development'
      readonly mostSeconds: number
      readonly beyond: BeyondQuota
    }
  | { readonly by: 'use'; readonly allowance: string }
  | { readonly by: 'allowance'; readonly allowance: string; readonly month: string; readonly oneTime: boolean }
  | { readonly by: 'plan'; readonly plan: string; readonly extension: boolean }

/** What a request lies outside of: the number of requests, the time, or the plan as such. */
export type BeyondQuota = 'requests' | 'time' | 'plan'

export interface Charge {
  /** What is charged, the same in every count: "hourly:<ticket>". */
  readonly key: string
  readonly kind: ChargeKind
  readonly ticketId: TicketId | null
  /** Hours, tasks, incidents, uses ...: at most three decimals. */
  readonly quantity: number
  readonly unitPriceCents: number
  /** Whole; quantity times price, but for time by the minute, where it is exact. */
  readonly amountCents: number
  readonly currency: string
  /** The time entries it comes from. */
  readonly entries: readonly string[]
  readonly reason: ChargeReason
}

/**
 * What is in `now` beyond `before`, by key: new charges, and the growth or shrinking of those that were there. What shrinks is a
 * credit. Nothing for what is the same.
 */
export function differenceOf(now: readonly Charge[], before: readonly Charge[]): readonly Charge[] {
  const earlier = new Map(before.map((charge) => [charge.key, charge]))
  const grown = now.flatMap((charge) => {
    const was = earlier.get(charge.key)
    earlier.delete(charge.key)
    return was === undefined ? [charge] : subtract(charge, was)
  })
  const gone = [...earlier.values()].flatMap((was) => subtract({ ...was, quantity: 0, amountCents: 0, entries: [] }, was))
  return [...grown, ...gone]
}

function subtract(charge: Charge, was: Charge): readonly Charge[] {
  // At another price, or in another currency, it is another thing: the old one is credited whole.
  if (charge.currency !== was.currency || charge.unitPriceCents !== was.unitPriceCents)
    return [...subtract({ ...was, quantity: 0, amountCents: 0 }, was), ...(charge.amountCents === 0 ? [] : [charge])]
  const amountCents = charge.amountCents - was.amountCents
  if (amountCents === 0) return []
  const entries = charge.entries.filter((id) => !was.entries.includes(id))
  const quantity = toThree(charge.quantity - was.quantity)
  const kind = amountCents < 0 ? 'credit' : charge.kind
  return [{ ...charge, kind, quantity, amountCents, entries: entries.length === 0 ? charge.entries : entries }]
}

/** One total for each currency, by its name; nothing is converted (D20). */
export function totalsOf(charges: readonly Charge[]): readonly { readonly currency: string; readonly amountCents: number }[] {
  const totals = new Map<string, number>()
  for (const { currency, amountCents } of charges) totals.set(currency, (totals.get(currency) ?? 0) + amountCents)
  return [...totals]
    .map(([currency, amountCents]) => ({ currency, amountCents }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1))
}

/** A quantity with the three decimals that invoices have. */
export function toThree(quantity: number): number {
  return Math.round(quantity * 1000) / 1000
}
