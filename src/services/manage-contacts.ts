// A main user keeps their own company's contacts and notice addresses (RULES 1). Everything here is of `by`'s company: another
// company's contact is not found, as an unknown one is not.

import type { Tx } from '../db/client.ts'
import { type CompanyRow, findCompany } from '../db/companies.ts'
import { type CompanyContact, countOtherMainUsers, findCompanyContact, findCompanyContacts } from '../db/company-contacts.ts'
import { addAudit } from '../db/identities.ts'
import { findContactRecord } from '../db/person-records.ts'
import { lockValues } from '../db/value-lock.ts'
import { nameActor } from '../domain/actor.ts'
import { Refusal } from '../domain/errors.ts'
import type { ContactId } from '../domain/ids.ts'
import { type NoticeGroup, withSwitch } from '../domain/notice-choice.ts'
import type { Contact } from '../domain/party.ts'
import { isAllowed, may, rolesOfContact } from '../domain/permissions.ts'
import { type ContactChange, changeContact } from './change-person.ts'
import type { Desk } from './desk.ts'
import { type IssuedCode, issueLinkCode } from './issue-link-code.ts'
import { changeCompany } from './register-company.ts'
import { registerContact } from './register-contact.ts'

/** A contact as its main user sees it. */
export type KeptContact = CompanyContact

export interface ContactList {
  readonly company: CompanyRow
  readonly contacts: readonly CompanyContact[]
  /** There are more than these. */
  readonly more: boolean
}

/** @throws Refusal `not-allowed`. */
export async function listContacts(tx: Tx, by: Contact, word: string, limit: number): Promise<ContactList> {
  if (!may(by, 'manage-contacts')) throw new Refusal('not-allowed')
  const company = await findCompany(tx, by.companyId)
  if (company === null) throw new Refusal('not-found')
  const found = await findCompanyContacts(tx, by.companyId, { word, limit: limit + 1 })
  return { company, contacts: found.slice(0, limit), more: found.length > limit }
}

/** @throws Refusal `not-allowed`; `not-found`, also for another company's. */
export async function readContact(tx: Tx, by: Contact, id: ContactId): Promise<CompanyContact> {
  if (!may(by, 'manage-contacts')) throw new Refusal('not-allowed')
  const contact = await findCompanyContact(tx, by.companyId, id)
  if (contact === null) throw new Refusal('not-found')
  return contact
}

/** The new contact opens and reads tickets. @throws Refusal `conflict`, naming `telegramId`, when somebody else has the id. */
export async function addContact(
  tx: Tx,
  by: Contact,
  given: { readonly name: string; readonly telegramId: string | null },
): Promise<CompanyContact> {
  await lockRights(tx, by)
  const rights = { mainUser: false, loginAccess: true, invoices: false }
  const fields = { ...given, ...rights, email: null, whatsapp: null, language: null, timeZone: null }
  const { id } = await registerContact(tx, by.companyId, fields, by)
  return readContact(tx, by, id as ContactId)
}

/**
 * Changes a contact; `active: false` removes them: their chats are disconnected at once, what they wrote stays.
 * @throws Refusal `not-found`; `conflict`, naming `telegramId`; `last-main-user` when nobody would be left to manage contacts.
 */
export async function changeOwnContact(
  tx: Tx,
  desk: Desk,
  by: Contact,
  id: ContactId,
  change: ContactChange,
): Promise<CompanyContact | null> {
  await lockRights(tx, by)
  const before = await readContact(tx, by, id)
  const stays = (change.active ?? true) && isAllowed(rolesOfContact({ ...before, ...change }), 'manage-contacts')
  const isManager = isAllowed(rolesOfContact(before), 'manage-contacts')
  if (isManager && !stays && (await countOtherMainUsers(tx, by.companyId, id)) === 0) throw new Refusal('last-main-user')
  await changeContact(tx, desk, id, change, by)
  return findCompanyContact(tx, by.companyId, id)
}

/** Switches a group of notices of a contact on or off; in the audit, because it is not the contact's own wish. */
export async function switchNotices(
  tx: Tx,
  desk: Desk,
  by: Contact,
  id: ContactId,
  { group, on }: { readonly group: NoticeGroup; readonly on: boolean },
): Promise<CompanyContact | null> {
  await lockRights(tx, by)
  const before = await readContact(tx, by, id)
  await changeContact(tx, desk, id, { mutedNotices: withSwitch(before.mutedNotices, group, on) }, by)
  const data = { [group]: on ? 'on' : 'off' }
  await addAudit(tx, { actor: nameActor(by), action: 'change-notices', subject: `contact:${id}`, data })
  return findCompanyContact(tx, by.companyId, id)
}

/** A new code that connects the contact's chat; older ones end. */
export async function issueContactCode(tx: Tx, desk: Desk, by: Contact, id: ContactId): Promise<IssuedCode> {
  await readContact(tx, by, id)
  return issueLinkCode(tx, desk, { contactId: id }, by)
}

/** Where notices by e-mail go: at most four addresses, and the one for development requests (RULES 4). */
export async function changeNoticeAddresses(
  tx: Tx,
  by: Contact,
  change: { readonly emails: string[] } | { readonly requestEmail: string | null },
): Promise<void> {
  await lockRights(tx, by)
  await changeCompany(tx, by.companyId, change, by)
}

/**
 * One change of a company's contacts after the other, so that two main users cannot remove each other at once; whoever was
 * removed while they waited changes nothing any more.
 */
async function lockRights(tx: Tx, by: Contact): Promise<void> {
  await lockValues(tx, [`contacts:${by.companyId}`])
  const now = await findContactRecord(tx, by.id)
  const still = now?.active === true && isAllowed(rolesOfContact(now), 'manage-contacts')
  if (!still) throw new Refusal('not-allowed')
}
