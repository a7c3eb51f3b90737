// What work costs, as people read it.
import type { Language } from '../domain/language.ts'
import type { WorkPrice } from '../domain/work-price.ts'
import { sayMoney } from './money.ts'
import { sayText } from './render.ts'

/** "100.00 EUR per hour" */
export function sayWorkPrice(language: Language, { per, cents, currency }: WorkPrice): string {
  return sayText(language, `price-per-${per}`, { amount: sayMoney(language, cents, currency) })
}
