// Sums as people read them. Money comes as integer cents with a currency; nothing is converted.
import type { Language } from '../domain/language.ts'

const marks: Record<Language, { readonly group: string; readonly decimal: string }> = {
  en: { group: ',', decimal: '.' },
  lt: { group: '\u00a0', decimal: ',' },
}

/** Without its currency: "1,234.50", "1 234,50". For columns that name it at their head. */
export function sayAmount(language: Language, cents: bigint | number): string {
  const { group, decimal } = marks[language]
  const value = BigInt(cents)
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, group)
  return `${value < 0n ? '-' : ''}${whole}${decimal}${digits.slice(-2)}`
}

/** "12.345", "12,345": a quantity or a rate as it was given, with the language's mark. */
export function sayDecimal(language: Language, decimal: string): string {
  const [whole = '', part] = decimal.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, marks[language].group)
  return part === undefined ? grouped : `${grouped}${marks[language].decimal}${part}`
}

/** "1,234.50 EUR", "1 234,50 EUR" (the space inside the number does not break). */
export function sayMoney(language: Language, cents: bigint | number, currency: string): string {
  return `${sayAmount(language, cents)} ${currency}`
}
