// What a payment's QR picture says: the European Payments Council's code for a SEPA credit transfer (EPC069-12, version 2), which
// banks' apps read. It knows euros only. Drawing it is somebody else's.
import type { Seller } from './invoice-parties.ts'

export interface PaymentCode {
  readonly seller: Seller
  readonly currency: string
  readonly cents: bigint
  /** For the bank statement; at most 140 characters. */
  readonly reference: string
}

/** A cent less than a thousand million: what the code has room for. */
const mostCents = 99_999_999_999n

/** Null where such a transfer cannot be: another currency, no account, nothing (or too much) to pay. */
export function sayPaymentCode({ seller, currency, cents, reference }: PaymentCode): string | null {
  if (currency !== 'EUR' || seller.bank === undefined || cents <= 0n || cents > mostCents) return null
  const name = oneLine(seller.name, 70)
  if (name === '') return null
  const amount = `EUR${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`
  const { iban, bic = '' } = seller.bank
  // Two empty elements between: purpose and structured reference.
  return ['BCD', '002', '1', 'SCT', bic, name, iban, amount, '', '', oneLine(reference, 140)].join('\n')
}

function oneLine(text: string, most: number): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return [...line].slice(0, most).join('')
}
