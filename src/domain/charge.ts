// A charge: one thing that costs something, counted from the company's first day to the end of a month, with the reason. What a month
// costs, and what an invoice has still to bill, are differences of such counts (RULES D2), so that time which is logged late, or
// corrected, is charged or credited once. Whole cents, each in one currency (D20).
import type { Words } from './catalogue.ts'
import type { Day } from './day.ts'
import type { TicketId } from './ids.ts'

export const chargeKinds = [
  'hourly',
  'afterHours',
  'fixed',
  'training',
  'incident',
  'connectionFee',
  'allowance',
  'plan',
  'credit',
] as const
export type ChargeKind = (typeof chargeKinds)[number]

/** Why it costs what it costs, for people to read. */
export type ChargeReason =
  /** Time at an hourly price: all chargeable whole minutes, and how they are billed. */
  | { readonly by: 'time'; readonly of: TimeKind; readonly minutes: number; readonly billed: 'full-hours' | 'minutes' }
  | { readonly by: 'task'; readonly words: Words }
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
  /** `startsOn`: of the period that is paid. */
  | { readonly by: 'plan'; readonly plan: string; readonly startsOn: Day; readonly extension: boolean }

/** Work that is charged by its time. */
export type TimeKind = Extract<ChargeKind, 'hourly' | 'afterHours' | 'training'>

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
 * What is in `now` beyond `before`: new charges, and the growth or shrinking of those that were there. What shrinks is a credit.
 * Nothing for what is the same. At another price, or in another currency, a charge is another one, and the old is credited whole.
 */
export function differenceOf(now: readonly Charge[], before: readonly Charge[]): readonly Charge[] {
  const earlier = new Map(before.map((charge) => [identityOf(charge), charge]))
  const grown = now.flatMap((charge) => {
    const was = earlier.get(identityOf(charge))
    earlier.delete(identityOf(charge))
    return was === undefined ? [charge] : subtract(charge, was)
  })
  const gone = [...earlier.values()].flatMap((was) => subtract(nothingOf(was), was))
  return [...grown, ...gone]
}

/** All that was charged in parts under one name, in the order in which it was, as one charge each; what comes to nothing is left out. */
export function joinParts(parts: readonly Charge[]): readonly Charge[] {
  return [...Map.groupBy(parts, identityOf).values()].flatMap((same) => {
    const last = same.at(-1)
    const amountCents = same.reduce((sum, part) => sum + part.amountCents, 0)
    if (last === undefined || amountCents === 0) return []
    const kind = same.find((part) => part.kind !== 'credit')?.kind ?? last.kind
    const quantity = toThree(same.reduce((sum, part) => sum + part.quantity, 0))
    return [{ ...last, kind, quantity, amountCents, entries: [...new Set(same.flatMap(({ entries }) => entries))] }]
  })
}

function identityOf({ key, currency, unitPriceCents }: Charge): string {
  return `${key} ${currency} ${unitPriceCents}`
}

function nothingOf(was: Charge): Charge {
  const reason = was.reason.by === 'time' ? { ...was.reason, minutes: 0 } : was.reason
  return { ...was, quantity: 0, amountCents: 0, reason }
}

function subtract(charge: Charge, was: Charge): readonly Charge[] {
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
