// Takes in a contact of a company from the vendor's CRM. Later changes stand in change-person.ts.

import type { Tx } from '../db/client.ts'
import { findCompany } from '../db/companies.ts'
import { addAudit } from '../db/identities.ts'
import { type ContactRecord, insertContact } from '../db/person-records.ts'
import { type Actor, nameActor } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import type { CompanyId } from '../domain/ids.ts'
import type { Language } from '../domain/language.ts'
import { requireFreeAddress } from './require-free-address.ts'

export interface ContactFields {
  readonly name: string
  readonly email: string | null
  /** As `toTelegramId` spells it. */
  readonly telegramId: string | null
  /** As `toPhoneNumber` spells it. */
  readonly whatsapp: string | null
  readonly language: Language | null
  /** IANA name; null: not known. */
  readonly timeZone: string | null
  readonly mainUser: boolean
  /** May open and read the company's tickets. */
  readonly loginAccess: boolean
  /** Gets invoice and payment notices. */
  readonly invoices: boolean
}

/** @throws Refusal `not-found` for the company; `conflict`, naming `telegramId` or `whatsapp`. */
export async function registerContact(
  tx: Tx,
  companyId: CompanyId,
  fields: ContactFields,
  by: Actor = { kind: 'api' },
): Promise<ContactRecord> {
  if ((await findCompany(tx, companyId)) === null) throw new Refusal('not-found')
  await requireFreeAddress(tx, fields, null)
  const contact = await insertContact(tx, { ...fields, companyId })
  const { mainUser, loginAccess, invoices } = fields
  await addAudit(tx, {
    actor: nameActor(by),
    action: 'register',
    subject: `contact:${contact.id}`,
    data: { mainUser: String(mainUser), loginAccess: String(loginAccess), invoices: String(invoices) },
  })
  return contact
}
