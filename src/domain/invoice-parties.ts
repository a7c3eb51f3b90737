// Who sells and who buys, as an invoice names them. Both are kept with the invoice as they were on the day, so that it can be
// made again word for word. Where the seller's details come from is the configuration; the buyer's stand on the company.
import type { Language } from './language.ts'

export interface BankAccount {
  /** Without spaces, in capitals. */
  readonly iban: string
  readonly bic?: string | undefined
  readonly name?: string | undefined
}

export interface Seller {
  readonly name: string
  readonly registrationCode?: string | undefined
  readonly vatCode?: string | undefined
  /** Lines with line feeds between them. */
  readonly address?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly bank?: BankAccount | undefined
}

export interface Buyer {
  readonly name: string
  readonly registrationCode: string | null
  readonly vatCode: string | null
  /** Lines with line feeds between them. */
  readonly address: string | null
}

/** Plain JSON, as it is stored. */
export interface InvoiceParties {
  /** Null: the desk does not know whom it sells for. */
  readonly seller: Seller | null
  readonly buyer: Buyer
  readonly language: Language
}
