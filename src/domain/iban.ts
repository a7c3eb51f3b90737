// International bank account numbers: their form and check digits (ISO 13616). Whether an account exists is the banks' to know.

/** Without spaces and in capitals; null when the form or the check digits are wrong. */
export function toIban(entered: string): string | null {
  const iban = entered.replace(/\s/gu, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return null
  const digits = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  return BigInt(digits) % 97n === 1n ? iban : null
}

/** In groups of four, as people read and compare it. */
export function spacedIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ')
}
