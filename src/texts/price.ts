// What work costs, as people read it.
import type { Rate } from '../domain/catalogue.ts'
import type { Language } from '../domain/language.ts'
import type { WorkPrice } from '../domain/work-price.ts'
import { sayMoney } from './money.ts'
import { sayText } from './render.ts'

/** "100.00 EUR per hour" */
export function sayWorkPrice(language: Language, { per, cents, currency }: WorkPrice): string {
  return sayText(language, `price-per-${per}`, { amount: sayMoney(language, cents, currency) })
}

/** "100.00 EUR per hour, in full hours", "210.00 EUR per server", "agreed case by case" */
export function sayRate(language: Language, rate: Rate, currency: string): string {
  if (rate.by === 'request') return sayText(language, 'price-case-by-case')
  const amount = sayMoney(language, rate.cents, currency)
  if (rate.by === 'hour')
    return sayText(language, rate.billed === 'full-hours' ? 'price-full-hours' : 'price-minutes', { amount })
  return sayText(language, rate.perServer ? 'price-server' : 'price-task', { amount })
}
