// Prepaid time and how it is used up (RULES 4, D14 to D19). An allowance covers whole calendar months, comes back each month unless
// it never expires, and is used by exact time after rounding; what it cannot cover goes to the next one, and then to the hourly price.
import type { Allowance } from './billing-facts.ts'
import type { Day } from './day.ts'
import { dayAt } from './day.ts'
import { lastDayOfMonth, type Month, monthOf, monthsBetween } from './desk-month.ts'

/** The first and last day that an allowance holds: whole months, but never before it was bought (D17). */
export function allowanceDays({ startsOn, endsOn, boughtOn }: Allowance): { readonly from: Day; readonly to: Day | null } {
  const first = `${monthOf(startsOn)}-01`
  return { from: boughtOn > first ? boughtOn : first, to: endsOn === null ? null : lastDayOfMonth(monthOf(endsOn)) }
}

export function allowanceHolds(allowance: Allowance, day: Day): boolean {
  const { from, to } = allowanceDays(allowance)
  return from <= day && (to === null || day <= to)
}

/**
 * The months it is paid for, up to a last one: each that it holds in; the first alone when it never expires. Reading: a month that
 * it begins within, because it was bought then, is paid in full and has its full quantity.
 */
export function paidMonths(allowance: Allowance, last: Month): readonly Month[] {
  const first = monthOf(allowanceDays(allowance).from)
  if (allowance.noExpiration) return first <= last ? [first] : []
  const end = allowance.endsOn === null ? last : monthOf(allowance.endsOn)
  return monthsBetween(first, end < last ? end : last)
}

export interface AllowanceBook {
  /** Uses seconds that begin at `at`, of one after the other. @returns what none of them covers. */
  draw(at: Date, seconds: number): number
  /** The one that a use at `at` takes from first; null when nothing is left of any. */
  firstAt(at: Date): Allowance | null
  /** Used in the month of a day, or ever, of one that never expires. */
  usedOn(allowance: Allowance, day: Day): number
}

/** Of several, the one whose rest would be lost first goes first (D16); of equals, the older one. */
export function openAllowances(allowances: readonly Allowance[]): AllowanceBook {
  const used = new Map<string, number>()
  const keyOf = (allowance: Allowance, month: Month) => (allowance.noExpiration ? allowance.id : `${allowance.id} ${month}`)

  function left(allowance: Allowance, month: Month): number {
    return allowance.secondsPerMonth - (used.get(keyOf(allowance, month)) ?? 0)
  }

  function usable(at: Date): readonly Allowance[] {
    const day = dayAt(at)
    const month = monthOf(day)
    const lost = (allowance: Allowance) =>
      allowance.noExpiration ? (allowanceDays(allowance).to ?? '9999-12-31') : lastDayOfMonth(month)
    return allowances
      .filter((allowance) => allowanceHolds(allowance, day) && left(allowance, month) > 0)
      .sort((a, b) => compare(lost(a), lost(b)) || compare(a.startsOn, b.startsOn) || compare(a.id, b.id))
  }

  return {
    firstAt: (at) => usable(at)[0] ?? null,
    draw(at, seconds) {
      const month = monthOf(dayAt(at))
      let rest = seconds
      for (const allowance of usable(at)) {
        const taken = Math.min(rest, left(allowance, month))
        const key = keyOf(allowance, month)
        used.set(key, (used.get(key) ?? 0) + taken)
        rest -= taken
      }
      return rest
    },
    usedOn: (allowance, day) => used.get(keyOf(allowance, monthOf(day))) ?? 0,
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
