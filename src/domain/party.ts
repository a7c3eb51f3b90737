// Who somebody is to the desk (RULES 1). What they may do stands in permissions.ts.
import type { CompanyId, ContactId, EngineerId, IdentityId } from './ids.ts'
import type { Language } from './language.ts'

export interface Contact {
  readonly kind: 'contact'
  readonly id: ContactId
  readonly companyId: CompanyId
  readonly companyName: string
  readonly name: string
  readonly language: Language
  /** IANA name; null: not known. */
  readonly timeZone: string | null
  readonly mainUser: boolean
  /** May open and read the company's tickets. Off for a contact that is there for invoices only. */
  readonly loginAccess: boolean
  readonly invoices: boolean
}

export interface Engineer {
  readonly kind: 'engineer'
  readonly id: EngineerId
  readonly name: string
  readonly role: 'engineer' | 'admin'
  readonly language: Language
}

/** Somebody the desk does not know: is told how to connect, and learns nothing else. */
export interface Stranger {
  readonly kind: 'stranger'
  readonly language: Language
}

export type Party = (Contact | Engineer | Stranger) & { readonly identityId: IdentityId }
