// Why something is charged, in one sentence for each line: "55 min on #12345, rounded once to 1 h, outside a plan, 100.00 EUR".
import { billTime } from '../domain/billed-time.ts'
import type { Charge, ChargeReason, TimeKind } from '../domain/charge.ts'
import type { Language } from '../domain/language.ts'
import { sayDuration } from './duration.ts'
import { sayMonth } from './figures.ts'
import { sayMoney } from './money.ts'
import { sayText } from './render.ts'
import { sayDay } from './when.ts'

type Reason<By extends ChargeReason['by']> = Extract<ChargeReason, { by: By }>

/** @param ticketNumber of the charge's ticket; null when it is of none. */
export function sayCharge(language: Language, charge: Charge, ticketNumber: number | null): string {
  const { reason } = charge
  const amount = sayMoney(language, charge.amountCents, charge.currency)
  const number = String(ticketNumber ?? '')
  const what = sayWhat(language, charge, reason, { number, amount })
  // Time says by itself how much was counted before.
  return charge.kind === 'credit' && reason.by !== 'time' ? sayText(language, 'charge-credit', { what }) : what
}

interface Values {
  readonly number: string
  readonly amount: string
}

const timeKeys = {
  hourly: 'charge-hourly',
  afterHours: 'charge-after-hours',
  training: 'charge-training',
} as const satisfies Record<TimeKind, string>

/** All time so far, what it comes to, and, when a part of that was charged before, how much. */
function sayTime(language: Language, charge: Charge, reason: Reason<'time'>, values: Values): string {
  const { minutes, billed } = reason
  const hours = billTime(minutes * 60, { by: 'hour', cents: charge.unitPriceCents, billed }).quantity
  const before = Math.round((hours - charge.quantity) * 1000) / 1000
  const why = sayText(language, timeKeys[reason.of])
  const all = { ...values, why, time: sayDuration(language, minutes * 60_000) }
  const sayHours = (count: number) => sayDuration(language, Math.round(count * 60) * 60_000)
  if (before !== 0) {
    const counted = { ...all, hours: sayHours(hours), before: sayHours(before) }
    return billed === 'minutes'
      ? sayText(language, 'charge-minutes-further', counted)
      : sayText(language, 'charge-hours-further', counted)
  }
  if (billed === 'minutes') return sayText(language, 'charge-minutes', all)
  if (minutes % 60 === 0) return sayText(language, 'charge-hours-full', all)
  return sayText(language, 'charge-hours', { ...all, hours: sayHours(hours) })
}

function sayWhat(language: Language, charge: Charge, reason: ChargeReason, values: Values): string {
  switch (reason.by) {
    case 'time':
      return sayTime(language, charge, reason, values)
    case 'task':
      return sayTask(language, charge, reason, values)
    case 'incident':
      return sayIncident(language, reason, values)
    case 'use':
      return sayText(language, 'charge-use', { ...values, allowance: reason.allowance })
    case 'allowance':
      return reason.oneTime
        ? sayText(language, 'charge-allowance-once', { allowance: reason.allowance, amount: values.amount })
        : sayText(language, 'charge-allowance', {
            allowance: reason.allowance,
            month: sayMonth(language, reason.month),
            amount: values.amount,
          })
    case 'plan':
      return sayText(language, reason.extension ? 'charge-plan-extension' : 'charge-plan', {
        plan: reason.plan,
        from: sayDay(language, reason.startsOn),
        amount: values.amount,
      })
  }
}

function sayTask(language: Language, charge: Charge, { words }: Reason<'task'>, values: Values): string {
  const task = words[language]
  if (Math.abs(charge.quantity) === 1) return sayText(language, 'charge-task', { ...values, task })
  const price = sayMoney(language, charge.unitPriceCents, charge.currency)
  return sayText(language, 'charge-tasks', { ...values, task, quantity: String(Math.abs(charge.quantity)), price })
}

const beyondKeys = {
  requests: 'charge-beyond-requests',
  time: 'charge-beyond-time',
  plan: 'charge-beyond-plan',
} as const satisfies Record<Reason<'incident'>['beyond'], string>

function sayIncident(language: Language, { ordinal, level, mostSeconds, beyond }: Reason<'incident'>, values: Values): string {
  const most = sayDuration(language, mostSeconds * 1000)
  const why = sayText(language, beyondKeys[beyond])
  return sayText(language, level === 'support' ? 'charge-incident-support' : 'charge-incident-development', {
    ...values,
    ordinal: String(ordinal),
    most,
    why,
  })
}
