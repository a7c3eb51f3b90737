// Sums as people read them. Money comes as integer cents with a currency; nothing is converted.
import type { Language } from '../domain/language.ts'

const marks: Record<Language, { readonly group: string; readonly decimal: string }> = {
  en: { group: ',', decimal: '.' },
  lt: { group: '\u00a0', decimal: ',' },
}

/** "1,234.50 EUR", "1 234,50 EUR" (the space inside the number does not break). */
export function sayMoney(language: Language, cents: bigint | number, currency: string): string {
  const { group, decimal } = marks[language]
  const value = BigInt(cents)
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, group)
  return `${value < 0n ? '-' : ''}${whole}${decimal}${digits.slice(-2)} ${currency}`
}
