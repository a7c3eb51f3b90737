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
  /** Groups of notices they do not want (domain/notice-choice). */
  readonly mutedNotices: readonly string[]
  /** Whether what they write goes to the current ticket by itself. */
  readonly currentTicket: boolean
}

export interface Engineer {
  readonly kind: 'engineer'
  readonly id: EngineerId
  readonly name: string
  readonly role: 'engineer' | 'admin'
  readonly language: Language
  /** Groups of notices they do not want (domain/notice-choice). */
  readonly mutedNotices: readonly string[]
}

/** Somebody the desk does not know: is told how to connect, and learns nothing else. */
export interface Stranger {
  readonly kind: 'stranger'
  readonly language: Language
}

export type Party = (Contact | Engineer | Stranger) & { readonly identityId: IdentityId }
