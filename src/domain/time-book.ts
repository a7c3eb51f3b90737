// Work that is charged by its time: the chargeable seconds of each ticket at each price, and what they come to (RULES D1 to D6).
import { billTime, type HourlyRate } from './billed-time.ts'
import type { Work } from './billed-work.ts'
import type { RateKey } from './catalogue.ts'
import type { Charge, TimeKind } from './charge.ts'

export interface TimeBook {
  /** Time of an entry. @returns the seconds of it that cost something and that nobody agreed to. */
  add(work: Work, kind: TimeKind, seconds: number): number
  /** Full hours are rounded once for each ticket, over all its minutes at the same price (D1). */
  charges(): readonly Charge[]
}

interface Time {
  readonly work: Work
  readonly kind: TimeKind
  readonly rate: HourlyRate
  seconds: number
  readonly entries: string[]
}

export function openTimes(): TimeBook {
  const times = new Map<string, Time>()
  return {
    add(work, kind, seconds) {
      const rate = hourlyRate(work, kind)
      if (seconds === 0 || rate === null) return 0
      if (!isAgreed(work, kind)) return seconds
      const key = keyOf(work, kind)
      const time = times.get(key) ?? { work, kind, rate, seconds: 0, entries: [] }
      time.seconds += seconds
      time.entries.push(work.entry.id)
      times.set(key, time)
      return 0
    },
    charges: () => [...times].map(([key, time]) => toCharge(key, time)),
  }
}

const rateOf: Readonly<Record<TimeKind, (work: Work) => RateKey>> = {
  hourly: ({ terms, catalogue }) => catalogue.withoutPlan.find(({ name }) => name === terms.plan)?.rate ?? 'hourly',
  afterHours: () => 'after-hours',
  training: () => 'training',
}

/** Reading: training in a catalogue that names no price for it is agreed case by case, and not charged by its time. */
function hourlyRate(work: Work, kind: TimeKind): HourlyRate | null {
  const rate = work.catalogue.rates[rateOf[kind](work)]
  return rate?.by === 'hour' ? rate : null
}

function isAgreed({ ticket, entry }: Work, kind: TimeKind): boolean {
  if (kind === 'afterHours') return entry.afterHoursAgreed ?? ticket.afterHoursAgreed
  return entry.billableAgreed ?? ticket.billableAgreed
}

/** A better plan may be another vendor's, whose hours have a price of their own. */
function keyOf({ ticket, terms }: Work, kind: TimeKind): string {
  const own = `${kind}:${ticket.id}`
  return terms.catalogue === ticket.catalogue ? own : `${own}:${terms.catalogue}`
}

function toCharge(key: string, { work, kind, rate, seconds, entries }: Time): Charge {
  const { minutes, quantity, amountCents } = billTime(seconds, rate)
  return {
    ...{ key, kind, ticketId: work.ticket.id, quantity, unitPriceCents: rate.cents, amountCents, entries },
    currency: work.catalogue.currency,
    reason: { by: 'time', of: kind, minutes, billed: rate.billed },
  }
}
